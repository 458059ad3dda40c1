"""Which scheme each agent has in a month: by (team, position), then (shop, position), then position (RULES 34)."""

from functools import cached_property

from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.observations import MonthMetrics, month_metrics
from app.domain.people import Agent


class InForce:
    """The schemes in force, looked up for one agent after the other.

    Who works for several shops has the scheme of the shop with the larger received_users, the one that the agent is
    measured in (RULES 17). Where that matters the month's figures (``metrics``) are asked; they are read once.
    """

    def __init__(self, inputs: MonthInputs, metrics: MonthMetrics | None = None) -> None:
        self._inputs, self._metrics = inputs, metrics
        self._by_position: dict[str, list[SchemeInForce]] = {}
        for scheme in inputs.schemes:
            self._by_position.setdefault(scheme.position, []).append(scheme)

    def of(self, agent: Agent) -> SchemeInForce | None:
        """The agent's scheme; None where none is in force."""
        mine = self._by_position.get(agent.position, ())
        of_team = next((one for one in mine if one.team and one.team == agent.team), None)
        if of_team is not None:
            return of_team
        of_shops = {one.shop: one for one in mine if one.shop and not one.team}
        everywhere = next((one for one in mine if not one.team and not one.shop), None)
        return of_shops.get(self._shop(agent), everywhere) if of_shops else everywhere

    def _shop(self, agent: Agent) -> str:
        shops = {*agent.shops, *(account.shop for account in agent.accounts)}
        if len(shops) < 2 and agent.kind == "person":
            return next(iter(shops), "")
        return self._main_shops.get(agent.number, agent.shops[0] if agent.shops else "")

    @cached_property
    def _main_shops(self) -> dict[str, str]:
        metrics = self._metrics or month_metrics(self._inputs)
        return {found.agent.number: found.main_shop for found in metrics.agents}
