"""Everybody of a month, scored: what the rules look at that compare agents, teams and months."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.domain.case import Case
from app.domain.history import History, PastAgent, PastMonth
from app.domain.inputs import Incident, MonthInputs
from app.domain.measured import Measured
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics
from app.domain.peers import Peers, group_of, grouped, keys_of
from app.domain.people import Place
from app.domain.scheme import PeerKey
from app.domain.scoring.score import Score

T = TypeVar("T")


class Staff:
    """The agents of a month with their figures, cases, scores and incidents by number, the sealed months before, peers.

    ``made`` keeps what a rule works out once for several agents (the shares of a team, the places of a group): the
    rule's own key → its own value.
    """

    def __init__(
        self, inputs: MonthInputs, everyone: Sequence[AgentMetrics], cases: Sequence[Case], peers: Peers
    ) -> None:
        self.month: PayMonth = inputs.month
        self.everyone = tuple(everyone)
        self.metrics = {one.agent.number: one for one in everyone}
        self.cases = {case.agent.number: case for case in cases}
        self.scores: dict[str, Score] = {}
        self._inputs = inputs
        self.incidents: dict[str, list[Incident]] = {}
        for incident in inputs.incidents:
            self.incidents.setdefault(incident.number, []).append(incident)
        self.peers = peers
        self.history = History(inputs.history, inputs.earlier_incidents, inputs.opening_bests)
        self.made: dict[tuple[Any, ...], Any] = {}

    def among(self, everyone: Sequence[AgentMetrics], cases: Sequence[Case], peers: Peers) -> "Staff":
        """The same month with other figures of somebody, not scored."""
        return Staff(self._inputs, everyone, cases, peers)

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out at the first call with that key."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def measured(self, found: AgentMetrics, metric: str) -> Measured | None:
        """Somebody's figure, None for no data."""
        return self.peers.measured(found, metric)

    def past_peers(self, past: PastMonth, place: Place, by: tuple[PeerKey, ...]) -> list[PastAgent]:
        """Who in a sealed month stood where somebody at ``place`` stands (now, or stood then)."""
        keys = keys_of(place, by)
        groups = self.once(("past_peers", past.month, keys), lambda: grouped(past.agents.values(), keys))
        return groups.get(group_of(place, by), [])
