"""Awards for months running as the best: RULES 24; what breaks a streak, ties, conditions, periods."""

from typing import Any

import msgspec
import pytest

from app.domain.history import PastAgent, PastMonth
from app.domain.people import Place
from app.texts import Texts
from app.wording.traces import outline, trace_text
from tests.domain.build import earlier, incident, past_agent, sealed
from tests.domain.pay.awarding import award_line, conversion, pending, slips, staffed, why, won

RULE = {
    "type": "award", "kind": "streak", "metric": "orders", "by": ["shop", "position"], "amount": "100", "months": 3,
}  # fmt: skip
TEXTS = Texts()


def orders(**counts: str | None) -> dict[str, dict[str, str | None]]:
    return {name: {"orders": count} for name, count in counts.items()}


def past(text: str, **counts: str | None) -> PastMonth:
    return sealed(text, *(past_agent(name, orders=count) for name, count in counts.items()))


@pytest.mark.parametrize(
    ("august", "september", "now", "rule", "expected"),
    [
        ({"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {}, {"a": "100.00"}),
        ({"a": "9", "b": "10"}, {"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {}, {}),
        ({"a": "9", "b": "10"}, {"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {"months": 2}, {"a": "100.00"}),
        ({"a": "9", "b": "1"}, {"a": "9", "b": "10"}, {"a": "9", "b": "1"}, {}, {}),
        ({"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {"a": "9", "b": "10"}, {}, {}),
        ({"a": "9", "b": "1"}, {"a": "9", "b": "1"}, {"a": "9", "b": "10"}, {"months": 1}, {"b": "100.00"}),
        # tied best holds it; who holds it to the end shares
        ({"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {}, {"a": "50.00", "b": "50.00"}),
        ({"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {"ties": "each"}, {"a": "100.00", "b": "100.00"}),
        ({"a": "9", "b": "9"}, {"a": "9", "b": "8"}, {"a": "9", "b": "9"}, {}, {"a": "100.00"}),
        ({"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {"a": "9", "b": "9"}, {"amount": "0.01"}, {"a": "0.01", "b": "0.00"}),
        ({"a": "1", "b": "9"}, {"a": "1", "b": "9"}, {"a": "1", "b": "9"}, {"better": "less"}, {"a": "100.00"}),
        # who has left was better then
        ({"a": "9", "x": "10"}, {"a": "9"}, {"a": "9"}, {}, {}),
        # a month without the agent, or without data
        ({"b": "1"}, {"a": "9"}, {"a": "9"}, {}, {}),
        ({"a": "9"}, {"b": "1"}, {"a": "9"}, {}, {}),
    ],
)  # fmt: skip
def test_streaks(
    august: dict[str, str],
    september: dict[str, str],
    now: dict[str, str],
    rule: dict[str, Any],
    expected: dict[str, str],
) -> None:
    history = (past("2026-08", **august), past("2026-09", **september))
    assert won(staffed(RULE | rule, orders(**now), history=history)) == expected


@pytest.mark.parametrize("months", [("2026-08",), ("2026-09",), (), ("2026-07", "2026-08")])
def test_a_month_that_is_not_sealed_breaks_it(months: tuple[str, ...]) -> None:
    history = tuple(past(one, a="9") for one in months)
    assert won(staffed(RULE, orders(a="9"), history=history)) == {}


def test_an_older_month_that_is_not_sealed_does_not_matter() -> None:
    history = (past("2026-06", a="1", b="9"), past("2026-08", a="9"), past("2026-09", a="9"))
    assert won(staffed(RULE, orders(a="9"), history=history)) == {"a": "100.00"}


@pytest.mark.parametrize(("there", "expected"), [("8", {"a": "100.00"}), ("9", {"a": "100.00"}), ("9.5", {})])
def test_who_stood_elsewhere_had_to_be_the_best_there(there: str, expected: dict[str, str]) -> None:
    """Of a month counts the group that the agent stood in then: a was of another shop, where c was as well."""

    def elsewhere(name: str, count: str) -> PastAgent:
        return msgspec.structs.replace(past_agent(name, orders=count), place=Place(shop="别店", position="售前"))

    september = sealed("2026-09", elsewhere("a", "9"), elsewhere("c", there), past_agent("b", orders="50"))
    history = (past("2026-08", a="9"), september)
    assert won(staffed(RULE, orders(a="9", b="1"), history=history)) == expected
    assert won(staffed(RULE | {"by": ["position"]}, orders(a="9", b="1"), history=history)) == {}


def test_single_months_count_not_their_sum() -> None:
    """b has more in all, a was the best in two of two."""
    history = (past("2026-09", a="9", b="8"),)
    rule = RULE | {"months": 2}
    assert won(staffed(rule, orders(a="5", b="4"), history=history)) == {"a": "100.00"}
    assert won(staffed(rule, orders(a="100", b="1"), history=(past("2026-09", a="1", b="2"),))) == {}


def test_paid_every_month_it_lasts() -> None:
    history = tuple(past(f"2026-{number:02d}", a="9", b="1") for number in range(1, 12))
    for text in ("2026-10", "2026-11", "2026-12"):
        earlier_ones = tuple(one for one in history if str(one.month) < text)
        assert won(staffed(RULE, orders(a="9", b="1"), at=text, history=earlier_ones)) == {"a": "100.00"}


@pytest.mark.parametrize(
    ("at", "period", "expected"),
    [
        ("2026-11", "quarter", {}), ("2026-12", "quarter", {"a": "100.00"}),
        ("2026-09", "half_year", {}), ("2026-06", "half_year", {"a": "100.00"}), ("2026-06", "year", {}),
    ],
)  # fmt: skip
def test_with_a_period_only_in_its_last_month(at: str, period: str, expected: dict[str, str]) -> None:
    history = tuple(one for number in range(1, 12) if str((one := past(f"2026-{number:02d}", a="9", b="1")).month) < at)
    assert won(staffed(RULE | {"period": period}, orders(a="9", b="1"), at=at, history=history)) == expected


@pytest.mark.parametrize(
    ("day", "period", "months", "fails"),
    [
        ("2026-08-05", "month", 3, True), ("2026-07-31", "month", 3, False),
        ("2026-09-30", "quarter", 2, False), ("2026-10-01", "quarter", 2, True),  # the whole quarter
        ("2026-09-30", "quarter", 4, True), ("2026-08-31", "quarter", 4, False),  # the whole streak
        ("2026-01-01", "year", 2, True),
    ],
)  # fmt: skip
def test_conditions_over_the_months_of_the_period_and_of_the_streak(
    day: str, period: str, months: int, *, fails: bool
) -> None:
    at = "2026-10" if period == "month" else "2026-12"
    history = tuple(past(f"2026-{number:02d}", a="9", b="1") for number in range(1, 12) if f"2026-{number:02d}" < at)
    rule = RULE | {"months": months, "period": period, "conditions": [{"no_incidents": ["迟到"]}]}
    inputs = staffed(
        rule, orders(a="9", b="1"), at=at, history=history, earlier_incidents=(earlier("迟到", day, who="A-a"),)
    )
    assert ("a" in won(inputs)) is not fails
    if fails:
        assert why(inputs, "a")[0] == "award_incidents"


def test_the_best_is_the_best_of_who_meets_the_conditions() -> None:
    """b was better all along but came late: a is the best of those who count, in every month."""
    history = (past("2026-08", a="8", b="9"), past("2026-09", a="8", b="9"))
    rule = RULE | {"conditions": [{"no_incidents": ["迟到"]}]}
    assert won(staffed(rule, orders(a="8", b="9"), history=history)) == {"b": "100.00"}
    assert won(staffed(rule, orders(a="8", b="9"), history=history, incidents=(incident("迟到", who="A-b"),))) == {
        "a": "100.00"
    }
    before = (earlier("迟到", "2026-08-05", who="A-b"),)
    assert won(staffed(rule, orders(a="8", b="9"), history=history, earlier_incidents=before)) == {"a": "100.00"}


def test_streaks_have_no_minimum() -> None:
    rule = RULE | {"metric": "inquiry_conversion", "months": 1}
    assert won(staffed(rule, {"a": conversion(1, 1), "b": conversion(99, 100)})) == {"a": "100.00"}


def test_no_data_or_not_yet_known() -> None:
    history = (past("2026-08", a="9"), past("2026-09", a="9"))
    assert why(staffed(RULE, {"a": {"turns": "1"}}, history=history), "a")[0] == "not_given"
    assert pending(staffed(RULE, orders(a=None), history=history), "a") == [("not_yet_known", "orders")]
    history = (past("2026-08", a=None), past("2026-09", a="9"))
    assert pending(staffed(RULE, orders(a="9"), history=history), "a") == [("not_yet_known", "orders")]
    assert won(staffed(RULE | {"months": 2}, orders(a="9"), history=history)) == {"a": "100.00"}


def test_reasons() -> None:
    history = (past("2026-08", a="9", b="9"), past("2026-09", a="8", b="8"))
    inputs = staffed(RULE, orders(a="7", b="7", c="1"), history=history)
    line = award_line(slips(inputs)["a"])
    assert line and trace_text(line.trace, TEXTS) == "订单量连续 3 个月同组最好，2 人并列，平分奖金"
    own, *tops = outline(line.trace, inputs.files, TEXTS).children
    assert own.value == "7 单" and own.sources
    assert [(one.label, one.text, one.value) for one in tops] == [
        ("2026 年 8 月", "同组最好（2 人）", "9 单"), ("2026 年 9 月", "同组最好（2 人）", "8 单"),
        ("2026 年 10 月", "同组最好（2 人）", "7 单"),
    ]  # fmt: skip
    assert trace_text(slips(inputs)["c"].not_given[0], TEXTS) == "订单量没有连续 3 个月同组最好：2026 年 10 月不是"
