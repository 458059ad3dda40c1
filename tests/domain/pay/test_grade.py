"""Grades: RULES 28, each form of a requirement at its edge."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.domain.history import PastAgent, PastIncident, PastMonth
from app.domain.inputs import MonthInputs
from app.domain.money import fen_text
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Place
from tests.domain.build import agent, incident, item, line, mark, month, scheme, seen

ITEMS = [
    item("60", {"type": "manual"}, id="hand"),
    item("40", {"type": "bands", "bands": [["0.3", "40"]]}, id="rate", metric="inquiry_conversion"),
]


def plan(stay: list[dict[str, Any]], factor: str | None = "0.8", performance: str = "2000") -> Any:
    grade: dict[str, Any] = {"performance": performance, "stay": stay}
    if factor is not None:
        grade["penalty_factor"] = factor
    return scheme(items=ITEMS, pay=[line("performance", {"type": "performance"})], grades={"P2": grade})


def inputs(stay: list[dict[str, Any]], *, points: str = "50", paid: str = "30", **more: Any) -> MonthInputs:
    """Score 90 unless said otherwise: 50 by hand and 40 for a conversion of 30 %."""
    rows = (seen("inquiry_paid_users", paid), seen("inquiry_users", "100"))
    values: dict[str, Any] = {"plan": plan(stay), "agents": (agent(grade="P2", hired="2026-04-15"),)} | more
    return month(*rows, marks=(mark("item:hand", points),), **values)


def past(number: int, score: str | None) -> PastMonth:
    agents = {"A-小美": PastAgent(number="A-小美", place=Place(), score=None if score is None else Fraction(score))}
    return PastMonth(month=PayMonth(2026, number), pay_date=date(2026, number + 1, 15), agents=agents)


def slip(given: MonthInputs) -> Payslip:
    return compute(given).payslips[0]


def lost(found: Payslip) -> str | None:
    assert found.computed, found.pending
    return next((fen_text(one.amount) for one in found.lines if one.code == "performance:grade"), None)


def flagged(found: Payslip) -> bool:
    return any(flag.code == "grade_failed" for flag in found.flags)


MEAN = {"mean_score": "85", "months": 3}


@pytest.mark.parametrize(
    ("asked", "more", "fails"),
    [
        (MEAN, {"history": (past(8, "82"), past(9, "83"))}, False),  # (90 + 82 + 83) ÷ 3 = 85
        (MEAN, {"history": (past(8, "82"), past(9, "82.99"))}, True),
        (MEAN, {"history": (past(8, "0"),)}, False),  # September is missing: no data, not counted
        (MEAN, {"history": (past(8, "0"), past(9, None))}, False),
        ({"months_employed": 6}, {}, False),  # 15 April to 31 October
        ({"months_employed": 7}, {}, True),
        ({"months_employed": "7"}, {"agents": (agent(grade="P2"),)}, False),  # nobody knows since when
        ({"mark": "hand", "at": "50"}, {}, False),
        ({"mark": "hand", "at": "50.01"}, {}, True),
        ({"metric": "inquiry_conversion", "better": "more", "at": "0.3"}, {}, False),
        ({"metric": "inquiry_conversion", "at": "0.31"}, {}, True),
        ({"metric": "inquiry_conversion", "better": "less", "at": "0.3"}, {}, False),
        ({"metric": "inquiry_conversion", "better": "less", "at": "0.29"}, {}, True),
        ({"metric": "orders", "at": "1"}, {}, False),  # no data
        ({"no_incidents": ["投诉"], "months": 1}, {}, False),
        ({"no_incidents": ["投诉"], "months": 1}, {"incidents": (incident("投诉"),)}, True),
        ({"no_incidents": ["投诉"], "months": 1}, {"incidents": (incident("迟到"),)}, False),
        (
            {"no_incidents": ["投诉"], "months": 2},
            {"earlier_incidents": (PastIncident("A-小美", "投诉", date(2026, 9, 1)),)},
            True,
        ),
        (
            {"no_incidents": ["投诉"], "months": 2},
            {"earlier_incidents": (PastIncident("A-小美", "投诉", date(2026, 8, 31)),)},
            False,
        ),
    ],
)
def test_what_a_grade_asks(asked: dict[str, Any], more: dict[str, Any], fails: bool) -> None:
    found = slip(inputs([asked], **more))
    assert found.score == 90
    assert flagged(found) is fails
    assert lost(found) == ("-360.00" if fails else None)  # a fifth of 90 % × 2,000


def test_all_of_a_list_must_hold() -> None:
    both = [{"months_employed": 6}, {"mark": "hand", "at": "51"}]
    assert lost(slip(inputs(both))) == "-360.00"


def test_without_a_factor_the_agent_is_flagged_and_loses_nothing() -> None:
    found = slip(inputs([{"months_employed": 99}], plan=plan([{"months_employed": 99}], factor=None)))
    assert flagged(found)
    assert lost(found) is None


def test_the_line_is_rounded_half_away_from_zero() -> None:
    """90 % × 0.15 = 0.135 → 0.14; a fifth of it, 0.028 → 0.03."""
    asked = [{"months_employed": 99}]
    assert lost(slip(inputs(asked, plan=plan(asked, performance="0.15")))) == "-0.03"


def test_who_holds_no_grade_of_the_scheme_is_asked_nothing() -> None:
    found = slip(inputs([{"months_employed": 99}], agents=(agent(grade="P9", performance="2000"),)))
    assert not flagged(found)
    assert lost(found) is None


@pytest.mark.parametrize(("typed", "fails"), [({"甲": "20", "乙": "30"}, True), ({"甲": "20"}, False)])
def test_a_criterion_without_a_mark_is_no_data_for_the_requirement(typed: dict[str, str], fails: bool) -> None:
    parts = [{"name": "甲", "full": "25"}, {"name": "乙", "full": "35"}]
    items = [item("60", {"type": "manual", "criteria": parts}, id="hand", no_data="full"), ITEMS[1]]
    grades = {"P2": {"performance": "2000", "stay": [{"mark": "hand", "at": "51"}], "penalty_factor": "0.8"}}
    asked = scheme(items=items, pay=[line("performance", {"type": "performance"})], grades=grades)
    marks = tuple(mark(f"item:hand/{name}", points) for name, points in typed.items())
    found = slip(month(seen("inquiry_paid_users", "30"), seen("inquiry_users", "100"), plan=asked, agents=(agent(grade="P2"),), marks=marks))  # fmt: skip
    assert flagged(found) is fails
