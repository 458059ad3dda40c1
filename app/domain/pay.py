"""Points and metrics → pay lines, one small function per pay rule. Each line is rounded to the fen once."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import ATTENDANCE, unit_of
from app.domain.money import decimal_text, is_decimal, to_fen, yuan
from app.domain.payline import DEDUCTION, EARNING, Flag, PayLine, Pending
from app.domain.people import Amount
from app.domain.scheme import (
    AdjustmentRule,
    Base,
    Commission,
    Exact,
    IncidentMoney,
    PayItem,
    Performance,
    Piece,
    Points,
    Steps,
    given,
)
from app.domain.scorerules import ZERO, reached
from app.domain.trace import Trace, quantity

PAID_DAYS = Fraction(87, 4)
"""21.75 paid days a month (人社部发〔2025〕2号: 261 ÷ 12)."""


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What one pay item gives: its lines, or what it waits for, and what to look at."""

    lines: tuple[PayLine, ...] = ()
    pending: tuple[Pending, ...] = ()
    flags: tuple[Flag, ...] = ()
    not_given: tuple[Trace, ...] = ()


def pay_lines(item: PayItem, case: Case, score: Fraction | None) -> Lines:
    """The lines of one pay item. ``score`` is the printed score, None where there is none."""
    if item.code in case.waived:
        return Lines(not_given=(Trace("waived", None, "", {"item": item.name, "reason": case.waived[item.code]}),))
    match item.rule:
        case Base():
            return _base(item, item.rule, case)
        case Performance():
            return _performance(item, item.rule, case, score)
        case Commission():
            return _commission(item, item.rule, case)
        case Piece():
            return _piece(item, item.rule, case)
        case Points():
            return _points(item, item.rule, case)
        case IncidentMoney():
            return _incident_money(item, case)
        case AdjustmentRule():
            return adjustments(case, item)


def _line(item: PayItem, amount: Fraction, rule: str, params: dict[str, str], inputs: tuple[Trace, ...]) -> PayLine:
    """An earning of ``amount``, rounded; the trace says the exact amount where rounding changed it."""
    fen = to_fen(amount)
    if yuan(fen) != amount:
        exact = decimal_text(amount) if is_decimal(amount) else decimal_text(amount, 6) + "…"
        params = {**params, "exact": exact}
    trace = Trace(rule, yuan(fen), "CNY", params, inputs)
    return PayLine(code=item.code, name=item.name, kind=EARNING, amount=fen, trace=trace)


def _lacking(item: PayItem, code: str, **params: str) -> Lines:
    """A missing input: a required line waits, an optional one is not there and says so (RULES 21)."""
    if item.required:
        return Lines(pending=(Pending(code=code, id=item.code, item=item.name, params=params),))
    return Lines(not_given=(Trace("not_given", None, "", {"item": item.name, **params}),))


def _figure(item: PayItem, case: Case, metric: str) -> Measured | Lines:
    """A metric that a pay item needs; nobody is paid on a partial sum, whatever ``missing`` says."""
    measured = case.measured(metric)
    if measured is not None and measured.incomplete:
        waits = Pending(code="not_yet_known", id=item.code, item=item.name, params={"metric": metric})
        return Lines(pending=(waits,))
    if measured is None or measured.value is None:
        return _lacking(item, "no_data", metric=metric)
    return measured


# Base and performance


def _own_amount(case: Case, kind: str, fallback: Exact | UnsetType) -> Trace | None:
    """The amount of the agent, else of the grade, else of the scheme (RULES 26)."""
    agent = case.agent
    own: Amount | None = agent.base if kind == "base" else agent.performance
    if own is not None:
        sources = () if own.source is None else (own.source,)
        return Trace(f"{kind}_of_agent", own.value, "CNY", {}, (), sources)
    grade = given(case.scheme.grades, {}).get(agent.grade)
    if grade is not None:
        amount = grade.base if kind == "base" else grade.performance
        if not isinstance(amount, UnsetType):
            return Trace(f"{kind}_of_grade", amount.value, "CNY", {"grade": agent.grade})
    if isinstance(fallback, UnsetType):
        return None
    return Trace(f"{kind}_of_scheme", fallback.value, "CNY")


class _Employed(msgspec.Struct, frozen=True):
    """How much of the month counts: ``share`` of the amount, for joiners, leavers and probation."""

    share: Fraction
    trace: Trace | None


def _base(item: PayItem, rule: Base, case: Case) -> Lines:
    amount = _own_amount(case, "base", rule.amount)
    if amount is None or amount.value is None:
        return _lacking(item, "no_base")
    employed = _employed(item, rule, case, amount.value)
    if isinstance(employed, Lines):
        return employed
    inputs = (amount,) if employed.trace is None else (amount, employed.trace)
    name = "base" if employed.trace is None else "base_part"
    params = {"base": decimal_text(amount.value)}
    return Lines(lines=(_line(item, amount.value * employed.share, name, params, inputs),))


def _employed(item: PayItem, rule: Base, case: Case, amount: Fraction) -> _Employed | Lines:
    first, last = _days_employed(case)
    month = case.month
    probation = _probation_days(case, first, last)
    rate = given(rule.probation_rate, Exact("0.8"))
    worked = (last - first).days + 1
    counted = worked - probation + probation * rate.value
    whole = first == month.first and last == month.last
    if whole and not probation:
        return _Employed(Fraction(1), None)
    params = {"probation_days": str(probation), "rate": rate.text}
    if whole or rule.prorate == "calendar":
        params |= {"days": str(worked), "month_days": str(month.days)}
        share = counted / Fraction(month.days)
        return _Employed(share, Trace(_part_name("calendar", probation), share, "ratio", params))
    attended = case.measured(f"{ATTENDANCE}出勤天数")
    if attended is None or attended.value is None:
        return _lacking(item, "no_attendance")
    present = min(Fraction(1), attended.value / PAID_DAYS)
    params |= {"days": decimal_text(attended.value), "month_days": "21.75", "employed": str(worked)}
    share = present * counted / worked
    inputs = (case.trace(f"{ATTENDANCE}出勤天数"),)
    return _Employed(share, Trace(_part_name("attendance", probation), share, "ratio", params, inputs))


def _part_name(method: str, probation: int) -> str:
    return f"employed_{method}_probation" if probation else f"employed_{method}"


def _days_employed(case: Case) -> tuple[date, date]:
    return case.agent.days_employed(case.month) or (case.month.first, case.month.last)


def _probation_days(case: Case, first: date, last: date) -> int:
    """Days employed before 转正日期; nobody without one is on probation."""
    regular = case.agent.regular_from
    if regular is None or regular <= first:
        return 0
    return (min(last, regular - timedelta(days=1)) - first).days + 1


def _performance(item: PayItem, rule: Performance, case: Case, score: Fraction | None) -> Lines:
    amount = _own_amount(case, "performance", rule.amount)
    if amount is None or amount.value is None:
        return _lacking(item, "no_performance_base")
    if score is None:
        return _lacking(item, "no_score")
    share = Fraction(1)
    inputs: tuple[Trace, ...] = (Trace("printed_score", score, "points"), amount)
    if given(rule.prorate, False):
        employed = _employed(item, _method(case), case, amount.value)
        if isinstance(employed, Lines):
            return employed
        share = employed.share
        inputs = inputs if employed.trace is None else (*inputs, employed.trace)
    name = "performance" if share == 1 else "performance_part"
    params = {"score": decimal_text(score, 2), "amount": decimal_text(amount.value)}
    return Lines(lines=(_line(item, amount.value * score / 100 * share, name, params, inputs),))


def _method(case: Case) -> Base:
    """The way of pro-rating of the scheme's base line, else by calendar days; probation does not touch Y."""
    base = next((item.rule for item in case.scheme.pay if isinstance(item.rule, Base)), None)
    return Base(prorate=base.prorate if base else "calendar", probation_rate=Exact("1"))


# Commission, ladder, points


def _commission(item: PayItem, rule: Commission, case: Case) -> Lines:
    amount = _figure(item, case, rule.amount)
    if isinstance(amount, Lines):
        return amount
    base = amount.value or ZERO
    flags = (Flag(code="negative_base", params={"item": item.name, "metric": rule.amount}),) if base < 0 else ()
    base = max(ZERO, base)
    trace = case.trace(rule.amount)
    if isinstance(rule.tiers, UnsetType) or isinstance(rule.tier_metric, UnsetType):
        rate = given(rule.rate, Exact("0"))
        params = {"amount": _plain(base), "rate": rate.text, "metric": rule.amount}
        line = _line(item, base * rate.value, "commission", params, (trace,))
        return Lines(lines=(line,), flags=flags)
    if given(rule.mode, "whole") == "marginal":
        total, parts = _slices(base, rule.tiers)
        params = {"amount": _plain(base), "metric": rule.amount}
        line = _line(item, total, "commission_marginal", params, (trace, *parts))
        return Lines(lines=(line,), flags=flags)
    tier = _figure(item, case, rule.tier_metric)
    if isinstance(tier, Lines):
        return tier
    step = reached(tier.value or ZERO, rule.tiers)
    rate = step[1] if step else Exact("0")
    inputs = (trace, _tier_trace(case, rule.tier_metric, rule.tiers, step))
    params = {"amount": _plain(base), "rate": rate.text, "metric": rule.amount}
    return Lines(lines=(_line(item, base * rate.value, "commission", params, inputs),), flags=flags)


def _tier_trace(case: Case, metric: str, tiers: Steps, step: tuple[Exact, Exact] | None) -> Trace:
    """Which tier was reached: its threshold, and the next one that was not."""
    value = case.measured(metric)
    known = ZERO if value is None or value.value is None else value.value
    above = [threshold for threshold, _ in tiers if threshold.value > known]
    unit = unit_of(metric)
    params = {"metric": metric}
    if above:
        params["next"] = quantity(min(above, key=lambda threshold: threshold.value).text, unit)
    if step is None:
        return Trace("tier_none", ZERO, "rate", params, (case.trace(metric),))
    params |= {"threshold": quantity(step[0].text, unit), "rate": step[1].text}
    name = "tier" if above else "tier_top"
    return Trace(name, step[1].value, "rate", params, (case.trace(metric),))


def _slices(base: Fraction, tiers: Steps) -> tuple[Fraction, tuple[Trace, ...]]:
    """Progressive: every part of the amount at the rate of its own tier."""
    ordered = sorted(tiers, key=lambda tier: tier[0].value)
    parts: list[Trace] = []
    total = ZERO
    for index, (threshold, rate) in enumerate(ordered):
        end = ordered[index + 1][0].value if index + 1 < len(ordered) else None
        start = max(ZERO, threshold.value)
        part = (base if end is None else min(base, end)) - start
        if part <= 0:
            continue
        params = {"from": threshold.text, "amount": _plain(part), "rate": rate.text}
        parts.append(Trace("slice", part * rate.value, "CNY", params))
        total += part * rate.value
    return total, tuple(parts)


def _piece(item: PayItem, rule: Piece, case: Case) -> Lines:
    count = _figure(item, case, rule.metric)
    if isinstance(count, Lines):
        return count
    pieces = count.value or ZERO
    trace = case.trace(rule.metric)
    params = {"count": _plain(pieces), "metric": rule.metric}
    if given(rule.mode, "whole") == "marginal":
        total, parts = _piece_slices(pieces, rule.steps)
        return Lines(lines=(_line(item, total, "piece_marginal", params, (trace, *parts)),))
    step = reached(pieces, rule.steps)
    price = step[1] if step else Exact("0")
    params |= {"price": price.text, "threshold": step[0].text if step else ""}
    name = "piece" if step else "piece_none"
    return Lines(lines=(_line(item, pieces * price.value, name, params, (trace,)),))


def _piece_slices(pieces: Fraction, steps: Steps) -> tuple[Fraction, tuple[Trace, ...]]:
    """The piece that reaches a threshold already counts at the new price (RULES 22)."""
    ordered = sorted(steps, key=lambda step: step[0].value)
    parts: list[Trace] = []
    total = ZERO
    for index, (threshold, price) in enumerate(ordered):
        before = max(ZERO, threshold.value - 1)
        end = ordered[index + 1][0].value - 1 if index + 1 < len(ordered) else None
        part = (pieces if end is None else min(pieces, end)) - before
        if part <= 0:
            continue
        params = {"from": threshold.text, "count": _plain(part), "price": price.text}
        parts.append(Trace("piece_slice", part * price.value, "CNY", params))
        total += part * price.value
    return total, tuple(parts)


def _points(item: PayItem, rule: Points, case: Case) -> Lines:
    metric = given(rule.metric, "kpi_points")
    points = _figure(item, case, metric)
    if isinstance(points, Lines):
        return points
    value = points.value or ZERO
    note = case.marks[metric].note if metric in case.marks else ""
    params = {"count": _plain(value), "yuan": rule.yuan.text, "metric": metric, "note": note}
    return Lines(lines=(_line(item, value * rule.yuan.value, "points", params, (case.trace(metric),)),))


# Incidents and adjustments


def _incident_money(item: PayItem, case: Case) -> Lines:
    """Rewards and minuses on two lines, never netted (RULES 4); fines are listed (RULES 29)."""
    rewards = _money(case, lambda money: money > 0)
    minuses = _money(case, lambda money: money < 0)
    lines: list[PayLine] = []
    flags: list[Flag] = []
    if rewards:
        total = sum((trace.value or ZERO for trace in rewards), ZERO)
        lines.append(_line(item, total, "incident_money", {}, rewards))
    if minuses:
        total = sum((trace.value or ZERO for trace in minuses), ZERO)
        fine = _line(item, -total, "incident_fine", {}, minuses)
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


def _plain(value: Fraction) -> str:
    return decimal_text(value) if is_decimal(value) else decimal_text(value, 6)
