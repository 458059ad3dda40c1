"""What an account's rows leave open, case by case: not yet known, ranges, hand-overs, empty cells (RULES 5 to 13)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import Observation, Waiver
from app.domain.measured import Measured
from app.domain.observations import AgentMetrics, month_metrics
from app.domain.people import Account, Agent
from tests.domain.build import SHOP, agent, day, mark, month, seen


def figures(*rows: Observation, **more: Any) -> dict[str, Measured]:
    return month_metrics(month(*rows, **more)).agents[0].metrics


def text(found: dict[str, Measured], metric: str) -> str | None:
    """``"3"``, of what is not wholly known ``"3?"``, of no data None."""
    if metric not in found:
        return None
    value = "" if found[metric].value is None else str(found[metric].value)
    return f"{value}?" if found[metric].incomplete else value


def span(metric: str, value: str | None, first: str, last: str, **more: Any) -> Observation:
    return seen(metric, value, first=f"2026-10-{first}", last=f"2026-10-{last}", **more)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((seen("orders", None), day("orders", "7", "05")), "?"),
        ((seen("orders", None), seen("orders", "7", family="two")), "?"),
        ((seen("orders", "7"), seen("orders", None, family="two")), "7"),
        ((day("orders", "7", "05"), day("orders", None, "06")), "7?"),
        ((day("orders", None, "05"), day("orders", "9", "05", family="two")), "?"),
        ((seen("orders", "9"), day("orders", None, "05")), "9"),
    ],
)
def test_what_is_not_yet_known_is_not_taken_from_elsewhere(rows: tuple[Observation, ...], expected: str) -> None:
    """A day, or a report ranked lower, beside 延迟统计 of the month is not the whole month (RULES 8, 9)."""
    assert text(figures(*rows), "orders") == expected


def test_a_ratio_whose_month_is_not_yet_known_is_not_that_of_a_day() -> None:
    rows = (
        seen("inquiry_paid_users", None), seen("inquiry_users", "100"),
        day("inquiry_paid_users", "5", "05"), day("inquiry_users", "10", "05"),
    )  # fmt: skip
    assert text(figures(*rows), "inquiry_conversion") == "?"


@pytest.mark.parametrize(
    ("ranges", "sales"),
    [
        ((("01", "15"), ("16", "31")), "20"),
        ((("01", "15"), ("17", "31")), None),  # a day is missing
        ((("01", "16"), ("16", "31")), None),  # a day is there twice
    ],
)
def test_ranges_that_do_not_tile_the_month_have_no_stand_in(ranges: Any, sales: str | None) -> None:
    """A file gives sales, if only in parts: inquiry sales do not stand in for them (RULES 7)."""
    rows = [span("sales_amount", "10", first, last) for first, last in ranges]
    assert text(figures(*rows, seen("inquiry_sales_amount", "99")), "sales_amount") == sales


def owners() -> tuple[Agent, Agent]:
    account = Account(shop=SHOP, name="小美", last=date(2026, 10, 15))
    later = Account(shop=SHOP, name="小美", first=date(2026, 10, 16))
    return agent(number="A1", accounts=(account,)), agent("小丽", number="A2", accounts=(later,))


def both(*rows: Observation, **more: Any) -> tuple[AgentMetrics, ...]:
    return month_metrics(month(*rows, agents=owners(), **more)).agents


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ((("01", "15"), ("16", "31")), ["1", "2"]),  # they change over where the account does: like days
        ((("01", "15"), ("17", "31")), [None, None]),
        ((("01", "10"), ("11", "20"), ("21", "31")), ["1?", "3?"]),  # the second is a question, and not known to either
    ],
)
def test_ranges_of_two_owners(ranges: Any, expected: list[str | None]) -> None:
    rows = (span("orders", str(at), first, last) for at, (first, last) in enumerate(ranges, 1))
    found = both(*rows)
    assert [text(one.metrics, "orders") for one in found] == expected
    assert [bool(one.account_conflicts) for one in found] == [len(ranges) == 3] * 2


def test_a_figure_given_before_the_hand_over_has_no_stand_in_after_it() -> None:
    rows = (
        day("sales_amount", "5", "02"),
        day("inquiry_sales_amount", "4", "02"),
        day("inquiry_sales_amount", "9", "20"),
    )
    assert [text(one.metrics, "sales_amount") for one in both(*rows)] == ["5", None]
    assert text(both(rows[1], rows[2])[1].metrics, "sales_amount") == "9"


def test_month_figures_of_two_owners_are_not_known_until_they_are_let_go() -> None:
    rows = (seen("inquiry_paid_users", "30"), seen("inquiry_users", "100"))
    assert [text(one.metrics, "inquiry_conversion") for one in both(*rows)] == ["?", "?"]
    waiver = Waiver(number="A1", code=f"{SHOP}:小美", reason="手工算过")
    assert [text(one.metrics, "inquiry_conversion") for one in both(*rows, waivers=(waiver,))] == [None, "?"]


@pytest.mark.parametrize(
    ("second", "net"),
    [
        ({"sales_amount": "50", "refund_amount": "5", "net_sales_amount": "45"}, "135"),
        ({"sales_amount": "50", "refund_amount": "5"}, "135"),  # an empty cell: the two others give it
        ({"sales_amount": "50"}, "90"),
        ({"sales_amount": "50", "refund_amount": None}, "90?"),
    ],
)
def test_an_empty_cell_of_sales_refunds_net(second: dict[str, str | None], net: str) -> None:
    first = {"sales_amount": "100", "refund_amount": "10", "net_sales_amount": "90"}
    rows = [day(metric, value, on) for on, row in (("01", first), ("02", second)) for metric, value in row.items()]
    assert text(figures(*rows), "net_sales_amount") == net


@pytest.mark.parametrize(("refund_days", "net"), [(("01", "02"), "130"), (("01",), None), (("01", "02", "03"), None)])
def test_net_of_two_reports_needs_the_same_days(refund_days: tuple[str, ...], net: str | None) -> None:
    """Of a day that only one report has nothing is known of the other: no net at all, not that of the shared days."""
    rows = [day("sales_amount", value, on) for on, value in (("01", "100"), ("02", "50"))]
    rows += [day("refund_amount", "10", on, family="two") for on in refund_days]
    assert text(figures(*rows), "net_sales_amount") == net


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((seen("response_seconds", "20"),), "20"),  # the one row of the month
        ((seen("response_seconds", "20", weight="0", weighed_by="turns"),), "20"),
        ((day("response_seconds", "20", "05"),), None),
        ((day("response_seconds", "20", "05", weight="0", weighed_by="turns"),), None),
        ((day("response_seconds", "20", "05", weight="3", weighed_by="turns"),), "20"),
        (
            (day("response_seconds", "20", "05", weight="3", weighed_by="turns"), day("response_seconds", "9", "06")),
            None,
        ),
    ],
)
def test_rows_without_a_weight(rows: tuple[Observation, ...], expected: str | None) -> None:
    """RULES 10: only the one row of the month needs none; what has none is no data, nothing is left out."""
    found = month_metrics(month(*rows))
    assert text(found.agents[0].metrics, "response_seconds") == expected
    unweighed = any(row.weight is None and row.first == row.last for row in rows)
    assert [problem.code for problem in found.problems] == (["no_weight"] if unweighed else [])


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({"handled_cases": "100"}, None),  # one report gives both parts, and nothing was handled
        ({"handled_cases": "100", "resolved_cases": "80"}, Fraction(4, 5)),
        ({"resolution_rate": "0.7"}, Fraction(7, 10)),
    ],
)
def test_a_mark_for_one_part_does_not_mend_a_ratio_over_nothing(
    marks: dict[str, str], expected: Fraction | None
) -> None:
    rows = (seen("resolved_cases", "5"), seen("handled_cases", "0"))
    found = figures(*rows, marks=tuple(mark(item, value) for item, value in marks.items()))
    assert (found["resolution_rate"].value if "resolution_rate" in found else None) == expected
