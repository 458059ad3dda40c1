"""Levels such as the shop's rating: RULES 18."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.measured import Measured
from app.domain.observations import month_metrics
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Account
from tests.domain.build import SHOP, agent, day, item, mark, month, scheme, seen

RATING = "service_rating"
OTHER = "二店"


def found(*rows: Any, **more: Any) -> tuple[Measured | None, list[str]]:
    """The first agent's rating, and what was noted."""
    metrics = month_metrics(month(*rows, **more))
    return metrics.agents[0].metrics.get(RATING), [problem.code for problem in metrics.problems]


def ends(measured: Measured | None) -> tuple[Fraction | None, Fraction | None, str] | None:
    return None if measured is None else (measured.first_value, measured.value, measured.basis)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # last known by date, whatever the order of the rows
        ([("4.9", "31"), ("4.7", "01"), ("4.6", "15")], ("4.7", "4.9", "days")),
        ([("4.7", "03")], (None, "4.7", "days")),
        # unknown days count for nothing
        ([(None, "01"), ("4.7", "02"), ("4.8", "30"), (None, "31")], ("4.7", "4.8", "days")),
        ([("4.7", "02"), (None, "31")], (None, "4.7", "days")),
    ],
)
def test_the_last_and_the_first_known_value(
    rows: list[tuple[str | None, str]], expected: tuple[str | None, str, str]
) -> None:
    measured, codes = found(*(day(RATING, value, on) for value, on in rows))
    first, last, basis = expected
    assert ends(measured) == (None if first is None else Fraction(first), Fraction(last), basis)
    assert codes == []


def test_a_month_that_is_wholly_unknown_is_incomplete() -> None:
    measured, _ = found(day(RATING, None, "01"), day(RATING, None, "31"))
    assert measured is not None and (measured.value, measured.incomplete) == (None, True)


def test_a_row_of_the_month_speaks_of_its_last_day() -> None:
    whole, _ = found(seen(RATING, "4.8"))
    assert ends(whole) == (None, Fraction("4.8"), "month")
    both, _ = found(seen(RATING, "4.8"), day(RATING, "4.6", "01"), day(RATING, "4.7", "31"))
    assert ends(both) == (Fraction("4.6"), Fraction("4.8"), "days")


def test_ranges_that_do_not_make_a_month_are_not_used() -> None:
    measured, codes = found(seen(RATING, "4.8", last="2026-10-15"), day(RATING, "4.6", "01"))
    assert (ends(measured), codes) == ((None, Fraction("4.6"), "days"), ["incomplete_period"])
    halves, codes = found(seen(RATING, "4.8", last="2026-10-15"), seen(RATING, "4.9", first="2026-10-16"))
    assert (ends(halves), codes) == ((Fraction("4.8"), Fraction("4.9"), "days"), [])


def test_of_two_families_the_higher_one_is_used_and_both_are_named() -> None:
    measured, codes = found(seen(RATING, "4.8"), seen(RATING, "4.7", family="two", file=2))
    assert (ends(measured), codes) == ((None, Fraction("4.8"), "month"), ["conflicting_sources"])
    same, codes = found(seen(RATING, "4.8"), seen(RATING, "4.8", family="two", file=2))
    assert same is not None and (same.source_count, codes) == (2, [])


def two(*, shops: tuple[str, str] = (SHOP, SHOP)) -> tuple[Any, ...]:
    accounts = (Account(shop=shops[0], name="小美"), Account(shop=shops[1], name="小美2"))
    return (agent(accounts=accounts, shops=tuple(dict.fromkeys(shops))),)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("4.7", "10"), ("4.9", "20"), ("4.7", "4.9")),
        (("4.7", "20"), ("4.9", "10"), ("4.9", "4.7")),
        (("4.7", "20"), ("4.7", "20"), (None, "4.7")),
    ],
)
def test_of_several_accounts_of_a_shop_the_later_one(
    one: tuple[str, str], other: tuple[str, str], expected: Any
) -> None:
    measured, codes = found(day(RATING, *one), day(RATING, *other, account="小美2"), agents=two())
    first, last = expected
    assert (ends(measured), codes) == ((first and Fraction(first), Fraction(last), "days"), [])


def test_two_accounts_that_differ_on_the_same_day_give_no_figure() -> None:
    assert found(seen(RATING, "4.7"), seen(RATING, "4.9", account="小美2"), agents=two()) == (None, ["no_weight"])


# Levels of a whole shop


def test_a_shops_rating_is_that_of_each_of_its_agents() -> None:
    rows = (day(RATING, "4.7", "01", account=""), day(RATING, "4.8", "31", account=""))
    agents = (agent("甲"), agent("乙", accounts=()), agent("丙", shops=(OTHER,)))
    metrics = {one.agent.name: one.metrics.get(RATING) for one in month_metrics(month(*rows, agents=agents)).agents}
    assert {name: ends(one) for name, one in metrics.items()} == {
        "甲": (Fraction("4.7"), Fraction("4.8"), "days"), "乙": (Fraction("4.7"), Fraction("4.8"), "days"), "丙": None,
    }  # fmt: skip


def test_the_account_s_own_rating_stands_before_the_shops() -> None:
    measured, _ = found(seen(RATING, "4.7", account=""), seen(RATING, "4.9"))
    assert ends(measured) == (None, Fraction("4.9"), "month")


def test_nothing_else_is_of_a_whole_shop() -> None:
    metrics = month_metrics(month(seen("orders", "5", account="")))
    assert metrics.agents[0].metrics == {} and metrics.problems == ()


def shops(*weights: str | None, first: bool = False) -> tuple[Any, ...]:
    """Ratings 4.8 and 4.6 of two shops, and the receptions in each."""
    rows = [seen(RATING, "4.8", account=""), seen(RATING, "4.6", account="", shop=OTHER)]
    if first:
        rows += [day(RATING, "4.4", "01", account=""), day(RATING, "4.0", "01", account="", shop=OTHER)]
    for weight, shop, name in zip(weights, (SHOP, OTHER), ("小美", "小美2"), strict=True):
        if weight is not None:
            rows.append(seen("received_users", weight, account=name, shop=shop))
    return tuple(rows)


@pytest.mark.parametrize(
    ("weights", "value"),
    [(("300", "100"), "4.75"), (("0", "100"), "4.6"), (("1", "2"), "14/3")],
)
def test_two_shops_are_weighted_by_receptions(weights: tuple[str, str], value: str) -> None:
    measured, codes = found(*shops(*weights), agents=two(shops=(SHOP, OTHER)))
    assert (ends(measured), codes) == ((None, Fraction(value), "month"), [])
    assert measured is not None and [name for name, _ in measured.inputs] == [SHOP, OTHER]


def test_the_first_value_is_weighted_too() -> None:
    measured, _ = found(*shops("300", "100", first=True), agents=two(shops=(SHOP, OTHER)))
    assert ends(measured) == (Fraction("4.3"), Fraction("4.75"), "days")


@pytest.mark.parametrize("weights", [("300", None), (None, None), ("0", "0")])
def test_without_all_weights_there_is_no_figure(weights: tuple[str | None, str | None]) -> None:
    assert found(*shops(*weights), agents=two(shops=(SHOP, OTHER))) == (None, ["no_weight"])


def test_a_shop_without_a_rating_needs_no_weight() -> None:
    measured, codes = found(seen(RATING, "4.8", account=""), agents=two(shops=(SHOP, OTHER)))
    assert (ends(measured), codes) == ((None, Fraction("4.8"), "month"), [])


def test_a_typed_rating_stands_above_the_sheets() -> None:
    measured, codes = found(seen(RATING, "4.8", account=""), marks=(mark(RATING, "4.9"),))
    assert (ends(measured), codes) == ((None, Fraction("4.9"), "manual"), ["mark_over_sheet"])


@pytest.mark.parametrize(("last", "points"), [("4.71", "5"), ("4.70", "4"), ("4.69", "3"), ("4.7049", "4")])
def test_the_trend_is_scored_from_the_sheet(last: str, points: str) -> None:
    plan = scheme(items=[item("100", {"type": "trend", "rise": "5", "flat": "4", "fall": "3"}, metric=RATING)])
    slip: Payslip = compute(
        month(day(RATING, "4.7", "01", account=""), day(RATING, last, "31", account=""), plan=plan)
    ).payslips[0]
    assert slip.score == Fraction(points)
    (trace,) = (one for one in slip.items[0].trace.inputs if one.rule == "level_last")
    assert trace.value == Fraction(last)
