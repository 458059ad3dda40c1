"""Pay lines: RULES 4, 21, 22, 26, 33 and the worked numbers of S1, S2 and S4."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import Adjustment, MonthInputs, SchemeInForce, Waiver
from app.domain.money import exact, fen_text
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.resources import resource_path
from tests.domain.build import agent, day, incident, item, line, mark, month, scheme, seen


def template(name: str) -> Scheme:
    found, problems = read_scheme(resource_path("schemes", f"{name}.json").read_bytes(), name)
    assert found is not None and not problems
    return found


def slip(inputs: MonthInputs) -> Payslip:
    return compute(inputs).payslips[0]


def paid(found: Payslip) -> dict[str, str]:
    assert found.computed, found.pending
    return {one.code: fen_text(one.amount) for one in found.lines}


def inquiries(paid_users: int, asked: int, sales: str = "100000") -> tuple[Any, ...]:
    return (
        seen("inquiry_paid_users", str(paid_users)), seen("inquiry_users", str(asked)),
        seen("inquiry_sales_amount", sales),
    )  # fmt: skip


# Rules


def whole_line(rule: dict[str, Any], **more: Any) -> Scheme:
    return scheme(pay=[line("x", rule, **more)])


TIERS = [["0", "0.01"], ["1000", "0.02"], ["5000", "0.03"]]


@pytest.mark.parametrize(
    ("sales", "whole", "marginal"),
    [
        ("999.99", "10.00", "10.00"), ("1000", "20.00", "10.00"), ("5000", "150.00", "90.00"),
        ("6000", "180.00", "120.00"), ("-500", "0.00", "0.00"), ("0", "0.00", "0.00"),
    ],
)  # fmt: skip
def test_commission_on_its_own_amount(sales: str, whole: str, marginal: str) -> None:
    for mode, expected in (("whole", whole), ("marginal", marginal)):
        rule = {
            "type": "commission",
            "amount": "net_sales_amount",
            "tier_metric": "net_sales_amount",
            "tiers": TIERS,
            "mode": mode,
        }
        found = slip(month(seen("net_sales_amount", sales), plan=whole_line(rule)))
        assert paid(found) == {"x": expected}
        assert ("negative_base" in {flag.code for flag in found.flags}) == sales.startswith("-")


@pytest.mark.parametrize(
    ("count", "amount"),
    [
        ("99", "144.50"), ("9", "4.50"), ("10", "5.50"), ("50", "46.50"), ("0", "0.00"), ("-0.5", "0.00"),
        ("0.5", "0.25"), ("9.5", "4.75"), ("10.5", "6.00"), ("49.5", "45.00"), ("50.5", "47.50"),
    ],
)  # fmt: skip
def test_marginal_ladder(count: str, amount: str) -> None:
    """9 × 0.5, the 10th to 49th × 1, from the 50th × 2: 99 → 4.50 + 40 + 100; half a piece at the price reached."""
    rule = {"type": "piece", "metric": "orders", "steps": [["50", "2"], ["0", "0.5"], ["10", "1"]], "mode": "marginal"}
    assert paid(slip(month(seen("orders", count), plan=whole_line(rule)))) == {"x": amount}


def test_below_the_first_tier_nothing_is_paid() -> None:
    rule = {"type": "commission", "amount": "sales_amount", "tier_metric": "orders", "tiers": [["10", "0.1"]]}
    assert paid(slip(month(seen("sales_amount", "100"), seen("orders", "9"), plan=whole_line(rule)))) == {"x": "0.00"}


BASE = {"type": "base", "prorate": "calendar"}


@pytest.mark.parametrize(
    ("dates", "amount"),
    [
        ({}, "3100.00"), ({"hired": "2026-10-01"}, "3100.00"), ({"hired": "2026-10-31"}, "100.00"),
        ({"hired": "2026-10-16"}, "1600.00"), ({"left": "2026-10-15"}, "1500.00"), ({"left": "2026-10-31"}, "3100.00"),
        ({"hired": "2026-10-10", "left": "2026-10-12"}, "300.00"),
        ({"regular_from": "2026-11-01"}, "2480.00"), ({"regular_from": "2026-10-01"}, "3100.00"),
        ({"regular_from": "2026-10-11"}, "2900.00"), ({"hired": "2026-10-16", "regular_from": "2027-01-01"}, "1280.00"),
    ],
)  # fmt: skip
def test_base_by_calendar_days(dates: dict[str, str], amount: str) -> None:
    found = slip(month(plan=whole_line(BASE), agents=(agent(base="3100", **dates),)))
    assert paid(found) == {"x": amount}


def test_base_by_attendance_only_for_joiners_and_leavers() -> None:
    rule = {"type": "base", "prorate": "attendance"}
    joiner = (agent(base="2175", hired="2026-10-16"),)
    assert paid(slip(month(plan=whole_line(rule), agents=(agent(base="2175"),)))) == {"x": "2175.00"}
    found = slip(month(plan=whole_line(rule), agents=joiner, marks=(mark("attendance:出勤天数", "10"),)))
    assert paid(found) == {"x": "1000.00"}
    full = slip(month(plan=whole_line(rule), agents=joiner, marks=(mark("attendance:出勤天数", "23"),)))
    assert paid(full) == {"x": "2175.00"}
    assert [one.code for one in slip(month(plan=whole_line(rule), agents=joiner)).pending] == ["no_attendance"]


def test_base_of_agent_then_grade_then_scheme() -> None:
    plan = scheme(pay=[line("x", {**BASE, "amount": "1"})], grades={"P2": {"base": "2"}})
    amounts = [
        paid(slip(month(plan=plan, agents=(person,))))["x"]
        for person in (agent(grade="P2", base="3"), agent(grade="P2"), agent(grade="P1"))
    ]
    assert amounts == ["3.00", "2.00", "1.00"]
    assert [one.code for one in slip(month(plan=whole_line(BASE))).pending] == ["no_base"]


def test_performance_uses_the_printed_score() -> None:
    """86.005 is printed as 86.01 and 86.01 % × 2,000.00 = 1,720.20."""
    plan = scheme(items=[item("100", {"type": "manual"}, id="a")], pay=[line("x", {"type": "performance"})])
    found = slip(month(plan=plan, agents=(agent(performance="2000"),), marks=(mark("item:a", "86.005"),)))
    assert (found.score, paid(found)) == (Fraction("86.01"), {"x": "1720.20"})


def test_performance_is_pro_rated_only_where_the_scheme_says_so() -> None:
    for prorate, amount in ((False, "100.00"), (True, "51.61")):
        plan = scheme(
            items=[item("100", {"type": "manual"}, id="a")],
            pay=[line("x", {"type": "performance", "prorate": prorate})],
        )
        person = agent(performance="100", hired="2026-10-16")
        assert paid(slip(month(plan=plan, agents=(person,), marks=(mark("item:a", "100"),)))) == {"x": amount}


def test_missing_inputs_block_required_lines_and_leave_out_optional_ones() -> None:
    rule = {"type": "commission", "amount": "sales_amount", "rate": "0.01"}
    blocked = slip(month(plan=whole_line(rule)))
    assert (blocked.state, blocked.lines, blocked.net) == ("blocked", (), None)
    assert [(one.code, one.id) for one in blocked.pending] == [("no_data", "x")]
    optional = slip(month(plan=whole_line(rule, missing="optional")))
    assert paid(optional) == {}
    assert [trace.rule for trace in optional.not_given] == ["not_given"]


def test_what_performance_lacks_is_asked_together_with_what_the_score_waits_for() -> None:
    """Found by the random books (seed 1066): the base was asked only once the score was there."""
    plan = scheme(
        items=[item("100", {"type": "manual"}, id="chat")], pay=[line("performance", {"type": "performance"})]
    )
    assert [(one.code, one.id) for one in slip(month(plan=plan)).pending] == [
        ("no_marks", "chat"),
        ("no_performance_base", "performance"),
    ]


def test_nobody_is_paid_on_a_partial_sum_whatever_missing_says() -> None:
    rows = (day("orders", "5", "01"), day("orders", None, "31"))
    rule = {"type": "piece", "metric": "orders", "steps": [["0", "1"]]}
    found = slip(month(*rows, plan=whole_line(rule, missing="optional")))
    assert [one.code for one in found.pending] == ["not_yet_known"]


def test_a_waived_pay_line_is_left_out() -> None:
    rule = {"type": "commission", "amount": "sales_amount", "rate": "0.01"}
    waived = (Waiver(number="A-小美", code="x", reason="试岗"),)
    assert paid(slip(month(plan=whole_line(rule), waivers=waived))) == {}


def test_incident_money_is_two_lines_and_never_netted() -> None:
    happened = (incident("大单", money="50"), incident("迟到", money="-20.5"), incident("表扬", money="0"))
    found = slip(month(plan=whole_line({"type": "incident_money"}), incidents=happened))
    assert [(one.code, one.kind, fen_text(one.amount)) for one in found.lines] == [
        ("x", "earning", "50.00"), ("x:fine", "deduction", "20.50"),
    ]  # fmt: skip
    assert (fen_text(found.gross or 0), fen_text(found.net or 0)) == ("50.00", "29.50")
    assert "fine_basis" in {flag.code for flag in found.flags}


def test_money_that_no_line_pays_is_listed() -> None:
    found = slip(month(plan=scheme(), incidents=(incident("大单", money="50"),)))
    assert [flag.code for flag in found.flags] == ["incident_money_unused"]


def test_adjustments_are_lines_of_their_own() -> None:
    changes = (
        Adjustment(number="A-小美", amount=exact("100"), reason="补 9 月"),
        Adjustment(number="A-小美", amount=exact("-30.5"), reason="多发"),
    )
    found = slip(month(plan=scheme(), adjustments=changes))
    assert [(one.code, one.kind, fen_text(one.amount)) for one in found.lines] == [
        ("adjustment", "earning", "100.00"), ("adjustment:2", "deduction", "30.50"),
    ]  # fmt: skip
    assert fen_text(found.net or 0) == "69.50"


def test_kpi_points_pay_by_the_point() -> None:
    marks = (mark("kpi_points", "3"), mark("kpi_points", "-1"))
    assert paid(slip(month(plan=whole_line({"type": "points", "yuan": "10"}), marks=marks))) == {"x": "20.00"}


def test_the_scheme_of_the_team_goes_before_the_shops_and_the_positions() -> None:
    plans = {
        name: SchemeInForce(
            scheme=scheme(pay=[line("x", {**BASE, "amount": amount})]), version=1, position="售前", **where
        )
        for name, amount, where in (
            ("all", "1", {}),
            ("shop", "2", {"shop": "云朵旗舰店"}),
            ("team", "3", {"team": "一组"}),
        )
    }
    person = agent(team="一组")
    for names, amount in ((("all", "shop", "team"), "3.00"), (("all", "shop"), "2.00"), (("all",), "1.00")):
        inputs = month(agents=(person,), schemes=tuple(plans[name] for name in names))
        assert paid(slip(inputs)) == {"x": amount}
    assert [one.code for one in slip(month(agents=(person,))).pending] == ["no_scheme"]


def test_agents_of_a_payee_company_are_not_paid_themselves() -> None:
    assert compute(month(agents=(agent(position="外包成员"),))).payslips == ()
