"""What a better conversion is worth, and an own team against an outsourced one: the formulas of the systems S1 and S3.

Amounts are CNY, conversions and rates are ratios (0.30), all exact.
"""

from fractions import Fraction

import msgspec

DAYS, MONTHS = 30, 12
"""The days of a month and the months of a year that the uplift is counted over (S3)."""


class ProfitEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """A shop at another conversion. ``gain`` is profit then less profit now.

    ``kept_after_reward`` is the gain less a reward paid for it, ``kept_after_commission`` less the extra commission.
    """

    profit: Fraction
    gain: Fraction
    inquiry_sales: Fraction
    commission_now: Fraction
    commission: Fraction
    kept_after_reward: Fraction
    kept_after_commission: Fraction


def profit_estimate(
    *,
    inquiry_sales: Fraction,
    profit: Fraction,
    now: Fraction,
    then: Fraction,
    rate_now: Fraction,
    rate_then: Fraction,
    reward: Fraction = Fraction(0),
) -> ProfitEstimate:
    """Sales and profit grow with the conversion, profit × c′ ÷ c; ``now`` is above 0 (S1).

    100,000 with 40,000 profit at 30 %, at 40 %: profit 53,333.33, sales 133,333.33, commission 8,000 at 6 %.
    """
    growth = then / now
    commission_now, commission = inquiry_sales * rate_now, inquiry_sales * growth * rate_then
    gain = profit * growth - profit
    return ProfitEstimate(
        profit=profit * growth,
        gain=gain,
        inquiry_sales=inquiry_sales * growth,
        commission_now=commission_now,
        commission=commission,
        kept_after_reward=gain - reward,
        kept_after_commission=gain - (commission - commission_now),
    )


class Uplift(msgspec.Struct, frozen=True):
    """More sales: of one agent a day, and of all of them a year."""

    per_day: Fraction
    per_year: Fraction


def uplift(*, receptions: Fraction, gain: Fraction, order_value: Fraction, agents: Fraction) -> Uplift:
    """Receptions a day × (c + Δ) × order value less the same at c (S3).

    300 a day, Δ = 2 %, 80 each, 5 agents: 480 a day and agent, 864,000 a year of 12 × 30 days.
    """
    per_day = receptions * gain * order_value
    return Uplift(per_day, per_day * agents * DAYS * MONTHS)


class TeamCost(msgspec.Struct, frozen=True, kw_only=True):
    """What a team costs and brings in a month. ``cost_per_order`` is None without an order."""

    cost: Fraction
    orders: Fraction
    sales: Fraction
    cost_per_order: Fraction | None


def team_cost(*, cost: Fraction, receptions: Fraction, conversion: Fraction, order_value: Fraction) -> TeamCost:
    """A team of that monthly cost at its own conversion (S3).

    Of an own team the cost is wage + board + transport + insurance, of an outsourced one the fee.
    """
    orders = receptions * conversion
    return TeamCost(
        cost=cost, orders=orders, sales=orders * order_value, cost_per_order=cost / orders if orders else None
    )
