"""One agent's payslip: score, lines, sums, and what to look at."""

from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import DAYS_ATTENDED, INCIDENTS
from app.domain.money import Fen, decimal_text
from app.domain.observations import AgentMetrics
from app.domain.pay.context import Context
from app.domain.pay.incident_money import claimed_kinds
from app.domain.pay.items import all_lines
from app.domain.pay.near_miss import near_misses
from app.domain.payline import Flag, Payslip, Pending
from app.domain.scheme import (
    Bonus,
    Composite,
    Deductions,
    IncidentMoney,
    Overload,
    ScoreItem,
    given,
)
from app.domain.staff import Staff

TAX_THRESHOLD: Fen = 500_000
"""A month's gross above 5,000 without income tax worked out is flagged (RULES 30)."""


def payslip(case: Case, staff: Staff, version: int, near_miss_limit: Fraction) -> Payslip:
    """Pay one scored agent; blocked as a whole where anything required is missing, never paid in part.

    ``near_miss_limit`` is the gap to a threshold, as a share of it, within which a near miss is told.
    """
    scored = staff.scores[case.agent.number]
    found = all_lines(Context(case, scored, staff))
    conflicts = tuple(
        Pending(code="account_conflict", id=account, item=account, params={"account": account})
        for account in case.metrics.account_conflicts
        if account not in case.waived
    )
    pending = (*conflicts, *scored.pending, *found.pending)
    slip = _blank(case.metrics, scheme=case.scheme.name, version=version)
    slip = msgspec.structs.replace(
        slip, items=scored.items, waivers=tuple(case.waived.items()), not_given=found.not_given
    )
    if pending:
        return _blocked(slip, pending)
    done = Context(case, scored, staff, found.lines)
    flags = (*found.flags, *_flags(done, taxed="tax" in found.sums))
    return msgspec.structs.replace(
        slip,
        state="computed",
        score=scored.total,
        lines=found.lines,
        gross=done.gross,
        deductions=done.gross - done.net,
        net=done.net,
        flags=flags,
        near_miss=near_misses(done, near_miss_limit),
        sums={"exempt": done.exempt, **found.sums},
    )


def without_scheme(metrics: AgentMetrics) -> Payslip:
    """The payslip of an agent for whose position no scheme is in force: blocked."""
    position = metrics.agent.position
    waits = Pending(code="no_scheme", id="scheme", item=position, params={"position": position})
    return _blocked(_blank(metrics, scheme="", version=0), (waits,))


def _blank(metrics: AgentMetrics, *, scheme: str, version: int) -> Payslip:
    agent = metrics.agent
    attended = metrics.metrics.get(DAYS_ATTENDED)
    return Payslip(
        number=agent.number,
        name=agent.name,
        kind=agent.kind,
        position=agent.position,
        grade=agent.grade,
        team=agent.team,
        shops=agent.shops,
        scheme=scheme,
        version=version,
        state="blocked",
        attended=None if attended is None else attended.value,
    )


def _blocked(slip: Payslip, pending: tuple[Pending, ...]) -> Payslip:
    codes = {one.code: Flag(code=one.code, params={"item": one.item, **one.params}) for one in reversed(pending)}
    return msgspec.structs.replace(
        slip, state="blocked", pending=pending, flags=tuple(codes[code] for code in reversed(codes))
    )


def _flags(done: Context, *, taxed: bool) -> list[Flag]:
    flags = [*_unused_incidents(done.case), *_overload(done.case)]
    if not taxed and done.gross > TAX_THRESHOLD and done.case.agent.kind == "person":
        flags.append(Flag(code="tax_off"))
    if done.net < 0:
        flags.append(Flag(code="negative_net"))
    return flags


def _unused_incidents(case: Case) -> list[Flag]:
    """Incident points that no item names and money that no line pays change nothing and are listed (RULES 19)."""
    named = _named_kinds(case.scheme.items, given(case.scheme.bonuses, ()))
    pays_money = any(isinstance(item.rule, IncidentMoney) for item in case.scheme.pay)
    claims = claimed_kinds(case.scheme)
    flags: list[Flag] = []
    for incident in case.incidents:
        params = {"kind": incident.kind, "day": incident.day.isoformat()}
        if incident.points and incident.kind not in named:
            flags.append(Flag(code="incident_unused", params=params | {"points": decimal_text(incident.points)}))
        claimed = incident.kind in claims and (incident.money or 0) < 0
        if incident.money and not pays_money and not claimed:
            flags.append(Flag(code="incident_money_unused", params=params | {"money": decimal_text(incident.money)}))
    return flags


def _named_kinds(items: tuple[ScoreItem, ...], bonuses: tuple[Bonus, ...]) -> set[str]:
    named = {kind for bonus in bonuses for kind in bonus.kinds}
    named |= {metric.removeprefix(INCIDENTS) for bonus in bonuses for metric in bonus.metrics}
    for item in items:
        named.add(given(item.metric, "").removeprefix(INCIDENTS))
        if isinstance(item.rule, Deductions):
            named |= set(item.rule.kinds)
        if isinstance(item.rule, Composite):
            named |= set(given(item.rule.kinds, {})) | _named_kinds(item.rule.items, ())
    return named


def _overload(case: Case) -> list[Flag]:
    """Receptions (or cases) a day worked above the position's capacity (RULES 32)."""
    rule = case.scheme.overload
    days = case.metrics.days_worked
    if not isinstance(rule, Overload) or not days:
        return []
    found = next((value for name in rule.metrics if (value := _value(case.measured(name))) is not None), None)
    if found is None or found <= days * rule.per_day.value:
        return []
    params = {"per_day": decimal_text(found / days, 1), "limit": rule.per_day.text}
    return [Flag(code="overload", params=params)]


def _value(measured: Measured | None) -> Fraction | None:
    return None if measured is None else measured.value
