"""One agent's payslip: score, lines, sums, and what to look at."""

from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.flags import flags_of
from app.domain.metrics import DAYS_ATTENDED
from app.domain.observations import AgentMetrics
from app.domain.pay.context import Context
from app.domain.pay.items import all_lines
from app.domain.pay.near_miss import near_misses
from app.domain.payline import Flag, Payslip, Pending
from app.domain.staff import Staff


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
    flags = (*found.flags, *flags_of(done, taxed="tax" in found.sums))
    gross, net = done.gross, done.net
    return msgspec.structs.replace(
        slip,
        state="computed",
        score=scored.total,
        lines=found.lines,
        gross=gross,
        deductions=gross - net,
        net=net,
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
