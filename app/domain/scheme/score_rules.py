"""The types of the score items' rules, field for field as they stand in a scheme's file."""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

from app.domain.scheme.exact import Better, Exact, Field, Kinds, PeerKey, Rule, Steps


class Target(Field, frozen=True, kw_only=True):
    """The target of an attainment item, by level; app/domain/targets.py has the order."""

    value: Exact | UnsetType = UNSET
    by_shop: dict[str, Exact] | UnsetType = UNSET
    by_quarter: dict[str, Exact] | UnsetType = UNSET
    by_grade: dict[str, Exact] | UnsetType = UNSET
    by_grade_quarter: dict[str, Exact] | UnsetType = UNSET
    grade_factor: dict[str, Exact] | UnsetType = UNSET


class Bands(Rule, frozen=True, kw_only=True, tag="bands"):
    """Thresholds → points; more is better: the highest ≤ value, less is better: the lowest ≥ value."""

    better: Better | UnsetType = UNSET
    bands: Steps
    otherwise: Exact | UnsetType = UNSET


class Linear(Rule, frozen=True, kw_only=True, tag="linear"):
    """Points between two or more (value, points) pairs, flat outside."""

    points: Steps


class Attainment(Rule, frozen=True, kw_only=True, tag="attainment"):
    """w × actual ÷ target (less is better: target ÷ actual), or bands on that quotient."""

    better: Better | UnsetType = UNSET
    target: Target
    bands: Steps | UnsetType = UNSET
    otherwise: Exact | UnsetType = UNSET


class Peers(Rule, frozen=True, kw_only=True, tag="peers"):
    """Like attainment or bands, on actual ÷ mean of the peer group."""

    better: Better | UnsetType = UNSET
    by: tuple[PeerKey, ...]
    bands: Steps | UnsetType = UNSET
    otherwise: Exact | UnsetType = UNSET
    no_peers: Literal["full", "leave_out", "block"] | UnsetType = UNSET


class Trend(Rule, frozen=True, kw_only=True, tag="trend"):
    """Points for a level that rose, stayed or fell from the first to the last value of the month."""

    rise: Exact
    flat: Exact
    fall: Exact


class Criterion(Field, frozen=True, kw_only=True):
    """A part of a manual item; the criteria's full marks add up to the item's."""

    name: str
    full: Exact


class Manual(Rule, frozen=True, kw_only=True, tag="manual"):
    """Points typed by the supervisor, whole or by criteria."""

    criteria: tuple[Criterion, ...] | UnsetType = UNSET


class Deductions(Rule, frozen=True, kw_only=True, tag="deductions"):
    """Full marks minus points per incident, not below 0."""

    kinds: Kinds


class Composite(Rule, frozen=True, kw_only=True, tag="composite"):
    """An item of sub-items; ``kinds`` come off the sum of their printed points, not below 0."""

    items: tuple["ScoreItem", ...]
    kinds: Kinds | UnsetType = UNSET


ScoreRule: TypeAlias = Bands | Linear | Attainment | Peers | Trend | Manual | Deductions | Composite

NoData: TypeAlias = Literal["block", "zero", "full", "reweight"]


class ScoreItem(Field, frozen=True, kw_only=True):
    """One scored quantity: full marks, metric, rule and the policies for what is missing."""

    id: str
    name: str
    full: Exact
    metric: str | UnsetType = UNSET
    rule: ScoreRule
    cap: Exact | UnsetType = UNSET
    no_data: NoData | UnsetType = UNSET
    incomplete: Literal["block", "use"] | UnsetType = UNSET


class Bonus(Field, frozen=True, kw_only=True):
    """Points outside the 100: per incident of named kinds and per unit of named metrics, up to a cap."""

    id: str
    name: str
    kinds: Kinds
    metrics: dict[str, Exact]
    cap: Exact | UnsetType = UNSET
