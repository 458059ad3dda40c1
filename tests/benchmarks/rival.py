"""The rival: the same rules as formulas in a spreadsheet, recalculated by LibreOffice without a window."""

import csv
import resource
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import msgspec
from openpyxl import Workbook

from tests.benchmarks import floor

RAW = tuple(floor.METRICS)
_OWN = ("base", "performance", "days", "away", "adjusted")
_SHARED, _FIRST = 2, 3
"""The row of what everybody shares (means of the group, its three best), worked out once; the row of the first agent."""


class Recalculated(msgspec.Struct, frozen=True):
    """The nets in fen by number, and what it took: CPU seconds, the largest process in MB."""

    nets: dict[str, int]
    seconds: float
    megabytes: int


def installed() -> bool:
    """Whether LibreOffice is there (Debian: libreoffice-calc)."""
    return shutil.which("soffice") is not None


def recalculate(db: sqlite3.Connection, month: str, folder: Path) -> Recalculated:
    """Write the sheet, let LibreOffice work it out, read the nets. Only LibreOffice itself is timed, start included."""
    sheet = folder / "rules.xlsx"
    _write(floor.read(db, month), sheet)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(folder), str(sheet)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with (folder / "rules.csv").open(encoding="utf-8") as text:
        rows = list(csv.reader(text))[_SHARED:]
    return Recalculated(
        nets={row[0]: round(float(row[-1]) * 100) for row in rows},
        seconds=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        megabytes=after.ru_maxrss // 1024,
    )


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _write(people: list[floor.Tree], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    last = _FIRST + len(people) - 1
    names = ("number", *RAW, *_OWN)
    at = {name: _letter(index) for index, name in enumerate(names)}
    made = _Formulas(at, last)
    formulas, shared = made.columns, made.shared
    sheet.append([*names, *(name for name, _ in formulas)])
    sheet.append([*([None] * len(names)), *(shared.get(name) for name, _ in formulas)])
    for row, one in enumerate(people, start=_FIRST):
        marks = one["marks"]
        away = sum(float(marks[f"attendance:{name}"][0]) for name in floor.LEAVE)
        cells: list[str | float] = [one["number"]]
        cells += [float(one["rows"][name, floor.METRICS[name][1]][0]) for name in RAW]
        cells += [float(one["terms"]["base"][0]), float(one["terms"]["performance"][0])]
        cells += [float(marks["attendance:出勤天数"][0]), away, sum(float(amount) for amount, _ in one["adjusted"])]
        sheet.append([*cells, *(formula.replace("#", str(row)) for _, formula in formulas)])
    book.save(path)


class _Formulas:
    """A column for each item and line, ``#`` stands for the row; ``shared`` stands above some of them for everybody."""

    def __init__(self, at: dict[str, str], last: int) -> None:
        self._at, self._last = at, last
        self.shared: dict[str, str] = {}
        items = [(item[0], f"={self._item(index, item)}") for index, item in enumerate(floor.ITEMS)]
        lines = self._lines(len(at), len(items))
        start = len(at) + len(items)
        paid = f"{_letter(start)}#:{_letter(start + len(lines) - 1)}#"
        self.columns = [*items, *((name, f"={text}") for name, text in lines), ("net", f"=ROUND(SUM({paid}),2)")]

    def _cell(self, name: str) -> str:
        return f"${self._at[name]}#"

    def _column(self, name: str) -> str:
        return f"${self._at[name]}${_FIRST}:${self._at[name]}${self._last}"

    def _figure(self, metric: str) -> str:
        if metric not in floor.RATIOS:
            return self._cell(metric)
        _, added, less, below = floor.RATIOS[metric]
        over = "+".join(map(self._cell, added)) + (f"-{self._cell(less)}" if less else "")
        return f"(({over})/{self._cell(below)})"

    def _steps(self, value: str, sign: str, table: Any) -> str:
        text = "0"
        for step in reversed(table):
            text = f"IF({value}{sign}{step[1]},{step[3]},{text})"
        return text

    def _item(self, index: int, item: Any) -> str:
        key, _, full, metric, how, table = item
        value = self._figure(metric)
        if how in ("more", "less"):
            return self._steps(value, ">=" if how == "more" else "<=", table)
        if how == "target":
            return f"ROUND(MIN({full},{full}*{value}/{table}),2)"
        if metric in floor.RATIOS:
            _, added, _, below = floor.RATIOS[metric]
            self.shared[key] = f"=SUM({self._column(added[0])})/SUM({self._column(below)})"
        else:
            self.shared[key] = f"=AVERAGE({self._column(metric)})"
        return f"ROUND(MIN({full},{full}*{value}/${_letter(len(self._at) + index)}${_SHARED}),2)"

    def _lines(self, start: int, count: int) -> list[tuple[str, str]]:
        items = f"${_letter(start)}#:${_letter(start + count - 1)}#"
        tiers = self._steps(self._figure("inquiry_conversion"), ">=", floor.TIERS)
        steps = self._steps(self._cell("items_sold"), ">=", floor.STEPS)
        return [
            ("line_base", self._cell("base")),
            ("line_performance", f"ROUND(SUM({items})/100*{self._cell('performance')},2)"),
            ("line_commission", f"ROUND({self._cell('inquiry_sales_amount')}*{tiers},2)"),
            ("line_pieces", f"ROUND({self._cell('items_sold')}*{steps},2)"),
            ("line_first", self._prizes(start + count + 4)),
            ("line_meals", f"15*{self._cell('days')}"),
            ("line_full", f"IF({self._cell('away')}=0,200,0)"),
            ("line_adjusted", f"ROUND({self._cell('adjusted')},2)"),
        ]

    def _prizes(self, first: int) -> str:
        """The three best sales stand above the lines from ``first`` on; equals have the better place."""
        text = "0"
        names = ("line_first", "line_meals", "line_full")
        for place, (name, prize) in reversed(list(enumerate(zip(names, floor.PRIZES, strict=True)))):
            self.shared[name] = f"=LARGE({self._column('sales_amount')},{place + 1})"
            text = f"IF({self._cell('sales_amount')}=${_letter(first + place)}${_SHARED},{prize},{text})"
        return text
