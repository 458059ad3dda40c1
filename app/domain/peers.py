"""Peer groups: who is compared with whom, and the mean of the group (RULES 17)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Protocol, TypeVar

import msgspec

from app.domain.case import Case, by_number, counted, incidents_of
from app.domain.inputs import Incident
from app.domain.measured import Measured
from app.domain.metrics import INCIDENTS, kind_of, unit_of
from app.domain.money import total
from app.domain.observations import AgentMetrics
from app.domain.people import Place
from app.domain.scheme import PeerKey
from app.domain.trace import Trace

_NO_SHIFT: tuple[PeerKey, ...] = ("position", "shop")
"""Who has no shift is compared with the whole shop and position, whatever else the rule names (RULES 17)."""


class PeerMean(msgspec.Struct, frozen=True):
    """The mean of a group over the ``count`` agents who have data, the agent included; None where it cannot be said.

    ``group`` says who is in it: ``("position=售前", "shop=旗舰店")``, () is everyone. ``trace`` says all of this.
    """

    mean: Fraction | None
    count: int
    group: tuple[str, ...]
    trace: Trace

    @property
    def unweighed(self) -> bool:
        """Whether several have data and still there is no mean, as one has no weight: nobody is left out (RULES 10)."""
        return self.mean is None and self.count > 1


class Peers:
    """The agents of a month as peers; groups and means are made once."""

    def __init__(
        self, everyone: Sequence[AgentMetrics], cases: Sequence[Case], incidents: Sequence[Incident] = ()
    ) -> None:
        self._everyone = everyone
        self._incidents = by_number(incidents)
        self._cases = {case.agent.number: case for case in cases}
        self._groups: dict[tuple[str, ...], dict[tuple[str, ...], list[AgentMetrics]]] = {}
        self._means: dict[tuple[str, tuple[str, ...]], PeerMean] = {}

    def mean(self, agent: AgentMetrics, metric: str, by: tuple[PeerKey, ...]) -> PeerMean:
        """Pooled mean for ratios and weighted means, arithmetic mean of the agents' totals for the rest."""
        group = group_of(agent.place, by)
        if (metric, group) not in self._means:
            self._means[metric, group] = self._mean(metric, group, self.members(agent, by))
        return self._means[metric, group]

    def members(self, agent: AgentMetrics, by: Sequence[PeerKey]) -> list[AgentMetrics]:
        """Who stands where the agent stands, the agent included, in order of their numbers."""
        keys = keys_of(agent.place, by)
        if keys not in self._groups:
            self._groups[keys] = grouped(self._everyone, keys)
        return self._groups[keys].get(_group(agent.place, keys), [])

    def _mean(self, metric: str, group: tuple[str, ...], members: list[AgentMetrics]) -> PeerMean:
        found: list[Measured] = []
        for member in members:
            measured = self.measured(member, metric)
            if measured is not None and measured.value is not None:
                found.append(measured)
        mean, params = _mean_of(metric, found), {"metric": metric, "count": str(len(found)), "group": "|".join(group)}
        return PeerMean(mean, len(found), group, Trace("peer_mean", mean, unit_of(metric), params))

    def measured(self, member: AgentMetrics, metric: str) -> Measured | None:
        """Somebody's figure, None for no data; who has no scheme, and a company's people, have incidents too."""
        case = self._cases.get(member.agent.number)
        if case is not None:
            return case.measured(metric)
        if metric.startswith(INCIDENTS):
            return counted(incidents_of(member, self._incidents), metric)
        return member.metrics.get(metric)


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


P = TypeVar("P", bound=_Placed)


def grouped(everyone: Iterable[P], keys: tuple[PeerKey, ...]) -> dict[tuple[str, ...], list[P]]:
    """Everybody who can be a peer, by the name of the group."""
    groups: dict[tuple[str, ...], list[P]] = {}
    for one in everyone:
        if among(one.place, keys):
            groups.setdefault(_group(one.place, keys), []).append(one)
    return groups


def keys_of(place: Place, by: Sequence[PeerKey]) -> tuple[PeerKey, ...]:
    """By what somebody there is really grouped, sorted."""
    return _NO_SHIFT if "shift" in by and not place.shift else tuple(sorted(by))


@lru_cache(maxsize=4096)
def group_of(place: Place, by: tuple[PeerKey, ...]) -> tuple[str, ...]:
    """The name of the group: ``("position=售前", "shop=旗舰店")``, () is everyone."""
    return _group(place, keys_of(place, by))


def among(place: Place, keys: tuple[PeerKey, ...]) -> bool:
    """Whether somebody there can be a peer at all: of everyone only persons are."""
    return bool(keys) or place.kind == "person"


def is_peer(place: Place, of: Place, by: Sequence[PeerKey]) -> bool:
    """Whether ``place`` belongs to the peer group of somebody at ``of``."""
    keys = keys_of(of, by)
    return among(place, keys) and _group(place, keys) == _group(of, keys)


def _group(place: Place, keys: tuple[PeerKey, ...]) -> tuple[str, ...]:
    return tuple(f"{key}={getattr(place, key)}" for key in keys)


def _mean_of(metric: str, found: list[Measured]) -> Fraction | None:
    """None of fewer than two, and where one of several has nothing to weigh it with."""
    if len(found) < 2:
        return None
    if kind_of(metric) in ("ratio", "mean"):
        uppers = [one.numerator for one in found if one.numerator is not None]
        lowers = [one.denominator for one in found if one.denominator is not None]
        if len(uppers) < len(found) or len(lowers) < len(found):
            return None
        whole = total(lowers)
        return total(uppers) / whole if whole else None
    return total([one.value for one in found if one.value is not None]) / len(found)
