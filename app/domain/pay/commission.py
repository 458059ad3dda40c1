"""提成: an amount at a fixed rate, or at the rate of the tier that was reached; whole or marginal (RULES 22)."""

from fractions import Fraction

from msgspec import UnsetType

from app.domain.money import short_text
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, figure
from app.domain.pay.tiers import tier_of
from app.domain.payline import Flag
from app.domain.scheme import Commission, Exact, PayItem, Steps, given
from app.domain.scoring.outcome import ZERO
from app.domain.trace import Trace


def commission(item: PayItem, rule: Commission, at: Context) -> Lines:
    """100,000 at 30.5 % → 3.5 %: 3,500.00. An amount below 0 pays 0 and is flagged."""
    case = at.case
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
    rate, step = tier_of(tier.value or ZERO, rule.tier_metric, rule.tiers, case.trace(rule.tier_metric))
    params = {"amount": short_text(base), "rate": rate.text, "metric": rule.amount}
    line = earning(item, base * rate.value, "commission", params, (trace, step))
    return Lines(lines=(line,), flags=flags)


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
