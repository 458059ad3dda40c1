"""Everybody of a month, scored: what the rules look at that compare agents, teams and months."""

from collections.abc import Sequence
from typing import Any

from app.domain.case import Case
from app.domain.history import History
from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics
from app.domain.peers import Peers
from app.domain.scoring.score import Score


class Staff:
    """The agents of a month with their cases and scores by number, the sealed months before, and the peer groups.

    ``made`` keeps what a rule works out once for several agents (the shares of a team, the places of a group): the
    rule's own key → its own value.
    """

    def __init__(
        self, inputs: MonthInputs, everyone: Sequence[AgentMetrics], cases: Sequence[Case], peers: Peers
    ) -> None:
        self.month: PayMonth = inputs.month
        self.everyone = tuple(everyone)
        self.cases = {case.agent.number: case for case in cases}
        self.scores: dict[str, Score] = {}
        self.peers = peers
        self.history = History(inputs.history, inputs.earlier_incidents)
        self.made: dict[tuple[Any, ...], Any] = {}
