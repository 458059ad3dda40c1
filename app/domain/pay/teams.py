"""Who is in a team for a shared line, and why nobody has it."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from app.domain.case import Case
from app.domain.metrics import DAYS_ATTENDED
from app.domain.pay.lines import Lines, absent, lacking, waiting
from app.domain.scheme import PayItem, Rule
from app.domain.scheme.agreement import item_of, same_rule
from app.domain.staff import Staff


class NoShare(msgspec.Struct, frozen=True):
    """Why there is nothing to share: an input is missing, all have to wait for something, or nothing was won."""

    kind: Literal["lacking", "waiting", "absent"]
    code: str
    params: dict[str, str] = {}

    def lines(self, item: PayItem) -> Lines:
        """What that means for one member's line."""
        say = {"lacking": lacking, "waiting": waiting, "absent": absent}[self.kind]
        return say(item, self.code, **self.params)


def is_member(case: Case, code: str) -> bool:
    """Whether an agent with the line is a member of the team for a goal or a contest (RULES 23).

    出勤天数 above 0; without an attendance row employed in the month, as everybody here is. Whose line was waived is no
    member: neither measured nor paid, and nobody waits for them.
    """
    attended = case.measured(DAYS_ATTENDED)
    worked = attended is None or attended.value is None or attended.value > 0
    return case.agent.shares_in_team and worked and code not in case.waived


def with_line(code: str, staff: Staff) -> dict[str, tuple[Case, ...]]:
    """The people of each team whose scheme has a line of that code, in order of their numbers."""
    return staff.once(("with_line", code), lambda: _with_line(code, staff))


def _with_line(code: str, staff: Staff) -> dict[str, tuple[Case, ...]]:
    teams: dict[str, list[Case]] = {}
    for case in staff.cases.values():
        if case.agent.shares_in_team and item_of(case.scheme, code) is not None:
            teams.setdefault(case.agent.team, []).append(case)
    return {team: tuple(sorted(cases, key=lambda case: case.agent.number)) for team, cases in teams.items()}


def members(code: str, staff: Staff) -> dict[str, tuple[Case, ...]]:
    """The members of each team for a goal or a contest; a team without any is not there."""
    return staff.once(("members", code), lambda: _members(code, staff))


def _members(code: str, staff: Staff) -> dict[str, tuple[Case, ...]]:
    teams = with_line(code, staff)
    found = {team: tuple(case for case in cases if is_member(case, code)) for team, cases in teams.items()}
    return {team: cases for team, cases in found.items() if cases}


def agreed(code: str, rule: Rule, cases: Sequence[Case]) -> bool:
    """Whether the line of that code is the same in all the schemes."""
    schemes = {id(case.scheme): case.scheme for case in cases}
    items = [item for scheme in schemes.values() if (item := item_of(scheme, code)) is not None]
    return all(same_rule(item.rule, rule) for item in items)
