"""Awards for the first places: RULES 23 and 24; ties, groups, minimum, conditions, periods, words instead of cash."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.history import PastMonth
from app.domain.inputs import SchemeInForce, Waiver
from app.domain.payline import EARNING, INFO
from app.domain.people import COMPANY, COMPANY_MEMBER
from app.texts import Texts
from app.wording.traces import outline, trace_text
from tests.domain.build import SHOP, agent, day, earlier, incident, line, month, past_agent, scheme, sealed
from tests.domain.pay.awarding import (
    RANK,
    award_line,
    conversion,
    pending,
    rows,
    scored,
    slips,
    staffed,
    why,
    won,
)

TEXTS = Texts()


def orders(**counts: str | None) -> dict[str, dict[str, str | None]]:
    return {name: {"orders": count} for name, count in counts.items()}


@pytest.mark.parametrize(
    ("counts", "rule", "expected"),
    [
        ({"a": "5", "b": "9", "c": "7"}, {}, {"b": "500.00", "c": "300.00"}),
        ({"a": "5", "b": "9", "c": "7"}, {"better": "less"}, {"a": "500.00", "c": "300.00"}),
        # equals share the amounts of the places they take, or each has the best of them
        ({"a": "9", "b": "9", "c": "7"}, {}, {"a": "400.00", "b": "400.00"}),
        ({"a": "9", "b": "9", "c": "7"}, {"ties": "each"}, {"a": "500.00", "b": "500.00"}),
        ({"a": "9", "b": "7", "c": "7"}, {}, {"a": "500.00", "b": "150.00", "c": "150.00"}),
        ({"a": "9", "b": "7", "c": "7"}, {"ties": "each"}, {"a": "500.00", "b": "300.00", "c": "300.00"}),
        ({"a": "9", "b": "9", "c": "9"}, {}, {"a": "266.67", "b": "266.67", "c": "266.66"}),
        ({"a": "9", "b": "9"}, {"amounts": ["0.01"]}, {"a": "0.01", "b": "0.00"}),
        # exact values, not printed ones; half a fen up
        ({"a": "0.3333333", "b": "0.3333334"}, {"amounts": ["1.005"]}, {"b": "1.01"}),
        ({"a": "9"}, {}, {"a": "500.00"}),
        ({"a": "0", "b": "0"}, {"amounts": ["7"]}, {"a": "3.50", "b": "3.50"}),
    ],
)
def test_places(counts: dict[str, str], rule: dict[str, Any], expected: dict[str, str]) -> None:
    assert won(staffed(RANK | rule, orders(**counts))) == expected


def test_a_tie_at_the_edge_of_exactness() -> None:
    """1/3 and 2/6 are equal, 33 of 99 as well."""
    values = {"a": conversion(11, 33), "b": conversion(33, 99), "c": conversion(33, 100)}
    rule = RANK | {"metric": "inquiry_conversion", "amounts": ["100"]}
    assert won(staffed(rule, values)) == {"a": "50.00", "b": "50.00"}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["shop", "position"], {"a": "10.00", "c": "10.00", "d": "10.00"}),
        ([], {"a": "10.00"}),
        (["shop"], {"a": "10.00", "d": "10.00"}),
        (["position"], {"a": "10.00", "c": "10.00"}),
        (["team"], {"a": "10.00", "d": "10.00"}),
        (["position", "shop", "team"], {"a": "10.00", "b": "10.00", "c": "10.00", "d": "10.00"}),
    ],
)
def test_groups(by: list[str], expected: dict[str, str]) -> None:
    """a and b in one shop and position, c of another position, d in another shop; a and c are team 1, b and d 2."""
    terms = {
        "a": {"team": "1"}, "b": {"team": "2"}, "c": {"team": "1", "position": "售后"},
        "d": {"team": "2", "shops": ("另一家",)},
    }  # fmt: skip
    plan = scheme(pay=[line("award", RANK | {"by": by, "amounts": ["10"]})])
    schemes = tuple(SchemeInForce(scheme=plan, version=1, position=name) for name in ("售前", "售后"))
    inputs = staffed(RANK, orders(a="9", b="6", c="7", d="8"), terms=terms, schemes=schemes)
    assert won(inputs) == expected


def test_who_has_no_shift_is_ranked_in_the_whole_shop_and_position() -> None:
    """c has no shift: third of the shop and position; a and b are first of their shifts (RULES 17)."""
    terms = {"a": {"shift": "早"}, "b": {"shift": "晚"}}
    rule = RANK | {"by": ["shift", "shop", "position"], "amounts": ["30", "20", "10"]}
    assert won(staffed(rule, orders(a="9", b="8", c="7"), terms=terms)) == {"a": "30.00", "b": "30.00", "c": "10.00"}


def test_who_has_no_such_line_takes_a_place_all_the_same() -> None:
    """The best is an outsourcing company's agent, the second is paid by another scheme: the third gets nothing."""
    plan = scheme(pay=[line("award", RANK | {"by": [], "amounts": ["500", "300", "100"]})])
    schemes = (
        SchemeInForce(scheme=plan, version=1, position="售前"),
        SchemeInForce(scheme=scheme(), version=1, position="售后"),
    )
    terms = {"a": {"position": COMPANY_MEMBER}, "b": {"position": "售后"}}
    inputs = staffed(RANK, orders(a="9", b="8", c="7", d="1"), terms=terms, schemes=schemes)
    assert won(inputs) == {"c": "100.00"}
    code, params = why(inputs, "d")
    assert (code, params["place"], params["count"]) == ("award_place", "4", "4")


def test_a_company_is_not_among_everyone() -> None:
    plan = scheme(pay=[line("award", RANK | {"by": []})])
    schemes = tuple(SchemeInForce(scheme=plan, version=1, position=name) for name in ("售前", COMPANY))
    terms = {"a": {"kind": "team", "position": COMPANY}}
    assert won(staffed(RANK, orders(a="9", b="8"), terms=terms, schemes=schemes)) == {"b": "500.00"}


def test_two_schemes_with_the_same_rule_and_one_group() -> None:
    """By shop only: both positions are one group, each paid by its own scheme."""
    rule = RANK | {"by": ["shop"]}
    first, second = (scheme(name=name, pay=[line("award", rule)]) for name in ("甲", "乙"))
    schemes = (
        SchemeInForce(scheme=first, version=1, position="售前"),
        SchemeInForce(scheme=second, version=1, position="售后"),
    )
    inputs = staffed(RANK, orders(a="9", b="8"), terms={"b": {"position": "售后"}}, schemes=schemes)
    assert won(inputs) == {"a": "500.00", "b": "300.00"}


# Data that is missing or not yet known


def test_without_data_there_is_no_line_and_no_place() -> None:
    inputs = staffed(RANK, {"a": {"turns": "9"}} | orders(b="1"))
    assert won(inputs) == {"b": "500.00"}
    assert slips(inputs)["a"].not_given[0].rule == "not_given"


def test_a_required_award_without_data_blocks() -> None:
    inputs = staffed(RANK, {"a": {"turns": "9"}} | orders(b="1"), pay={"missing": "required"})
    assert pending(inputs, "a") == [("no_data", "orders")]
    assert award_line(slips(inputs)["b"])


@pytest.mark.parametrize("missing", ["optional", "required"])
@pytest.mark.parametrize("a", [(None,), ("7", None)])
def test_who_wins_waits_for_who_is_not_yet_known(a: tuple[str | None, ...], missing: str) -> None:
    """a has 延迟统计: b to d are ranked among themselves; b and c, who would win, may still be overtaken, d has lost."""
    days = (day("orders", count, f"0{on}", account="a") for on, count in enumerate(a, 1))
    plan = scheme(pay=[line("award", RANK, missing=missing)])
    agents = tuple(agent(name) for name in "abcd")
    inputs = month(*days, *rows(orders(b="5", c="4", d="3")), plan=plan, agents=agents)
    assert [pending(inputs, name) for name in "abc"] == [[("not_yet_known", "orders")]] * 3
    assert slips(inputs)["d"].computed
    assert not slips(inputs)["d"].lines


def test_an_incomplete_condition_or_minimum_blocks_too() -> None:
    values = {"a": {"orders": "5", "turns": None}}
    for more in (
        {"conditions": [{"metric": "turns", "at": "1"}]},
        {"minimum": {"metric": "turns", "at": "1"}},
    ):
        assert pending(staffed(RANK | more, values), "a") == [("not_yet_known", "turns")]
        inputs = staffed(RANK | more, values | {"b": {"orders": "9", "turns": "1"}})
        assert pending(inputs, "b") == [("not_yet_known", "turns")]


def test_a_waived_award_is_no_line_but_the_place_stays() -> None:
    waived = (Waiver(number="A-a", code="award", reason="不参加"),)
    assert won(staffed(RANK, orders(a="9", b="8"), waivers=waived)) == {"b": "300.00"}


# Minimum


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        ({}, {"b": "500.00", "c": "300.00"}),  # 30 inquiries where nothing is said
        ({"minimum": None}, {"a": "500.00", "b": "300.00"}),
        ({"minimum": {"metric": "inquiry_users", "at": "29"}}, {"a": "500.00", "b": "300.00"}),
        ({"minimum": {"metric": "inquiry_users", "at": "31"}}, {"c": "500.00"}),
        ({"minimum": {"metric": "turns", "at": "1"}}, {}),  # no data is below any minimum
    ],
)
def test_the_minimum_that_a_conversion_rests_on(minimum: dict[str, Any], expected: dict[str, str]) -> None:
    values = {"a": conversion(29, 29), "b": conversion(15, 30), "c": conversion(15, 31)}
    assert won(staffed(RANK | {"metric": "inquiry_conversion"} | minimum, values)) == expected


def test_other_metrics_have_no_minimum_of_their_own() -> None:
    assert won(staffed(RANK | {"metric": "reception_conversion"}, {"a": {"orders": "1", "received_users": "1"}}))


def test_why_below_the_minimum() -> None:
    inputs = staffed(RANK | {"metric": "inquiry_conversion"}, {"a": conversion(29, 29)})
    assert trace_text(slips(inputs)["a"].not_given[0], TEXTS) == "询单人数 29 人，不到 30 人，不参加评奖"


def test_the_minimum_of_a_period_is_of_the_same_months() -> None:
    history = (sealed("2026-11", past_agent("a", inquiry_conversion="1÷15", inquiry_users="15")),)
    values = {"a": conversion(15, 15)}
    rule = RANK | {"metric": "inquiry_conversion"}
    assert won(staffed(rule, values, at="2026-12", history=history)) == {}
    assert won(staffed(rule | {"period": "quarter"}, values, at="2026-12", history=history)) == {"a": "500.00"}


# Conditions


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([{"no_incidents": ["迟到"]}], {"b": "500.00", "c": "300.00"}),
        ([{"no_incidents": ["早退"]}], {"a": "500.00", "b": "300.00"}),
        ([{"no_incidents": ["早退", "迟到"]}], {"b": "500.00", "c": "300.00"}),
        ([{"no_incidents": []}], {"a": "500.00", "b": "300.00"}),
        ([{"metric": "turns", "at": "10"}], {"a": "500.00", "c": "300.00"}),
        ([{"metric": "turns", "better": "less", "at": "10"}], {"a": "500.00", "b": "300.00"}),
        ([{"metric": "turns", "at": "10"}, {"no_incidents": ["迟到"]}], {"c": "500.00"}),
        ([{"metric": "refunds", "at": "0"}], {}),  # no data: not met
        ([{"metric": "incidents:迟到", "better": "less", "at": "0"}], {"b": "500.00", "c": "300.00"}),
    ],
)
def test_conditions_come_before_the_ranking(conditions: list[dict[str, Any]], expected: dict[str, str]) -> None:
    values: dict[str, dict[str, str | None]] = {
        "a": {"orders": "9", "turns": "10"}, "b": {"orders": "8", "turns": "9"}, "c": {"orders": "7", "turns": "11"},
    }  # fmt: skip
    late = (incident("迟到", who="A-a"),)
    assert won(staffed(RANK | {"conditions": conditions}, values, incidents=late)) == expected


def test_conditions_hold_for_who_is_not_paid_too() -> None:
    """An outsourced agent who came late takes no place."""
    terms = {"a": {"position": COMPANY_MEMBER}}
    rule = RANK | {"by": ["shop"], "conditions": [{"no_incidents": ["迟到"]}]}
    values = orders(a="9", b="8")
    assert won(staffed(rule, values, terms=terms)) == {"b": "300.00"}
    late = (incident("迟到", who="A-a"),)
    assert won(staffed(rule, values, terms=terms, incidents=late)) == {"b": "500.00"}


def test_why_a_condition_failed() -> None:
    late = (incident("迟到", who="A-a"),)
    code, params = why(staffed(RANK | {"conditions": [{"no_incidents": ["迟到"]}]}, orders(a="9"), incidents=late), "a")
    assert (code, params["kinds"], params["count"]) == ("award_incidents", "迟到", "1")
    rule = RANK | {"conditions": [{"metric": "orders", "better": "less", "at": "8"}]}
    assert (
        trace_text(slips(staffed(rule, orders(a="9")))["a"].not_given[0], TEXTS) == "订单量 9 单，超过 8 单，不参加评奖"
    )


# Periods


def quarter(*, october: bool = True, november: bool = True) -> tuple[PastMonth, ...]:
    """Of the two sealed months a: 50 of 100, then 10 of 100; b: 30 of 100 and 20 of 30."""
    return (
        *((sealed("2026-10", past("a", 50, 100), past("b", 30, 100)),) if october else ()),
        *((sealed("2026-11", past("a", 10, 100), past("b", 20, 30)),) if november else ()),
    )


def past(name: str, paid: int, asked: int) -> Any:
    return past_agent(name, inquiry_conversion=f"{paid}÷{asked}", inquiry_users=str(asked))


DECEMBER = {"a": conversion(40, 100), "b": conversion(30, 100)}
"""With it a: 100 ÷ 300; b: 80 ÷ 230."""


@pytest.mark.parametrize(
    ("period", "history", "expected"),
    [
        ("month", quarter(), {"a": "500.00"}),
        ("quarter", quarter(), {"b": "500.00"}),  # 80 ÷ 230 > 100 ÷ 300
        ("half_year", quarter(), {"b": "500.00"}),
        ("year", quarter(), {"b": "500.00"}),
        ("quarter", quarter(november=False), {"a": "500.00"}),  # 90 ÷ 200 against 60 ÷ 200: November is not sealed
        ("quarter", (), {"a": "500.00"}),
    ],
)
def test_a_period_pools_its_sealed_months(period: str, history: Any, expected: dict[str, str]) -> None:
    rule = RANK | {"metric": "inquiry_conversion", "amounts": ["500"], "period": period}
    assert won(staffed(rule, DECEMBER, at="2026-12", history=history)) == expected


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("quarter", "03 06 09 12"),
        ("half_year", "06 12"),
        ("year", "12"),
        ("month", " ".join(f"{n:02d}" for n in range(1, 13))),
    ],
)
def test_paid_in_the_last_month_of_the_period_only(period: str, months: str) -> None:
    paid = [
        f"{number:02d}"
        for number in range(1, 13)
        if won(staffed(RANK | {"period": period}, orders(a="1"), at=f"2026-{number:02d}"))
    ]
    assert paid == months.split()


def test_before_the_last_month_nothing_is_said_nor_blocked() -> None:
    slip = slips(staffed(RANK | {"period": "quarter"}, orders(a=None), at="2026-11", pay={"missing": "required"}))["a"]
    assert slip.computed and not slip.not_given and not slip.lines


@pytest.mark.parametrize(
    ("day", "fails"), [("2026-06-30", False), ("2026-07-01", True), ("2026-11-30", True), ("2026-09-15", True)]
)
def test_conditions_look_at_the_whole_period_sealed_or_not(day: str, *, fails: bool) -> None:
    rule = RANK | {"period": "half_year", "conditions": [{"no_incidents": ["迟到"]}]}
    late = (earlier("迟到", day, who="A-a"),)
    inputs = staffed(rule, orders(a="1"), at="2026-12", earlier_incidents=late)
    assert bool(won(inputs)) is not fails


def test_a_metric_condition_is_of_the_whole_period() -> None:
    rule = RANK | {"period": "quarter", "conditions": [{"metric": "turns", "at": "30"}]}
    history = (sealed("2026-11", past_agent("a", turns="20"), past_agent("b", turns="19")),)
    values: dict[str, dict[str, str | None]] = {name: {"orders": "1", "turns": "10"} for name in ("a", "b")}
    assert won(staffed(rule, values, at="2026-12", history=history)) == {"a": "500.00"}


def test_a_sealed_month_that_was_not_wholly_known_blocks_a_period() -> None:
    history = (sealed("2026-11", past_agent("a", orders=None)),)
    inputs = staffed(RANK | {"period": "quarter"}, orders(a="1"), at="2026-12", history=history)
    assert pending(inputs, "a") == [("not_yet_known", "orders")]
    assert won(staffed(RANK, orders(a="1"), at="2026-12", history=history)) == {"a": "500.00"}


# The printed score


def test_by_printed_score() -> None:
    rule = RANK | {"metric": "score", "amounts": ["500"]}
    assert won(scored(rule, {"a": "80.004", "b": "80.00", "c": "79"})) == {"a": "250.00", "b": "250.00"}


def test_over_several_months_the_mean_of_the_scores() -> None:
    history = (sealed("2026-11", past_agent("a", score="60"), past_agent("b", score="81")),)
    rule = RANK | {"metric": "score", "amounts": ["500"], "period": "quarter"}
    inputs = scored(rule, {"a": "100", "b": "80", "c": "80.4"}, at="2026-12", history=history)
    assert won(inputs) == {"b": "500.00"}  # 80, 80.5, 80.4


def test_while_the_score_waits_only_the_score_blocks() -> None:
    inputs = scored(RANK | {"metric": "score"}, {"a": "80"}, names="ab")
    assert [code for code, _ in pending(inputs, "b")] == ["no_marks"]
    assert slips(inputs)["a"].lines[0].amount == 50000


def test_a_scheme_without_a_score() -> None:
    rule = RANK | {"metric": "score"}
    assert won(staffed(rule, orders(a="1"))) == {}
    assert pending(staffed(rule, orders(a="1"), pay={"missing": "required"}), "a") == [("no_score", "")]


# Words and reasons


def test_noncash_without_an_amount_is_a_line_that_says_so() -> None:
    inputs = staffed(RANK | {"amounts": ["0"], "ties": "each", "noncash": "带薪休假半天"}, orders(a="9", b="9", c="1"))
    found = award_line(slips(inputs)["a"])
    assert found and (found.kind, found.amount, slips(inputs)["a"].net) == (INFO, 0, 0)
    assert trace_text(found.trace, TEXTS) == "订单量 9 单，3 人里并列第 1 名，2 人各得全额，奖励：带薪休假半天"
    assert won(inputs) == {"a": "award_rank_each", "b": "award_rank_each"}


def test_noncash_besides_an_amount() -> None:
    found = award_line(slips(staffed(RANK | {"noncash": "一顿饭"}, orders(a="9")))["a"])
    assert found and (found.kind, found.amount) == (EARNING, 50000)
    assert trace_text(found.trace, Texts("en")) == "Orders 9 orders: place 1 of 1; award: 一顿饭"


def test_the_tree_shows_the_first_few_of_the_group_and_the_cells() -> None:
    inputs = staffed(RANK, orders(a="5", b="9", c="7", d="1"))
    found = award_line(slips(inputs)["c"])
    assert found
    assert trace_text(found.trace, TEXTS) == "订单量 7 单，4 人里第 2 名"
    own, group = outline(found.trace, inputs.files, TEXTS).children
    assert own.sources
    assert group.text == f"售前 · {SHOP}，4 人"
    assert [(one.label, one.value) for one in group.children] == [
        ("第 1 名 b", "9 单"), ("第 2 名 c", "7 单"), ("第 3 名 a", "5 单"),
    ]  # fmt: skip


def test_why_there_is_no_award() -> None:
    inputs = staffed(RANK | {"amounts": ["1"]}, orders(a="5", b="9"))
    assert trace_text(slips(inputs)["a"].not_given[0], TEXTS) == "订单量 5 单，2 人里第 2 名，前 1 名有奖"


def test_the_sentence_names_the_period() -> None:
    rule = RANK | {"metric": "inquiry_conversion", "period": "quarter"}
    found = award_line(slips(staffed(rule, DECEMBER, at="2026-12", history=quarter()))["b"])
    assert found
    assert trace_text(found.trace, TEXTS).startswith("本季度询单转化率 34.78\u00a0%，2 人里第 1 名")


def test_thousands_of_equals_are_ranked_once() -> None:
    """10.00 among 300 with nothing late: 3.33 fen each, the left-over fen by number."""
    names = [f"n{number:04d}" for number in range(300)]
    rule = RANK | {"metric": "incidents:迟到", "better": "less", "amounts": ["10"]}
    amounts = list(won(staffed(rule, {name: {"orders": "1"} for name in names})).values())
    assert amounts == ["0.04"] * 100 + ["0.03"] * 200
    assert sum(Fraction(one) for one in amounts) == 10
