"""The types of the pay rules that look at one agent's month, field for field as they stand in a scheme's file."""

from typing import Literal

from msgspec import UNSET, UnsetType

from app.domain.scheme.exact import Exact, Mode, Rule, Steps


class Base(Rule, frozen=True, kw_only=True, tag="base"):
    """Base pay, pro-rated for who joined or left within the month; the agent's, else the grade's, else ``amount``."""

    prorate: Literal["calendar", "attendance"] | UnsetType = UNSET
    amount: Exact | UnsetType = UNSET
    probation_rate: Exact | UnsetType = UNSET


class Performance(Rule, frozen=True, kw_only=True, tag="performance"):
    """Printed score ÷ 100 × Y; Y from the agent, else the grade, else ``amount``."""

    amount: Exact | UnsetType = UNSET
    prorate: bool | UnsetType = UNSET


class Commission(Rule, frozen=True, kw_only=True, tag="commission"):
    """Amount × rate; the rate is fixed, or that of the tier reached by ``tier_metric``."""

    amount: str
    rate: Exact | UnsetType = UNSET
    tier_metric: str | UnsetType = UNSET
    tiers: Steps | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET


class Piece(Rule, frozen=True, kw_only=True, tag="piece"):
    """Count × unit price of the step reached; whole or marginal."""

    metric: str
    steps: Steps
    mode: Mode | UnsetType = UNSET


class Points(Rule, frozen=True, kw_only=True, tag="points"):
    """Points given by the supervisor × yuan."""

    yuan: Exact
    metric: str | UnsetType = UNSET


class IncidentMoney(Rule, frozen=True, kw_only=True, tag="incident_money"):
    """The money of the month's incidents: rewards and minuses on two lines."""


class Allowance(Rule, frozen=True, kw_only=True, tag="allowance", rename={"from_": "from"}):
    """A fixed amount a month, attended day, night shift or completed year of service, in the months from … to."""

    amount: Exact
    per: Literal["month", "day", "night_shift", "year_of_service"]
    from_: str | UnsetType = UNSET
    to: str | UnsetType = UNSET


class FullAttendance(Rule, frozen=True, kw_only=True, tag="full_attendance"):
    """An amount for who was there the whole month without leave, lateness or absence."""

    amount: Exact


class AdjustmentRule(Rule, frozen=True, kw_only=True, tag="adjustment"):
    """Where typed adjustments stand on the payslip."""
