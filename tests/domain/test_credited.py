"""Figures from single orders beside reports: counted once, on the reports' level."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.credited import on_level, without_doubles
from app.domain.inputs import Observation
from app.domain.month import PayMonth
from app.domain.orders import ORDERS, REFUNDS, DayTotal, Order, day_observations, order_metrics, with_empty_days
from app.domain.source import Source

MONTH = PayMonth(2026, 10)
FILE = Source(7, ("G2:G9",))


def row(metric: str, value: int, day: int = 0, *, family: str = "sycm_sales", account: str = "甲") -> Observation:
    """A figure of a day, or (0) of the month."""
    first, last = (date(2026, 10, day),) * 2 if day else (MONTH.first, MONTH.last)
    return Observation(shop="店", account=account, metric=metric, first=first, last=last, family=family, value=Fraction(value), source=Source(1, (f"A{day + 1}",)))  # fmt: skip


def told(rows: object) -> list[tuple[str, str, str, int]]:
    assert isinstance(rows, list | tuple)
    return [
        (one.family, one.metric, "month" if one.first != one.last else str(one.first.day), int(one.value))
        for one in rows
    ]


ORDER_DAYS = [row("sales_amount", 5, 3, family=ORDERS), row("sales_amount", 7, 4, family=ORDERS)]


def test_alone_they_stay_by_days() -> None:
    assert on_level(MONTH, ORDER_DAYS) == ORDER_DAYS


def test_beside_a_report_of_the_month_they_are_summed_to_it() -> None:
    found = on_level(MONTH, [row("received_users", 40), *ORDER_DAYS])
    assert told(found) == [("sycm_sales", "received_users", "month", 40), (ORDERS, "sales_amount", "month", 12)]
    assert found[1].sources == (Source(1, ("A4", "A5")),)


def test_beside_a_report_of_days_they_stay_by_days() -> None:
    rows = [row("sales_amount", 6, 3), *ORDER_DAYS]
    assert on_level(MONTH, rows) == rows
    mixed = [row("received_users", 40), row("net_sales_amount", 6, 3), *ORDER_DAYS]
    assert told(on_level(MONTH, mixed))[2:] == [(ORDERS, "sales_amount", "3", 5), (ORDERS, "sales_amount", "4", 7)]


@pytest.mark.parametrize("given", ["sales_amount", "inquiry_sales_amount", "net_sales_amount", "refund_amount"])
def test_money_that_a_report_gives_on_another_account_is_not_added(given: str) -> None:
    shares = {("店", "甲"): ORDER_DAYS, ("店", "乙"): [row(given, 100, account="乙")]}
    kept, left = without_doubles(shares)
    assert kept == {("店", "乙"): shares["店", "乙"]}
    assert [(one.metric, account) for one, account in left] == [("sales_amount", "乙")]


@pytest.mark.parametrize(
    "other",
    [
        {("店", "乙"): [row("received_users", 100, account="乙")]},
        {("二店", "乙"): [row("sales_amount", 100, account="乙")]},
        {("店", "乙"): [row("sales_amount", 100, 3, account="乙", family=REFUNDS)]},
    ],
)
def test_other_figures_other_shops_and_other_orders_are(other: dict[tuple[str, str], list[Observation]]) -> None:
    shares = {("店", "甲"): ORDER_DAYS, **other}
    assert without_doubles(shares) == (shares, [])


def test_the_same_account_keeps_both_for_the_comparison() -> None:
    shares = {("店", "甲"): [row("sales_amount", 100), *ORDER_DAYS]}
    assert without_doubles(shares) == (shares, [])


def order(**changes: object) -> Order:
    about: dict[str, object] = {"number": "1", "day": date(2026, 10, 5), "account": "甲", "fen": 1999, "counts": True, "items": 2, "chased": False, "followup": False, "new_buyer": True, "row": 2}  # fmt: skip
    return Order(**{**about, **changes})  # type: ignore[arg-type]


ALWAYS = {"sales_amount", "orders"}


@pytest.mark.parametrize(
    ("orders", "metrics"),
    [
        ([order()], {*ALWAYS, "items_sold", "paid_users"}),
        ([order(), order(items=None)], {*ALWAYS, "paid_users"}),
        ([order(), order(new_buyer=None)], {*ALWAYS, "items_sold"}),
        ([order(), order(items=None, counts=False), order(items=None, account="")], {*ALWAYS, "items_sold", "paid_users"}),
        ([order(chased=True), order(followup=True)], {*ALWAYS, "items_sold", "paid_users", "chased_orders", "followup_sales"}),
        ([], ALWAYS),
    ],
)  # fmt: skip
def test_which_figures_orders_tell(orders: list[Order], metrics: set[str]) -> None:
    assert order_metrics(orders) == metrics


def test_amounts_are_yuan_and_counts_are_counts() -> None:
    total = DayTotal(account="甲", day=date(2026, 10, 5), sums={"sales_amount": 1999, "orders": 3}, sources=(FILE,))
    found = day_observations("店", ORDERS, ["orders", "sales_amount", "items_sold"], [total])
    assert {one.metric: one.value for one in found} == {"sales_amount": Fraction("19.99"), "orders": 3, "items_sold": 0}


def test_days_without_orders_are_days_of_nothing_where_the_account_is_owned() -> None:
    total = DayTotal(account="甲", day=date(2026, 10, 5), sums={"orders": 3}, sources=(FILE,))
    filled = with_empty_days(
        [total], ["甲", "乙"], MONTH, (FILE,), lambda account, day: account == "甲" or day.day > 30
    )
    assert len(filled) == 32 and total in filled
    assert [(one.account, one.day.day) for one in filled if one.account == "乙"] == [("乙", 31)]
