"""The types of the pay rules that look at several agents, teams or months, field for field as in a scheme's file."""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

from app.domain.scheme.exact import Better, Condition, Exact, Field, PeerKey, Rule, Steps

Ties: TypeAlias = Literal["share", "each"]
Sharing: TypeAlias = Literal["equal", "score", "sales"]
Period: TypeAlias = Literal["month", "quarter", "half_year", "year"]

SCORE = "score"
"""Stands where a metric is asked for and means the printed score."""


class Minimum(Field, frozen=True, kw_only=True):
    """How much of a metric a figure must rest on to be ranked or to be a record."""

    metric: str
    at: Exact


class Award(Rule, frozen=True, kw_only=True, tag="award"):
    """An amount for a rank among peers, a record, a streak of months as the best, or for reaching ``at``."""

    kind: Literal["rank", "record", "streak", "threshold"]
    metric: str
    better: Better | UnsetType = UNSET
    by: tuple[PeerKey, ...] | UnsetType = UNSET
    amounts: tuple[Exact, ...] | UnsetType = UNSET
    amount: Exact | UnsetType = UNSET
    months: Exact | UnsetType = UNSET
    at: Exact | UnsetType = UNSET
    against: Literal["previous", "all"] | UnsetType = UNSET
    ties: Ties | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    conditions: tuple[Condition, ...] | UnsetType = UNSET
    minimum: Minimum | None | UnsetType = UNSET
    noncash: str | UnsetType = UNSET


class TeamGoal(Rule, frozen=True, kw_only=True, tag="team_goal"):
    """An amount that the members of a team share if the team reaches its target."""

    metric: str
    better: Better | UnsetType = UNSET
    target: Exact | UnsetType = UNSET
    targets: dict[str, Exact] | UnsetType = UNSET
    amount: Exact
    share: Sharing | UnsetType = UNSET


class Contest(Rule, frozen=True, kw_only=True, tag="contest"):
    """Teams ranked on a metric or their mean score; each place has an amount (or a forfeit) for the team."""

    metric: str
    better: Better | UnsetType = UNSET
    amounts: tuple[Exact, ...]
    noncash: tuple[str | None, ...] | UnsetType = UNSET
    ties: Ties | UnsetType = UNSET
    share: Sharing | UnsetType = UNSET


class TeamPenalty(Rule, frozen=True, kw_only=True, tag="team_penalty"):
    """An amount for each incident of a member, borne by the one and by the members who worked that day."""

    kind: str
    amount: Exact
    culprit_share: Exact


class ClassShare(Field, frozen=True, kw_only=True):
    """One class of a distribution: its share of the people, and an amount, or a factor of the performance pay."""

    name: str
    share: Exact
    amount: Exact | UnsetType = UNSET
    factor: Exact | UnsetType = UNSET


class Distribution(Rule, frozen=True, kw_only=True, tag="distribution"):
    """The agents of a peer group by score into classes of given shares."""

    by: tuple[PeerKey, ...]
    classes: tuple[ClassShare, ...]


class Supervisor(Rule, frozen=True, kw_only=True, tag="supervisor"):
    """Amount of the people led × profit rate × rate by their pooled ``tier_metric``."""

    amount: str
    profit_rate: Exact | UnsetType = UNSET
    tier_metric: str
    tiers: Steps
