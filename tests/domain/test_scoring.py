"""Scores: RULES 15 to 20, rule by rule at the edges."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import MonthInputs, Target
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.scheme import Scheme
from tests.domain.build import SHOP, agent, incident, item, mark, month, scheme, seen

BANDS = [["0.45", "30"], ["0.40", "24"], ["0.30", "10"]]


def slip(inputs: MonthInputs, index: int = 0) -> Payslip:
    return compute(inputs).payslips[index]


def whole(rule: dict[str, Any], metric: str | None = None, **more: Any) -> Scheme:
    """A scheme of one item of 100."""
    return scheme(items=[item("100", rule, metric=metric, **more)])


def points(found: Payslip, index: int = 0) -> str | None:
    value = found.items[index].points
    return None if value is None else str(Decimal(value.numerator) / value.denominator)


def conversion(paid: int, asked: int) -> tuple[Any, Any]:
    return seen("inquiry_paid_users", str(paid)), seen("inquiry_users", str(asked))


@pytest.mark.parametrize(
    ("paid", "expected"),
    [(45, 30), (44, 24), (40, 24), (39, 10), (30, 10), (29, 2), (0, 2), (100, 30)],
)
def test_bands_more_is_better_with_inclusive_thresholds(paid: int, expected: int) -> None:
    plan = whole({"type": "bands", "better": "more", "bands": BANDS, "otherwise": "2"}, "inquiry_conversion")
    assert slip(month(*conversion(paid, 100), plan=plan)).score == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [("6", 100), ("6.01", 80), ("15", 80), ("30", 60), ("30.01", 0), ("0", 100)]
)
def test_bands_less_is_better(seconds: str, expected: int) -> None:
    rule = {"type": "bands", "better": "less", "bands": [["6", "100"], ["15", "80"], ["30", "60"]]}
    plan = whole(rule, "first_response_seconds")
    assert slip(month(seen("first_response_seconds", seconds), plan=plan)).score == expected


def test_thresholds_are_compared_exactly_not_as_displayed() -> None:
    """29.9999 % is displayed as 30.00 % and has not reached 30 %."""
    plan = whole({"type": "bands", "better": "more", "bands": [["0.30", "100"]]}, "inquiry_conversion")
    assert slip(month(*conversion(299_999, 1_000_000), plan=plan)).score == 0
    assert slip(month(*conversion(300_000, 1_000_000), plan=plan)).score == 100


@pytest.mark.parametrize(
    ("better", "actual", "target", "cap", "expected"),
    [
        ("more", "50", "100", None, "50"), ("more", "150", "100", None, "100"), ("more", "150", "100", "1.2", "120"),
        ("more", "1", "3", None, "33.33"), ("more", "2", "3", None, "66.67"),
        ("less", "20", "10", None, "50"), ("less", "0", "10", "1.2", "120"), ("less", "5", "10", None, "100"),
        ("more", "-5", "10", None, "0"),
    ],
)  # fmt: skip
def test_attainment(better: str, actual: str, target: str, cap: str | None, expected: str) -> None:
    rule = {"type": "attainment", "better": better, "target": {"value": target}}
    plan = whole(rule, "net_sales_amount", **({"cap": cap} if cap else {}))
    assert points(slip(month(seen("net_sales_amount", actual), plan=plan))) == expected


TARGET = {
    "value": "1", "by_shop": {SHOP: "2"}, "by_quarter": {"Q4": "3", "2025Q4": "30"}, "by_grade": {"P2": "4"},
    "by_grade_quarter": {"P2/2026Q4": "5"},
}  # fmt: skip


def book(level: str, key: str, value: str) -> Target:
    return Target(metric="orders", value=Fraction(value), level=level, key=key)


@pytest.mark.parametrize(
    ("target", "grade", "in_book", "expected"),
    [
        (TARGET, "P2", (), "5"),
        (TARGET, "P2", (book("agent", "A-小美", "8"),), "8"),
        ({**TARGET, "by_grade_quarter": {}}, "P2", (), "4"),
        ({**TARGET, "by_grade_quarter": {"P2/Q4": "6"}}, "P2", (), "6"),
        ({**TARGET, "by_grade_quarter": {}}, "P2", (book("grade", "P2", "7"),), "7"),
        (TARGET, "P1", (), "3"),
        ({**TARGET, "by_quarter": {}}, "P1", (), "2"),
        ({**TARGET, "by_quarter": {}}, "P1", (book("shop", SHOP, "9"),), "9"),
        ({"value": "1"}, "P1", (), "1"),
        ({"value": "1"}, "P1", (book("position", "售前", "10"),), "10"),
        ({"value": "1"}, "P1", (book("everyone", "", "10"),), "10"),
        ({"value": "1"}, "P1", (book("everyone", "", "10"), book("position", "售前", "11")), "11"),
        ({"value": "10", "grade_factor": {"P2": "1.1"}}, "P2", (), "11"),
        ({"value": "10", "grade_factor": {"P2": "1.1"}}, "P2", (book("agent", "A-小美", "8"),), "8"),
    ],
)
def test_precedence_of_targets(target: dict[str, Any], grade: str, in_book: tuple[Target, ...], expected: str) -> None:
    """The target that was taken is the one at which exactly 100 points are reached."""
    plan = whole({"type": "attainment", "better": "more", "target": target}, "orders", cap="2")
    inputs = month(seen("orders", expected), plan=plan, agents=(agent(grade=grade),), targets=in_book)
    assert slip(inputs).score == 100


@pytest.mark.parametrize("target", [{}, {"value": "0"}, {"value": "-1"}])
def test_a_missing_target_is_no_data(target: dict[str, str]) -> None:
    plan = whole({"type": "attainment", "better": "more", "target": target}, "orders")
    found = slip(month(seen("orders", "5"), plan=plan))
    assert (found.state, found.pending[0].code, found.lines) == ("blocked", "no_target", ())


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"type": "attainment", "better": "more", "target": {}}, "no_target"),
        ({"type": "peers", "better": "more", "by": [], "no_peers": "leave_out"}, "no_peers"),
    ],
)
def test_an_item_left_out_says_why_above_its_figure(rule: dict[str, Any], why: str) -> None:
    """A ratio that is known but not counted: the trace names the reason and keeps the figure below it."""
    items = [
        item("40", rule, id="left", name="甲", metric="inquiry_conversion", no_data="reweight"),
        item("60", {"type": "deductions", "kinds": {"投诉": "1"}}, id="kept", name="乙"),
    ]
    found = slip(month(*conversion(1, 2), plan=scheme(items=items)))
    left = found.items[0]
    assert (left.points, left.value, found.score) == (None, Fraction(1, 2), 100)
    assert (left.trace.rule, left.trace.inputs[0].rule) == (why, "ratio")


def team(*names: str, **more: Any) -> tuple[Any, ...]:
    return tuple(agent(name, **more) for name in names)


def test_peers_of_a_ratio_are_pooled() -> None:
    """1 of 10 and 90 of 100: the pooled mean is 91 ÷ 110, not 50 %."""
    rows = (
        *conversion(1, 10), seen("inquiry_paid_users", "90", account="乙"), seen("inquiry_users", "100", account="乙"),
    )  # fmt: skip
    plan = whole({"type": "peers", "better": "more", "by": ["shop", "position"]}, "inquiry_conversion", cap="9")
    found = slip(month(*rows, plan=plan, agents=team("小美", "乙")), 1)
    assert points(found) == "12.09"  # 100 × 0.1 ÷ (91 ÷ 110) = 12.0879…


def test_peers_of_a_sum_are_the_arithmetic_mean_of_totals() -> None:
    rows = (seen("received_users", "100"), seen("received_users", "300", account="乙"))
    plan = whole({"type": "peers", "better": "more", "by": ["shop", "position"]}, "received_users")
    run = compute(month(*rows, plan=plan, agents=team("小美", "乙")))
    assert sorted(one.score for one in run.payslips) == [50, 100]


@pytest.mark.parametrize(
    ("policy", "state", "score"), [(None, "computed", 100), ("full", "computed", 100), ("block", "blocked", None)]
)
def test_alone_there_are_no_peers(policy: str | None, state: str, score: int | None) -> None:
    rule = {"type": "peers", "better": "more", "by": ["shop", "position"]} | ({"no_peers": policy} if policy else {})
    found = slip(month(seen("orders", "5"), plan=whole(rule, "orders")))
    assert (found.state, found.score) == (state, score)


@pytest.mark.parametrize("by", [["shop", "position", "shift"], ["shift"], ["team", "shift"]])
def test_without_a_shift_the_whole_shop_and_position_is_the_group(by: list[str]) -> None:
    people = (
        agent("甲"), agent("乙", shift="早班"), agent("丙", shift="晚班", team="二组"), agent("丁", position="售后"),
    )  # fmt: skip
    values = (("甲", "20"), ("乙", "40"), ("丙", "60"), ("丁", "9999"))
    rows = tuple(seen("received_users", value, account=name) for name, value in values)
    plan = whole({"type": "peers", "better": "more", "by": by}, "received_users")
    scores = {one.name: one.score for one in compute(month(*rows, plan=plan, agents=people)).payslips}
    assert {name: scores[name] for name in "甲乙丙"} == {"甲": 50, "乙": 100, "丙": 100}


def test_everyone_of_the_book_is_compared_with_by_nothing() -> None:
    people = (agent("甲"), agent("乙", position="售后"))
    rows = (seen("received_users", "10", account="甲"), seen("received_users", "30", account="乙"))
    plan = whole({"type": "peers", "better": "more", "by": []}, "received_users")
    assert slip(month(*rows, plan=plan, agents=people), 1).score == 50


@pytest.mark.parametrize(
    ("kinds", "incidents", "expected"),
    [
        ({"投诉": "3"}, [], 100), ({"投诉": "3"}, [("投诉", "-5")], 97), ({"投诉": None}, [("投诉", "-5")], 95),
        ({"投诉": "60"}, [("投诉", "-5"), ("投诉", "-5")], 0), ({"迟到": "3"}, [("投诉", "-5")], 100),
    ],
)  # fmt: skip
def test_deductions(kinds: dict[str, str | None], incidents: list[tuple[str, str]], expected: int) -> None:
    happened = tuple(incident(kind, each) for kind, each in incidents)
    found = slip(month(plan=whole({"type": "deductions", "kinds": kinds}), incidents=happened))
    assert found.score == expected
    unused = [flag for flag in found.flags if flag.code == "incident_unused"]
    assert len(unused) == sum(kind not in kinds for kind, _ in incidents)


def test_an_incident_without_points_blocks_where_its_points_are_asked() -> None:
    found = slip(month(plan=whole({"type": "deductions", "kinds": {"投诉": None}}), incidents=(incident("投诉"),)))
    assert [one.code for one in found.pending] == ["no_points"]


PARTS = {"type": "manual", "criteria": [{"name": "态度", "full": "60"}, {"name": "耐心", "full": "40"}]}


def test_manual_points_whole_and_by_criteria() -> None:
    assert slip(month(plan=whole({"type": "manual"}), marks=(mark("item:x", "87.5"),))).score == Fraction(175, 2)
    both = (mark("item:x/态度", "50"), mark("item:x/耐心", "39"))
    assert slip(month(plan=whole(PARTS), marks=both)).score == 89
    assert [one.code for one in slip(month(plan=whole(PARTS), marks=both[:1])).pending] == ["no_marks"]


@pytest.mark.parametrize(
    ("policy", "state", "score"),
    [("block", "blocked", None), ("zero", "computed", 60), ("full", "computed", 100), ("reweight", "computed", 100)],
)
def test_policies_for_no_data(policy: str, state: str, score: int | None) -> None:
    band = {"type": "bands", "better": "more", "bands": [["1", "60"]]}
    plan = scheme(items=[
        item("60", band, id="a", metric="orders"), item("40", {"type": "manual"}, id="b", no_data=policy),
    ])  # fmt: skip
    found = slip(month(seen("orders", "1"), plan=plan))
    assert (found.state, found.score) == (state, score)


def test_reweighting_is_nearest_first_and_rounded_once() -> None:
    """Inside the composite 10 of 30 is missing: its leaves × 30 ÷ 20; then an item of 30 is missing: × 100 ÷ 70."""
    band = {"type": "bands", "better": "more", "bands": [["1", "7"]]}
    composite = {"type": "composite", "items": [
        item("10", band, id="a", metric="orders"), item("10", band, id="b", metric="orders"),
        item("10", {"type": "manual"}, id="c", no_data="reweight"),
    ]}  # fmt: skip
    plan = scheme(items=[
        item("30", composite, id="group"),
        item("40", {"type": "attainment", "better": "more", "target": {"value": "3"}}, id="d", metric="orders"),
        item("30", {"type": "manual"}, id="e", no_data="reweight"),
    ])  # fmt: skip
    found = slip(month(seen("orders", "1"), plan=plan))
    by_id = {one.id: one for one in found.items}
    assert by_id["a"].points == 15  # 7 × 30/20 × 100/70
    assert by_id["group"].points == 30
    assert by_id["d"].points == Fraction("19.05")  # 40 ÷ 3 × 100/70 = 19.0476
    assert (by_id["c"].points, by_id["e"].points) == (None, None)
    assert found.score == Fraction("49.05")


def test_kinds_come_off_a_composite_and_not_below_zero() -> None:
    composite = {"type": "composite", "items": [item("100", {"type": "manual"}, id="a")], "kinds": {"投诉": "3"}}
    plan = scheme(items=[item("100", composite, id="group")])
    marks, complaints = (mark("item:a", "4"),), (incident("投诉"), incident("投诉"))
    assert slip(month(plan=plan, marks=marks, incidents=complaints[:1])).score == 1
    assert slip(month(plan=plan, marks=marks, incidents=complaints)).score == 0


def test_nothing_comes_off_a_composite_that_is_left_out() -> None:
    inner = [item("40", {"type": "manual"}, id="a", no_data="reweight")]
    composite = {"type": "composite", "items": inner, "kinds": {"投诉": None}}
    plan = scheme(items=[item("40", composite, id="group"), item("60", {"type": "manual"}, id="b")])
    found = slip(month(plan=plan, marks=(mark("item:b", "30"),), incidents=(incident("投诉"),)))
    assert (found.state, found.score) == ("computed", 50)


def test_nothing_left_blocks_and_a_waiver_reweights_with_its_reason() -> None:
    from app.domain.inputs import Waiver

    plan = scheme(items=[item("60", {"type": "manual"}, id="a"), item("40", {"type": "manual"}, id="b")])
    marks = (mark("item:a", "30"),)
    waived = (Waiver(number="A-小美", code="b", reason="主管休假"),)
    found = slip(month(plan=plan, marks=marks, waivers=waived))
    assert (found.score, found.waivers) == (50, (("b", "主管休假"),))
    all_waived = (*waived, Waiver(number="A-小美", code="a", reason="也休假"))
    assert [one.code for one in slip(month(plan=plan, marks=marks, waivers=all_waived)).pending] == ["nothing_left"]


def test_bonus_is_capped_not_scaled_and_stands_outside_the_hundred() -> None:
    plan = scheme(
        items=[item("100", {"type": "manual"}, id="a")],
        bonuses=[{"id": "plus", "name": "加分", "kinds": {"大单": "3", "表扬": None}, "metrics": {"orders": "0.5"}}],
    )
    happened = (incident("大单"), incident("表扬", "2"))
    found = slip(month(seen("orders", "3"), plan=plan, marks=(mark("item:a", "95"),), incidents=happened))
    assert (found.items[-1].points, found.items[-1].full, found.score) == (Fraction("6.5"), "0", Fraction("101.5"))
    many = slip(month(plan=plan, marks=(mark("item:a", "95"),), incidents=happened * 5))
    assert many.items[-1].points == 10


def test_the_score_has_an_optional_cap() -> None:
    plan = scheme(
        items=[item("100", {"type": "manual"}, id="a")], score_cap="100",
        bonuses=[{"id": "plus", "name": "加分", "kinds": {"大单": "3"}, "metrics": {}}],
    )  # fmt: skip
    assert slip(month(plan=plan, marks=(mark("item:a", "99"),), incidents=(incident("大单"),))).score == 100


def test_an_incomplete_metric_blocks_unless_the_item_may_use_it() -> None:
    from tests.domain.build import day

    rows = (day("orders", "5", "01"), day("orders", None, "31"))
    rule = {"type": "bands", "better": "more", "bands": [["5", "100"]]}
    assert [one.code for one in slip(month(*rows, plan=whole(rule, "orders"))).pending] == ["not_yet_known"]
    assert slip(month(*rows, plan=whole(rule, "orders", incomplete="use"))).score == 100


def test_counted_incidents_are_never_no_data() -> None:
    rule = {"type": "bands", "better": "more", "bands": [["1", "80"]], "otherwise": "50"}
    plan = whole(rule, "incidents:表扬")
    assert slip(month(plan=plan)).score == 50
    assert slip(month(plan=plan, incidents=(incident("表扬"),))).score == 80


@pytest.mark.parametrize(
    ("no_data", "state", "points"), [(None, "blocked", None), ("full", "computed", 100), ("zero", "computed", 0)]
)
def test_peers_of_whom_one_has_no_weight_have_no_mean(no_data: str | None, state: str, points: int | None) -> None:
    """RULES 10: nobody is left out of the mean; the item has no data, and that is not the same as no peers."""
    rule = {"type": "peers", "better": "less", "by": [], "no_peers": "full"}
    plan = whole(rule, "response_seconds", **({"no_data": no_data} if no_data else {}))
    rows = (
        seen("response_seconds", "20", account="甲", weight="10", weighed_by="turns"),
        seen("response_seconds", "30", account="乙", weight="10", weighed_by="turns"),
        seen("response_seconds", "25", account="丙"),
    )
    slip = compute(month(*rows, plan=plan, agents=tuple(agent(name) for name in "甲乙丙"))).payslips[0]
    assert (slip.state, slip.score) == (state, points)
    assert [one.code for one in slip.pending] == ([] if points is not None else ["no_weight"])


@pytest.mark.parametrize(("mine", "theirs"), [("-10", "-90"), ("50", "-50"), ("10", "-90")])
def test_a_mean_of_nothing_or_less_is_no_peers(mine: str, theirs: str) -> None:
    """Against a mean below 0 who lost more would be the better one."""
    plan = whole({"type": "peers", "better": "more", "by": [], "no_peers": "leave_out"}, "net_sales_amount")
    rows = (seen("net_sales_amount", mine, account="甲"), seen("net_sales_amount", theirs, account="乙"))
    slip = compute(month(*rows, plan=plan, agents=(agent("甲"), agent("乙")))).payslips[0]
    assert [one.code for one in slip.pending] == ["nothing_left"]


def test_peers_by_incidents_are_everybody() -> None:
    """A company's people and who has no scheme have incidents too: 1 against a mean of (1 + 2 + 3) ÷ 3."""
    plan = whole({"type": "peers", "better": "more", "by": []}, "incidents:大单")
    agents = (agent("甲"), agent("乙", position="外包成员"), agent("丙", position="仓库"))
    counts = {"甲": 1, "乙": 2, "丙": 3}
    happened = tuple(incident("大单", who=f"A-{name}") for name, count in counts.items() for _ in range(count))
    slips = compute(month(plan=plan, agents=agents, incidents=happened)).payslips
    assert next(slip for slip in slips if slip.name == "甲").score == 50
