"""The plain description of a book that the oracle and the program are both given: dicts that JSON can hold.

    {"months": ["2026-07", …],            computed in this order
     "seal": ["2026-07", …],              sealed after computing, where nobody is blocked
     "pay_dates": {"2026-07": "2026-08-15"},
     "families": ["one", "two"],          report families, the first wins a conflict
     "shops": [{"name", "settings": [{"from": "2026-07", "profit_rate": "0.4", …}]}],
     "agents": [{"number", "name", "shops": […], "hired", "left",
                 "accounts": [{"shop", "name", "first", "last"}],
                 "terms": [{"from": "2026-07" or "2026-07-16", "position", "grade", "team", "shift", "base", "performance",
                            "regular_from", "insurance": {box: amount}, "tax": {…}, "advance", "instalment", "loss_carried"}]}],
     "observations": [{"shop", "account", "metric", "first", "last", "family", "value", "weight", "weight_metric"}],
     "incidents": [{"number", "day", "kind", "points", "money"}],
     "marks": [{"month", "number", "item", "value", "day"}],
     "attendance": [{"month", "number", "row": {"出勤天数": "22", …}}],
     "targets": [{"metric", "value", "level", "key", "from"}],
     "schemes": [{"position", "shop", "team", "from", "scheme": {SCHEME.md}}],
     "adjustments": [{"month", "number", "amount", "for", "line"}],   the last two of what a refund takes back
     "refunds": [{"month", "number", "off"}],                net sales of a month that are less, known once it is sealed
     "waivers": [{"month", "number", "code"}]}

Numbers are decimal texts, an observation's value None is 延迟统计, a field that is not given is absent or None.
"""

from calendar import monthrange
from datetime import date
from typing import Any

World = dict[str, Any]
Plain = dict[str, Any]

COMPANY, MEMBER = "外包", "外包成员"
PERIODS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def first_day(month: str) -> date:
    """Of "2026-10": 1 October."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Of "2026-10": 31 October."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def days_of(month: str) -> int:
    """How many days the month has."""
    return last_day(month).day


def shifted(month: str, by: int) -> str:
    """The month so many months later."""
    first = first_day(month)
    index = first.year * 12 + first.month - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def quarter(month: str) -> str:
    """ "Q4" of "2026-10"."""
    return f"Q{(int(month[5:]) + 2) // 3}"


def months_of_period(period: str, month: str) -> list[str]:
    """The calendar period that the month lies in: quarter, half-year or year."""
    length = PERIODS[period]
    start = (int(month[5:]) - 1) // length * length + 1
    return [shifted(f"{month[:5]}{start:02d}", n) for n in range(length)]


def day(text: str | None) -> date | None:
    """A date, or None."""
    return date.fromisoformat(text) if text else None


def employed(agent: Plain, month: str) -> tuple[date, date] | None:
    """First and last day employed in the month, both inclusive; None: not employed in it."""
    first = max(first_day(month), day(agent.get("hired")) or first_day(month))
    last = min(last_day(month), day(agent.get("left")) or last_day(month))
    return (first, last) if first <= last else None


def terms_of(agent: Plain, month: str) -> Plain:
    """Position, grade, team … of a month: those of the last day employed in it (RULES 26)."""
    span = employed(agent, month)
    return as_of(agent["terms"], str(span[1] if span else last_day(month)))


def as_of(dated: list[Plain], month: str) -> Plain:
    """The fields in force: those of the latest ``from`` (a month, or a day of it) ≤ month (or a day), each by itself."""
    found: Plain = {}
    for entry in sorted(dated, key=lambda entry: entry["from"]):
        if entry["from"] <= month:
            found.update({key: value for key, value in entry.items() if key != "from"})
    return found
