"""The worked numbers of S1's what-if and of S3's uplift, and an own team against an outsourced one."""

from fractions import Fraction

from app.domain.estimates import profit_estimate, team_cost, uplift
from app.domain.money import fen_text, to_fen


def yuan(value: Fraction) -> str:
    return fen_text(to_fen(value))


def test_s1_what_a_better_conversion_is_worth() -> None:
    found = profit_estimate(
        inquiry_sales=Fraction(100_000), profit=Fraction(40_000), now=Fraction("0.30"), then=Fraction("0.40"),
        rate_now=Fraction("0.03"), rate_then=Fraction("0.06"), reward=Fraction(3000),
    )  # fmt: skip
    assert yuan(found.profit) == "53333.33"
    assert yuan(found.gain) == "13333.33"
    assert yuan(found.inquiry_sales) == "133333.33"
    assert yuan(found.commission) == "8000.00"
    assert yuan(found.kept_after_reward) == "10333.33"
    assert yuan(found.commission - found.commission_now) == "5000.00"
    assert yuan(found.kept_after_commission) == "8333.33"


def test_s3_uplift_of_five_agents() -> None:
    found = uplift(receptions=Fraction(300), gain=Fraction("0.02"), order_value=Fraction(80), agents=Fraction(5))
    assert (yuan(found.per_day), yuan(found.per_year)) == ("480.00", "864000.00")


def test_s3_own_team_against_an_outsourced_one() -> None:
    """5 people at 5,000 + 600 + 200 + 1,200 each at 32 %, against a fee of 25,000 at 28 %; 45,000 receptions, 80 each."""
    own = team_cost(
        cost=5 * Fraction(5000 + 600 + 200 + 1200), receptions=Fraction(45_000), conversion=Fraction("0.32"), order_value=Fraction(80)
    )  # fmt: skip
    fee = team_cost(
        cost=Fraction(25_000), receptions=Fraction(45_000), conversion=Fraction("0.28"), order_value=Fraction(80)
    )
    assert (yuan(own.cost), own.orders, yuan(own.sales)) == ("35000.00", 14_400, "1152000.00")
    assert (yuan(fee.cost), fee.orders, yuan(fee.sales)) == ("25000.00", 12_600, "1008000.00")
    assert own.cost_per_order is not None and fee.cost_per_order is not None
    assert (yuan(own.cost_per_order), yuan(fee.cost_per_order)) == ("2.43", "1.98")


def test_without_an_order_there_is_no_cost_of_one() -> None:
    found = team_cost(cost=Fraction(1), receptions=Fraction(10), conversion=Fraction(0), order_value=Fraction(80))
    assert found.cost_per_order is None
