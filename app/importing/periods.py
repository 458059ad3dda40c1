"""The days and the attribution rule that a file speaks of: from its date column, its name, its title."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from app.domain.month import PayMonth
from app.importing.formats import Formats
from app.importing.grid import Cell, cell_text
from app.importing.plan import DAY, MONTH, RANGE, Period
from app.importing.values import read_day, read_month


def period_of(first: date, last: date) -> Period:
    """The period with its kind: one day, a whole month, or a range."""
    month = PayMonth.of(first)
    if (first, last) == (month.first, month.last):
        return Period(first, last, MONTH)
    return Period(first, last, DAY if first == last else RANGE)


def period_in_name(name: str, formats: Formats) -> Period | None:
    """The period that a file name tells: ``_20261001_20261031_`` → October; None where it tells none."""
    text = unicodedata.normalize("NFKC", name)
    for pattern in formats.periods:
        for match in pattern.finditer(text):
            if found := _from_match(match):
                return found
    return None


def _from_match(match: re.Match[str]) -> Period | None:
    parts = match.groupdict()
    try:
        if parts.get("d") is None:
            month = PayMonth(int(parts["y"]), int(parts["m"]))
            return Period(month.first, month.last, MONTH)
        first = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        last = date(int(parts["Y"]), int(parts["M"]), int(parts["D"])) if parts.get("Y") else first
    except ValueError:
        return None
    return period_of(first, last) if first <= last else None


def periods_in_titles(rows: Iterable[tuple[Cell, ...]], formats: Formats) -> tuple[Period, ...]:
    """The ranges and months that stand in the title rows; a single day there is mostly the day of the export."""
    cells = (cell for row in rows for cell in row if isinstance(cell, str))
    found = (period_in_name(cell_text(cell), formats) for cell in cells)
    return tuple(period for period in found if period and period.kind != DAY)


def period_in_cell(cell: Cell, formats: Formats, *, month_first: bool) -> Period | None:
    """The period in a cell of a date column: a day, a range, or a month; None for anything else."""
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
