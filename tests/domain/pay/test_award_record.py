"""Awards for a record: RULES 24; against the month before or all sealed months, minimum on both sides, ties."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.history import OpeningBest, PastAgent, PastMonth
from app.domain.month import PayMonth
from app.domain.people import Place
from app.texts import Texts
from app.wording.traces import outline, trace_text
from tests.domain.build import SHOP, earlier, past_agent, sealed
from tests.domain.pay.awarding import award_line, conversion, pending, scored, slips, staffed, why, won

RULE = {"type": "award", "kind": "record", "metric": "orders", "by": ["shop", "position"], "amount": "200"}
CONVERSION = RULE | {"metric": "inquiry_conversion"}
TEXTS = Texts()


def orders(**counts: str | None) -> dict[str, dict[str, str | None]]:
    return {name: {"orders": count} for name, count in counts.items()}


SEPTEMBER = sealed("2026-09", past_agent("a", orders="10"), past_agent("b", orders="12"))
AUGUST = sealed("2026-08", past_agent("a", orders="15"), past_agent("x", orders="20"))


@pytest.mark.parametrize(
    ("counts", "rule", "expected"),
    [
        ({"a": "13", "b": "12"}, {}, {"a": "200.00"}),  # strictly better
        ({"a": "13", "b": "14", "c": "12.01"}, {}, {"a": "200.00", "b": "200.00", "c": "200.00"}),  # each who beats it
        ({"a": "13"}, {"ties": "share", "against": "previous"}, {"a": "200.00"}),
        ({"a": "9", "b": "10", "c": "10.5"}, {"better": "less"}, {"a": "200.00"}),
        ({"a": "20"}, {"against": "all"}, {}),  # who has left holds it still
        ({"a": "21"}, {"against": "all"}, {"a": "200.00"}),
        ({"a": "13"}, {"amount": "0.005"}, {"a": "0.01"}),
    ],
)
def test_records(counts: dict[str, str], rule: dict[str, Any], expected: dict[str, str]) -> None:
    assert won(staffed(RULE | rule, orders(**counts), history=(SEPTEMBER, AUGUST))) == expected


def test_the_month_before_is_not_sealed() -> None:
    """Neither with nothing sealed nor with only an older month; against all the older one counts."""
    assert won(staffed(RULE, orders(a="99"))) == {"a": "record_not_sealed"}
    assert won(staffed(RULE, orders(a="99"), history=(AUGUST,))) == {"a": "record_not_sealed"}
    assert won(staffed(RULE | {"against": "all"}, orders(a="99"), history=(AUGUST,))) == {"a": "200.00"}
    assert won(staffed(RULE | {"against": "all"}, orders(a="99"))) == {"a": "record_not_sealed"}
    line = award_line(slips(staffed(RULE, orders(a="99")))["a"])
    assert line and trace_text(line.trace, TEXTS) == "2026 年 9 月没有封账，没有纪录可比"


def test_nobody_had_data() -> None:
    history = (sealed("2026-09", past_agent("a")),)
    assert won(staffed(RULE, orders(a="99"), history=history)) == {"a": "record_nobody"}
    assert won(staffed(RULE, orders(a="99"), history=(sealed("2026-09"),))) == {"a": "record_nobody"}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(shop=SHOP, position="售前"), {}),
        (Place(shop=SHOP, position="售前", team="别组", shift="夜"), {}),
        (Place(shop="别店", position="售前"), {"a": "200.00"}),
        (Place(shop=SHOP, position="售后"), {"a": "200.00"}),
    ],
)
def test_the_old_group_is_who_stood_there_then(place: Place, expected: dict[str, str]) -> None:
    other = past_agent("x", orders="50")
    moved = PastAgent(number="A-x", place=place, figures=other.figures)
    history = (sealed("2026-09", past_agent("a", orders="10"), moved),)
    assert won(staffed(RULE, orders(a="13"), history=history)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("person", {}), ("team", {"a": "200.00"})])
def test_everyone_is_every_person(kind: str, expected: dict[str, str]) -> None:
    company = PastAgent(number="A-x", place=Place(kind=kind), figures=past_agent(orders="50").figures)
    history = (sealed("2026-09", past_agent("a", orders="10"), company),)
    assert won(staffed(RULE | {"by": []}, orders(a="13"), history=history)) == expected


def past(name: str, paid: int, asked: int) -> PastAgent:
    return past_agent(name, inquiry_conversion=f"{paid}÷{asked}", inquiry_users=str(asked))


@pytest.mark.parametrize(
    ("rule", "now", "expected"),
    [
        ({}, conversion(41, 100), {"a": "200.00"}),  # 29 of 29 is no record: 40 of 100 is
        ({"minimum": {"metric": "inquiry_users", "at": "29"}}, conversion(41, 100), {}),
        ({"minimum": None}, conversion(41, 100), {}),
        ({}, conversion(40, 100), {}),
        ({}, conversion(29, 29), {}),  # nor does one beat it on so little
        ({"minimum": {"metric": "inquiry_users", "at": "101"}}, conversion(101, 101), {"a": "record_nobody"}),
    ],
)
def test_the_minimum_holds_for_both_sides(
    rule: dict[str, Any], now: dict[str, str | None], expected: dict[str, str]
) -> None:
    history = (sealed("2026-09", past("a", 40, 100), past("b", 29, 29)),)
    assert won(staffed(CONVERSION | rule, {"a": now}, history=history)) == expected


def test_conditions_are_those_of_who_beats_it() -> None:
    rule = RULE | {"conditions": [{"no_incidents": ["迟到"]}]}
    late = (earlier("迟到", "2026-09-05", who="A-b"),)
    inputs = staffed(rule, orders(a="12"), history=(SEPTEMBER,), earlier_incidents=late)
    assert won(inputs) == {}  # b's 12 stands, though b came late then


def test_of_a_period_the_figure_of_the_period_is_compared_with_single_months() -> None:
    """A quarter's conversion against the best month before: 90 ÷ 200 > 44 ÷ 100, though December alone is lower."""
    history = (sealed("2026-11", past("a", 50, 100), past("b", 44, 100)),)
    values = {"a": conversion(40, 100)}
    rule = CONVERSION | {"period": "quarter"}
    assert won(staffed(rule, values, at="2026-12", history=history)) == {}
    history = (sealed("2026-10", past("a", 52, 100)), sealed("2026-11", past("b", 44, 100)))
    assert won(staffed(rule, values, at="2026-12", history=history)) == {"a": "200.00"}
    assert won(staffed(rule, values, at="2026-11", history=history)) == {}


def test_own_figure_missing_or_not_yet_known() -> None:
    inputs = staffed(RULE, {"a": {"turns": "1"}}, history=(SEPTEMBER,))
    assert why(inputs, "a")[0] == "not_given"
    assert pending(staffed(RULE, orders(a=None), history=(SEPTEMBER,)), "a") == [("not_yet_known", "orders")]


def test_by_score() -> None:
    history = (sealed("2026-09", past_agent("a", score="80"), past_agent("b")),)
    rule = RULE | {"metric": "score"}
    assert won(scored(rule, {"a": "80", "b": "80.01"}, names="ab", history=history)) == {"b": "200.00"}


def test_reasons() -> None:
    inputs = staffed(RULE | {"against": "all"}, orders(a="21", b="19"), history=(SEPTEMBER, AUGUST))
    line = award_line(slips(inputs)["a"])
    assert line and trace_text(line.trace, TEXTS) == "订单量 21 单，好过同组纪录 20 单（2026 年 8 月）"
    holder = outline(line.trace, inputs.files, TEXTS).children[1]
    assert (holder.label, holder.text, holder.value) == ("2026 年 8 月 A-x", "同组纪录", "20 单")
    missed = slips(inputs)["b"].not_given[0]
    assert trace_text(missed, TEXTS) == "订单量 19 单，没好过同组纪录 20 单（2026 年 8 月）"


def quarters(**sums: str) -> tuple[PastMonth, ...]:
    """Sealed months from April to November 2026, each with the same orders: ``q2="5"`` for a in April, May and June."""
    months = {"q2": ("04", "05", "06"), "q3": ("07", "08", "09"), "q4": ("10", "11")}
    return tuple(
        sealed(f"2026-{one}", past_agent("a", orders=count)) for name, count in sums.items() for one in months[name]
    )


@pytest.mark.parametrize(
    ("history", "december", "against", "expected"),
    [
        # 10 + 10 + 11 of the quarter against 3 × 10 of the quarter before, not against the 10 of November
        (quarters(q3="10", q4="10"), "11", "previous", "200.00"),
        (quarters(q3="10", q4="10"), "10", "previous", None),
        (quarters(q3="10", q4="10"), "9", "previous", None),
        (quarters(q2="11", q3="10", q4="10"), "11", "previous", "200.00"),
        (quarters(q2="11", q3="10", q4="10"), "11", "all", None),
        (quarters(q2="11", q3="10", q4="10"), "14", "all", "200.00"),
        # a quarter that is not sealed as a whole holds no record
        (quarters(q3="10", q4="10")[1:], "99", "previous", "record_not_sealed"),
        (quarters(q2="11", q3="10", q4="10")[1:], "11", "all", "200.00"),
        (quarters(q4="10"), "99", "all", "record_not_sealed"),
    ],
)
def test_a_sum_of_a_quarter_is_compared_with_sums_of_quarters(
    history: tuple[PastMonth, ...], december: str, against: str, expected: str | None
) -> None:
    rule = RULE | {"period": "quarter", "against": against}
    found = won(staffed(rule, orders(a=december), at="2026-12", history=history))
    assert found == ({} if expected is None else {"a": expected})


def test_a_ratio_of_a_quarter_is_compared_with_single_months() -> None:
    """41 + 40 + 45 of 300 beat the 40 % of November; 41 + 40 + 39 of 300 are just as good."""
    rule = RULE | {"metric": "inquiry_conversion", "period": "quarter"}
    months = tuple(
        sealed(f"2026-{one}", past_agent("a", inquiry_conversion=f"{paid}÷100", inquiry_users="100"))
        for one, paid in (("10", 41), ("11", 40))
    )
    assert won(staffed(rule, {"a": conversion(45, 100)}, at="2026-12", history=months)) == {"a": "200.00"}
    assert won(staffed(rule, {"a": conversion(39, 100)}, at="2026-12", history=months)) == {}


def best(value: str, month: str = "2026-09", **place: str) -> OpeningBest:
    return OpeningBest(month=PayMonth.parse(month), metric="orders", value=Fraction(value), **place)


@pytest.mark.parametrize(
    ("bests", "rule", "expected"),
    [
        ([best("12", shop=SHOP, position="售前")], {}, {"a": "200.00"}),
        ([best("13", shop=SHOP, position="售前")], {}, {}),  # as good is not better
        ([best("12")], {}, {"a": "200.00"}),  # of everybody
        ([best("12", shop="别店")], {}, {"a": "record_not_sealed"}),
        ([best("99", position="售后"), best("12", position="售前")], {}, {"a": "200.00"}),
        ([best("12", "2026-08")], {}, {"a": "record_not_sealed"}),
        ([best("20", "2026-08"), best("12")], {"against": "all"}, {}),
        ([best("99", shop="别店")], {"by": []}, {}),
        ([best("12")], {"by": ["team"]}, {"a": "record_not_sealed"}),
        ([best("20")], {"better": "less"}, {"a": "200.00"}),
        ([best("12")], {"metric": "items_sold"}, {}),  # of another metric: no figures here, so nothing at all
    ],
)
def test_the_best_that_the_owner_gave_is_the_record(
    bests: list[OpeningBest], rule: dict[str, Any], expected: dict[str, str]
) -> None:
    assert won(staffed(RULE | rule, orders(a="13"), opening_bests=tuple(bests))) == expected


def test_a_sealed_month_knows_better_than_what_was_given() -> None:
    assert won(staffed(RULE, orders(a="13"), history=(SEPTEMBER,), opening_bests=(best("99"),))) == {"a": "200.00"}
    both: dict[str, Any] = {"history": (AUGUST,), "opening_bests": (best("25"),)}
    assert won(staffed(RULE | {"against": "all"}, orders(a="22"), **both)) == {}
    assert won(staffed(RULE | {"against": "all"}, orders(a="26"), **both)) == {"a": "200.00"}


def test_a_sum_of_a_quarter_is_not_compared_with_a_month() -> None:
    rule = RULE | {"period": "quarter"}
    assert won(staffed(rule, orders(a="99"), at="2026-09", opening_bests=(best("12", "2026-08"),))) == {
        "a": "record_not_sealed"
    }


def test_the_payslip_says_that_the_record_was_given() -> None:
    line = award_line(slips(staffed(RULE, orders(a="13"), opening_bests=(best("12"),)))["a"])
    assert line
    assert "2026 年 9 月最好成绩" in str(outline(line.trace, {}, TEXTS))
