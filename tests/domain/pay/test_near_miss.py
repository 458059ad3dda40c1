"""Near misses: RULES 33, how much of which plain quantity is missing and what it would have paid."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import MonthInputs
from app.domain.money import fen_text
from app.domain.payline import NearMiss, Payslip
from app.domain.payrun import compute
from app.domain.scheme import Scheme
from tests.domain.build import item, line, mark, month, scheme, seen


def slip(inputs: MonthInputs) -> Payslip:
    return compute(inputs).payslips[0]


def inquiries(paid_users: int, asked: int, sales: str = "100000") -> tuple[Any, ...]:
    return (
        seen("inquiry_paid_users", str(paid_users)), seen("inquiry_users", str(asked)),
        seen("inquiry_sales_amount", sales),
    )  # fmt: skip


def whole_line(rule: dict[str, Any]) -> Scheme:
    return scheme(pay=[line("x", rule)])


def gains(found: NearMiss) -> list[tuple[str, str]]:
    return [(gain.code, fen_text(gain.amount)) for gain in found.gains]


TIERS = {"type": "commission", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion",
         "tiers": [["0", "0.015"], ["0.30", "0.03"], ["0.305", "0.035"], ["0.35", "0.04"], ["0.40", "0.06"]]}  # fmt: skip

PERFORMANCE = line("performance", {"type": "performance", "amount": "2000"})


def test_near_miss_of_the_picture() -> None:
    """417 of 1,200 at 34.75 %: 3 people more reach 35 %, 102,415.20 × (4 % − 3.5 %) = 512.08 more."""
    inputs = month(*inquiries(417, 1200, "102415.20"), plan=whole_line(TIERS))
    (found,) = slip(inputs).near_miss
    assert (found.metric, found.threshold, found.needed, found.unit) == (
        "inquiry_conversion",
        Fraction("0.35"),
        3,
        "people",
    )
    assert gains(found) == [("x", "512.08")]


def test_people_are_whole_where_the_sheet_has_a_part_of_one() -> None:
    """416.6 of 1,200, worked out from a rate: 3.4 are missing to 420, so 4 people."""
    rows = (seen("inquiry_paid_users", "416.6"), *inquiries(417, 1200, "102415.20")[1:])
    (found,) = slip(month(*rows, plan=whole_line(TIERS))).near_miss
    assert (found.needed, found.unit) == (4, "people")


def test_near_miss_counts_all_gains_of_the_metric_together() -> None:
    band = {"type": "bands", "better": "more", "bands": [["0.35", "100"], ["0.30", "97"]]}
    plan = scheme(
        items=[item("100", band, metric="inquiry_conversion")],
        pay=[
            line("commission", {"type": "commission", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion", "tiers": [["0.305", "0.035"], ["0.35", "0.04"]]}),
            line("performance", {"type": "performance", "amount": "2000"}),
        ],
    )  # fmt: skip
    (found,) = slip(month(*inquiries(417, 1200, "102415.20"), plan=plan)).near_miss
    assert gains(found) == [
        ("commission", "512.08"),
        ("performance", "60.00"),
    ]


def test_near_miss_asks_for_the_nearest_threshold_of_all_rules() -> None:
    """417 of 1,200: the band at 34.8 % is 1 person away, the tier at 35 % is 3."""
    band = {"type": "bands", "better": "more", "bands": [["0.348", "100"], ["0.30", "97"]]}
    plan = scheme(
        items=[item("100", band, metric="inquiry_conversion")],
        pay=[
            line("commission", {"type": "commission", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion", "tiers": [["0.305", "0.035"], ["0.35", "0.04"]]}),
            line("performance", {"type": "performance", "amount": "2000"}),
        ],
    )  # fmt: skip
    (found,) = slip(month(*inquiries(417, 1200, "102415.20"), plan=plan)).near_miss
    assert (found.threshold, found.needed) == (Fraction("0.348"), 1)
    assert gains(found) == [("performance", "60.00")]


@pytest.mark.parametrize(("paid_users", "shown"), [(399, True), (333, True), (332, False), (420, False)])
def test_near_miss_is_shown_within_five_percent_of_the_threshold(paid_users: int, shown: bool) -> None:
    rule = {
        "type": "commission",
        "amount": "inquiry_sales_amount",
        "tier_metric": "inquiry_conversion",
        "tiers": [["0", "0.01"], ["0.35", "0.02"]],
    }
    inputs = month(*inquiries(paid_users, 1000 if paid_users < 399 else 1200), plan=whole_line(rule))
    assert bool(slip(inputs).near_miss) == shown


def test_near_miss_names_only_what_one_can_go_and_get() -> None:
    """A ratio of messages is no “3 more”, however near its next band is."""
    band = {"type": "bands", "better": "more", "bands": [["1.2", "100"], ["1.1", "90"]]}
    plan = scheme(
        items=[item("100", band, metric="answer_ratio")], pay=[line("x", {"type": "performance", "amount": "1000"})]
    )
    rows = (seen("seller_messages", "1190"), seen("buyer_messages", "1000"))
    found = slip(month(*rows, plan=plan))
    assert (found.score, found.near_miss) == (90, ())


def scored(rule: dict[str, Any], metric: str) -> Scheme:
    return scheme(items=[item("100", rule, metric=metric)], pay=[PERFORMANCE])


def test_less_is_better_asks_for_less_seconds() -> None:
    """15.6 s: 0.6 s faster than 15 s is 20 points, 400 yuan."""
    rule = {"type": "bands", "better": "less", "bands": [["15", "100"], ["20", "80"]]}
    (found,) = slip(month(seen("response_seconds", "15.6"), plan=scored(rule, "response_seconds"))).near_miss
    assert (found.threshold, found.needed, found.unit, found.better) == (15, Fraction("0.6"), "s", "less")
    assert gains(found) == [("performance", "400.00")]


def test_less_is_better_asks_for_fewer_cases_of_a_ratio() -> None:
    """21 errors of 1,000 cases: 1 less is 2 %."""
    rule = {"type": "bands", "better": "less", "bands": [["0.02", "100"], ["0.05", "80"]]}
    rows = (seen("error_cases", "21"), seen("handled_cases", "1000"))
    (found,) = slip(month(*rows, plan=scored(rule, "error_rate"))).near_miss
    assert (found.needed, found.unit, found.better) == (1, "cases", "less")


def test_bands_on_a_target_are_thresholds_of_the_value() -> None:
    """A target of 40 %: its 90 % band stands at 36 %; 355 of 1,000 lacks 5 people."""
    rule = {"type": "attainment", "target": {"value": "0.40"}, "bands": [["1", "100"], ["0.9", "80"], ["0.5", "60"]]}
    (found,) = slip(month(*inquiries(355, 1000), plan=scored(rule, "inquiry_conversion"))).near_miss
    assert (found.threshold, found.needed) == (Fraction("0.36"), 5)
    assert gains(found) == [("performance", "400.00")]


@pytest.mark.parametrize(("period", "shown"), [("month", True), ("quarter", False)])
def test_an_award_for_reaching_something_is_a_threshold_too(period: str, shown: bool) -> None:
    award = {
        "type": "award",
        "kind": "threshold",
        "metric": "sales_amount",
        "amount": "300",
        "at": "50000",
        "period": period,
    }
    found = slip(month(seen("sales_amount", "49000"), plan=whole_line(award))).near_miss
    assert [(one.needed, one.unit, gains(one)) for one in found] == (
        [(1000, "CNY", [("x", "300.00")])] if shown else []
    )


def test_a_step_of_a_ladder_is_counted_in_pieces() -> None:
    ladder = {"type": "piece", "metric": "followup_sales", "steps": [["0", "0.5"], ["10", "1"], ["50", "2"]]}
    found = slip(month(plan=whole_line(ladder), marks=(mark("followup_sales", "48"),))).near_miss
    assert [(one.needed, one.unit, gains(one)) for one in found] == [(2, "times", [("x", "52.00")])]
