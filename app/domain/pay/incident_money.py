"""奖惩金额: the money of the month's incidents."""

from collections.abc import Callable
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.inputs import Incident
from app.domain.money import decimal_text, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning
from app.domain.payline import DEDUCTION, Flag, PayLine
from app.domain.scheme import IncidentMoney, Loss, PayItem, Scheme
from app.domain.scoring.deductions import total_of
from app.domain.trace import Trace


def incident_money(item: PayItem, rule: IncidentMoney, at: Context) -> Lines:
    """Rewards and minuses on two lines, never netted (RULES 4).

    What is a claim for a loss is on a line of its own; fines are flagged (RULES 29).
    """
    case, claims = at.case, claimed_kinds(at.case.scheme)
    rewards = incident_traces(case, lambda one, money: money > 0)
    minuses = incident_traces(case, lambda one, money: money < 0 and one.kind not in claims)
    lines: list[PayLine] = []
    flags: list[Flag] = []
    if rewards:
        total = total_of(rewards)
        lines.append(earning(item, total, "incident_money", {}, rewards))
    if minuses:
        total = total_of(minuses)
        fine = earning(item, -total, "incident_fine", {}, minuses)
        code = f"{item.code.partition(':')[0]}:fine"
        lines.append(msgspec.structs.replace(fine, code=code, name="", kind=DEDUCTION))
        flags.append(Flag(code="fine_basis", params={"amount": decimal_text(yuan(fine.amount), 2)}))
    return Lines(lines=tuple(lines), flags=tuple(flags))


def claimed_kinds(scheme: Scheme) -> frozenset[str]:
    """The kinds of incidents whose minus money is a claim for a loss, not a fine."""
    return frozenset(kind for item in scheme.pay if isinstance(item.rule, Loss) for kind in item.rule.kinds)


def incident_traces(case: Case, wanted: Callable[[Incident, Fraction], bool]) -> tuple[Trace, ...]:
    """The wanted ones of the month's incidents that have money, each with its signed money (CNY)."""
    return tuple(
        Trace(
            "incident",
            incident.money,
            "CNY",
            {"day": incident.day.isoformat(), "kind": incident.kind, "note": incident.note},
            (),
            () if incident.source is None else (incident.source,),
        )
        for incident in case.incidents
        if incident.money is not None and wanted(incident, incident.money)
    )
