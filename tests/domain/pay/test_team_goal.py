"""团队奖: RULES 23, each way of measuring, sharing and missing."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inputs import Waiver
from tests.domain.build import item, line, mark, month, scheme, seen
from tests.domain.pay.crew import company, crew, hand, in_force, line_of, not_given, paid, person, slips, waits

SCORED = [item("100", {"type": "manual"}, id="hand")]


def goal(**rule: Any) -> dict[str, Any]:
    values = {"type": "team_goal", "metric": "sales_amount", "target": "1000", "amount": "1000"} | rule
    return {key: value for key, value in values.items() if value is not None}


def plan(*, items: list[dict[str, Any]] | None = None, missing: str | None = None, **rule: Any) -> Any:
    more = {} if missing is None else {"missing": missing}
    return scheme(items=items or [], pay=[line("team", goal(**rule), **more)])


def sales(**values: str | None) -> dict[str, dict[str, str | None]]:
    return {name: {} if value == "-" else {"sales_amount": value} for name, value in values.items()}


@pytest.mark.parametrize(
    ("rule", "reached"),
    [
        ({"target": "1000"}, True),  # reached = ≥
        ({"target": "1000.01"}, False),
        ({"target": "999.99"}, True),
        ({"better": "less", "target": "1000"}, True),
        ({"better": "less", "target": "999.99"}, False),
        ({"target": "5000", "targets": {"一组": "1000"}}, True),  # the team's own target first
        ({"target": "1000", "targets": {"一组": "5000"}}, False),
        ({"target": "1000", "targets": {"二组": "5000"}}, True),
    ],
)
def test_reached_is_at_least_and_the_amount_is_the_teams(rule: dict[str, Any], reached: bool) -> None:
    inputs = crew(sales(甲="400", 乙="600", 丙="-"), plan(**rule))
    expected = {"甲": "333.34", "乙": "333.33", "丙": "333.33"} if reached else {}
    assert paid(inputs, "team") == expected
    if not reached:
        assert set(map(tuple, not_given(inputs).values())) == {("goal_missed",)}


@pytest.mark.parametrize(
    ("metric", "people", "target", "reached"),
    [
        # Σ ÷ Σ, not the mean of 50 % and 30 %
        ("inquiry_conversion", {"甲": {"inquiry_paid_users": "1", "inquiry_users": "2"},
                                "乙": {"inquiry_paid_users": "30", "inquiry_users": "100"}}, "0.303", True),
        ("inquiry_conversion", {"甲": {"inquiry_paid_users": "1", "inquiry_users": "2"},
                                "乙": {"inquiry_paid_users": "30", "inquiry_users": "100"}}, "0.304", False),
        # who has no data is left out of the figure, not out of the share
        ("inquiry_conversion", {"甲": {"inquiry_paid_users": "1", "inquiry_users": "2"}, "乙": {}}, "0.5", True),
        # one alone needs no parts
        ("answer_ratio", {"甲": {"answer_ratio": "1.2"}, "乙": {}}, "1.2", True),
    ],
)  # fmt: skip
def test_ratios_are_re_divided(metric: str, people: Any, target: str, reached: bool) -> None:
    found = paid(crew(people, plan(metric=metric, target=target)), "team")
    assert found == ({"甲": "500.00", "乙": "500.00"} if reached else {})


@pytest.mark.parametrize(("target", "reached"), [("15", True), ("14.99", False)])
def test_means_are_weighted(target: str, reached: bool) -> None:
    rows = [
        seen("response_seconds", value, account=name, weight=weight, weighed_by="turns")
        for name, value, weight in (("甲", "10", "3"), ("乙", "30", "1"))
    ]
    plan_ = plan(metric="response_seconds", better="less", target=target)
    found = paid(month(*rows, plan=plan_, agents=(person("甲"), person("乙"))), "team")
    assert bool(found) == reached


def test_everything_else_is_averaged() -> None:
    marks = (mark("quality_score", "80", who="A-甲"), mark("quality_score", "90", who="A-甲"),
             mark("quality_score", "95", who="A-乙"))  # fmt: skip
    agents = (person("甲"), person("乙"), person("丙"))
    for target, reached in (("90", True), ("90.01", False)):  # (85 + 95) ÷ 2
        inputs = month(plan=plan(metric="quality_score", target=target), agents=agents, marks=marks)
        assert bool(paid(inputs, "team")) == reached


def test_figures_that_cannot_be_weighed_are_not_averaged() -> None:
    people = {"甲": {"answer_ratio": "1.2"}, "乙": {"answer_ratio": "1.4"}}
    assert not_given(crew(people, plan(metric="answer_ratio", target="1"))) == {
        "甲": ["not_given"],
        "乙": ["not_given"],
    }
    asked = crew(people, plan(metric="answer_ratio", target="1", missing="required"))
    assert waits(asked) == {"甲": ["no_weight"], "乙": ["no_weight"]}


@pytest.mark.parametrize(("missing", "state"), [(None, []), ("optional", []), ("required", ["no_data"])])
def test_nobody_has_data(missing: str | None, state: list[str]) -> None:
    inputs = crew(sales(甲="-", 乙="-"), plan(missing=missing))
    assert waits(inputs) == {"甲": state, "乙": state}
    assert all(line_of(slip, "team") is None for slip in slips(inputs).values())


@pytest.mark.parametrize(("missing", "state"), [(None, []), ("required", ["no_target"])])
def test_a_team_without_a_target(missing: str | None, state: list[str]) -> None:
    inputs = crew(sales(甲="5"), plan(target=None, targets={"二组": "1"}, missing=missing))
    assert waits(inputs) == {"甲": state}


def test_all_wait_for_a_figure_that_is_not_known_in_full() -> None:
    inputs = crew({**sales(甲="5000", 乙=None), "二组/丙": {"sales_amount": "5000"}}, plan())
    assert waits(inputs) == {"甲": ["not_yet_known"], "乙": ["not_yet_known"], "丙": []}


# Members


def test_members_worked_in_the_month_and_have_the_line() -> None:
    """Without an attendance row who is employed; not with 0 days; not of another scheme, nor companies."""
    agents = (
        person("有出勤"), person("没出勤"), person("没有行"), person("走了", left="2026-09-30"),
        person("售后", position="售后"), person("没组", ""), person("别组", "二组"),
        company("甲公司", "一组"), hand("外包", "一组"),
    )  # fmt: skip
    marks = (mark("attendance:出勤天数", "0.5", who="A-有出勤"), mark("attendance:出勤天数", "0", who="A-没出勤"))
    rows = [seen("sales_amount", "400", account=one.name) for one in agents if one.accounts]
    schemes = (
        *(in_force(plan(target="800"), position) for position in ("售前", "外包", "外包成员")),
        in_force(scheme(pay=[]), "售后"),
    )
    inputs = month(*rows, agents=agents, marks=marks, schemes=schemes)
    assert paid(inputs, "team") == {"有出勤": "500.00", "没有行": "500.00"}
    assert not_given(inputs) == {
        "有出勤": [], "没出勤": ["not_a_member"], "没有行": [], "售后": [], "没组": [], "别组": ["goal_missed"],
        "甲公司": ["not_a_member"],
    }  # fmt: skip


def test_a_waived_line_leaves_the_team() -> None:
    """Neither measured nor paid: the others are not kept waiting by what is not known of one."""
    waiver = Waiver(number="A2", code="team", reason="延迟统计")
    inputs = crew(sales(甲="600", 乙=None, 丙="400"), plan(), waivers=(waiver,))
    assert paid(inputs, "team") == {"甲": "500.00", "丙": "500.00"}


# Shares


@pytest.mark.parametrize(
    ("scores", "shares"),
    [
        (("90", "60"), ("600.00", "400.00")),
        (("100", "0"), ("1000.00", "0.00")),
        (("0", "0"), ("500.00", "500.00")),
        (("66.67", "33.34"), ("666.63", "333.37")),
    ],
)
def test_by_printed_score(scores: tuple[str, str], shares: tuple[str, str]) -> None:
    marks = tuple(mark("item:hand", value, who=number) for number, value in zip(("A1", "A2"), scores, strict=True))
    inputs = crew(sales(甲="500", 乙="500"), plan(items=SCORED, share="score"), marks=marks)
    assert paid(inputs, "team") == dict(zip("甲乙", shares, strict=True))


def test_by_score_everybody_waits_for_who_has_none() -> None:
    people = {**sales(甲="500", 乙="500"), "二组/丙": {"sales_amount": "9"}}
    marks = (mark("item:hand", "90", who="A1"), mark("item:hand", "9", who="A3"))
    inputs = crew(people, plan(items=SCORED, share="score"), marks=marks)
    assert waits(inputs) == {"甲": ["member_without_score"], "乙": ["no_marks", "member_without_score"], "丙": []}
    missed = crew(people, plan(items=SCORED, share="score", target="5000"), marks=marks)
    assert waits(missed) == {"甲": [], "乙": ["no_marks"], "丙": []}


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        ({"甲": "750", "乙": "250"}, {"甲": "750.00", "乙": "250.00"}),
        ({"甲": "0", "乙": "0"}, {"甲": "500.00", "乙": "500.00"}),
        ({"甲": "750", "乙": "-"}, {"甲": "1000.00"}),
        ({"甲": "0", "乙": "-"}, {"甲": "1000.00"}),
        ({"甲": "-", "乙": "-"}, {}),
        ({"甲": "1", "乙": "1", "丙": "1"}, {"甲": "333.34", "乙": "333.33", "丙": "333.33"}),
    ],
)
def test_by_sales(values: dict[str, str], shares: dict[str, str]) -> None:
    """Who has no sales data takes no share; the fen left over goes by number."""
    rows = {
        name: {"received_users": "10"} | ({} if value == "-" else {"sales_amount": value})
        for name, value in values.items()
    }
    inputs = crew(rows, plan(metric="received_users", target="1", share="sales"))
    assert paid(inputs, "team") == shares


def test_by_sales_all_wait_for_sales_that_are_not_known_in_full() -> None:
    people = {"甲": {"received_users": "10", "sales_amount": "5"}, "乙": {"received_users": "10", "sales_amount": None}}
    inputs = crew(people, plan(metric="received_users", target="1", share="sales"))
    assert waits(inputs) == {"甲": ["not_yet_known"], "乙": ["not_yet_known"]}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(1, 10**7))
def test_the_shares_are_the_amount(weights: list[int], fen: int) -> None:
    people = {f"客服{index}": {"sales_amount": str(weight)} for index, weight in enumerate(weights)}
    found = paid(crew(people, plan(target="0", amount=f"{fen // 100}.{fen % 100:02d}", share="sales")), "team")
    assert sum(Fraction(amount) for amount in found.values()) * 100 == fen


# Schemes that do not agree


@pytest.mark.parametrize(
    ("other", "agrees"),
    [
        ({}, True),
        ({"amount": "1000.00", "share": "equal", "better": "more"}, True),  # the same in other words
        ({"amount": "1000.01"}, False),
        ({"target": "999"}, False),
        ({"share": "sales"}, False),
        ({"targets": {"二组": "1"}}, False),
    ],
)
def test_the_line_is_the_same_in_all_schemes_of_the_team(other: dict[str, Any], agrees: bool) -> None:
    agents = (person("甲"), person("乙", position="售后"), person("丙", "二组"))
    rows = [seen("sales_amount", "1000", account=one.name) for one in agents]
    schemes = (in_force(plan()), in_force(plan(**other), "售后"))
    found = waits(month(*rows, agents=agents, schemes=schemes))
    expected = [] if agrees else ["team_line_differs"]
    assert found == {"甲": expected, "乙": expected, "丙": []}


# Why


def test_the_tree_names_target_members_and_division() -> None:
    inputs = crew(sales(甲="400", 乙="600", 丙="-"), plan())
    line_ = line_of(slips(inputs)["甲"], "team")
    assert line_ is not None
    reached, division = line_.trace.inputs
    assert (line_.trace.rule, line_.trace.params["amount"]) == ("team_goal", "1000")
    assert (reached.rule, reached.value, reached.params["target"]) == ("goal_reached", 1000, "1000|CNY")
    (figure,) = reached.inputs
    assert [(one.params["name"], one.value, one.sources != ()) for one in figure.inputs] == [
        ("甲", 400, True),
        ("乙", 600, True),
    ]
    assert (division.rule, division.value, division.params["count"]) == ("shared_by_equal", 1000, "3")
    assert [(one.rule, one.value) for one in division.inputs] == [
        ("share_by_equal", Fraction("333.34")), ("share_by_equal", Fraction("333.33")),
        ("share_by_equal", Fraction("333.33")), ("left_over", Fraction("0.01")),
    ]  # fmt: skip


@pytest.mark.parametrize(("missing", "expected"), [("required", ["no_data"]), ("optional", []), (None, [])])
def test_a_required_share_by_sales_waits_for_who_has_no_sales(missing: str | None, expected: list[str]) -> None:
    """RULES 21: a missing input of a required line blocks its agent; the others share."""
    inputs = crew(sales(甲="400", 乙="600", 丙="-"), plan(share="sales", **({"missing": missing} if missing else {})))
    assert waits(inputs) == {"甲": [], "乙": [], "丙": expected}
