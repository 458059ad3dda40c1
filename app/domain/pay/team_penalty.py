"""连带: an amount for each incident of a member, borne by the one and by the members who worked that day."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.inputs import Incident
from app.domain.money import Fen, decimal_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, deduction, waiting
from app.domain.pay.teams import agreed, with_line
from app.domain.payline import Flag
from app.domain.pots import divided
from app.domain.scheme import PayItem, TeamPenalty
from app.domain.trace import Trace


class _Part(msgspec.Struct, frozen=True):
    """What one member bears of one incident."""

    fen: Fen
    trace: Trace


def team_penalty(item: PayItem, rule: TeamPenalty, at: Context) -> Lines:
    """100 for a complaint, half of it the one's: with two others who worked that day 50.00, 25.00, 25.00.

    A deduction without a legal basis, flagged like a fine; nothing where there was no such incident. A waived line is
    not taken off, and nobody else bears it.
    """
    if not at.case.agent.shares_in_team:
        return Lines()
    team = with_line(item.code, at.staff)[at.case.agent.team]
    if not agreed(item.code, rule, team):
        return waiting(item, "team_line_differs", team=at.case.agent.team)
    borne = at.staff.once(("team_penalty", item.code, at.case.agent.team), lambda: _borne(rule, team))
    parts = borne.get(at.case.agent.number, [])
    total = sum(part.fen for part in parts)
    if not total:
        return Lines()
    trace = Trace("team_penalty", yuan(total), "CNY", {"kind": rule.kind}, tuple(part.trace for part in parts))
    flag = Flag(code="fine_basis", params={"amount": decimal_text(yuan(total), 2)})
    return Lines(lines=(deduction(item, total, trace),), flags=(flag,))


def _borne(rule: TeamPenalty, team: Sequence[Case]) -> dict[str, list[_Part]]:
    """What each member bears, by number, in order of the days."""
    found = [(incident, case) for case in team for incident in case.incidents_of(rule.kind)]
    borne: dict[str, list[_Part]] = {}
    for incident, culprit in sorted(found, key=lambda one: (one[0].day, one[1].agent.number)):
        for number, part in _divided(rule, incident, culprit, team).items():
            borne.setdefault(number, []).append(part)
    return borne


def _divided(rule: TeamPenalty, incident: Incident, culprit: Case, team: Sequence[Case]) -> dict[str, _Part]:
    others = [case.agent.number for case in team if case is not culprit and worked_on(incident.day, case)]
    own = rule.culprit_share.value if others else Fraction(1)
    weights = {number: (1 - own) / len(others) for number in others} | {culprit.agent.number: own}
    pot = to_fen(rule.amount.value)
    params = {
        "day": incident.day.isoformat(),
        "kind": incident.kind,
        "name": culprit.agent.name,
        "amount": rule.amount.text,
        "share": rule.culprit_share.text,
        "count": str(len(others)),
    }
    sources = () if incident.source is None else (incident.source,)
    own_rule = "penalty_own" if others else "penalty_alone"
    return {
        number: _Part(fen, Trace(own_rule if number == culprit.agent.number else "penalty_of_other", yuan(fen), "CNY",
                                 params, (), sources))
        for number, fen in divided(pot, weights).items()
    }  # fmt: skip


def worked_on(day: date, case: Case) -> bool:
    """Whether the agent has a row of that day; without any day rows: was employed that day."""
    if case.metrics.row_days:
        return day in case.metrics.row_days
    employed = case.agent.days_employed(case.month)
    return employed is not None and employed[0] <= day <= employed[1]
