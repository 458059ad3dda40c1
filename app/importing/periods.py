"""The days and the attribution rule that a file speaks of: from its date column, its name, its title."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.month import PayMonth
from app.importing.formats import Formats
from app.importing.grid import Cell, cell_text
from app.importing.plan import DAY, MONTH, RANGE, Period
from app.importing.values import LONGEST, read_day, read_month

_OF_FIGURES = re.compile(r"(统计|数据|报表|查询|业务|統計|數據)(日期|时间|时段|周期|時間)|^\s*日期")
"""What calls a day that of the figures: ``统计日期：2026-10-05``, not ``导出时间：…``."""
_LONGEST = timedelta(days=62)
"""No range of days that tells its year once is longer."""


def period_of(first: date, last: date) -> Period:
    """The period with its kind: one day, a whole month, or a range."""
    month = PayMonth.of(first)
    if (first, last) == (month.first, month.last):
        return Period(first, last, MONTH)
    return Period(first, last, DAY if first == last else RANGE)


def period_in_name(name: str, formats: Formats, year: int | None = None) -> Period | None:
    """The period that a file name tells: ``_20261001_20261031_`` → October; None where it tells none.

    ``year`` is that of a name which tells only month or days (``10月1日-15日``); without it such a name tells nothing.
    """
    told = _told(name, formats, year)
    return told[0] if told else None


def one_date_in_name(name: str, formats: Formats, year: int | None = None) -> bool:
    """Whether the period of a name is a day that it tells once: that may be the day of the export as well.

    Platforms tell the day of a report twice, ``_20261005_20261005_``.
    """
    told = _told(name, formats, year)
    return told is not None and told[0].kind == DAY and not told[1].groupdict().get("D")


def _told(name: str, formats: Formats, year: int | None) -> tuple[Period, re.Match[str]] | None:
    text = unicodedata.normalize("NFKC", name)
    for pattern in (*formats.periods, *(formats.periods_of_year if year else ())):
        for match in pattern.finditer(text):
            if found := _from_match(match, year):
                return found, match
    return None


def _from_match(match: re.Match[str], year: int | None) -> Period | None:
    """The last day has the year and the month of the first where it tells none; over New Year the next year."""
    parts = {name: int(text) for name, text in match.groupdict().items() if text}
    try:
        start = _century(parts.get("y", year or 0))
        if "d" not in parts:
            month = PayMonth(start, parts["m"])
            return Period(month.first, month.last, MONTH)
        first = last = date(start, parts["m"], parts["d"])
        if "D" in parts:
            last = date(_century(parts.get("Y", start)), parts.get("M", parts["m"]), parts["D"])
            if last < first and "Y" not in parts:
                last = last.replace(year=start + 1)
            if last - first > _LONGEST and "Y" not in parts:
                return None  # ``20261031-0930`` is a day and a time
    except ValueError:
        return None
    return period_of(first, last) if first <= last else None


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def periods_in_titles(rows: Iterable[tuple[Cell, ...]], formats: Formats) -> tuple[Period, ...]:
    """The ranges and months that stand in the title rows, and days that a label calls those of the figures; any other
    single day there is mostly the day of the export."""
    found: list[Period] = []
    for row in rows:
        before = ""
        for cell in row:
            text = cell_text(cell)
            period = period_in_name(text, formats) if isinstance(cell, str | date) else None
            if period and (period.kind != DAY or _OF_FIGURES.search(before + text)):
                found.append(period)
            before = (text or before) if period is None else ""
    return tuple(found)


def period_in_cell(cell: Cell, formats: Formats, *, month_first: bool) -> Period | None:
    """The period in a cell of a date column: a day, a range, or a month; None for anything else."""
    if isinstance(cell, str) and len(cell) > LONGEST:
        return None
    day = read_day(cell, month_first=month_first)
    if day:
        return Period(day, day, DAY)
    text = cell_text(cell)
    if month := read_month(text):
        whole = PayMonth(*month)
        return Period(whole.first, whole.last, MONTH)
    return period_in_name(text, formats) if isinstance(cell, str) else None


def attribution_in_name(name: str, formats: Formats) -> str:
    """下单优先判定, 下单判定, 付款判定 … as the file name tells it, else ""."""
    return next((rule for rule in formats.attributions if rule in name), "")
