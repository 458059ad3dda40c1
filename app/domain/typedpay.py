"""Money that people gave: rewards and fines of incidents, and adjustments."""

from collections.abc import Callable
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.lines import Lines, earning
from app.domain.money import decimal_text, to_fen, yuan
from app.domain.payline import DEDUCTION, EARNING, Flag, PayLine
from app.domain.scheme import PayItem
from app.domain.scorerules import total_of
from app.domain.trace import Trace


def incident_money(item: PayItem, case: Case) -> Lines:
    """Rewards and minuses on two lines, never netted (RULES 4); fines are listed (RULES 29)."""
    rewards = _money(case, lambda money: money > 0)
    minuses = _money(case, lambda money: money < 0)
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


def _money(case: Case, wanted: Callable[[Fraction], bool]) -> tuple[Trace, ...]:
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
        if incident.money is not None and wanted(incident.money)
    )


def adjustments(case: Case, item: PayItem | None = None) -> Lines:
    """The typed lines of the month, one each: ``adjustment``, ``adjustment:2``, …"""
    code = item.code if item else "adjustment"
    lines: list[PayLine] = []
    for index, (amount, reason, month) in enumerate(case.adjustments):
        fen = to_fen(amount)
        params = {"reason": reason} | ({"month": month} if month else {})
        trace = Trace("adjustment_for" if month else "adjustment", yuan(fen), "CNY", params)
        lines.append(
            PayLine(
                code=code if index == 0 else f"{code}:{index + 1}",
                name=item.name if item else "",
                kind=EARNING if fen >= 0 else DEDUCTION,
                amount=abs(fen),
                trace=trace,
            )
        )
    return Lines(lines=tuple(lines))
