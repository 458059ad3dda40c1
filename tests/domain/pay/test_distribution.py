"""强制分布: RULES 25; how many belong into a class, ties, groups, amounts and factors."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.money import fen_text
from app.domain.pay.distribution import class_counts
from app.domain.payline import Payslip
from app.domain.people import COMPANY, COMPANY_MEMBER
from app.domain.scheme import ClassShare, Exact, Scheme
from app.texts import Texts
from app.wording.traces import outline, trace_text
from tests.domain.build import SHOP, agent, item, line, mark, month, scheme
from tests.domain.pay.awarding import slips

TEXTS = Texts()
GOLD = [
    {"name": "金牌", "share": "0.15", "amount": "300"}, {"name": "银牌", "share": "0.35", "amount": "100"},
    {"name": "铜牌", "share": "0.5", "amount": "0"},
]  # fmt: skip
FACTORS = [{"name": "甲", "share": "0.5", "factor": "1.2"}, {"name": "乙", "share": "0.5", "factor": "0.9"}]


def shares(*texts: str) -> tuple[ClassShare, ...]:
    return tuple(ClassShare(name=str(at), share=Exact(text), amount=Exact("1")) for at, text in enumerate(texts))


@pytest.mark.parametrize(
    ("people", "texts", "counts"),
    [
        (20, ("0.15", "0.35", "0.5"), (3, 7, 10)),
        (10, ("0.15", "0.35", "0.5"), (2, 4, 4)),  # 1.5 and 3.5 are rounded up, each by itself
        (9, ("0.15", "0.35", "0.5"), (1, 3, 5)),  # 1.35, 3.15
        (3, ("0.15", "0.35", "0.5"), (0, 1, 2)),
        (1, ("0.5", "0.5"), (1, 0)),
        (1, ("0.4", "0.6"), (0, 1)),
        (3, ("0.5", "0.5", "0"), (2, 1, 0)),  # no more than there are
        (10, ("0.1", "0.2"), (1, 9)),  # the last class takes the rest
        (7, ("1",), (7,)),
        (30, ("0.05", "0.05", "0.9"), (2, 2, 26)),
    ],
)
def test_how_many_belong_into_a_class(people: int, texts: tuple[str, ...], counts: tuple[int, ...]) -> None:
    assert class_counts(people, shares(*texts)) == counts


@given(st.integers(1, 500), st.lists(st.integers(0, 25), min_size=1, max_size=4))
def test_everybody_belongs_somewhere(people: int, percents: list[int]) -> None:
    counts = class_counts(people, shares(*(f"0.{one:02d}" for one in percents)))
    assert sum(counts) == people and min(counts) >= 0
    for count, percent in zip(counts[:-1], percents[:-1], strict=True):
        assert abs(count - Fraction(people * percent, 100)) <= Fraction(1, 2) or sum(counts[:-1]) == people


def plan(
    classes: list[dict[str, Any]],
    by: list[str] | None = None,
    *,
    more: tuple[dict[str, Any], ...] = (),
    **line_more: Any,
) -> Scheme:
    rule = {"type": "distribution", "by": ["shop", "position"] if by is None else by, "classes": classes}
    items = [item("100", {"type": "manual"}, id="hand")]
    return scheme(items=items, pay=[*more, line("distribution", rule, **line_more)])


def people(
    scores: dict[str, str | None], found: Scheme, terms: dict[str, dict[str, Any]] | None = None, **more: Any
) -> MonthInputs:
    marks = tuple(mark("item:hand", score, who=f"A-{name}") for name, score in scores.items() if score is not None)
    agents = tuple(agent(name, **(terms or {}).get(name, {})) for name in scores)
    return month(**({"plan": found, "agents": agents, "marks": marks} | more))


def amount(slip: Payslip) -> str | None:
    assert slip.computed, slip.pending
    return next((fen_text(one.amount) for one in slip.lines if one.code == "distribution"), None)


def amounts(inputs: MonthInputs) -> dict[str, str | None]:
    return {name: amount(slip) for name, slip in slips(inputs).items() if slip.computed}


def test_classes_from_the_top() -> None:
    scores = {f"n{number:02d}": str(100 - number) for number in range(10)}
    found = list(amounts(people(scores, plan(GOLD))).values())
    assert found == ["300.00"] * 2 + ["100.00"] * 4 + ["0.00"] * 4


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (["90", "80", "70", "60"], ["1", "1", "0", "0"]),
        (["90", "80", "80", "60"], ["1", "1", "1", "0"]),  # equals take the better class
        (["90", "90", "90", "60"], ["1", "1", "1", "0"]),
        (["90", "80.004", "79.996", "60"], ["1", "1", "1", "0"]),  # printed scores
        (["90", "80.01", "80", "60"], ["1", "1", "0", "0"]),
        (["90", "90", "90", "90"], ["1", "1", "1", "1"]),
        (["90", "80", "70", "70"], ["1", "1", "0", "0"]),
    ],
)
def test_ties(scores: list[str], expected: list[str]) -> None:
    classes = [{"name": "上", "share": "0.5", "amount": "1"}, {"name": "下", "share": "0.5", "amount": "0"}]
    inputs = people(dict(zip("abcd", scores, strict=True)), plan(classes))
    assert list(amounts(inputs).values()) == [f"{one}.00" for one in expected]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["shop", "position"], ["1", "0", "1", "0"]),
        ([], ["1", "1", "0", "0"]),
        (["team"], ["1", "0", "1", "0"]),
        (["shift"], ["1", "0", "1", "0"]),
    ],
)
def test_groups(by: list[str], expected: list[str]) -> None:
    """a and b in one shop, c and d in another."""
    classes = [{"name": "上", "share": "0.5", "amount": "1"}, {"name": "下", "share": "0.5", "amount": "0"}]
    terms: dict[str, dict[str, Any]] = {name: {"team": "1", "shift": "早"} for name in "ab"}
    terms |= {name: {"team": "2", "shift": "晚", "shops": ("别店",)} for name in "cd"}
    scores: dict[str, str | None] = {"a": "90", "b": "80", "c": "70", "d": "60"}
    assert list(amounts(people(scores, plan(classes, by), terms)).values()) == [f"{one}.00" for one in expected]


@pytest.mark.parametrize(
    ("share", "first"),
    [("0.5", "1.00"), ("0.34", "0.00")],  # two of three persons, not of four payees; one, the outsourced one
)
def test_persons_only_and_outsourced_ones_too(share: str, first: str) -> None:
    """Of everyone: a company is no person; its people take their places and are not paid."""
    classes = [{"name": "上", "share": share, "amount": "1"}, {"name": "下", "share": "0.5", "amount": "0"}]
    found = plan(classes, [])
    schemes = tuple(SchemeInForce(scheme=found, version=1, position=name) for name in ("售前", COMPANY, COMPANY_MEMBER))
    terms = {"c": {"kind": "team", "position": COMPANY}, "m": {"position": COMPANY_MEMBER}}
    scores: dict[str, str | None] = {"a": "80", "b": "70", "c": "100", "m": "90"}
    assert amounts(people(scores, found, terms, schemes=schemes)) == {"a": first, "b": "0.00", "c": None}


def test_without_a_score_nobody_is_counted() -> None:
    """c waits for a mark: of two people one is above."""
    classes = [{"name": "上", "share": "0.5", "amount": "1"}, {"name": "下", "share": "0.5", "amount": "0"}]
    inputs = people({"a": "90", "b": "80", "c": None}, plan(classes))
    assert amounts(inputs) == {"a": "1.00", "b": "0.00"}
    assert [one.code for one in slips(inputs)["c"].pending] == ["no_marks"]


@pytest.mark.parametrize("missing", ["optional", "required"])
def test_a_scheme_without_items(missing: str) -> None:
    rule = {"type": "distribution", "by": [], "classes": GOLD}
    slip = slips(month(plan=scheme(pay=[line("distribution", rule, missing=missing)])))["小美"]
    assert slip.computed is (missing == "optional")
    assert [one.code for one in slip.pending] == ([] if missing == "optional" else ["no_score"])


PERFORMANCE = line("performance", {"type": "performance", "amount": "2000"})


@pytest.mark.parametrize(
    ("classes", "scores", "expected"),
    [
        (FACTORS, {"a": "90", "b": "80"}, {"a": "360.00", "b": "-160.00"}),  # 0.2 × 1,800, −0.1 × 1,600
        (FACTORS, {"a": "90", "b": "0"}, {"a": "360.00", "b": "0.00"}),
        ([{"name": "甲", "share": "1", "factor": "1"}], {"a": "90"}, {"a": "0.00"}),
        ([{"name": "甲", "share": "1", "factor": "0"}], {"a": "90"}, {"a": "-1800.00"}),
        ([{"name": "甲", "share": "1", "factor": "1.15"}], {"a": "80.11"}, {"a": "240.33"}),
        ([{"name": "甲", "share": "1", "factor": "0.9995"}], {"a": "80.5"}, {"a": "-0.81"}),  # −0.805
    ],
)
def test_factors_of_the_printed_performance(
    classes: list[dict[str, Any]], scores: dict[str, str | None], expected: dict[str, str]
) -> None:
    assert amounts(people(scores, plan(classes, more=(PERFORMANCE,)))) == expected


def test_a_factor_needs_a_performance_line() -> None:
    inputs = people({"a": "90"}, plan(FACTORS))
    assert amounts(inputs) == {"a": None}
    assert slips(inputs)["a"].not_given[0].rule == "not_given"
    required = people({"a": "90"}, plan(FACTORS, missing="required"))
    assert [one.code for one in slips(required)["a"].pending] == ["no_performance_line"]


def test_the_line_names_class_place_and_counts() -> None:
    inputs = people({"a": "90", "b": "80", "c": "70"}, plan(FACTORS, more=(PERFORMANCE,)))
    found = next(one for one in slips(inputs)["b"].lines if one.code == "distribution")
    said = f"售前 · {SHOP} 3 人里得分第 2 名，甲：绩效工资 1,600.00 ×（1.2 − 1）"
    assert trace_text(found.trace, TEXTS) == said
    score, *classes, formula = outline(found.trace, inputs.files, TEXTS).children
    assert score.value == "80.00 分"
    assert [(one.label, one.text, one.value) for one in classes] == [
        ("甲", "50\u00a0%", "2 人"), ("乙", "50\u00a0%", "1 人"),
    ]  # fmt: skip
    assert (formula.label, formula.value) == (said, "320.00")


def test_who_has_no_such_line_counts_all_the_same() -> None:
    """Everybody of the group with a score: a company's person first, a colleague without the line second, a third."""
    rule = {"type": "distribution", "by": [], "classes": [
        {"name": "金", "share": "0.5", "amount": "300"}, {"name": "银", "share": "0.5", "amount": "100"},
    ]}  # fmt: skip
    items = [item("100", {"type": "manual"}, id="hand")]
    with_line, without = scheme(items=items, pay=[line("distribution", rule)]), scheme(items=items, name="没有")
    schemes = (
        SchemeInForce(scheme=with_line, version=1, position="售前"),
        SchemeInForce(scheme=without, version=1, position="售后"),
        SchemeInForce(scheme=without, version=1, position=COMPANY_MEMBER),
    )
    people = {"a": ("售前", "70"), "b": ("售后", "80"), "c": (COMPANY_MEMBER, "90"), "d": ("售前", "60")}
    agents = tuple(agent(name, position=position) for name, (position, _) in people.items())
    marks = tuple(mark("item:hand", points, who=f"A-{name}") for name, (_, points) in people.items())
    found = slips(month(agents=agents, marks=marks, schemes=schemes))
    paid = {name: [fen_text(one.amount) for one in slip.lines] for name, slip in found.items()}
    assert paid == {"a": ["100.00"], "b": [], "d": ["100.00"]}
