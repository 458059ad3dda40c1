"""A scheme's JSON: byte-for-byte round trip, and the path of every wrong field."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.schemefile import read_scheme, write_scheme

SAMPLE: dict[str, Any] = {
    "format": "jixin-scheme/1",
    "name": "售前转化阶梯",
    "description": "…",
    "items": [
        {"id": "conversion", "name": "询单转化率", "full": "30", "metric": "inquiry_conversion",
         "rule": {"type": "bands", "better": "more", "bands": [["0.45", "30"], ["0.40", "24"]], "otherwise": "0"},
         "cap": "1", "no_data": "block", "incomplete": "block"},
        {"id": "hand", "name": "质检", "full": 70, "rule": {"type": "manual", "criteria": [
            {"name": "态度", "full": "60"}, {"name": "用语", "full": "10"}]}},
    ],
    "bonuses": [{"id": "plus", "name": "加分项", "kinds": {"大单": "3", "表扬": None, "替班": "2"}, "metrics": {}, "cap": "10"}],
    "score_cap": None,
    "pay": [
        {"code": "commission", "name": "提成", "missing": "required", "tax_exempt": False,
         "rule": {"type": "commission", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion",
                  "tiers": [["0", "0.015"], ["0.30", "0.03"], ["0.40", "0.06"]], "mode": "whole"}},
    ],
    "overload": {"metrics": ["received_users"], "per_day": "300"},
    "grades": {"P2": {"base": "2600", "performance": "800"}},
}  # fmt: skip


def file_of(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The sample with one field set (``items.0.full``) or, with ..., removed."""
    plain = json.loads(json.dumps(SAMPLE))
    *steps, last = path.split(".")
    place: Any = plain
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is ...:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return plain


OPTIONAL = [
    "description", "bonuses", "score_cap", "overload", "grades", "items.0.cap", "items.0.no_data", "items.0.incomplete",
    "items.0.rule.otherwise", "items.1.rule.criteria", "bonuses.0.cap", "pay.0.missing", "pay.0.tax_exempt",
    "pay.0.rule.mode", "grades.P2.base",
]  # fmt: skip


@given(st.sets(st.sampled_from(OPTIONAL)))
def test_round_trip_keeps_every_byte_and_what_was_absent(absent: set[str]) -> None:
    plain = json.loads(json.dumps(SAMPLE))
    for path in sorted(absent, key=len, reverse=True):
        *steps, last = path.split(".")
        place: Any = plain
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        del place[last]
    scheme, problems = read_scheme(file_of(plain))
    assert problems == () and scheme is not None
    assert write_scheme(scheme) == file_of(plain)


def test_fields_in_another_order_are_read_and_written_in_the_documented_one() -> None:
    shuffled = dict(reversed(list(changed("items.0", dict(reversed(list(SAMPLE["items"][0].items())))).items())))
    scheme, _ = read_scheme(file_of(shuffled))
    assert scheme is not None and write_scheme(scheme) == file_of(SAMPLE)


@pytest.mark.parametrize(
    ("path", "value", "code", "at"),
    [
        ("items.0.full", 30.5, "scheme_not_exact", "$.items[0].full"),
        ("items.0.full", "1e2", "scheme_not_exact", "$.items[0].full"),
        ("items.0.full", True, "scheme_not_exact", "$.items[0].full"),
        ("items.0.rule.better", "most", "scheme_value_unknown", "$.items[0].rule.better"),
        ("items.0.rule.type", "award", "scheme_value_unknown", "$.items[0].rule.type"),
        ("items.0.colour", "red", "scheme_field_unknown", "$.items[0]"),
        ("pay.0.rule.amount", ..., "scheme_field_missing", "$.pay[0].rule"),
        ("name", 7, "scheme_wrong_type", "$.name"),
        ("format", "jixin-scheme/2", "scheme_value_unknown", "$.format"),
        ("items.0.metric", "sales", "scheme_metric_unknown", "$.items[0].metric"),
        ("items.0.metric", ..., "scheme_metric_missing", "$.items[0].metric"),
        ("items.1.metric", "orders", "scheme_metric_unused", "$.items[1].metric"),
        ("items.1.full", "69", "scheme_sum", "$.items"),
        ("items.1.rule.criteria.0.full", "61", "scheme_sum", "$.items[1].rule.criteria"),
        ("items.0.rule.bands.1", ["0.450", "24"], "scheme_threshold_twice", "$.items[0].rule.bands[1]"),
        ("items.0.rule.bands.0", ["0.45", "30.01"], "scheme_points_above_full", "$.items[0].rule.bands"),
        ("items.0.rule.bands", [], "scheme_steps_empty", "$.items[0].rule.bands"),
        ("pay.0.rule.mode", "marginal", "scheme_marginal", "$.pay[0].rule.mode"),
        ("pay.0.rule.rate", "0.1", "scheme_rate_or_tiers", "$.pay[0].rule"),
        ("pay.0.rule.tiers", ..., "scheme_rate_or_tiers", "$.pay[0].rule"),
        ("pay.0.code", "Prämie", "scheme_code_bad", "$.pay[0].code"),
        ("overload.metrics.0", "nothing", "scheme_metric_unknown", "$.overload.metrics[0]"),
    ],
)
def test_a_bad_file_is_refused_with_the_path_of_the_wrong_field(path: str, value: Any, code: str, at: str) -> None:
    scheme, problems = read_scheme(file_of(changed(path, value)), "方案.json")
    assert scheme is None
    assert (code, at, "方案.json") in [(one.code, one.params.get("path"), one.file) for one in problems]


def test_ids_names_and_codes_are_unique() -> None:
    twice = changed("items.1.id", "conversion")
    twice["items"][1]["name"] = "询单转化率"
    twice["pay"].append(twice["pay"][0])
    _, problems = read_scheme(file_of(twice))
    assert [one.code for one in problems] == ["scheme_id_twice", "scheme_name_twice", "scheme_code_twice"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"type": "income_tax"}, "scheme_rule_twice"), ({"type": "insurance"}, "scheme_rule_twice"),
        ({"type": "advance"}, "scheme_rule_twice"), ({"type": "loss", "kinds": ["赔偿"]}, "scheme_rule_twice"),
        ({"type": "incident_money"}, "scheme_rule_twice"), ({"type": "adjustment"}, "scheme_rule_twice"),
        ({"type": "rounding_off", "to": "yuan"}, "scheme_rule_again"),
        ({"type": "attendance", "divisor": "26", "method": "deduct"}, "scheme_rule_again"),
        ({"type": "allowance", "amount": "1", "per": "month"}, ""),
        ({"type": "guarantee", "of": ["a"], "at_least": "1"}, ""),
    ],
)  # fmt: skip
def test_what_takes_tax_or_debts_stands_once_and_what_takes_days_is_confirmed(rule: dict[str, Any], code: str) -> None:
    twice = {**SAMPLE, "pay": [{"code": code, "name": code, "rule": rule} for code in ("a", "b")]}
    found, problems = read_scheme(file_of(twice))
    assert (found is None) == (code == "scheme_rule_twice")
    assert [(one.code, one.params["path"]) for one in problems] == ([(code, "$.pay[1].rule")] if code else [])


def test_points_that_do_not_rise_are_stored_with_a_warning() -> None:
    scheme, problems = read_scheme(file_of(changed("items.0.rule.bands", [["0.45", "10"], ["0.40", "24"]])))
    assert scheme is not None
    assert [(one.code, one.severity.value) for one in problems] == [("scheme_not_monotone", "warning")]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    scheme, problems = read_scheme(data)
    assert (scheme is None) == bool(problems)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"items":' * 50_000, b"x" * 1_000_001, b"\xff\xfe{}", b"null", b"[]"]
)
def test_hostile_files_are_refused(data: bytes) -> None:
    scheme, problems = read_scheme(data)
    assert scheme is None and len(problems) == 1
