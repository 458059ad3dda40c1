"""Refuse a scheme whose team lines another scheme of the same team has differently."""

from collections.abc import Iterator

from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error
from app.domain.scheme import Scheme
from app.domain.scheme.agreement import differences
from app.storage import month_inputs, people, schemes
from app.storage.book import Connection
from app.storage.schemes import StoredScheme


def refuse_differing_lines(db: Connection, put: StoredScheme) -> None:
    """JixinError if a team line of a scheme just put in force is not the same in the other schemes of the teams.

    Looked at in its first month, and in every later one from which another scheme holds, with the agents' terms of
    that month. Who changes the team later is found when the month is computed.
    """
    later = {one.from_month for one in schemes.load(db) if one.from_month > put.from_month}
    problems = [problem for month in sorted({put.from_month, *later}) for problem in _differences(db, put, month)]
    if problems:
        raise JixinError(*problems)


def _differences(db: Connection, put: StoredScheme, month: PayMonth) -> Iterator[Problem]:
    inputs = MonthInputs(
        month=month,
        pay_date=month.last,
        business="",
        agents=people.load(db, str(month)),
        schemes=month_inputs.schemes_in_force(db, month),
    )
    place = (put.position, put.shop, put.team, put.version)
    mine = next((one for one in inputs.schemes if (one.position, one.shop, one.team, one.version) == place), None)
    if mine is None:
        return
    for found in differences(mine.scheme, _sharing(inputs)):
        params = {"line": found.code, "scheme": mine.scheme.name, "other": found.other, "month": str(month)}
        if found.team:
            yield error("team_line_differs", team=found.team, **params)
        else:
            yield error("contest_line_differs", **params)


def _sharing(inputs: MonthInputs) -> list[tuple[str, Scheme]]:
    """The team and scheme of everybody who can share something with a team in the month.

    No figures are looked at: of an agent of two shops the first counts here, and the month asks again.
    """
    in_force = InForce(inputs)
    present = [agent for agent in inputs.agents if agent.shares_in_team and agent.days_employed(inputs.month)]
    found = [(agent.team, in_force.of(agent)) for agent in present]
    return [(team, its.scheme) for team, its in found if its is not None]
