"""What to look at on a payslip; a flag blocks nothing (RULES 19, 30, 32)."""

from fractions import Fraction

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import INCIDENTS
from app.domain.money import Fen, decimal_text
from app.domain.pay.context import Context
from app.domain.pay.incident_money import claimed_kinds
from app.domain.payline import Flag
from app.domain.scheme import Bonus, Composite, Deductions, IncidentMoney, Overload, ScoreItem, given

TAX_THRESHOLD: Fen = 500_000
"""A month's gross above 5,000 without income tax worked out is flagged (RULES 30)."""


SLOW_SECONDS = Fraction(15)
"""A mean response above 15 s together with the receptions a day hints at too few seats (S3, RULES 32)."""


def flags_of(done: Context, *, taxed: bool) -> list[Flag]:
    """The flags of a computed payslip, most of them of the month's figures; ``taxed``: income tax was worked out."""
    case = done.case
    flags = [*_unused_incidents(case), *_overload(case), *_staffing(case), *_unreplied(case)]
    if not taxed and done.gross > TAX_THRESHOLD and case.agent.kind == "person":
        flags.append(Flag(code="tax_off"))
    if done.net < 0:
        flags.append(Flag(code="negative_net"))
    return flags


def _unused_incidents(case: Case) -> list[Flag]:
    """Incident points that no item names and money that no line pays change nothing and are listed (RULES 19)."""
    if not case.incidents:
        return []
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


def _staffing(case: Case) -> list[Flag]:
    """A slow response and how many a day were received: perhaps there are too few seats."""
    seconds, received = _value(case.measured("response_seconds")), _value(case.measured("received_users"))
    days = case.metrics.days_worked
    if seconds is None or seconds <= SLOW_SECONDS or received is None or not days:
        return []
    params = {"seconds": decimal_text(seconds, 1), "per_day": decimal_text(received / days, 1)}
    return [Flag(code="staffing", params=params)]


def _unreplied(case: Case) -> list[Flag]:
    """Where the reply rate is scored and 100 % is expected of it, the days below it (S3)."""
    days = case.metrics.unreplied_days
    if not days or all(given(item.metric, "") != "reply_rate" for item in case.scheme.every_item):
        return []
    return [Flag(code="unreplied_days", params={"days": "、".join(str(day.day) for day in days)})]
