"""Days of which a report by day says nothing: of a whole shop, or of one account while others have a row (RULES 9)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.accounts import AccountBook, Owner
from app.domain.inputs import MonthInputs, Observation
from app.domain.metrics import DAYS_ATTENDED
from app.domain.month import PayMonth
from app.domain.orders import FAMILIES

_Account: TypeAlias = tuple[str, str]
_Report: TypeAlias = tuple[str, str]
"""Shop and account, shop and report family."""


class MissingDays(msgspec.Struct, frozen=True, kw_only=True):
    """Days without a row. ``account`` and ``number`` are "" where nobody of the shop has one: a file is missing.

    Of one agent they may be days off, and count as such; ``attended`` are the days of the attendance sheet where there
    are more of them than days with a row, so that some are none, else None.
    """

    shop: str
    family: str
    days: tuple[date, ...]
    account: str = ""
    number: str = ""
    name: str = ""
    attended: Fraction | None = None


def missing_days(inputs: MonthInputs) -> tuple[MissingDays, ...]:
    """What is missing of each report that has a row for each day, and of each account of an agent in it.

    An account is asked for on the days on which its agent is employed and has it, and only where no report of the whole
    month gives all that the days give. Whose attended days all have a row lacks none.
    """
    return tuple(_Gaps(inputs).found())


class _Gaps:
    """The rows by report and account, and who has which account."""

    def __init__(self, inputs: MonthInputs) -> None:
        self._month = inputs.month
        self._owners = AccountBook(inputs.agents)
        self._attended = {mark.number: mark.value for mark in inputs.marks if mark.item == DAYS_ATTENDED}
        self._whole: dict[_Account, set[str]] = {}
        self._days: dict[_Report, dict[str, dict[date, set[str]]]] = {}
        for row in inputs.observations:
            if row.account and row.family not in FAMILIES:
                self._put(row)
        self._with_row = self._days_of_agents()

    def _put(self, row: Observation) -> None:
        if (row.first, row.last) == (self._month.first, self._month.last):
            self._whole.setdefault((row.shop, row.account), set()).add(row.metric)
        elif row.first == row.last:
            accounts = self._days.setdefault((row.shop, row.family), {})
            accounts.setdefault(row.account, {}).setdefault(row.first, set()).add(row.metric)

    def _days_of_agents(self) -> dict[str, set[date]]:
        """The days on which an agent has a row in any shop."""
        found: dict[str, set[date]] = {}
        for (shop, _), accounts in self._days.items():
            for account, days in accounts.items():
                for owner in self._owned(shop, account):
                    own = set(_days(_span(owner, self._month)))
                    found.setdefault(owner.agent.number, set()).update(own & days.keys())
        return found

    def _owned(self, shop: str, account: str) -> tuple[Owner, ...]:
        return self._owners.match(shop, account, self._month.first, self._month.last).owners

    def found(self) -> Iterator[MissingDays]:
        """Of each report first the days of the whole shop, then those of its accounts."""
        for (shop, family), accounts in self._days.items():
            told = {day for days in accounts.values() for day in days}
            counted = {name: days for name, days in accounts.items() if self._counts(shop, name, days)}
            untold = tuple(day for day in _days((self._month.first, self._month.last)) if day not in told)
            if untold and counted:
                yield MissingDays(shop=shop, family=family, days=untold)
            for account, days in counted.items():
                bare = MissingDays(shop=shop, family=family, days=(), account=account)
                for owner in self._owned(shop, account):
                    yield from self._of(owner, bare, told, days)

    def _counts(self, shop: str, account: str, days: dict[date, set[str]]) -> bool:
        """Whether the days give anything that no report of the whole month gives."""
        given = {metric for metrics in days.values() for metric in metrics}
        return bool(given - self._whole.get((shop, account), set()))

    def _of(self, owner: Owner, bare: MissingDays, told: set[date], days: Iterable[date]) -> Iterator[MissingDays]:
        agent, with_row = owner.agent, set(days)
        gaps = tuple(day for day in _days(_span(owner, self._month)) if day in told and day not in with_row)
        attended = self._attended.get(agent.number)
        worked = len(self._with_row.get(agent.number, ()))
        if gaps and (attended is None or attended > worked):
            yield msgspec.structs.replace(bare, days=gaps, number=agent.number, name=agent.name, attended=attended)


def _span(owner: Owner, month: PayMonth) -> tuple[date, date] | None:
    """The days of the month on which the agent is employed and has the account."""
    employed = owner.agent.days_employed(month)
    if employed is None:
        return None
    first, last = employed
    return max(first, owner.account.first or first), min(last, owner.account.last or last)


def _days(span: tuple[date, date] | None) -> Iterator[date]:
    if span is not None:
        yield from (span[0] + timedelta(days=at) for at in range((span[1] - span[0]).days + 1))
