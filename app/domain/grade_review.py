"""晋级考核: who should move up or down a grade, from the stored months, with the evidence (RULES 28)."""

from typing import Literal

import msgspec

from app.domain.case import Case
from app.domain.grades import Check, checks, holds
from app.domain.scheme import given
from app.domain.staff import Staff

REVIEW_MONTHS = (6, 12)
"""The two months of a year that end with a review."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A grade that an agent should have instead of the one held, and the requirements that say so."""

    number: str
    name: str
    grade: str
    to: str
    way: Literal["up", "down"]
    checks: tuple[Check, ...]


def proposals(staff: Staff) -> tuple[Proposal, ...]:
    """One step at a time, in order of the agents' numbers; the scheme names its grades from the lowest up.

    Down: something that the grade asks to stay fails. Up: all that the next grade asks to enter holds, and something of
    it is known. Who is at the end of the ladder stays.
    """
    found = (_proposal(case, staff) for case in staff.cases.values())
    return tuple(one for one in found if one is not None)


def _proposal(case: Case, staff: Staff) -> Proposal | None:
    grades = given(case.scheme.grades, {})
    names, held = list(grades), case.agent.grade
    if held not in grades:
        return None
    place = names.index(held)
    staying = checks(given(grades[held].stay, ()), case, staff)
    if not holds(staying):
        return _moved(case, names[place - 1], "down", staying) if place else None
    if place + 1 == len(names):
        return None
    entering = checks(given(grades[names[place + 1]].enter, ()), case, staff)
    if holds(entering) and any(check.met for check in entering):
        return _moved(case, names[place + 1], "up", entering)
    return None


def _moved(case: Case, to: str, way: Literal["up", "down"], evidence: tuple[Check, ...]) -> Proposal:
    agent = case.agent
    return Proposal(number=agent.number, name=agent.name, grade=agent.grade, to=to, way=way, checks=evidence)
