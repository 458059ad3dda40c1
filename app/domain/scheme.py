"""The scheme: score items and pay items with their rules. The scheme's JSON is these types, field for field.

Numbers keep the text they were written in; a field that was absent stays absent (UNSET) so that a file that is read
and written again has the same bytes. Reading and checking files is app/domain/schemefile.py.
"""

from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from app.domain.money import exact

T = TypeVar("T")


class Exact:
    """An exact decimal that keeps its spelling: ``Exact("0.40").value == 2/5``."""

    __slots__ = ("raw", "value")

    def __init__(self, raw: str | int) -> None:
        self.raw = raw
        self.value: Fraction = exact(raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        return f"Exact({self.raw!r})"

    def __reduce__(self) -> tuple[type["Exact"], tuple[str | int]]:
        return (Exact, (self.raw,))

    @property
    def text(self) -> str:
        """As it was written."""
        return str(self.raw)


Steps: TypeAlias = tuple[tuple[Exact, Exact], ...]
"""``[[threshold, points | rate | price], …]`` in any order."""

Kinds: TypeAlias = dict[str, Exact | None]
"""Incident kind → points each; None: the points of the incident itself."""

Better: TypeAlias = Literal["more", "less"]


def given(value: T | UnsetType, default: T) -> T:
    """The field, or its default where the file has none."""
    return default if isinstance(value, UnsetType) else value


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all rules; told apart by ``type``."""


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The target of an attainment item, by level; RULES 16 has the order."""

    value: Exact | UnsetType = UNSET
    by_shop: dict[str, Exact] | UnsetType = UNSET
    by_quarter: dict[str, Exact] | UnsetType = UNSET
    by_grade: dict[str, Exact] | UnsetType = UNSET
    by_grade_quarter: dict[str, Exact] | UnsetType = UNSET
    grade_factor: dict[str, Exact] | UnsetType = UNSET


class Bands(Rule, frozen=True, tag="bands"):
    """Thresholds → points; more is better: the highest ≤ value, less is better: the lowest ≥ value."""

    better: Better
    bands: Steps
    otherwise: Exact | UnsetType = UNSET


class Attainment(Rule, frozen=True, tag="attainment"):
    """w × actual ÷ target (less is better: target ÷ actual), or bands on that quotient."""

    better: Better
    target: Target
    bands: Steps | UnsetType = UNSET
    otherwise: Exact | UnsetType = UNSET


PeerKey: TypeAlias = Literal["shop", "position", "shift", "team"]


class Peers(Rule, frozen=True, tag="peers"):
    """Like attainment or bands, on actual ÷ mean of the peer group."""

    better: Better
    by: tuple[PeerKey, ...]
    bands: Steps | UnsetType = UNSET
    otherwise: Exact | UnsetType = UNSET
    no_peers: Literal["full", "leave_out", "block"] | UnsetType = UNSET


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a manual item; the criteria's full marks add up to the item's."""

    name: str
    full: Exact


class Manual(Rule, frozen=True, tag="manual"):
    """Points typed by the supervisor, whole or by criteria."""

    criteria: tuple[Criterion, ...] | UnsetType = UNSET


class Deductions(Rule, frozen=True, tag="deductions"):
    """Full marks minus points per incident, not below 0."""

    kinds: Kinds


class Composite(Rule, frozen=True, tag="composite"):
    """An item of sub-items; ``kinds`` come off the sum of their printed points, not below 0."""

    items: tuple["ScoreItem", ...]
    kinds: Kinds | UnsetType = UNSET


ScoreRule: TypeAlias = Bands | Attainment | Peers | Manual | Deductions | Composite

NoData: TypeAlias = Literal["block", "zero", "full", "reweight"]


class ScoreItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One scored quantity: full marks, metric, rule and the policies for what is missing."""

    id: str
    name: str
    full: Exact
    metric: str | UnsetType = UNSET
    rule: ScoreRule
    cap: Exact | UnsetType = UNSET
    no_data: NoData | UnsetType = UNSET
    incomplete: Literal["block", "use"] | UnsetType = UNSET


class Bonus(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Points outside the 100: per incident of named kinds and per unit of named metrics, up to a cap."""

    id: str
    name: str
    kinds: Kinds
    metrics: dict[str, Exact]
    cap: Exact | UnsetType = UNSET


Mode: TypeAlias = Literal["whole", "marginal"]


class Base(Rule, frozen=True, tag="base"):
    """Base pay, pro-rated for who joined or left within the month; the agent's, else the grade's, else ``amount``."""

    prorate: Literal["calendar", "attendance"]
    amount: Exact | UnsetType = UNSET
    probation_rate: Exact | UnsetType = UNSET


class Performance(Rule, frozen=True, tag="performance"):
    """Printed score ÷ 100 × Y; Y from the agent, else the grade, else ``amount``."""

    amount: Exact | UnsetType = UNSET
    prorate: bool | UnsetType = UNSET


class Commission(Rule, frozen=True, tag="commission"):
    """Amount × rate; the rate is fixed, or that of the tier reached by ``tier_metric``."""

    amount: str
    rate: Exact | UnsetType = UNSET
    tier_metric: str | UnsetType = UNSET
    tiers: Steps | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET


class Piece(Rule, frozen=True, tag="piece"):
    """Count × unit price of the step reached; whole or marginal."""

    metric: str
    steps: Steps
    mode: Mode | UnsetType = UNSET


class Points(Rule, frozen=True, tag="points"):
    """Points given by the supervisor × yuan."""

    yuan: Exact
    metric: str | UnsetType = UNSET


class IncidentMoney(Rule, frozen=True, tag="incident_money"):
    """The money of the month's incidents: rewards and minuses on two lines."""


class AdjustmentRule(Rule, frozen=True, tag="adjustment"):
    """Where typed adjustments stand on the payslip."""


PayRule: TypeAlias = Base | Performance | Commission | Piece | Points | IncidentMoney | AdjustmentRule


class PayItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the payslip and the rule that fills it."""

    code: str
    name: str
    missing: Literal["required", "optional"] | UnsetType = UNSET
    tax_exempt: bool | UnsetType = UNSET
    rule: PayRule

    @property
    def required(self) -> bool:
        """Whether a missing input blocks the agent (RULES 21)."""
        default = "required" if isinstance(self.rule, Base | Performance | Commission) else "optional"
        return given(self.missing, default) == "required"


class Overload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """More than ``per_day`` of the first of ``metrics`` that has data flags the agent."""

    metrics: tuple[str, ...]
    per_day: Exact


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a grade pays where the agent has no figure of their own."""

    base: Exact | UnsetType = UNSET
    performance: Exact | UnsetType = UNSET


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


def _walk(items: tuple[ScoreItem, ...]) -> list[ScoreItem]:
    found: list[ScoreItem] = []
    for item in items:
        found.append(item)
        if isinstance(item.rule, Composite):
            found.extend(_walk(item.rule.items))
    return found
