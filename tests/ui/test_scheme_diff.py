"""Two versions of a scheme, line by line, in the words in which they are read out."""

import json
from typing import Any

from app.domain.schemefile import read_scheme, write_scheme
from app.services.schemes import templates
from app.texts import LANGUAGES, Texts
from app.ui.models.pay_words import scheme_view
from app.ui.models.scheme_diff import differences
from app.ui.models.scheme_words import SchemeWords
from tests.domain.full_scheme import FULL


def lines(before: dict[str, Any], after: dict[str, Any], language: str = "zh_CN") -> list[tuple[str, str, str, str]]:
    words = SchemeWords(Texts(language))
    views = []
    for plain in (before, after):
        scheme, problems = read_scheme(json.dumps(plain).encode())
        assert scheme is not None, problems
        views.append(scheme_view(scheme, words))
    return [(one.item, one.what, one.before, one.after) for one in differences(views[0], views[1], words)]


def tiered() -> dict[str, Any]:
    scheme = next(one.scheme for one in templates() if one.id == "conversion-tiered")
    return json.loads(write_scheme(scheme))


def changed(change: Any) -> list[tuple[str, str, str, str]]:
    after = tiered()
    change(after)
    return lines(tiered(), after)


def test_the_same_is_the_same() -> None:
    assert lines(FULL, FULL) == []


def test_a_rate_of_a_tier() -> None:
    def change(plain: dict[str, Any]) -> None:
        tiers = next(one["rule"] for one in plain["pay"] if one["code"] == "commission")["tiers"]
        tiers[-1][1] = "0.05"

    assert changed(change) == [("提成", "达到 40\u00a0%", "6\u00a0%", "5\u00a0%")]


def test_a_threshold_that_moved_is_one_that_came_and_one_that_went() -> None:
    def change(plain: dict[str, Any]) -> None:
        tiers = next(one["rule"] for one in plain["pay"] if one["code"] == "commission")["tiers"]
        tiers[-1][0] = "0.42"

    assert changed(change) == [
        ("提成", "达到 42\u00a0%", "", "6\u00a0%"),
        ("提成", "达到 40\u00a0%", "6\u00a0%", ""),
    ]


def test_items_that_come_and_go_and_names() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["name"] = "新阶梯"
        gone = plain["pay"].pop()
        plain["pay"].append(
            {"code": "full_attendance", "name": "全勤奖", "rule": {"type": "full_attendance", "amount": "100"}}
        )
        assert gone["code"] == "adjustment"

    assert changed(change) == [
        ("方案名称和其他", "名称", "转化阶梯提成", "新阶梯"),
        ("全勤奖", "整项", "", "全勤 100 元"),
        ("补发补扣", "整项", "手工补发补扣", ""),
    ]


def test_every_template_against_every_other_in_words() -> None:
    plain = [json.loads(write_scheme(one.scheme)) for one in templates()]
    for language in LANGUAGES:
        for other in plain[1:]:
            found = lines(plain[0], other, language)
            assert found
            assert all(item and what and (before or after) for item, what, before, after in found)
