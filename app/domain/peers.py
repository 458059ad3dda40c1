"""Peer groups: who is compared with whom, and the mean of the group (RULES 17)."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import METRICS, Kind
from app.domain.observations import AgentMetrics

_NO_SHIFT = ("shop", "position")
"""Who has no shift is compared with the whole shop and position, whatever else the rule names (RULES 17)."""


class PeerMean(msgspec.Struct, frozen=True):
    """The mean of a group over the ``count`` agents who have data, the agent included; None where it cannot be said.

    ``group`` says who is in it: ``("position=售前", "shop=旗舰店")``, () is everyone.
    """

    mean: Fraction | None
    count: int
    group: tuple[str, ...]


class Peers:
    """The agents of a month as peers; means are made once a group and metric."""

    def __init__(self, everyone: Sequence[AgentMetrics], cases: Sequence[Case]) -> None:
        self._everyone = everyone
        self._cases = {case.agent.number: case for case in cases}
        self._groups: dict[tuple[str, ...], list[AgentMetrics]] = {}
        self._means: dict[tuple[str, tuple[str, ...]], PeerMean] = {}

    def mean(self, agent: AgentMetrics, metric: str, by: Sequence[str]) -> PeerMean:
        """Pooled mean for ratios and weighted means, arithmetic mean of the agents' totals for the rest."""
        by = _NO_SHIFT if "shift" in by and not agent.agent.shift else by
        group = _key(agent, by)
        if (metric, group) not in self._means:
            self._means[metric, group] = self._mean(metric, group, by)
        return self._means[metric, group]

    def _mean(self, metric: str, group: tuple[str, ...], by: Sequence[str]) -> PeerMean:
        found: list[Measured] = []
        for member in self._members(group, by):
            measured = self._measured(member, metric)
            if measured is not None and measured.value is not None:
                found.append(measured)
        return PeerMean(_mean_of(metric, found), len(found), group)

    def _measured(self, member: AgentMetrics, metric: str) -> Measured | None:
        case = self._cases.get(member.agent.number)
        return case.measured(metric) if case else member.metrics.get(metric)

    def _members(self, group: tuple[str, ...], by: Sequence[str]) -> list[AgentMetrics]:
        if group not in self._groups:
            persons = (one for one in self._everyone if by or one.agent.kind == "person")
            self._groups[group] = [one for one in persons if _matches(one, group)]
        return self._groups[group]


def _value(agent: AgentMetrics, key: str) -> str:
    return {
        "shop": agent.main_shop,
        "position": agent.agent.position,
        "shift": agent.agent.shift,
        "team": agent.agent.team,
    }[key]


def _key(agent: AgentMetrics, by: Sequence[str]) -> tuple[str, ...]:
    """``("position=售前", "shop=旗舰店")``."""
    return tuple(f"{key}={_value(agent, key)}" for key in sorted(by))


def _matches(agent: AgentMetrics, group: tuple[str, ...]) -> bool:
    return all(_value(agent, part.partition("=")[0]) == part.partition("=")[2] for part in group)


def _mean_of(metric: str, found: list[Measured]) -> Fraction | None:
    if len(found) < 2:
        return None
    kind = METRICS[metric].kind if metric in METRICS else Kind.ADDITIVE
    if kind in (Kind.RATIO, Kind.MEAN):
        if any(one.denominator is None or one.numerator is None for one in found):
            return None
        total = sum((one.denominator or Fraction(0) for one in found), Fraction(0))
        return sum((one.numerator or Fraction(0) for one in found), Fraction(0)) / total if total else None
    return sum((one.value or Fraction(0) for one in found), Fraction(0)) / len(found)
