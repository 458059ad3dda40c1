"""Single orders and refunds, and what they add up to: figures of an account and a day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.inputs import Observation
from app.domain.metrics import unit_of
from app.domain.month import PayMonth
from app.domain.source import Source

ORDERS, REFUNDS = "orders", "refunds"

FAMILIES = frozenset({ORDERS, REFUNDS})
"""Report families of figures that are made here from single orders."""


class Order(msgspec.Struct, frozen=True, gc=False):
    """One order. ``account`` is whose it is by its remark ("" nobody's), ``day`` when it was paid, else made.

    ``fen`` is what the buyer paid, ``counts`` that it is paid and not closed, ``items`` the pieces of goods (None: not
    told). ``new_buyer``: it is the buyer's first of the account on that day in its file (None: buyers are not told
    apart). ``row`` is the sheet row, counted from 1.
    """

    number: str
    day: date | None
    account: str
    fen: int
    counts: bool
    items: int | None
    chased: bool
    followup: bool
    new_buyer: bool | None
    row: int


class Refund(msgspec.Struct, frozen=True, gc=False):
    """One refund of an order: ``day`` when it was completed; ``counts``: the money went back."""

    number: str
    order: str
    day: date | None
    fen: int
    counts: bool
    row: int


class Items(msgspec.Struct, frozen=True, gc=False):
    """How many pieces of goods an order has, from a file of items; ``row`` is the first row of them."""

    order: str
    pieces: int
    row: int


Sums: TypeAlias = Mapping[str, int]
"""Whole sums by metric: fen of amounts, counts of anything else."""


class DayTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What the orders or refunds of one account and day add up to, and where they stand."""

    account: str
    day: date
    sums: Sums
    sources: tuple[Source, ...]


def order_metrics(orders: Iterable[Order]) -> frozenset[str]:
    """The metrics that orders tell: buyers and pieces only where each order tells them, marks only where one has any.

    Only orders that count and are somebody's are looked at.
    """
    found = {"sales_amount", "orders"}
    counted = [order for order in orders if order.counts and order.account]
    if counted and all(order.items is not None for order in counted):
        found.add("items_sold")
    if counted and all(order.new_buyer is not None for order in counted):
        found.add("paid_users")
    if any(order.chased for order in counted):
        found.add("chased_orders")
    if any(order.followup for order in counted):
        found.add("followup_sales")
    return frozenset(found)


def day_observations(shop: str, family: str, metrics: Iterable[str], totals: Iterable[DayTotal]) -> list[Observation]:
    """One figure for each metric of each total (a metric that a total lacks is 0)."""
    wanted = sorted(metrics)
    return [
        Observation(
            shop=shop,
            account=total.account,
            metric=metric,
            first=total.day,
            last=total.day,
            family=family,
            value=_value(metric, total.sums.get(metric, 0)),
            source=total.sources[0],
            also=total.sources[1:],
        )
        for total in totals
        for metric in wanted
    ]


def _value(metric: str, whole: int) -> Fraction:
    return Fraction(whole, 100) if unit_of(metric) == "CNY" else Fraction(whole)


def with_empty_days(
    totals: Iterable[DayTotal],
    accounts: Iterable[str],
    month: PayMonth,
    sources: tuple[Source, ...],
    owned: Callable[[str, date], bool],
) -> list[DayTotal]:
    """The totals and, for each account and each day of the month that it is ``owned`` on, one of nothing.

    A whole export says of a day without orders that there were none; without this, a ratio or a difference of sales and
    refunds would be taken over those days only that have both.
    """
    found = {(total.account, total.day): total for total in totals}
    days = [month.first + timedelta(days=count) for count in range(month.days)]
    for account in accounts:
        for day in days:
            if (account, day) not in found and owned(account, day):
                found[account, day] = DayTotal(account=account, day=day, sums={}, sources=sources)
    return [found[key] for key in sorted(found)]
