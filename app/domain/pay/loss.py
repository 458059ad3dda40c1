"""赔偿损失: the minus money of some incidents, within what the law lets an employer take (RULES 29).

工资支付暂行规定 art. 16: at most 20 % of the month's wage, and at least the local minimum wage is left.
"""

import msgspec

from app.domain.money import Fen, decimal_text, exact, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.incident_money import incident_traces
from app.domain.pay.lines import Lines, deduction
from app.domain.payline import Flag
from app.domain.scheme import Loss, PayItem
from app.domain.scoring.deductions import total_of
from app.domain.trace import Trace

LIMIT_WAIVED = ":limit"
"""After the item's code in a waiver: all that is claimed is taken at once, on the owner's word."""


class _Claims(msgspec.Struct, frozen=True):
    total: Fen
    inputs: tuple[Trace, ...]


def loss(item: PayItem, rule: Loss, at: Context) -> Lines:
    """5,000 gross, 1,500 claimed, minimum wage 2,590 → 1,000.00, and 500.00 are carried to later months."""
    claims = _claims(rule, at)
    if not claims.total:
        return Lines()
    reason = at.case.waived.get(f"{item.code}{LIMIT_WAIVED}")
    if reason is not None:
        params = {"claim": _money(claims.total), "reason": reason}
        waived = Trace("loss_limit_waived", yuan(claims.total), "CNY", params, claims.inputs)
        return _taken(item, waived, claims.total, claims.total, ("loss_limit_waived",))
    gross = max(0, at.gross)
    fifth = gross * 20 // 100
    params = {"claim": _money(claims.total), "gross": _money(gross), "fifth": _money(fifth)}
    if at.case.agent.kind != "person":
        return _limited(item, "loss_company", claims, fifth, params)
    minimum = at.case.shop.settings.get("minimum_wage")
    if minimum is None:
        return _limited(item, "loss_no_minimum_wage", claims, 0, params, "no_minimum_wage")
    params["minimum"] = minimum
    return _limited(item, "loss", claims, min(fifth, max(0, gross - to_fen(exact(minimum)))), params)


def loss_left(rule: Loss, at: Context) -> dict[str, Fen]:
    """What stays claimed where the whole item is waived for a month."""
    claims = _claims(rule, at)
    return {"loss_left": claims.total} if claims.total else {}


def _limited(item: PayItem, name: str, claims: _Claims, limit: Fen, params: dict[str, str], *flags: str) -> Lines:
    now = min(claims.total, limit)
    params = {**params, "rest": _money(claims.total - now)}
    return _taken(item, Trace(name, yuan(now), "CNY", params, claims.inputs), now, claims.total, flags)


def _taken(item: PayItem, trace: Trace, now: Fen, claimed: Fen, flags: tuple[str, ...]) -> Lines:
    return Lines(
        lines=(deduction(item, now, trace),),
        flags=tuple(Flag(code=code, params={"item": item.name}) for code in flags),
        sums={"loss_left": claimed - now},
    )


def _claims(rule: Loss, at: Context) -> _Claims:
    """What is claimed this month and what earlier months left."""
    carried = _carried(at)
    incidents = incident_traces(at.case, lambda one, money: money < 0 and one.kind in rule.kinds)
    total = to_fen(-total_of(incidents)) + (to_fen(carried.value) if carried and carried.value else 0)
    return _Claims(total, incidents if carried is None else (*incidents, carried))


def _carried(at: Context) -> Trace | None:
    """The newer of what the owner said was still to be borne and what the last sealed month that says so left."""
    agent, left = at.case.agent, None
    for month, past in at.staff.history.of(agent.number):
        if "loss_left" in past.sums:
            left = (month.month, yuan(past.sums["loss_left"]))
    said = agent.loss_carried
    if said is not None and said.month <= at.case.month and (left is None or said.month > left[0]):
        return Trace("loss_carried_said", said.value, "CNY", {"month": str(said.month)}) if said.value else None
    if left is None or not left[1]:
        return None
    return Trace("loss_carried", left[1], "CNY", {"month": str(left[0])})


def _money(fen: Fen) -> str:
    return decimal_text(yuan(fen), 2)
