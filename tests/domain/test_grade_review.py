"""Promotions and demotions are proposed one step at a time, with the evidence."""

from typing import Any

import pytest

from app.domain.grade_review import proposals
from app.domain.payrun import scored_staff
from tests.domain.build import agent, item, mark, month, scheme

PLAN = scheme(
    items=[item("100", {"type": "manual"}, id="hand")],
    grades={
        "P1": {"enter": [], "stay": []},
        "P2": {
            "enter": [{"mean_score": "85", "months": 1}, {"months_employed": 6}],
            "stay": [{"mean_score": "70", "months": 1}],
        },
        "P3": {"enter": [{"mean_score": "95", "months": 1}], "stay": [{"mean_score": "90", "months": 1}]},
    },
)


@pytest.mark.parametrize(
    ("grade", "score", "more", "moved"),
    [
        ("P1", "85", {"hired": "2026-04-30"}, ("up", "P2")),
        ("P1", "84.99", {"hired": "2026-04-30"}, None),
        ("P1", "90", {"hired": "2026-05-01"}, None),  # a day short of six months
        ("P1", "90", {}, ("up", "P2")),  # nobody knows since when: not counted, the score decides
        ("P2", "95", {}, ("up", "P3")),
        ("P2", "69.99", {}, ("down", "P1")),
        ("P2", "70", {}, None),
        ("P3", "96", {}, None),  # the top
        ("P3", "89", {}, ("down", "P2")),
        ("P1", "0", {}, None),  # the bottom asks nothing
        ("", "99", {}, None),
        ("P7", "99", {}, None),
    ],
)
def test_one_step_up_or_down(grade: str, score: str, more: dict[str, Any], moved: tuple[str, str] | None) -> None:
    inputs = month(plan=PLAN, agents=(agent(grade=grade, **more),), marks=(mark("item:hand", score),))
    found = proposals(scored_staff(inputs))
    assert [(one.way, one.to) for one in found] == ([moved] if moved else [])
    assert all(one.checks for one in found)


def test_nobody_moves_up_on_nothing_known() -> None:
    assert proposals(scored_staff(month(plan=PLAN, agents=(agent(grade="P1"),)))) == ()
