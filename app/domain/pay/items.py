"""Every pay item by its rule, phase by phase (RULES 35). A new rule is one entry of the table."""

from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import partial
from typing import Any, TypeAlias

from app.domain.pay.adjustment import adjustment
from app.domain.pay.advance import advance
from app.domain.pay.allowance import allowance
from app.domain.pay.attendance import attendance
from app.domain.pay.awards.award import award
from app.domain.pay.base import base
from app.domain.pay.commission import commission
from app.domain.pay.contest import contest
from app.domain.pay.context import Context
from app.domain.pay.distribution import distribution
from app.domain.pay.full_attendance import full_attendance
from app.domain.pay.grade import grade
from app.domain.pay.guarantee import guarantee
from app.domain.pay.incident_money import incident_money
from app.domain.pay.income_tax import income_tax
from app.domain.pay.insurance import insurance
from app.domain.pay.lines import Lines, together
from app.domain.pay.loss import loss, loss_left
from app.domain.pay.overtime import overtime
from app.domain.pay.performance import performance
from app.domain.pay.piece import piece
from app.domain.pay.points import points
from app.domain.pay.rounding_off import rounding_off
from app.domain.pay.supervisor import supervisor
from app.domain.pay.team_goal import team_goal
from app.domain.pay.team_penalty import team_penalty
from app.domain.payline import PayLine
from app.domain.scheme import (
    AdjustmentRule,
    AdvanceRule,
    Allowance,
    Attendance,
    Award,
    Base,
    Commission,
    Contest,
    Distribution,
    FullAttendance,
    Guarantee,
    IncidentMoney,
    IncomeTax,
    InsuranceRule,
    Loss,
    Overtime,
    PayItem,
    Performance,
    Piece,
    Points,
    RoundingOff,
    Rule,
    Scheme,
    Supervisor,
    TeamGoal,
    TeamPenalty,
)
from app.domain.trace import Trace


class Phase(IntEnum):
    """When a rule is asked: it sees the printed lines of the phases before its own."""

    OWN = 1
    SHARED = 2
    GRADE = 3
    ATTENDANCE = 4
    GUARANTEE = 5
    INSURANCE = 6
    TAX = 7
    LOSS = 8
    ADVANCE = 9
    ROUNDING = 10


_PHASES = tuple(Phase)

PayFunction: TypeAlias = Callable[[PayItem, Any, Context], Lines]
Asked: TypeAlias = Callable[[Context], Lines]
"""A rule with its item: what is asked of every agent of a scheme."""

_RULES: dict[type[Rule], tuple[Phase, PayFunction]] = {
    Base: (Phase.OWN, base),
    Performance: (Phase.OWN, performance),
    Commission: (Phase.OWN, commission),
    Piece: (Phase.OWN, piece),
    Points: (Phase.OWN, points),
    IncidentMoney: (Phase.OWN, incident_money),
    Award: (Phase.SHARED, award),
    Distribution: (Phase.SHARED, distribution),
    Allowance: (Phase.OWN, allowance),
    FullAttendance: (Phase.OWN, full_attendance),
    AdjustmentRule: (Phase.OWN, lambda item, _, at: adjustment(item, at)),
    Attendance: (Phase.ATTENDANCE, attendance),
    Overtime: (Phase.ATTENDANCE, overtime),
    Guarantee: (Phase.GUARANTEE, guarantee),
    InsuranceRule: (Phase.INSURANCE, insurance),
    IncomeTax: (Phase.TAX, income_tax),
    Loss: (Phase.LOSS, loss),
    AdvanceRule: (Phase.ADVANCE, advance),
    RoundingOff: (Phase.ROUNDING, rounding_off),
    TeamGoal: (Phase.SHARED, team_goal),
    Contest: (Phase.SHARED, contest),
    TeamPenalty: (Phase.SHARED, team_penalty),
    Supervisor: (Phase.SHARED, supervisor),
}


def phase_of(item: PayItem) -> Phase:
    """The phase in which the item's rule is asked."""
    return _RULES[type(item.rule)][0]


def item_lines(item: PayItem, at: Context) -> Lines:
    """The lines of one pay item; of a waived one only that it was waived, and what a waived loss still claims."""
    if item.code in at.case.waived:
        params = {"item": item.name, "reason": at.case.waived[item.code]}
        left = loss_left(item.rule, at) if isinstance(item.rule, Loss) else {}
        return Lines(not_given=(Trace("waived", None, "", params),), sums=left)
    return _RULES[type(item.rule)][1](item, item.rule, at)


def all_lines(at: Context) -> Lines:
    """The lines of all pay items, phase by phase, within a phase in the scheme's order."""
    scheme = at.case.scheme
    found: list[Lines] = []
    lines: tuple[PayLine, ...] = ()
    for asked in at.staff.once(("phases", id(scheme)), lambda: _by_phase(scheme)):
        seen = Context(at.case, at.scored, at.staff, lines)
        parts = [ask(seen) for ask in asked]
        lines = (*lines, *[line for part in parts for line in part.lines])
        found += parts
    return together(found)


def _by_phase(scheme: Scheme) -> tuple[tuple[Asked, ...], ...]:
    """What is asked in each phase; without the phases in which there is nothing to ask."""
    phases = ((*_items(scheme, phase), *_besides(scheme, phase)) for phase in _PHASES)
    return tuple(asked for asked in phases if asked)


def _items(scheme: Scheme, phase: Phase) -> Iterator[Asked]:
    """The pay items of the phase, in the scheme's order."""
    return (partial(item_lines, item) for item in scheme.pay if phase_of(item) is phase)


def _besides(scheme: Scheme, phase: Phase) -> Iterator[Asked]:
    """What comes without an item of its own: typed adjustments, and what a grade that is failed takes off."""
    if phase is Phase.OWN and not any(isinstance(item.rule, AdjustmentRule) for item in scheme.pay):
        yield partial(adjustment, None)
    if phase is Phase.GRADE:
        yield grade
