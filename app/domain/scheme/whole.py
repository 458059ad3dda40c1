"""The scheme as a whole: score items, pay items, grades. Its JSON is these types, field for field.

Reading and checking files is app/domain/schemefile.
"""

from functools import cached_property
from typing import Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from app.domain.scheme.exact import Better, Exact, Field, given
from app.domain.scheme.own_metrics import own_metrics_of
from app.domain.scheme.pay_rules import (
    AdjustmentRule,
    Allowance,
    Base,
    Commission,
    FullAttendance,
    IncidentMoney,
    Performance,
    Piece,
    Points,
)
from app.domain.scheme.payday_rules import (
    AdvanceRule,
    Attendance,
    Guarantee,
    IncomeTax,
    InsuranceRule,
    Loss,
    Overtime,
    RoundingOff,
)
from app.domain.scheme.score_rules import Bonus, Composite, ScoreItem
from app.domain.scheme.team_rules import Award, Contest, Distribution, Supervisor, TeamGoal, TeamPenalty

PayRule: TypeAlias = (
    Base
    | Performance
    | Commission
    | Piece
    | Award
    | TeamGoal
    | Contest
    | Points
    | IncidentMoney
    | TeamPenalty
    | Distribution
    | Supervisor
    | Allowance
    | FullAttendance
    | Guarantee
    | Attendance
    | Overtime
    | Loss
    | RoundingOff
    | InsuranceRule
    | IncomeTax
    | AdvanceRule
    | AdjustmentRule
)


class PayItem(Field, frozen=True, kw_only=True):
    """One line of the payslip and the rule that fills it."""

    code: str
    name: str
    missing: Literal["required", "optional"] | UnsetType = UNSET
    tax_exempt: bool | UnsetType = UNSET
    rule: PayRule

    @property
    def required(self) -> bool:
        """Whether a missing input blocks the agent (RULES 21)."""
        default = "required" if isinstance(self.rule, Base | Performance | Commission | Supervisor) else "optional"
        return given(self.missing, default) == "required"


class Overload(Field, frozen=True, kw_only=True):
    """More than ``per_day`` of the first of ``metrics`` that has data flags the agent."""

    metrics: tuple[str, ...]
    per_day: Exact


class Requirement(Field, frozen=True, kw_only=True):
    """What a grade asks: a mean score over months, months employed, a mark, a metric, or no incidents in months."""

    mean_score: Exact | UnsetType = UNSET
    months_employed: Exact | UnsetType = UNSET
    mark: str | UnsetType = UNSET
    metric: str | UnsetType = UNSET
    no_incidents: tuple[str, ...] | UnsetType = UNSET
    better: Better | UnsetType = UNSET
    at: Exact | UnsetType = UNSET
    months: Exact | UnsetType = UNSET


class Grade(Field, frozen=True, kw_only=True):
    """What a grade pays where the agent has no figure of their own, and what it asks to enter and to stay.

    Who fails to stay keeps ``penalty_factor`` of the performance pay.
    """

    base: Exact | UnsetType = UNSET
    performance: Exact | UnsetType = UNSET
    enter: tuple[Requirement, ...] | UnsetType = UNSET
    stay: tuple[Requirement, ...] | UnsetType = UNSET
    penalty_factor: Exact | UnsetType = UNSET


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """How a position is scored and paid. Items' full marks add up to 100, or there are none."""

    format: Literal["jixin-scheme/1"]
    name: str
    description: str | UnsetType = UNSET
    items: tuple[ScoreItem, ...]
    bonuses: tuple[Bonus, ...] | UnsetType = UNSET
    score_cap: Exact | None | UnsetType = UNSET
    pay: tuple[PayItem, ...]
    overload: Overload | None | UnsetType = UNSET
    grades: dict[str, Grade] | UnsetType = UNSET

    @cached_property
    def every_item(self) -> tuple[ScoreItem, ...]:
        """The items with the sub-items of each composite right after it."""
        return tuple(_walk(self.items))

    @cached_property
    def own_metrics(self) -> tuple[str, ...]:
        """The owner's own metrics that it names, of a ratio its own parts too."""
        return own_metrics_of(self)

    @cached_property
    def tax_exempt(self) -> dict[str, bool]:
        """Whether income tax is due on a pay item, by its code; {} where it is due on all of them."""
        exempt = {item.code: given(item.tax_exempt, False) for item in self.pay}
        return exempt if any(exempt.values()) else {}


def _walk(items: tuple[ScoreItem, ...]) -> list[ScoreItem]:
    found: list[ScoreItem] = []
    for item in items:
        found.append(item)
        if isinstance(item.rule, Composite):
            found.extend(_walk(item.rule.items))
    return found
