"""What is flagged on a payslip, and what a month says about whole shops: RULES 28, 32, DOMAIN S1, S3, S4."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.month import PayMonth
from app.domain.payrun import compute
from tests.domain.build import SHOP, agent, day, item, mark, month, scheme, seen

CAPACITY = {"metrics": ["handled_cases", "received_users"], "per_day": "150"}


def codes(*rows: Any, plan: Any = None, **more: Any) -> dict[str, dict[str, str]]:
    found = compute(month(*rows, plan=plan or scheme(), **more)).payslips[0]
    assert found.computed, found.pending
    return {flag.code: flag.params for flag in found.flags}


@pytest.mark.parametrize(
    ("received", "over"),
    [("3000", False), ("3000.5", True), ("2999", False), ("3020", True)],
)
def test_more_a_day_than_the_position_can_serve(received: str, over: bool) -> None:
    """150 a day on 20 days is 3,000; strictly above it is an overload."""
    found = codes(seen("received_users", received), seen("days_worked", "20"), plan=scheme(overload=CAPACITY))
    assert ("overload" in found) is over


def test_the_first_metric_that_has_data_counts() -> None:
    rows = (seen("received_users", "9000"), seen("handled_cases", "2000"), seen("days_worked", "20"))
    assert "overload" not in codes(*rows, plan=scheme(overload=CAPACITY))


@pytest.mark.parametrize(
    ("rows", "marks", "per_day"),
    [
        ((seen("days_worked", "20"),), (mark("attendance:出勤天数", "10"),), "150.1"),
        ((), (mark("attendance:出勤天数", "10"),), "300.1"),
        ((day("inquiry_users", "1", "03"), day("inquiry_users", "1", "04")), (), "1500.5"),
        ((), (), None),  # nobody knows how many days: no flag
    ],
)
def test_days_worked_are_given_or_attended_or_days_with_a_row(rows: Any, marks: Any, per_day: str | None) -> None:
    found = codes(seen("received_users", "3001"), *rows, marks=marks, plan=scheme(overload=CAPACITY))
    assert found.get("overload", {}).get("per_day") == per_day


@pytest.mark.parametrize(("seconds", "slow"), [("15", False), ("15.01", True), ("9", False)])
def test_slow_replies_hint_at_too_few_seats(seconds: str, slow: bool) -> None:
    rows = (seen("response_seconds", seconds), seen("received_users", "6000"), seen("days_worked", "20"))
    assert (codes(*rows).get("staffing") == {"seconds": "15.0", "per_day": "300.0"}) is slow


def test_slow_replies_alone_are_no_hint() -> None:
    assert "staffing" not in codes(seen("response_seconds", "40"))


REPLIES = scheme(items=[item("100", {"type": "bands", "bands": [["0", "100"]]}, metric="reply_rate")])


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ((day("reply_rate", "1", "03", weight="9"), day("reply_rate", "0.98", "04", weight="9")), "4"),
        ((day("unreplied_users", "0", "03"), day("consulted_users", "9", "03"), day("unreplied_users", "2", "05"), day("consulted_users", "9", "05")), "5"),
        ((day("reply_rate", "1", "03", weight="9"),), None),
        ((seen("reply_rate", "0.9"),), None),  # the month alone names no day
    ],
)  # fmt: skip
def test_days_on_which_somebody_got_no_reply_are_named(rows: Any, days: str | None) -> None:
    assert codes(*rows, plan=REPLIES).get("unreplied_days", {}).get("days") == days


def test_the_days_matter_only_where_the_reply_rate_is_scored() -> None:
    assert "unreplied_days" not in codes(day("reply_rate", "0.98", "04", weight="9"))


TARGET = scheme(
    items=[item("100", {"type": "attainment", "target": {"value": "0.4"}}, metric="inquiry_conversion", no_data="zero")]
)


def shop_of(*paid: int | None, shop: str = SHOP) -> Any:
    """Agents of a shop with so many paid of 100; None: no data."""
    agents = tuple(agent(f"号{index}") for index in range(len(paid)))
    rows = [
        row
        for index, one in enumerate(paid)
        if one is not None
        for row in (
            seen("inquiry_paid_users", str(one), account=f"号{index}"),
            seen("inquiry_users", "100", account=f"号{index}"),
        )
    ]
    return compute(month(*rows, plan=TARGET, agents=agents)).hints


@pytest.mark.parametrize(
    ("paid", "low"),
    [
        ((39, 39, 39, 39, 40), True),  # four of five
        ((39, 39, 39, 40, 40), False),
        ((39, 39), True),
        ((39,), False),  # one agent is no shop
        ((39, 39, None), True),  # who has no data is not counted
        ((), False),
    ],
)
def test_a_shop_whose_agents_nearly_all_miss_their_target(paid: tuple[int | None, ...], low: bool) -> None:
    found = shop_of(*paid)
    assert [hint.code for hint in found] == (["shop_conversion_low"] if low else [])
    if low:
        assert Fraction(found[0].params["below"]) / Fraction(found[0].params["count"]) >= Fraction(4, 5)


@pytest.mark.parametrize(("number", "told"), [(5, False), (6, True), (12, True)])
def test_grades_are_reviewed_twice_a_year(number: int, told: bool) -> None:
    plan = scheme(items=[item("100", {"type": "manual"}, id="hand")],
                  grades={"P1": {}, "P2": {"enter": [{"mean_score": "90", "months": 1}]}})  # fmt: skip
    inputs = month(
        plan=plan, agents=(agent(grade="P1"),), marks=(mark("item:hand", "95"),), month=PayMonth(2026, number)
    )
    assert [hint.code for hint in compute(inputs).hints] == (["grade_review"] if told else [])
