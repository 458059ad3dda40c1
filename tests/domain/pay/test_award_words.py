"""Every sentence of awards, distributions and periods can be said, in every language and with all its parameters."""

import json
from collections.abc import Iterator
from fractions import Fraction

import pytest

from app.domain.history import OpeningBest
from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.trace import Trace
from app.resources import resource_path
from app.texts import LANGUAGES, Texts
from app.wording.traces import outline, trace_text
from tests.domain.build import agent, incident, item, line, mark, month, past_agent, scheme, sealed
from tests.domain.pay.awarding import RANK, conversion, scored, slips, staffed

BEGINNINGS = ("award_", "record_", "ranking", "ranked", "streak_", "distribution", "period_", "past_", "month_")
AWARD = {"type": "award", "metric": "orders", "by": ["shop", "position"], "amount": "1"}
ORDERS: dict[str, dict[str, str | None]] = {"a": {"orders": "9"}, "b": {"orders": "9"}, "c": {"orders": "1"}}
NOVEMBER = sealed("2026-11", past_agent("a", orders="9"), past_agent("b", orders="9"))
BEST = OpeningBest(month=PayMonth.parse("2026-09"), metric="orders", value=Fraction(5))


def of_awards() -> Iterator[MonthInputs]:
    """Months that make every award say something."""
    last = {"at": "2026-12", "history": (NOVEMBER,)}
    yield staffed(RANK | {"noncash": "一顿饭", "amounts": ["0"]}, ORDERS)
    yield staffed(RANK | {"ties": "each"}, ORDERS)
    yield staffed(RANK | {"period": "quarter"}, {"b": {"orders": "1"}, "d": {"orders": "2"}}, **last)
    yield staffed(AWARD | {"kind": "record"}, {"a": {"orders": "2"}, "c": {"orders": "10"}}, **last)
    yield staffed(AWARD | {"kind": "record"}, ORDERS)
    yield staffed(AWARD | {"kind": "record"}, ORDERS, opening_bests=(BEST,))
    yield staffed(AWARD | {"kind": "record", "metric": "turns"}, {"a": {"turns": "1"}}, **last)
    for ties in ("share", "each"):
        yield staffed(AWARD | {"kind": "streak", "months": 2, "ties": ties}, ORDERS, **last)
    yield staffed(AWARD | {"kind": "streak", "months": 1}, {"a": {"orders": "9"}, "b": {"orders": "1"}})
    for better in ("more", "less"):
        yield staffed(
            AWARD | {"kind": "threshold", "at": "5", "better": better, "period": "half_year"}, ORDERS, at="2026-12"
        )
        condition = {"metric": "orders", "better": better, "at": "5"}
        yield staffed(RANK | {"conditions": [condition]}, ORDERS)
    yield staffed(RANK | {"conditions": [{"metric": "turns", "at": "5"}]}, ORDERS)
    late = (incident("迟到", who="A-a"),)
    yield staffed(RANK | {"conditions": [{"no_incidents": ["迟到"]}]}, ORDERS, incidents=late)
    yield staffed(RANK | {"metric": "inquiry_conversion"}, {"a": conversion(1, 1)})


def of_periods() -> Iterator[MonthInputs]:
    """A quarter of every kind of metric: conversions with parts, means, levels, scores."""
    history = (
        sealed("2026-11", past_agent("a", inquiry_conversion="1÷2", service_rating="4.8", score="80", orders="1")),
    )
    quarter = {"type": "award", "kind": "threshold", "at": "0", "amount": "1", "period": "quarter"}
    values = {"a": conversion(1, 2) | {"service_rating": "4.9", "inquiry_paid_users": "1"}}
    for metric in ("inquiry_conversion", "service_rating", "orders"):
        yield staffed(quarter | {"metric": metric}, values, at="2026-12", history=history)
    yield staffed(
        quarter | {"metric": "reception_conversion"}, {"a": {}}, at="2026-12",
        history=(sealed("2026-11", past_agent("a", reception_conversion="0.5")),),
    )  # fmt: skip
    yield scored(quarter | {"metric": "score"}, {"a": "90"}, names="a", at="2026-12", history=history)


def of_distributions() -> Iterator[MonthInputs]:
    """A class with an amount and one with a factor."""
    items = [item("100", {"type": "manual"}, id="hand")]
    marks = (mark("item:hand", "90", who="A-a"),)
    for worth in ({"amount": "5"}, {"factor": "1.1"}):
        rule = {"type": "distribution", "by": [], "classes": [{"name": "甲", "share": "1"} | worth]}
        pay = [line("performance", {"type": "performance", "amount": "100"}), line("distribution", rule)]
        yield month(plan=scheme(items=items, pay=pay), agents=(agent("a"),), marks=marks)


def walked(trace: Trace) -> Iterator[Trace]:
    yield trace
    for part in trace.inputs:
        yield from walked(part)


def traces() -> list[Trace]:
    found: list[Trace] = []
    for inputs in (*of_awards(), *of_periods(), *of_distributions()):
        for slip in slips(inputs).values():
            for trace in (*(one.trace for one in slip.lines), *slip.not_given):
                found.extend(walked(trace))
    return found


def test_every_sentence_is_made() -> None:
    known = json.loads(resource_path("i18n", "zh_CN", "trace.json").read_text("utf-8"))
    sentences = {name for name in known if name.startswith(BEGINNINGS)}
    assert sentences <= {trace.rule for trace in traces()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said(language: str) -> None:
    texts = Texts(language)
    for trace in traces():
        text = trace_text(trace, texts)
        tree = outline(trace, {}, texts)
        assert text != trace.rule and "{" not in text + tree.label
        assert text or tree.label or trace.value is not None
