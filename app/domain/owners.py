"""Whose row: every row of the month is handed to the agent whose account it is of (RULES 12, 13)."""

from datetime import date
from typing import TypeAlias

import msgspec

from app.domain.accounts import AccountBook, Match
from app.domain.inputs import MonthInputs, Observation
from app.domain.levels import Levels
from app.domain.metrics import kind_of
from app.domain.notes import Notes, account_text
from app.domain.orders import FAMILIES
from app.domain.people import Agent

_Period: TypeAlias = tuple[str, str, date, date]
"""Shop, account, first and last day."""


class Owned:
    """The rows of each agent by shop and account, once all are handed out.

    ``conflicts`` are the accounts of an agent whose month-level rows have two owners in the month: to each of them such
    a row is a figure that is not yet known, until the owner of the book lets it go. Rows of a level go to ``levels``.
    What nobody owns waits, and is noted.
    """

    def __init__(self, inputs: MonthInputs, present: list[Agent], levels: Levels, notes: Notes) -> None:
        self._levels, self._notes = levels, notes
        self._rows: dict[str, dict[tuple[str, str], list[Observation]]] = {}
        self._conflicts: dict[str, dict[str, None]] = {}
        self._waived = {(waiver.number, waiver.code) for waiver in inputs.waivers}
        self._nobodys: dict[tuple[str, str], list[Observation]] = {}
        self._hand_out(inputs.observations, AccountBook(present))
        self._holders: dict[tuple[str, str], list[str]] = {}
        for number, accounts in self._rows.items():
            for account in accounts:
                self._holders.setdefault(account, []).append(number)

    def rows(self, agent: Agent) -> dict[tuple[str, str], list[Observation]]:
        """The agent's rows by shop and account."""
        return self._rows.get(agent.number, {})

    def beside(self, agent: Agent, account: tuple[str, str]) -> list[Observation]:
        """The rows of the agent's account that others have in the month, or nobody."""
        others = [self._rows[number][account] for number in self._holders[account] if number != agent.number]
        return [row for rows in (*others, self._nobodys.get(account, ())) for row in rows]

    def conflicts(self, agent: Agent) -> tuple[str, ...]:
        """The agent's accounts that changed hands in the month and have figures of the whole month only."""
        return tuple(self._conflicts.get(agent.number, ()))

    def _hand_out(self, rows: tuple[Observation, ...], book: AccountBook) -> None:
        matches: dict[_Period, Match] = {}
        given: dict[_Period, list[Observation]] = {}
        handed_on: dict[str, list[tuple[Observation, Match]]] = {}
        levels = {metric for metric in {row.metric for row in rows} if kind_of(metric) == "level"}
        for row in rows:
            level = row.metric in levels
            if not row.account:  # of a whole shop, nobody's but for its levels
                if level:
                    self._levels.put("", row)
                continue
            key = (row.shop, row.account, row.first, row.last)
            match = matches.get(key)
            if match is None:
                match = matches[key] = book.match(*key)
            if len(match.owners) == 1:
                if level:
                    self._levels.put(match.owners[0].agent.number, row)
                elif key in given:
                    given[key].append(row)
                else:
                    given[key] = self._give(match.owners[0].agent, row)
            elif match.owners:
                handed_on.setdefault(account_text(row), []).append((row, match))
            else:
                self._nobodys.setdefault((row.shop, row.account), []).append(row)
                code = "account_unclear" if match.how == "ambiguous" else "account_waits"
                self._notes.of_row(code, row, account=account_text(row))
        for found in handed_on.values():
            self._ask_about(found)

    def _give(self, agent: Agent, row: Observation) -> list[Observation]:
        """Adds the row to those of the agent's account, and gives them."""
        rows = self._rows.setdefault(agent.number, {}).setdefault((row.shop, row.account), [])
        rows.append(row)
        return rows

    def _ask_about(self, rows: list[tuple[Observation, Match]]) -> None:
        """Month-level rows of an account with two owners: the day rows answer, else it is a question (RULES 13)."""
        open_rows = [(row, match) for row, match in rows if not self._answered(row, match)]
        for row, match in open_rows:
            account, owners = account_text(row), [owner.agent.number for owner in match.owners]
            self._notes.of_row("account_two_owners", row, account=account, owners="、".join(owners))
            for owner in match.owners:
                self._conflicts.setdefault(owner.agent.number, {})[account] = None
                if kind_of(row.metric) != "level" and (owner.agent.number, account) not in self._waived:
                    self._give(owner.agent, msgspec.structs.replace(row, value=None))

    def _answered(self, row: Observation, match: Match) -> bool:
        return any(self._has_days(owner.agent.number, row) for owner in match.owners)

    def _has_days(self, number: str, row: Observation) -> bool:
        """Whether a report has day rows of that figure, account and owner."""
        rows = self._rows.get(number, {}).get((row.shop, row.account), [])
        if kind_of(row.metric) == "level":
            rows = self._levels.rows(number, row.metric, row.shop, row.account)
        days = [other for other in rows if other.metric == row.metric and other.first == other.last]
        return any(other.family not in FAMILIES for other in days)
