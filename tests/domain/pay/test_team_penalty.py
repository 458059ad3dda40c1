"""连带: who bears what of an incident of the team."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inputs import MonthInputs, Waiver
from app.domain.money import fen_text
from tests.domain.build import day, incident, line, month, scheme, seen
from tests.domain.pay.crew import hand, in_force, line_of, paid, person, slips, waits

FOUR = tuple(person(name, number=f"A{index}") for index, name in enumerate("甲乙丙丁", start=1))


def penalty(**rule: Any) -> Any:
    values = {"type": "team_penalty", "kind": "投诉", "amount": "100", "culprit_share": "0.5"} | rule
    return scheme(pay=[line("team_penalty", values)])


def inputs(
    *incidents: Any, rows: tuple[Any, ...] = (), agents: Any = FOUR, plan: Any = None, **more: Any
) -> MonthInputs:
    return month(*rows, plan=plan or penalty(), agents=agents, incidents=incidents, **more)


@pytest.mark.parametrize(
    ("rule", "borne"),
    [
        ({}, {"甲": "50.00", "乙": "16.67", "丙": "16.67", "丁": "16.66"}),
        ({"culprit_share": "1"}, {"甲": "100.00"}),
        ({"culprit_share": "0"}, {"乙": "33.34", "丙": "33.33", "丁": "33.33"}),
        ({"amount": "0.05"}, {"甲": "0.02", "乙": "0.01", "丙": "0.01", "丁": "0.01"}),
        ({"amount": "0"}, {}),
        ({"kind": "迟到"}, {}),
    ],
)
def test_the_one_bears_a_part_and_the_others_the_rest(rule: dict[str, Any], borne: dict[str, str]) -> None:
    assert paid(inputs(incident("投诉", who="A1"), plan=penalty(**rule)), "team_penalty") == borne


def test_it_is_a_deduction_and_flagged_like_a_fine() -> None:
    slip = slips(inputs(incident("投诉", who="A1")))["乙"]
    (line_,) = slip.lines
    assert (line_.kind, slip.net) == ("deduction", -1667)
    assert [(flag.code, flag.params) for flag in slip.flags if flag.code == "fine_basis"] == [
        ("fine_basis", {"amount": "16.67"})
    ]


def test_without_an_incident_there_is_no_line_and_no_flag() -> None:
    for slip in slips(inputs()).values():
        assert (slip.lines, slip.flags, slip.not_given) == ((), (), ())


def test_every_incident_makes_a_pot_of_its_own() -> None:
    found = inputs(incident("投诉", who="A1"), incident("投诉", who="A1"), incident("投诉", who="A2", on="06"))
    # 甲 50 + 50 + 16.67, 乙 16.67 + 16.67 + 50, 丙 16.67 + 16.67 + 16.67, 丁 16.66 each
    assert paid(found, "team_penalty") == {"甲": "116.67", "乙": "83.34", "丙": "50.01", "丁": "49.98"}


def test_who_did_not_work_that_day_bears_nothing() -> None:
    """A row of that day; who has no day rows at all: was employed that day."""
    agents = (
        *FOUR[:3], person("来了", number="A5", hired="2026-10-05"), person("没来", number="A6", hired="2026-10-06"),
        person("走了", number="A7", left="2026-10-04"), person("整月", number="A8"),
    )  # fmt: skip
    rows = (
        day("orders", "1", "05", account="乙"), day("orders", "1", "06", account="丙"),
        seen("orders", "9", account="整月"),
    )  # fmt: skip
    found = paid(inputs(incident("投诉", who="A1"), rows=rows, agents=agents), "team_penalty")
    assert found == {"甲": "50.00", "乙": "16.67", "来了": "16.67", "整月": "16.66"}


def test_alone_that_day_is_all_of_it() -> None:
    rows = tuple(day("orders", "1", "06", account=name) for name in "甲乙丙丁")
    assert paid(inputs(incident("投诉", who="A1"), rows=rows), "team_penalty") == {"甲": "100.00"}


def test_the_team_is_who_has_the_line() -> None:
    agents = (
        *FOUR[:2],
        person("售后", number="A5", position="售后"),
        person("别组", "二组", number="A6"),
        hand("外包", "一组", number="A7"),
    )
    schemes = (in_force(penalty()), in_force(scheme(pay=[]), "售后"), in_force(penalty(), "外包成员"))
    events = (incident("投诉", who="A1"), incident("投诉", who="A5"), incident("投诉", who="A7"))
    found = month(agents=agents, incidents=events, schemes=schemes)
    assert paid(found, "team_penalty") == {"甲": "50.00", "乙": "50.00"}


def test_a_waived_line_is_borne_by_nobody() -> None:
    waiver = Waiver(number="A2", code="team_penalty", reason="当天请假")
    found = inputs(incident("投诉", who="A1"), waivers=(waiver,))
    assert paid(found, "team_penalty") == {"甲": "50.00", "丙": "16.67", "丁": "16.66"}


def test_schemes_that_do_not_agree_block_the_team() -> None:
    agents = (person("甲"), person("乙", position="售后"), person("丙", "二组"))
    schemes = (in_force(penalty()), in_force(penalty(amount="50"), "售后"))
    found = waits(month(agents=agents, schemes=schemes))
    assert found == {"甲": ["team_line_differs"], "乙": ["team_line_differs"], "丙": []}


def test_the_tree_names_day_culprit_and_division() -> None:
    line_ = line_of(
        slips(inputs(incident("投诉", who="A1"), incident("投诉", who="A2", on="06")))["甲"], "team_penalty"
    )
    assert line_ is not None
    own, other = line_.trace.inputs
    assert (own.rule, own.value, own.params["day"], own.params["name"]) == ("penalty_own", 50, "2026-10-05", "甲")
    assert (other.rule, other.value, other.params["name"]) == ("penalty_of_other", Fraction("16.67"), "乙")
    assert (other.params["amount"], other.params["share"], other.params["count"]) == ("100", "0.5", "3")


@given(st.integers(1, 10**6), st.integers(0, 100), st.integers(1, 6), st.integers(0, 4))
def test_nothing_of_the_pots_is_lost(fen: int, percent: int, people: int, incidents: int) -> None:
    agents = tuple(person(f"客服{index}") for index in range(people))
    plan = penalty(amount=fen_text(fen), culprit_share=f"{percent // 100}.{percent % 100:02d}")
    events = [incident("投诉", who="A-客服0", on=f"{index + 1:02d}") for index in range(incidents)]
    found = paid(inputs(*events, agents=agents, plan=plan), "team_penalty")
    assert sum(Fraction(amount) for amount in found.values()) * 100 == fen * incidents
