"""社保 公积金: boxes as typed, rounded box by box (RULES 30)."""

import pytest

from tests.domain.build import agent, line, scheme
from tests.domain.pay.payday import adding_up_to, amounts, boxes, paid, pending, the_line, waived

ITEM = line("insurance", {"type": "insurance"})


def test_two_lines_of_the_programs_own() -> None:
    person = agent(insurance=boxes(pension="344", medical="89", unemployment="12.9", other_insurance="3", fund="215"))
    slip = paid(ITEM, who=person)
    assert amounts(slip) == {"social_insurance": "-448.90", "housing_fund": "-215.00"}
    assert {one.kind for one in slip.lines} == {"deduction"}
    assert slip.sums["special"] == 66390
    parts = the_line(slip, "social_insurance").trace.inputs
    assert [part.rule for part in parts] == ["pension", "medical", "unemployment", "other_insurance"]


def test_each_box_is_rounded_before_they_are_added() -> None:
    person = agent(insurance=boxes(pension="0.005", medical="0.005", unemployment="0.005"))
    assert amounts(paid(ITEM, who=person)) == {"social_insurance": "-0.03"}


@pytest.mark.parametrize(
    ("fund", "rounding", "amount"),
    [
        ("3905.16", "yuan", "-3905.00"), ("1522.5", "yuan", "-1523.00"), ("1522.5", "fen", "-1522.50"),
        ("1522.4999", "yuan", "-1522.00"), ("1522.495", "", "-1522.50"),
    ],
)  # fmt: skip
def test_the_fund_to_the_yuan_where_the_shop_says_so(fund: str, rounding: str, amount: str) -> None:
    settings = {"fund_rounding": rounding} if rounding else {}
    slip = paid(ITEM, who=agent(insurance=boxes(fund=fund)), settings=settings)
    assert amounts(slip) == {"housing_fund": amount}


def test_without_boxes_it_is_not_known() -> None:
    assert amounts(paid(ITEM)) == {}
    assert pending(paid({**ITEM, "missing": "required"})) == ["no_insurance"]


def test_a_company_has_none() -> None:
    company = agent(kind="team", insurance=boxes(pension="344"))
    slip = paid({**ITEM, "missing": "required"}, adding_up_to("9000"), who=company)
    assert (amounts(slip), slip.sums) == ({"base": "9000.00"}, {"exempt": 0})


def test_a_waived_item_deducts_nothing() -> None:
    slip = paid(ITEM, who=agent(insurance=boxes(pension="344")), **waived("insurance"))
    assert (amounts(slip), slip.sums.get("special")) == ({}, None)


def test_the_scheme_reads_it() -> None:
    assert scheme(pay=[ITEM]).pay[0].required is False
