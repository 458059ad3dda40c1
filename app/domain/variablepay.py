"""Commission, piece ladders and points: amounts and counts at the rate or price that was reached."""

from fractions import Fraction

from msgspec import UnsetType

from app.domain.case import Case
from app.domain.lines import Lines, earning, figure
from app.domain.metrics import unit_of
from app.domain.money import short_text
from app.domain.payline import Flag
from app.domain.scheme import Commission, Exact, PayItem, Piece, Points, Steps, given
from app.domain.scorerules import ZERO, reached
from app.domain.trace import Trace, quantity


def commission(item: PayItem, rule: Commission, case: Case) -> Lines:
    amount = figure(item, case, rule.amount)
    if isinstance(amount, Lines):
        return amount
    base = amount.value or ZERO
    flags = (Flag(code="negative_base", params={"item": item.name, "metric": rule.amount}),) if base < 0 else ()
    base = max(ZERO, base)
    trace = case.trace(rule.amount)
    if isinstance(rule.tiers, UnsetType) or isinstance(rule.tier_metric, UnsetType):
        rate = given(rule.rate, Exact("0"))
        params = {"amount": short_text(base), "rate": rate.text, "metric": rule.amount}
        line = earning(item, base * rate.value, "commission", params, (trace,))
        return Lines(lines=(line,), flags=flags)
    if given(rule.mode, "whole") == "marginal":
        total, parts = _slices(base, rule.tiers)
        params = {"amount": short_text(base), "metric": rule.amount}
        line = earning(item, total, "commission_marginal", params, (trace, *parts))
        return Lines(lines=(line,), flags=flags)
    tier = figure(item, case, rule.tier_metric)
    if isinstance(tier, Lines):
        return tier
    step = reached(tier.value or ZERO, rule.tiers)
    rate = step[1] if step else Exact("0")
    inputs = (trace, _tier_trace(case, rule.tier_metric, rule.tiers, step))
    params = {"amount": short_text(base), "rate": rate.text, "metric": rule.amount}
    return Lines(lines=(earning(item, base * rate.value, "commission", params, inputs),), flags=flags)


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
        params = {"from": threshold.text, "amount": short_text(part), "rate": rate.text}
        parts.append(Trace("slice", part * rate.value, "CNY", params))
        total += part * rate.value
    return total, tuple(parts)


def piece(item: PayItem, rule: Piece, case: Case) -> Lines:
    count = figure(item, case, rule.metric)
    if isinstance(count, Lines):
        return count
    pieces = count.value or ZERO
    trace = case.trace(rule.metric)
    params = {"count": short_text(pieces), "metric": rule.metric}
    if given(rule.mode, "whole") == "marginal":
        total, parts = _piece_slices(pieces, rule.steps)
        return Lines(lines=(earning(item, total, "piece_marginal", params, (trace, *parts)),))
    step = reached(pieces, rule.steps)
    price = step[1] if step else Exact("0")
    params |= {"price": price.text, "threshold": step[0].text if step else ""}
    name = "piece" if step else "piece_none"
    return Lines(lines=(earning(item, pieces * price.value, name, params, (trace,)),))


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
        params = {"from": threshold.text, "count": short_text(part), "price": price.text}
        parts.append(Trace("piece_slice", part * price.value, "CNY", params))
        total += part * price.value
    return total, tuple(parts)


def points(item: PayItem, rule: Points, case: Case) -> Lines:
    metric = given(rule.metric, "kpi_points")
    points = figure(item, case, metric)
    if isinstance(points, Lines):
        return points
    value = points.value or ZERO
    note = case.marks[metric].note if metric in case.marks else ""
    params = {"count": short_text(value), "yuan": rule.yuan.text, "metric": metric, "note": note}
    return Lines(lines=(earning(item, value * rule.yuan.value, "points", params, (case.trace(metric),)),))
