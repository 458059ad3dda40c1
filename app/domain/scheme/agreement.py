"""Whether the lines that a team shares say the same in all schemes of its members."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec

from app.domain.scheme.exact import Exact, Rule
from app.domain.scheme.team_rules import Contest, TeamGoal, TeamPenalty
from app.domain.scheme.whole import PayItem, Scheme

Shared: TypeAlias = TeamGoal | Contest | TeamPenalty
"""The rules by which one amount is divided among the members of a team."""

_USUAL: dict[str, Any] = {"better": "more", "share": "equal", "ties": "share"}
"""What a field that is absent means."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A line that another scheme of the team (of a contest: of any team, team "") has differently."""

    code: str
    team: str
    other: str


def item_of(scheme: Scheme, code: str) -> PayItem | None:
    """The scheme's line of that code."""
    return next((item for item in scheme.pay if item.code == code), None)


def same_rule(one: Rule, other: Rule) -> bool:
    """Whether two rules mean the same: 500 is 500.00, and what is left out is what it stands for."""
    return one is other or (type(one) is type(other) and _meaning(one) == _meaning(other))


def _meaning(rule: Rule) -> dict[str, Any]:
    return {**_USUAL, **msgspec.to_builtins(rule, enc_hook=_exact)}


def _exact(value: Any) -> str:
    if isinstance(value, Exact):
        return str(value.value)
    raise TypeError(str(value))


def differences(scheme: Scheme, people: Sequence[tuple[str, Scheme]]) -> tuple[Difference, ...]:
    """The lines of a scheme that others of the same teams have differently; ``people``: everybody's (team, scheme)."""
    teams = {team for team, its in people if its is scheme}
    others = {(team, id(its)): (team, its) for team, its in people if its is not scheme} if teams else {}
    found = (_difference(item, team, its, teams) for team, its in others.values() for item in scheme.pay)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _difference(item: PayItem, team: str, other: Scheme, teams: set[str]) -> Difference | None:
    its = item_of(other, item.code)
    if its is None or same_rule(item.rule, its.rule):
        return None
    if isinstance(item.rule, Contest) or isinstance(its.rule, Contest):
        return Difference(code=item.code, team="", other=other.name)
    if team in teams and (isinstance(item.rule, Shared) or isinstance(its.rule, Shared)):
        return Difference(code=item.code, team=team, other=other.name)
    return None
