"""What each check says: a wrong field is refused, or stored with a warning, with its path and what was expected."""

import json
from typing import Any

import pytest

from app.domain.schemefile import read_scheme
from tests.domain.full_scheme import FULL

PAY = {item["code"]: f"pay.{index}" for index, item in enumerate(FULL["pay"])}
ITEM = {item["id"]: f"items.{index}" for index, item in enumerate(FULL["items"])}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The full scheme with the field of a dotted path set or, with ..., removed; ``commission.rule`` is of that code."""
    plain = json.loads(json.dumps(FULL))
    first, _, rest = path.partition(".")
    path = f"{PAY[first]}.{rest}" if first in PAY else f"{ITEM[first]}.{rest}" if first in ITEM else path
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = plain
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return plain


def said(path: str, value: Any) -> list[tuple[str, str, dict[str, str]]]:
    """(severity, code, parameters) of every problem."""
    data = json.dumps(changed(path, value)).encode()
    scheme, problems = read_scheme(data, "方案.json")
    assert (scheme is None) == any(one.severity.value == "error" for one in problems)
    assert all(one.file == "方案.json" for one in problems)
    return [(one.severity.value, one.code, one.params) for one in problems]


def spoken(path: str) -> str:
    """``award.rule.amounts.0`` → ``$.pay[5].rule.amounts[0]``."""
    first, dot, rest = path.partition(".")
    path = (
        f"{PAY[first]}.{rest}" if first in PAY else f"{ITEM[first]}.{rest}" if first in ITEM else f"{first}{dot}{rest}"
    )
    return "$" + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path.split("."))


MONTHS = {"type": "award", "kind": "streak", "metric": "score", "by": [], "amount": "1"}
RANK = {"type": "award", "kind": "rank", "metric": "score", "by": []}
LINEAR = {"type": "linear", "points": [["0", "0"]]}
BAND = {"type": "bands", "bands": [["0", "10"]]}
RATES = {"weekday": "1.5", "rest": "2", "holiday": "3"}
GOAL = {"type": "team_goal", "metric": "sales_amount", "amount": "1"}

REFUSED: list[tuple[str, Any, str, str, dict[str, str]]] = [
    # path, value, code, path that is named ("" = the same), what else is said
    # the whole
    ("score_cap", "0", "scheme_not_positive", "", {"value": "0"}),
    ("overload.metrics", [], "scheme_steps_empty", "", {}),
    ("overload.metrics.1", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("overload.per_day", "0", "scheme_not_positive", "", {"value": "0"}),
    ("bonuses.0.metrics", {"guests": "1"}, "scheme_metric_unknown", "", {"metric": "guests"}),
    ("bonuses.0.cap", "-1", "scheme_negative", "", {"value": "-1"}),
    ("items", FULL["items"][:-1], "scheme_sum", "", {"sum": "70", "expected": "100"}),
    # score items
    ("bands.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("bands.metric", "score", "scheme_metric_unknown", "", {"metric": "score"}),
    ("bands.metric", "incidents:", "scheme_metric_unknown", "", {"metric": "incidents:"}),
    ("bands.metric", ..., "scheme_metric_missing", "", {}),
    ("manual.metric", "orders", "scheme_metric_unused", "", {}),
    ("deductions.metric", "orders", "scheme_metric_unused", "", {}),
    ("composite.metric", "orders", "scheme_metric_unused", "", {}),
    ("bands.cap", "0", "scheme_not_positive", "", {"value": "0"}),
    ("composite.cap", "1", "scheme_cap_on_composite", "", {"value": "1"}),
    ("bands.rule.bands", [], "scheme_steps_empty", "", {}),
    ("bands.rule.bands", [["0.4", "9"], ["0.5", "10"], ["0.40", "8"]], "scheme_threshold_twice", "bands.rule.bands.2", {"value": "0.40"}),
    ("bands.rule.otherwise", "12.01", "scheme_points_above_full", "bands.rule.bands", {"value": "12.01", "full": "12"}),
    ("linear.rule", LINEAR, "scheme_linear_one", "linear.rule.points", {}),
    ("linear.rule.points.2", ["10000.0", "9"], "scheme_threshold_twice", "", {"value": "10000.0"}),
    ("attainment.rule.better", "less", "scheme_bands_with_less", "attainment.rule.bands", {}),
    ("attainment.rule.bands", ..., "scheme_otherwise_alone", "attainment.rule.otherwise", {}),
    ("attainment.rule.target.by_quarter", {"2026-Q4": "1"}, "scheme_quarter_bad", "", {"value": "2026-Q4"}),
    ("attainment.rule.target.by_quarter", {"Q5": "1"}, "scheme_quarter_bad", "", {"value": "Q5"}),
    ("attainment.rule.target.by_grade_quarter", {"P2": "1"}, "scheme_quarter_bad", "", {"value": "P2"}),
    ("attainment.rule.target.by_grade_quarter", {"/Q4": "1"}, "scheme_quarter_bad", "", {"value": "/Q4"}),
    ("peers.rule.by", ["shop", "shop"], "scheme_by_twice", "", {}),
    ("peers.rule.bands", ..., "scheme_otherwise_alone", "peers.rule.otherwise", {}),
    ("trend.metric", "sales_amount", "scheme_not_a_level", "", {"metric": "sales_amount"}),
    ("manual.rule.criteria.0.full", "7", "scheme_sum", "manual.rule.criteria", {"sum": "11", "expected": "10"}),
    ("manual.rule.criteria", [], "scheme_sum", "", {"sum": "0", "expected": "10"}),
    ("manual.rule.criteria", [{"name": "甲", "full": "12"}, {"name": "乙", "full": "-2"}], "scheme_not_positive", "manual.rule.criteria.1.full", {"value": "-2"}),
    ("composite.rule.items.0.full", "19", "scheme_sum", "composite.rule.items", {"sum": "29", "expected": "30"}),
    ("composite.rule.items.1.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    # pay items of one agent's month
    ("base.code", "Base", "scheme_code_bad", "", {"value": "Base"}),
    ("base.code", "a:b:c", "scheme_code_bad", "", {"value": "a:b:c"}),
    ("base.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("base.rule.probation_rate", "80", "scheme_not_a_share", "", {"value": "80"}),
    ("performance.rule.amount", "-0.01", "scheme_negative", "", {"value": "-0.01"}),
    ("commission.rule.amount", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("commission.rule.tier_metric", "inquiry_conversion", "scheme_marginal", "commission.rule.mode", {}),
    ("commission.rule.tier_metric", ..., "scheme_rate_or_tiers", "commission.rule", {}),
    ("commission.rule.tiers", [], "scheme_steps_empty", "", {}),
    ("commission.rule.tiers", [["0", "-0.01"]], "scheme_negative", "commission.rule.tiers.0", {"value": "-0.01"}),
    ("commission:fixed.rule.rate", "-0.01", "scheme_negative", "", {"value": "-0.01"}),
    ("commission:fixed.rule.rate", ..., "scheme_rate_or_tiers", "commission:fixed.rule", {}),
    ("commission:fixed.rule.mode", "marginal", "scheme_marginal", "", {}),
    ("followup.rule.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("followup.rule.steps", [], "scheme_steps_empty", "", {}),
    ("followup.rule.steps.0", ["0", "-1"], "scheme_negative", "", {"value": "-1"}),
    ("points.rule.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("points.rule.yuan", "-1", "scheme_negative", "", {"value": "-1"}),
    ("allowance.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("allowance.rule.from", "2026-6", "scheme_month_bad", "", {"value": "2026-6"}),
    ("allowance.rule.to", "2026-13", "scheme_month_bad", "", {"value": "2026-13"}),
    ("allowance.rule.to", "2026-05", "scheme_months_reversed", "allowance.rule", {}),
    ("full_attendance.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("attendance.rule.late_price", "-5", "scheme_negative", "", {"value": "-5"}),
    ("attendance.rule.sick_rate", "1.1", "scheme_not_a_share", "", {"value": "1.1"}),
    ("overtime.rule.rates", RATES | {"rest": "-2"}, "scheme_negative", "overtime.rule.rates.rest", {"value": "-2"}),
    ("loss.rule.kinds", [], "scheme_steps_empty", "", {}),
    ("guarantee.rule.at_most", "2999.99", "scheme_limits_reversed", "guarantee.rule", {}),
    ("guarantee.rule", {"type": "guarantee", "of": ["base"]}, "scheme_guarantee_bad", "", {}),
    ("guarantee.rule", {"type": "guarantee", "at_least": "1"}, "scheme_guarantee_bad", "", {}),
    ("guarantee:larger.rule.of", ["base"], "scheme_guarantee_bad", "guarantee:larger.rule", {}),
    ("guarantee:larger.rule.at_least", "1", "scheme_guarantee_bad", "guarantee:larger.rule", {}),
    # several agents, teams, months
    ("award.rule.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("award.rule.amounts", ..., "scheme_field_missing", "award.rule", {"value": "amounts"}),
    ("award.rule.amounts", [], "scheme_steps_empty", "", {}),
    ("award.rule.amounts.1", "-300", "scheme_negative", "", {"value": "-300"}),
    ("award.rule.by", ["team", "team"], "scheme_by_twice", "", {}),
    ("award.rule", {key: value for key, value in RANK.items() if key != "by"} | {"amounts": ["1"]}, "scheme_field_missing", "", {"value": "by"}),
    ("award.rule.conditions.0", {}, "scheme_condition_bad", "", {}),
    ("award.rule.conditions.0", {"no_incidents": ["迟到"], "at": "1"}, "scheme_condition_bad", "", {}),
    ("award.rule.conditions.1", {"metric": "orders"}, "scheme_condition_bad", "", {}),
    ("award.rule.conditions.1.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("award.rule.minimum.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("award:record.rule.amount", ..., "scheme_field_missing", "award:record.rule", {"value": "amount"}),
    ("award:record.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("award:streak.rule.months", ..., "scheme_field_missing", "award:streak.rule", {"value": "months"}),
    ("award:streak.rule", MONTHS | {"months": "1.5"}, "scheme_not_a_count", "award:streak.rule.months", {"value": "1.5"}),
    ("award:streak.rule", MONTHS | {"months": 0}, "scheme_not_a_count", "award:streak.rule.months", {"value": "0"}),
    ("award:reached.rule.at", ..., "scheme_field_missing", "award:reached.rule", {"value": "at"}),
    ("team.rule.metric", "score", "scheme_metric_unknown", "", {"metric": "score"}),
    ("team.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("team.rule", GOAL, "scheme_field_missing", "", {"value": "target"}),
    ("contest.rule.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("contest.rule.amounts.0", "-1", "scheme_negative", "", {"value": "-1"}),
    ("contest.rule.noncash", ["a", None, "c"], "scheme_too_many", "", {"expected": "2"}),
    ("team_penalty.rule.amount", "-1", "scheme_negative", "", {"value": "-1"}),
    ("team_penalty.rule.culprit_share", "50", "scheme_not_a_share", "", {"value": "50"}),
    ("distribution.rule.by", ["shop", "shop"], "scheme_by_twice", "", {}),
    ("distribution.rule.classes", [], "scheme_steps_empty", "", {}),
    ("distribution.rule.classes.0.share", "0.16", "scheme_shares_above_whole", "distribution.rule.classes", {}),
    ("distribution.rule.classes.0.share", "-0.1", "scheme_not_a_share", "", {"value": "-0.1"}),
    ("distribution.rule.classes.0.factor", "1", "scheme_amount_or_factor", "distribution.rule.classes.0", {}),
    ("distribution.rule.classes.1.factor", ..., "scheme_amount_or_factor", "distribution.rule.classes.1", {}),
    ("distribution.rule.classes.1.factor", "-1", "scheme_negative", "", {"value": "-1"}),
    ("supervisor.rule.amount", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("supervisor.rule.tier_metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("supervisor.rule.profit_rate", "-0.1", "scheme_negative", "", {"value": "-0.1"}),
    ("supervisor.rule.tiers.0", ["0", "-0.1"], "scheme_negative", "", {"value": "-0.1"}),
    # grades
    ("grades.P2.base", "-1", "scheme_negative", "", {"value": "-1"}),
    ("grades.P2.performance", "-1", "scheme_negative", "", {"value": "-1"}),
    ("grades.P2.penalty_factor", "80", "scheme_not_a_share", "", {"value": "80"}),
    ("grades.P2.enter.0", {}, "scheme_requirement_bad", "", {}),
    ("grades.P2.enter.0.metric", "orders", "scheme_requirement_bad", "grades.P2.enter.0", {}),
    ("grades.P2.enter.0.months", ..., "scheme_field_missing", "grades.P2.enter.0", {"value": "months"}),
    ("grades.P2.enter.1.months_employed", -1, "scheme_negative", "", {"value": "-1"}),
    ("grades.P2.enter.2.mark", "bands", "scheme_mark_unknown", "", {"value": "bands"}),
    ("grades.P2.enter.2.at", ..., "scheme_field_missing", "grades.P2.enter.2", {"value": "at"}),
    ("grades.P2.stay.0.metric", "guests", "scheme_metric_unknown", "", {"metric": "guests"}),
    ("grades.P2.stay.1.months", "0", "scheme_not_a_count", "", {"value": "0"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "code", "where", "more"), REFUSED, ids=[f"{case[0]}={case[1]}" for case in REFUSED]
)
def test_refused_with_the_path_and_what_was_expected(
    path: str, value: Any, code: str, where: str, more: dict[str, str]
) -> None:
    assert ("error", code, {"path": spoken(where or path), **more}) in said(path, value)


@pytest.mark.parametrize(
    ("path", "value", "code", "name"),
    [
        ("bands.id", "linear", "scheme_id_twice", "linear"),
        ("bands.id", "part", "scheme_id_twice", "part"),
        ("bands.id", "plus", "scheme_id_twice", "plus"),
        ("bands.name", "小项", "scheme_name_twice", "小项"),
        ("manual.rule.criteria.0.name", "用语", "scheme_name_twice", "用语"),
        ("distribution.rule.classes.0.name", "其余", "scheme_name_twice", "其余"),
        ("base.code", "commission", "scheme_code_twice", "commission"),
        # lines that the program adds by itself
        ("base.code", "performance:grade", "scheme_code_twice", "performance:grade"),
        ("base.code", "incident:fine", "scheme_code_twice", "incident:fine"),
        ("base.code", "social_insurance", "scheme_code_twice", "social_insurance"),
        ("base.code", "housing_fund", "scheme_code_twice", "housing_fund"),
    ],
)
def test_what_has_to_be_unique(path: str, value: Any, code: str, name: str) -> None:
    assert (code, name) in [
        (found, params["value"]) for severity, found, params in said(path, value) if severity == "error"
    ]


WARNED: list[tuple[str, Any, str, str, dict[str, str]]] = [
    ("bands.rule.bands", [["0.4", "9"], ["0.5", "8"]], "scheme_not_monotone", "", {}),
    ("peers.rule.bands", [["0.8", "5"], ["1", "6"]], "scheme_not_monotone", "", {}),
    ("commission.rule.tiers", [["0", "0.02"], ["1", "0.01"]], "scheme_not_monotone", "", {}),
    ("followup.rule.steps", [["0", "2"], ["1", "1"]], "scheme_not_monotone", "", {}),
    ("supervisor.rule.tiers", [["0", "2"], ["1", "1"]], "scheme_not_monotone", "", {}),
    ("linear.rule.points.2", ["30000", "13"], "scheme_points_capped", "linear.rule.points", {"value": "13", "full": "12"}),
    ("trend.rule.rise", "12.5", "scheme_points_capped", "trend.rule", {"value": "12.5", "full": "12"}),
    ("guarantee.rule.of", ["base", "bonus"], "scheme_code_unknown", "guarantee.rule.of.1", {"value": "bonus"}),
    ("guarantee:larger.rule.larger_of", [["base"], ["bonus"]], "scheme_code_unknown", "guarantee:larger.rule.larger_of.1.0", {"value": "bonus"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "code", "where", "more"), WARNED, ids=[f"{case[0]}={case[1]}" for case in WARNED]
)
def test_stored_with_a_warning(path: str, value: Any, code: str, where: str, more: dict[str, str]) -> None:
    assert said(path, value) == [("warning", code, {"path": spoken(where or path), **more})]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("score_cap", None),
        ("overload", None),
        ("bonuses", []),
        ("bonuses.0.cap", "0"),
        ("bands.rule.bands", [["0.3", "5"], ["0.45", "12"], ["-1", "5"]]),
        ("bands.metric", "attendance:事假天数"),
        ("linear.rule.points", [["0", "10"], ["100", "0"]]),
        ("attainment.rule.target", {}),
        ("peers.rule.by", []),
        ("deductions.rule.kinds", {}),
        ("performance.rule", {"type": "performance"}),
        ("commission.rule.mode", "whole"),
        ("allowance.rule.to", "2026-06"),
        ("award.rule.minimum", None),
        ("award.rule.metric", "score"),
        ("award.rule.amounts", ["0"]),
        ("contest.rule.metric", "score"),
        ("team_penalty.rule.culprit_share", "1"),
        ("guarantee.rule.at_most", "3000"),
        ("guarantee.rule.of", ["incident:fine", "adjustment:2", "social_insurance"]),
        ("insurance.code", "social_insurance"),
        ("grades.P2.stay", []),
        ("pay", []),
    ],
)
def test_accepted_without_a_word(path: str, value: Any) -> None:
    assert said(path, value) == []


def test_a_scheme_may_have_no_items() -> None:
    without_marks = changed("grades", {})
    without_marks["items"] = []
    scheme, problems = read_scheme(json.dumps(without_marks).encode())
    assert scheme is not None and problems == ()
