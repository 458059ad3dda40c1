"""Every rule of SCHEME.md reads as words in every language: no key shows through, no fact is empty."""

from typing import Any

import pytest

from app.texts import LANGUAGES, Texts
from app.ui.models.pay_words import scheme_view
from app.ui.models.scheme_words import SchemeWords
from tests.domain.build import item, line, scheme

AWARD = {"type": "award", "metric": "inquiry_conversion", "by": ["shop", "position"]}
PAY: list[dict[str, Any]] = [
    {"type": "base"},
    {"type": "base", "prorate": "attendance", "amount": "3000"},
    {"type": "performance", "amount": "2000", "prorate": True},
    {"type": "commission", "amount": "sales_amount", "rate": "0.005"},
    {"type": "piece", "metric": "followup_sales", "steps": [["0", "0.5"]]},
    {**AWARD, "kind": "rank", "amounts": ["500", "300"], "ties": "each", "minimum": {"metric": "inquiry_users", "at": "30"}},
    {**AWARD, "kind": "record", "amount": "300", "against": "all", "noncash": "半天假"},
    {**AWARD, "kind": "record", "amount": "300", "conditions": [{"no_incidents": ["迟到", "早退"]}]},
    {**AWARD, "kind": "streak", "amount": "300", "months": 3, "period": "quarter"},
    {**AWARD, "kind": "streak", "amount": "300", "months": "3", "period": "half_year", "by": []},
    {"type": "award", "kind": "threshold", "metric": "score", "amount": "100", "at": "90", "period": "year",
     "conditions": [{"metric": "inquiry_conversion", "better": "more", "at": "0.3"}, {"metric": "response_seconds", "better": "less", "at": "15"}]},
    {"type": "award", "kind": "threshold", "metric": "response_seconds", "better": "less", "amount": "100", "at": "15"},
    {"type": "team_goal", "metric": "sales_amount", "targets": {"云朵组": "500000"}, "amount": "1000", "share": "score"},
    {"type": "team_goal", "metric": "sales_amount", "target": "500000", "amount": "1000", "share": "sales"},
    {"type": "contest", "metric": "score", "amounts": ["5000", "500"], "noncash": [None, "请喝奶茶"]},
    {"type": "points", "yuan": "10"},
    {"type": "incident_money"},
    {"type": "team_penalty", "kind": "错发", "amount": "100", "culprit_share": "0.5"},
    {"type": "distribution", "by": ["position"], "classes": [
        {"name": "金牌", "share": "0.15", "amount": "300"}, {"name": "银牌", "share": "0.5", "factor": "1"}]},
    {"type": "supervisor", "amount": "inquiry_sales_amount", "tier_metric": "inquiry_conversion", "tiers": [["0.3", "0.03"]]},
    {"type": "supervisor", "amount": "sales_amount", "profit_rate": "0.4", "tier_metric": "inquiry_conversion", "tiers": [["0.3", "0.03"]]},
    {"type": "allowance", "amount": "200", "per": "month", "from": "2026-10", "to": "2026-12"},
    {"type": "allowance", "amount": "15", "per": "day"},
    {"type": "allowance", "amount": "30", "per": "night_shift"},
    {"type": "allowance", "amount": "50", "per": "year_of_service", "from": "2026-10"},
    {"type": "full_attendance", "amount": "200"},
    {"type": "guarantee", "of": ["x0"], "at_least": "3000", "at_most": "9000"},
    {"type": "guarantee", "larger_of": [["x0"], ["x1"]]},
    {"type": "attendance", "divisor": "21.75", "method": "deduct", "late_price": "20", "sick_rate": "0.8"},
    {"type": "attendance", "divisor": "calendar", "method": "attended"},
    {"type": "attendance", "divisor": "workdays", "method": "deduct"},
    {"type": "overtime", "base": "base", "rates": {"weekday": "1.5", "rest": "2", "holiday": "3"}},
    {"type": "overtime", "base": "base_performance", "rates": {"weekday": "1.5", "rest": "2", "holiday": "3"}},
    {"type": "loss", "kinds": ["赔偿"]},
    {"type": "rounding_off", "to": "yuan"},
    {"type": "rounding_off", "to": "jiao"},
    {"type": "insurance"},
    {"type": "income_tax"},
    {"type": "advance"},
    {"type": "adjustment"},
]  # fmt: skip
ITEMS = [
    item("40", {"type": "linear", "points": [["30", "0"], ["5", "40"]]}, id="line", metric="response_seconds"),
    item("10", {"type": "trend", "rise": "10", "flat": "10", "fall": "6"}, id="way", metric="service_rating"),
    item("50", {"type": "manual"}, id="hand"),
]
GRADES = {
    "P1": {"base": "2000"},
    "P2": {
        "enter": [{"mean_score": "85", "months": 3}, {"months_employed": 6}, {"no_incidents": ["投诉"], "months": 1}],
        "stay": [{"mark": "hand", "at": "40"}, {"metric": "inquiry_conversion", "better": "less", "at": "0.3"}],
        "penalty_factor": "0.8",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_words(language: str) -> None:
    plan = scheme(items=ITEMS, pay=[line(f"x{index}", rule) for index, rule in enumerate(PAY)], grades=GRADES)
    view = scheme_view(plan, SchemeWords(Texts(language)))
    assert len(view.pay) == len(PAY) + 1
    for row in (*view.items, *view.pay):
        assert row.rule, row.name
        assert all(label and text for label, text in row.card.facts), row.card
        assert all(all(cell for cell in cells) for table in row.card.tables for cells in table.rows), row.card


def test_what_a_rule_says() -> None:
    """A few read out, as an owner would see them."""
    plan = scheme(items=ITEMS, pay=[line(f"x{index}", rule) for index, rule in enumerate(PAY)], grades=GRADES)
    rows = {row.key: row for row in scheme_view(plan, SchemeWords(Texts("zh_CN"))).pay}
    said = {
        PAY[int(key.removeprefix("pay:x"))]["type"]: row.rule for key, row in rows.items() if key.startswith("pay:")
    }
    assert rows["pay:x5"].rule == "询单转化率前 2 名"
    assert rows["pay:x10"].rule == "得分达到 90"
    assert rows["pay:x11"].rule == "平均响应时间不超过 15 秒"
    assert said["supervisor"] == "团队销售额 × 利润率 × 比例"
    assert said["overtime"] == "加班 1.5 / 2 / 3 倍"
    assert rows["pay:x38"].sign == "−"
    facts = dict(rows["pay:x10"].card.facts)
    assert facts["多久一次"] == "每年，12 月发"
