"""Figures from single orders beside those of reports: counted once, and on the level that the reports have.

A remark names an agent, not a login. An agent with several accounts in a shop has the orders on one of them, while the
reports may give the same sales on another; figures of accounts are added, so one of the two must go (RULES 5).

Single orders tell days, and so months too. Beside reports of the whole month they are summed to the month: there they
can be compared with the reports, and a difference or ratio is never taken of a month and of some days (RULES 8).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import merge_sources
from app.domain.month import PayMonth
from app.domain.orders import FAMILIES

Shares: TypeAlias = Mapping[tuple[str, str], Sequence[Observation]]
"""An agent's rows by shop and account."""
LeftOut: TypeAlias = tuple[Observation, str]

_KIN = (
    frozenset({"sales_amount", "inquiry_sales_amount", "refund_amount", "net_sales_amount"}),
    frozenset({"paid_users", "inquiry_paid_users"}),
)
"""Metrics of which one follows from the others or stands in for them (RULES 7)."""


def without_doubles(shares: Shares) -> tuple[Shares, list[LeftOut]]:
    """The rows that count; of those that do not the first of each account and metric, with the account that has it."""
    if not any(_from_orders(rows) for rows in shares.values()):
        return shares, []
    given: dict[str, dict[str, set[str]]] = {}
    for (shop, account), rows in shares.items():
        for row in rows:
            if row.family not in FAMILIES:
                given.setdefault(shop, {}).setdefault(account, set()).update(_kin(row.metric))
    kept: dict[tuple[str, str], list[Observation]] = {}
    left: dict[tuple[str, str, str], LeftOut] = {}
    for (shop, account), rows in shares.items():
        kept[shop, account] = []
        for row in rows:
            other = _elsewhere(given.get(shop, {}), account, row) if row.family in FAMILIES else ""
            if other:
                left.setdefault((shop, account, row.metric), (row, other))
            else:
                kept[shop, account].append(row)
    return {key: rows for key, rows in kept.items() if rows}, list(left.values())


def _from_orders(rows: Iterable[Observation]) -> bool:
    return not FAMILIES.isdisjoint([row.family for row in rows])


def _elsewhere(given: Mapping[str, set[str]], account: str, row: Observation) -> str:
    return next((other for other, metrics in given.items() if other != account and row.metric in metrics), "")


def _kin(metric: str) -> frozenset[str]:
    return next((group for group in _KIN if metric in group), frozenset({metric}))


def on_level(month: PayMonth, rows: Sequence[Observation]) -> Sequence[Observation]:
    """An account's rows: those from single orders summed to the month where its reports are of the month.

    A metric that a report gives by days (or a kin of it) stays by days.
    """
    if not _from_orders(rows):
        return rows
    reports = [row for row in rows if row.family not in FAMILIES]
    if not any(_is_whole(month, row) for row in reports):
        return rows
    by_days = {name for row in reports if row.first == row.last for name in _kin(row.metric)}
    groups: dict[tuple[str, str], list[Observation]] = {}
    kept = reports
    for row in rows:
        if row.family not in FAMILIES:
            continue
        if row.metric in by_days:
            kept.append(row)
        else:
            groups.setdefault((row.family, row.metric), []).append(row)
    return [*kept, *(_month_row(month, group) for group in groups.values())]


def _is_whole(month: PayMonth, row: Observation) -> bool:
    return (row.first, row.last) == (month.first, month.last)


def _month_row(month: PayMonth, days: Sequence[Observation]) -> Observation:
    value = sum((row.value for row in days if row.value is not None), Fraction(0))
    sources = merge_sources(row.sources for row in days)
    return msgspec.structs.replace(
        days[0], first=month.first, last=month.last, value=value, source=sources[0], also=sources[1:]
    )
