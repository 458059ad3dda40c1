"""The rival: the same rules as formulas in a spreadsheet, recalculated by LibreOffice without a window."""

import csv
import resource
import shutil
import sqlite3
import subprocess
from pathlib import Path

import msgspec
from openpyxl import Workbook

from tests.benchmarks import floor

RAW = tuple(floor.METRICS)
_OWN = ("base", "performance", "days", "away", "adjusted")
_FIRST = 2


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
        rows = list(csv.reader(text))[1:]
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
    formulas = _formulas(at, last)
    sheet.append([*names, *(name for name, _ in formulas)])
    for row, one in enumerate(people, start=_FIRST):
        marks = one["marks"]
        away = sum(float(marks[f"attendance:{name}"][0]) for name in floor.LEAVE)
        cells: list[str | float] = [one["number"]]
        cells += [float(one["rows"][name, floor.METRICS[name][1]][0]) for name in RAW]
        cells += [float(one["terms"]["base"][0]), float(one["terms"]["performance"][0])]
        cells += [float(marks["attendance:出勤天数"][0]), away, sum(float(amount) for amount, _ in one["adjusted"])]
        sheet.append([*cells, *(formula.replace("#", str(row)) for _, formula in formulas)])
    book.save(path)


def _formulas(at: dict[str, str], last: int) -> list[tuple[str, str]]:
    """A column for each item and line; ``#`` stands for the row."""

    def cell(name: str) -> str:
        return f"${at[name]}#"

    def column(name: str) -> str:
        return f"${at[name]}${_FIRST}:${at[name]}${last}"

    def figure(metric: str) -> str:
        if metric not in floor.RATIOS:
            return cell(metric)
        _, added, less, below = floor.RATIOS[metric]
        over = "+".join(map(cell, added)) + (f"-{cell(less)}" if less else "")
        return f"(({over})/{cell(below)})"

    found: list[tuple[str, str]] = []
    for key, _, full, metric, how, table in floor.ITEMS:
        if how in ("more", "less"):
            sign = ">=" if how == "more" else "<="
            text = "0"
            for step in reversed(table):
                text = f"IF({figure(metric)}{sign}{step[1]},{step[3]},{text})"
        elif how == "target":
            text = f"ROUND(MIN({full},{full}*{figure(metric)}/{table}),2)"
        elif metric in floor.RATIOS:
            _, added, _, below = floor.RATIOS[metric]
            mean = f"(SUM({column(added[0])})/SUM({column(below)}))"
            text = f"ROUND(MIN({full},{full}*{figure(metric)}/{mean}),2)"
        else:
            text = f"ROUND(MIN({full},{full}*{figure(metric)}/AVERAGE({column(metric)})),2)"
        found.append((key, f"={text}"))
    start = len(at)
    items = f"${_letter(start)}#:${_letter(start + len(found) - 1)}#"
    tiers, steps = "0", "0"
    for step in reversed(floor.TIERS):
        tiers = f"IF({figure('inquiry_conversion')}>={step[1]},{step[3]},{tiers})"
    for step in reversed(floor.STEPS):
        steps = f"IF({cell('items_sold')}>={step[1]},{step[3]},{steps})"
    place = f"RANK({cell('sales_amount')},{column('sales_amount')})"
    first, second, third = floor.PRIZES
    lines = [
        ("line_base", cell("base")),
        ("line_performance", f"ROUND(SUM({items})/100*{cell('performance')},2)"),
        ("line_commission", f"ROUND({cell('inquiry_sales_amount')}*{tiers},2)"),
        ("line_pieces", f"ROUND({cell('items_sold')}*{steps},2)"),
        ("line_first", f"IF({place}=1,{first},IF({place}=2,{second},IF({place}=3,{third},0)))"),
        ("line_meals", f"15*{cell('days')}"),
        ("line_full", f"IF({cell('away')}=0,200,0)"),
        ("line_adjusted", f"ROUND({cell('adjusted')},2)"),
    ]
    start += len(found)
    found += [(name, f"={text}") for name, text in lines]
    paid = f"{_letter(start)}#:{_letter(start + len(lines) - 1)}#"
    return [*found, ("net", f"=ROUND(SUM({paid}),2)")]
