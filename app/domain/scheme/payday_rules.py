"""The types of the pay rules that come after what was earned: attendance, guarantee, insurance, tax, losses."""

from typing import Literal

from msgspec import UNSET, UnsetType

from app.domain.scheme.exact import Exact, Field, Rule


class Attendance(Rule, frozen=True, kw_only=True, tag="attendance"):
    """Wage not earned on days absent, and a price for each lateness: an earning below 0."""

    divisor: Literal["21.75", "26", "30", "calendar", "workdays"]
    method: Literal["deduct", "attended"]
    late_price: Exact | UnsetType = UNSET
    sick_rate: Exact | UnsetType = UNSET


class OvertimeRates(Field, frozen=True, kw_only=True):
    """Times the hourly wage (劳动法 art. 44: 1.5, 2, 3)."""

    weekday: Exact
    rest: Exact
    holiday: Exact


class Overtime(Rule, frozen=True, kw_only=True, tag="overtime"):
    """Hours × base ÷ 21.75 ÷ 8 × rate."""

    base: Literal["base", "base_performance"]
    rates: OvertimeRates


class Guarantee(Rule, frozen=True, kw_only=True, tag="guarantee"):
    """Named lines together at least or at most an amount, or the larger of two groups of lines."""

    of: tuple[str, ...] | UnsetType = UNSET
    at_least: Exact | UnsetType = UNSET
    at_most: Exact | UnsetType = UNSET
    larger_of: tuple[tuple[str, ...], tuple[str, ...]] | UnsetType = UNSET


class InsuranceRule(Rule, frozen=True, kw_only=True, tag="insurance"):
    """The agent's shares of social insurance and housing fund."""


class IncomeTax(Rule, frozen=True, kw_only=True, tag="income_tax"):
    """Income tax by cumulative withholding."""


class Loss(Rule, frozen=True, kw_only=True, tag="loss"):
    """Compensation for losses: the minus money of incidents of these kinds, within the legal limits."""

    kinds: tuple[str, ...]


class AdvanceRule(Rule, frozen=True, kw_only=True, tag="advance"):
    """An advance taken back by instalments."""


class RoundingOff(Rule, frozen=True, kw_only=True, tag="rounding_off"):
    """What net exceeds the next lower whole jiao or yuan."""

    to: Literal["jiao", "yuan"]
