"""Pay over one metric: where it jumps, by how much, what moves with it."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import MonthInputs
from app.domain.pay_curve import PayCurve, pay_curve
from app.domain.payrun import compute, scored_staff
from tests.domain.build import agent, item, line, month, replaced, scheme, seen
from tests.domain.templates import inquiries, template

TIERS = {"type": "commission", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion"}


def curve(inputs: MonthInputs, metric: str = "inquiry_conversion", who: str = "A-小美") -> PayCurve:
    """The curve of one agent, with everybody's dots."""
    found = pay_curve(scored_staff(inputs), who, metric, [one.number for one in inputs.agents])
    assert found is not None
    return found


def jumps(found: PayCurve) -> list[tuple[str, int, int, bool]]:
    """Where, from what, to what (fen), whether it is a cliff."""
    return [(str(one.at), one.below, one.above, one.cliff) for one in found.jumps]


def test_tiers_of_the_conversion_with_the_sales_moving_along() -> None:
    # 100 inquiries, 38 paid, 3,800.00: each percent of conversion is 100.00 of sales.
    plan = scheme(pay=[line("base", {"type": "base", "amount": "300"}),
                       line("c", {**TIERS, "tiers": [["0", "0.10"], ["0.40", "0.12"]]})])  # fmt: skip
    found = curve(
        month(*inquiries(38, 100, "3800"), plan=plan, agents=(agent(hired="2020-01-01", regular_from="2020-02-01"),))
    )
    # At 40 %: 4,000.00 × 10 % = 400.00 and × 12 % = 480.00, each with the base of 300.00.
    assert jumps(found) == [("2/5", 70_000, 78_000, True)]
    assert found.here == (Fraction(38, 100), 68_000)
    assert found.held == (("inquiry_users", Fraction(100)), ("average_order_value", Fraction(100)))
    assert len(found.pieces) == 2
    assert found.pieces[0][-1][0] < Fraction(2, 5) == found.pieces[1][0][0]


def test_a_jump_below_a_tenth_is_no_cliff() -> None:
    plan = scheme(pay=[line("base", {"type": "base", "amount": "3000"}),
                       line("c", {**TIERS, "tiers": [["0", "0.10"], ["0.40", "0.12"]]})])  # fmt: skip
    found = curve(
        month(*inquiries(38, 100, "3800"), plan=plan, agents=(agent(hired="2020-01-01", regular_from="2020-02-01"),))
    )
    assert jumps(found) == [("2/5", 340_000, 348_000, False)]
    assert found.cliffs == ()


def test_less_is_better_falls_behind_the_threshold() -> None:
    rule = {"type": "bands", "better": "less", "bands": [["10", "100"], ["30", "60"]], "otherwise": "0"}
    plan = scheme(
        items=[item("100", rule, metric="response_seconds")], pay=[line("p", {"type": "performance", "amount": "1000"})]
    )
    found = curve(month(seen("response_seconds", "12"), plan=plan), "response_seconds")
    assert jumps(found) == [("10", 100_000, 60_000, True), ("30", 60_000, 0, True)]
    assert found.held == ()


def test_a_line_between_points_bends_and_does_not_jump() -> None:
    rule = {"type": "linear", "points": [["0", "0"], ["100", "100"]]}
    plan = scheme(
        items=[item("100", rule, metric="received_users")], pay=[line("p", {"type": "performance", "amount": "1000"})]
    )
    found = curve(month(seen("received_users", "50"), plan=plan), "received_users")
    assert found.jumps == ()
    assert found.here == (Fraction(50), 50_000)
    assert (Fraction(100), 100_000) in found.pieces[0]


def test_a_place_that_is_won_is_a_jump_where_nobody_typed_a_threshold() -> None:
    award = {"type": "award", "kind": "rank", "metric": "inquiry_conversion", "by": ["position"], "amounts": ["500"]}
    plan = scheme(pay=[line("base", {"type": "base", "amount": "1000"}), line("a", award)])
    two = (agent(hired="2020-01-01", regular_from="2020-02-01"), agent("阿强"))
    rows = (*inquiries(38, 100, "3800"), *inquiries(42, 100, "3800", "阿强"))
    found = curve(month(*rows, plan=plan, agents=two))
    # Below the other's 42 % nothing, above it all of the place; level with it alone they would share.
    assert [(one.below, one.above) for one in found.jumps] == [(100_000, 150_000)]
    assert abs(found.jumps[0].at - Fraction(42, 100)) < Fraction(1, 10**8)
    assert found.others == (("小美", Fraction(38, 100)), ("阿强", Fraction(42, 100)))


@pytest.mark.parametrize("name", ["conversion-tiered", "split-salary-presales"])
def test_the_curve_goes_through_what_is_paid(name: str) -> None:
    people = (agent(base="2000", performance="2000", grade="P2", hired="2020-01-01", regular_from="2020-02-01"),)
    plan = template(name)
    figures: dict[str, Any] = {"average_order_value": "88", "response_seconds": "12"}
    rows = [*inquiries(417, 1200), *(seen(metric, value) for metric, value in figures.items())]
    inputs = month(*rows, plan=plan, agents=people)
    slip = compute(inputs).payslips[0]
    found = pay_curve(scored_staff(inputs), "A-小美", "inquiry_conversion", ["A-小美"])
    if slip.gross is None:
        assert found is None
    else:
        assert found is not None
        assert found.here == (Fraction(417, 1200), slip.gross)
        for at, gross in found.pieces[0][:3]:
            moved = month(*_moved(inputs, at / Fraction(417, 1200)), plan=plan, agents=people)
            assert abs((compute(moved).payslips[0].gross or 0) - gross) <= 1


def _moved(inputs: MonthInputs, factor: Fraction) -> list[Any]:
    """The same rows with the buyers and their sales multiplied."""
    sold = ("inquiry_paid_users", "inquiry_sales_amount")
    return [
        seen(one.metric, str((one.value or 0) * (factor if one.metric in sold else 1))) for one in inputs.observations
    ]


def test_no_curve_without_a_figure_or_over_a_level() -> None:
    plan = scheme(pay=[line("base", {"type": "base", "amount": "1000"})])
    inputs = month(seen("service_rating", "4.8"), plan=plan)
    staff = scored_staff(inputs)
    assert pay_curve(staff, "A-小美", "inquiry_conversion", []) is None
    assert pay_curve(staff, "A-小美", "service_rating", []) is None
    assert pay_curve(staff, "A-无", "inquiry_conversion", []) is None
    assert pay_curve(scored_staff(replaced(inputs, schemes=())), "A-小美", "service_rating", []) is None
