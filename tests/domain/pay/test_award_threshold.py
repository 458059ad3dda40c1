"""Awards for reaching a threshold: RULES 24; inclusive, both ways, over periods, in words only."""

from typing import Any

import pytest

from app.domain.payline import INFO
from app.texts import Texts
from app.wording.traces import trace_text
from tests.domain.build import incident, past_agent, sealed
from tests.domain.pay.awarding import award_line, conversion, pending, slips, staffed, why, won

RULE = {"type": "award", "kind": "threshold", "metric": "inquiry_conversion", "at": "0.4", "amount": "88.005"}
TEXTS = Texts()


@pytest.mark.parametrize(
    ("values", "rule", "amount"),
    [
        (conversion(40, 100), {}, "88.01"),
        (conversion(399999, 1000000), {}, None),
        (conversion(2, 5), {}, "88.01"),  # no minimum here
        (conversion(40, 100), {"better": "less"}, "88.01"),
        (conversion(41, 100), {"better": "less"}, None),
        ({"response_seconds": "15"}, {"metric": "response_seconds", "better": "less", "at": "15"}, "88.01"),
        ({"response_seconds": "15.1"}, {"metric": "response_seconds", "better": "less", "at": "15"}, None),
        (conversion(40, 100), {"metric": "incidents:迟到", "better": "less", "at": "0"}, None),
        (conversion(40, 100), {"metric": "incidents:投诉", "better": "less", "at": "0"}, "88.01"),
        (conversion(40, 100), {"conditions": [{"no_incidents": ["迟到"]}]}, None),
        (conversion(40, 100), {"conditions": [{"no_incidents": ["投诉"]}]}, "88.01"),
    ],
)
def test_thresholds(values: dict[str, str | None], rule: dict[str, Any], amount: str | None) -> None:
    inputs = staffed(RULE | rule, {"a": values}, incidents=(incident("迟到", who="A-a"),))
    assert won(inputs) == ({} if amount is None else {"a": amount})


def test_everybody_who_reaches_it_has_it() -> None:
    values = {"a": conversion(40, 100), "b": conversion(50, 100), "c": conversion(30, 100)}
    assert won(staffed(RULE, values)) == {"a": "88.01", "b": "88.01"}


@pytest.mark.parametrize(("november", "expected"), [("50÷100", {"a": "88.01"}), ("49÷100", {}), (None, None)])
def test_over_a_quarter(november: str | None, expected: dict[str, str] | None) -> None:
    """30 of 100 and 50 of 100 are 40 %."""
    history = (sealed("2026-11", past_agent("a", inquiry_conversion=november)),)
    inputs = staffed(RULE | {"period": "quarter"}, {"a": conversion(30, 100)}, at="2026-12", history=history)
    if expected is None:
        assert pending(inputs, "a") == [("not_yet_known", "inquiry_conversion")]
    else:
        assert won(inputs) == expected


def test_months_without_parts_cannot_be_pooled() -> None:
    history = (sealed("2026-11", past_agent("a", inquiry_conversion="0.5")),)
    inputs = staffed(RULE | {"period": "quarter"}, {"a": conversion(30, 100)}, at="2026-12", history=history)
    assert why(inputs, "a")[0] == "not_given"


def test_in_words_only() -> None:
    line = award_line(slips(staffed(RULE | {"amount": "0", "noncash": "下午茶"}, {"a": conversion(1, 2)}))["a"])
    assert line and (line.kind, line.amount) == (INFO, 0)
    assert trace_text(line.trace, TEXTS) == "询单转化率 50.00\u00a0%，达到 40\u00a0%，奖励：下午茶"


def test_rounding_and_why_not() -> None:
    line = award_line(slips(staffed(RULE, {"a": conversion(1, 2)}))["a"])
    assert line and trace_text(line.trace, TEXTS) == "询单转化率 50.00\u00a0%，达到 40\u00a0%"
    missed = slips(staffed(RULE, {"a": conversion(1, 3)}))["a"].not_given[0]
    assert trace_text(missed, TEXTS) == "询单转化率 33.33\u00a0%，没达到 40\u00a0%"
