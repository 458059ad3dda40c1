"""A company as one payee: its figures are those of its own accounts and of its people (外包成员 of its 小组)."""

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.measured import Measured, Share
from app.domain.metrics import kind_of
from app.domain.people import COMPANY_MEMBER, Agent


def people_by_team(agents: Iterable[Agent]) -> dict[str, list[Agent]]:
    """The people of companies by their 小组, in the order given; who has no 小组 belongs to no company."""
    found: dict[str, list[Agent]] = {}
    for agent in agents:
        if agent.position == COMPANY_MEMBER and agent.team:
            found.setdefault(agent.team, []).append(agent)
    return found


def shared_teams(companies: Iterable[Agent], people: Mapping[str, list[Agent]]) -> set[str]:
    """The 小组 whose people would count for more than one company."""
    teams = [company.team for company in companies if company.team in people]
    return {team for team in teams if teams.count(team) > 1}


def named(name: str, metrics: Mapping[str, Measured]) -> dict[str, Measured]:
    """A member's figures as parts of the company's: a typed sum says whose it is; levels are of shops."""
    return {
        metric: _named(name, metric, measured) for metric, measured in metrics.items() if kind_of(metric) != "level"
    }


def _named(name: str, metric: str, measured: Measured) -> Measured:
    if measured.inputs:
        inputs = tuple((part, _named(name, part, one)) for part, one in measured.inputs)
        return msgspec.structs.replace(measured, inputs=inputs)
    if measured.value is None or measured.shares or kind_of(metric) != "additive":
        return measured
    return msgspec.structs.replace(measured, shares=(Share("", name, measured.value, measured.sources),))
