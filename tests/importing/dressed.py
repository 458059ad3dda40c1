"""Sheets of made-up reports, with the oddities of real exports and the truth beside them."""

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from app.domain.people import Account, Agent, Shop
from app.importing.plan import Known
from tests.importing.reports import (
    MEANS,
    RATIOS,
    REPORTS,
    SUMS,
    Clothes,
    Field,
    Figures,
    Report,
    added,
    figures,
    shown_value,
    value_of,
)
from tests.importing.sheets import MONTH, SHOP

NAMES = ("思远", "玥", "雨桐", "小美", "小美丽", "㛃", "Anna", "a1", "客服01", "志强", "汇总小王")
"""Accounts; 汇总小王 and 小美丽 only look like a summary and like 小美."""
ROBOTS = ("店小蜜", "智能客服", "官方机器人")
Row = list[Any]


@dataclass
class Case:
    """Files to import, and what must come of them.

    ``sums`` are the true sums by account and metric, ``means`` what a month's single row shows; ``strangers`` must wait;
    ``layout`` is how the files are recognised.
    """

    files: list[Path]
    layout: str
    platform: str
    sums: dict[tuple[str, str], Fraction]
    means: dict[tuple[str, str], Fraction]
    ratios: dict[tuple[str, str], Fraction]
    strangers: set[str]
    shows: set[str]


def known() -> Known:
    """The book of the made-up shop: an agent for each account."""
    agents = tuple(
        Agent(number=f"A{index}", name=f"真名{index}", shops=(SHOP,), accounts=(Account(shop=SHOP, name=name),))
        for index, name in enumerate(NAMES)
    )
    return Known(shops=(Shop(name=SHOP),), agents=agents)


def case(folder: Path, seed: int, report: Report | None = None, *, plain: bool = False) -> Case:
    """A report of a month, of days in one sheet, or of days in a file each."""
    chance = random.Random(seed)
    about = report or chance.choice(REPORTS)
    clothes = Clothes(chance, plain=plain)
    accounts = chance.sample(NAMES, chance.randint(2, 6))
    strangers = [chance.choice(ROBOTS)] if clothes.often(0.3) else []
    shape = "month" if plain else chance.choice(("month", "month", "dates", "files"))
    days = [MONTH.first] if shape == "month" else sorted(chance.sample(_days(), chance.randint(2, 5)))
    truth = {(name, day): figures(chance) for name in (*accounts, *strangers) for day in days}
    if shape != "month" and not plain:  # a day without a row is a day off
        truth = {key: value for key, value in truth.items() if chance.random() > 0.15 or key[1] == days[0]}
    files: list[Path] = []
    sheets = [days] if shape != "files" else [[day] for day in days]
    shows: set[str] = set()
    means: dict[tuple[str, str], Fraction] = {}
    fields = _chosen(about, clothes)
    for some in sheets:
        rows = [(name, day, value) for (name, day), value in truth.items() if day in some]
        if not rows:
            continue
        grid, seen = _sheet(about, fields, rows, clothes, dated=shape == "dates")
        shows |= {one.metric for one in fields if one.show != "other" and one.metric != "-"}
        means |= seen if shape == "month" else {}
        name = about.file.format(**_span(some[0] if shape == "files" else None))
        files.append(_write(folder, name, grid, clothes))
    mine = {name: added(value for (who, _), value in truth.items() if who == name) for name in accounts}
    metrics = {metric for metric in shows if metric not in RATIOS}
    return Case(
        files=files,
        layout=about.layout,
        platform=about.platform,
        sums={(name, metric): of[metric] for name, of in mine.items() for metric in metrics},
        means={key: value for key, value in means.items() if key[0] in accounts},
        ratios=_ratios(mine, metrics),
        strangers=set(strangers),
        shows=shows,
    )


def _ratios(mine: dict[str, Figures], metrics: set[str]) -> dict[tuple[str, str], Fraction]:
    """Ratios of which the sheet has both parts."""
    found: dict[tuple[str, str], Fraction] = {}
    for metric in ("inquiry_conversion", "average_order_value", "items_per_customer", "answer_ratio"):
        if set(RATIOS[metric]) <= metrics:
            for name, of in mine.items():
                value = value_of(metric, of)
                if value is not None:
                    found[name, metric] = value
    return found


def _days() -> list[date]:
    return [MONTH.first + timedelta(days=index) for index in range(31)]


def _span(day: date | None) -> dict[str, str]:
    first, last = (day, day) if day else (MONTH.first, MONTH.last)
    assert first and last
    return {
        "from": f"{first}",
        "to": f"{last}",
        "from8": f"{first:%Y%m%d}",
        "to8": f"{last:%Y%m%d}",
        "month": f"{first:%Y-%m-%d}" if day else f"{first:%Y-%m}",
    }


def _chosen(about: Report, clothes: Clothes) -> list[Field]:
    """The columns that the shop ticked, in its order; the groups of two header rows stay as they are."""
    fields = list(about.fields)
    if clothes.plain or about.groups:
        return fields
    if clothes.often(0.5):
        clothes.chance.shuffle(fields)
    if clothes.often(0.3):
        gone = clothes.chance.sample(fields, clothes.chance.randint(1, 2))
        fields = [one for one in fields if one not in gone]
    for _ in range(clothes.chance.choice((0, 0, 1, 2))):
        extra = Field(
            (clothes.chance.choice(("店长备注", "新指标", "30天留存", "客服等级", "是否在岗人数吗")),), "-", "other"
        )
        fields.insert(clothes.chance.randint(0, len(fields)), extra)
    return fields


def _sheet(
    about: Report, fields: Sequence[Field], rows: list[tuple[str, date, Figures]], clothes: Clothes, *, dated: bool
) -> tuple[list[Row], dict[tuple[str, str], Fraction]]:
    chance = clothes.chance
    people: list[Row] = []
    means: dict[tuple[str, str], Fraction] = {}
    day_style = chance.choice(("iso", "slash", "cn", "compact", "date", "time"))
    for name, day, of in rows:
        cells = [_cell(one, of, clothes) for one in fields]
        for one, cell in zip(fields, cells, strict=True):
            timed = one.show in ("seconds", "minutes", "words") and one.metric in RATIOS
            if timed and not (one.show == "words" and (name, one.metric) in means):  # the twin in seconds goes before
                means[name, one.metric] = shown_value(one, cell)
        people.append([*([_day(day, day_style)] if dated else []), _spelled(name, about, clothes), *cells])
    if dated and clothes.often(0.5):
        chance.shuffle(people)
    if people and clothes.often(0.12):
        people.append(list(chance.choice(people)))  # the same row twice
    agent = clothes.header(about.agent)
    header = [*(["日期"] if dated else []), agent, *(clothes.header(one.headers) for one in fields)]
    for summary in _summaries(fields, [of for _, _, of in rows], clothes, dated=dated):
        place = (
            chance.choice((0, len(people), len(people)))
            if not clothes.plain
            else 0
            if about.platform == "jd"
            else len(people)
        )
        people.insert(place, summary)
    if clothes.often(0.1) and not about.groups:
        people.insert(chance.randint(0, len(people)), list(header))
    if clothes.often(0.1):
        people.insert(chance.randint(0, len(people)), [None] * len(header))
    head = _two_rows(header) if about.groups else [header]
    titles = [
        [text]
        for text in chance.sample(
            ("客服数据", "导出人：王", "说明：数据仅供参考", "导出时间 2026-11-03 10:00"), chance.choice((1, 2, 3))
        )
    ]
    before = titles if clothes.often(0.25) else []
    if before and clothes.often(0.5):
        before.append([])
    grid = [*before, *head, *people]
    if clothes.often(0.1):
        grid = [[None, *row] for row in grid]
    return grid, means


def _two_rows(header: Row) -> list[Row]:
    upper = [text.partition("-")[0] for text in header]
    lower = [text.partition("-")[2] for text in header]
    merged = [
        text if index == 0 or not lower[index] or text != upper[index - 1] else None for index, text in enumerate(upper)
    ]
    return [merged, [text or None for text in lower]]


def _cell(about: Field, of: Figures, clothes: Clothes) -> Any:
    if about.show == "other":
        return clothes.chance.choice((3, "一组", None, "12.5", "-"))
    if about.metric == "-":
        return clothes.cell(about, Fraction(clothes.chance.randint(0, 100), 100))
    return clothes.cell(about, value_of(about.metric, of))


def _spelled(name: str, about: Report, clothes: Clothes) -> str:
    text = name
    if about.prefixed or clothes.often(0.2):
        text = f"{SHOP}{clothes.chance.choice((':', '：', ': '))}{name}" if not clothes.plain else f"{SHOP}:{name}"
    if clothes.often(0.1):
        text = clothes.chance.choice((f" {text}", f"{text}\t", f"{text}\u3000", f"\u200b{text}", text.upper()))
    return text


def _day(day: date, style: str) -> Any:
    match style:
        case "iso":
            return f"{day}"
        case "slash":
            return f"{day.year}/{day.month}/{day.day}"
        case "cn":
            return f"{day.year}年{day.month}月{day.day}日"
        case "compact":
            return f"{day:%Y%m%d}"
        case "time":
            return f"{day} 00:00:00"
        case _:
            return day


def _summaries(fields: Sequence[Field], of: list[Figures], clothes: Clothes, *, dated: bool) -> list[Row]:
    if not of or not (clothes.plain or clothes.often(0.7)):
        return []
    total = added(of)
    mean = {name: Fraction(round(value / len(of))) for name, value in total.items()}
    chance = clothes.chance
    labels = [(SUMS[0], total), (MEANS[0], mean)] if clothes.plain else [
        *((label, total) for label in chance.sample(SUMS, chance.choice((0, 1)))),
        *((label, mean) for label in chance.sample(MEANS, chance.choice((0, 1, 3)))),
    ]  # fmt: skip
    rows: list[Row] = []
    for label, value in labels:
        cells = [
            _cell(one, value, clothes) if one.metric not in RATIOS or not clothes.often(0.5) else "-" for one in fields
        ]
        rows.append([*([label if clothes.often(0.5) else None] if dated else []), label, *cells])
    return rows


def _write(folder: Path, name: str, grid: list[Row], clothes: Clothes) -> Path:
    kind = "xlsx" if clothes.plain else clothes.chance.choice(("xlsx", "xlsx", "xlsx", "csv", "tsv", "html"))
    ending = kind if kind in ("xlsx", "csv") else "xls"
    path = folder / f"{name}.{ending}"
    if kind == "xlsx":
        _xlsx(path, grid, clothes)
    elif kind == "html":
        rows = "".join(f"<tr>{''.join(f'<td>{html.escape(_text(cell))}</td>' for cell in row)}</tr>" for row in grid)
        path.write_text(f"<html><meta charset=utf-8><table>{rows}</table></html>", "utf-8")
    else:
        mark = "," if kind == "csv" else "\t"
        width = max(map(len, grid))
        lines = [mark.join(_quoted(_text(cell), mark) for cell in [*row, *[None] * (width - len(row))]) for row in grid]
        path.write_bytes(
            "\r\n".join([*lines, ""]).encode(clothes.chance.choice(("utf-8-sig", "utf-8", "gb18030", "utf-16")))
        )
    return path


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _quoted(text: str, mark: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in (mark, '"', "\n", "\t")) else text


def _xlsx(path: Path, grid: list[Row], clothes: Clothes) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = clothes.chance.choice(("数据信息", "Sheet1", "Sheet0", "整体数据"))
    for row in grid:
        sheet.append(row)
    if clothes.often(0.15):
        book.create_sheet("说明").append(["本表由系统导出"])
    if clothes.often(0.1):
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(map(len, grid)))}{len(grid)}"
    book.save(path)
