"""What storing a roster would change: a pure comparison of the sheet with what the book knows."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.accounts import normal_name
from app.domain.month import PayMonth
from app.domain.people import Account
from app.domain.problem import Problem, error, warning
from app.importing.roster_sheet import RosterRow
from app.storage.accounts import OwnedAccount, within
from app.storage.agents import AgentRecord
from app.storage.codec import month_text, number_text
from app.storage.terms import ROSTER_KEYS, Term, in_force

_FACTS = {
    "hired": "hired",
    "regular_from": "regular_from",
    "left": "left",
    "identity": "id_number",
    "phone": "phone",
    "bank": "bank",
    "card": "bank_account",
    "alipay": "alipay",
    "note": "note",
}
"""Field of a roster row → fact of an agent."""


class RosterState(msgspec.Struct, frozen=True, kw_only=True):
    """What the book knows before: agents by number, their terms, shops and accounts, the names in use.

    ``start`` is the first month that is not sealed (None: no month is).
    """

    agents: dict[str, AgentRecord]
    terms: dict[tuple[str, str], tuple[Term, ...]]
    working: dict[str, tuple[str, ...]]
    accounts: tuple[OwnedAccount, ...]
    names: dict[str, tuple[str, ...]]
    start: PayMonth | None


class RosterPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The changes to store. Sources of terms have import id 0."""

    agents: tuple[AgentRecord, ...]
    terms: tuple[Term, ...]
    working: dict[str, tuple[str, ...]]
    accounts: tuple[OwnedAccount, ...]
    created: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    updated: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> bool:
        """Whether there is anything to store."""
        return bool(self.agents or self.terms or self.working or self.accounts or self.created)


def plan_roster(rows: Iterable[RosterRow], state: RosterState) -> RosterPlan:
    """Agents are told apart by number, those without one by name; empty cells and absent people change nothing."""
    planner = _Planner(state)
    for row in rows:
        planner.take(row)
    return planner.plan()


class _Planner:
    """One roster on its way to a plan."""

    def __init__(self, state: RosterState) -> None:
        self._state = state
        self._start = month_text(state.start)
        self._numbers = {normal_name(number): number for number in state.agents}
        self._given_without_number: set[str] = set()
        self._created: dict[tuple[str, str], None] = {}
        self._spelling = {(kind, normal_name(name)): name for kind, names in state.names.items() for name in names}
        self._agents: dict[str, AgentRecord] = {}
        self._terms: list[Term] = []
        self._working: dict[str, tuple[str, ...]] = {}
        self._accounts: list[OwnedAccount] = []
        self._account_cells: dict[tuple[str, str, str], str] = {}
        self._touched: dict[str, bool] = {}
        self._problems: list[Problem] = []

    def take(self, row: RosterRow) -> None:
        """Note what a row changes."""
        number = self._number_of(row)
        if not number:
            return
        new = number not in self._state.agents
        before = self._state.agents.get(number) or AgentRecord(number=number, name=row.name)
        after = _facts(before, row)
        changed = new or after != before
        if changed:
            self._agents[number] = after
        changed |= self._take_terms(number, row, new=new)
        changed |= self._take_shops(number, row)
        changed |= self._take_accounts(number, row, new=new)
        if changed:
            self._touched[number] = new

    def plan(self) -> RosterPlan:
        """Everything noted, and who would share an account on the same day."""
        names = {number: agent.name for number, agent in (self._state.agents | self._agents).items()}
        everybody = self._state.agents | self._agents
        for one, other in shared((*self._state.accounts, *self._accounts), everybody):
            self._problems.append(self._taken(one, other, names))
        return RosterPlan(
            agents=tuple(self._agents.values()),
            terms=tuple(self._terms),
            working=self._working,
            accounts=tuple(self._accounts),
            created=tuple(self._created),
            added=tuple((number, names[number]) for number, new in self._touched.items() if new),
            updated=tuple((number, names[number]) for number, new in self._touched.items() if not new),
            problems=tuple(self._problems),
        )

    def _number_of(self, row: RosterRow) -> str:
        if row.number:
            return self._numbers.setdefault(normal_name(row.number), row.number)
        name = normal_name(row.name)
        same = [one.number for one in self._state.agents.values() if normal_name(one.name) == name]
        if len(same) > 1 or name in self._given_without_number:
            self._problems.append(error("number_needed", row=str(row.row), name=row.name))
            return ""
        self._given_without_number.add(name)
        return same[0] if same else self._next_number()

    def _next_number(self) -> str:
        count = 1
        while normal_name(f"A{count:03d}") in self._numbers:
            count += 1
        number = f"A{count:03d}"
        self._numbers[normal_name(number)] = number
        return number

    def _name(self, kind: str, name: str) -> str:
        """The book's spelling of a name; one that is new is created."""
        if not name:
            return ""
        known = self._spelling.setdefault((kind, normal_name(name)), name)
        if known not in self._state.names.get(kind, ()):
            self._created.setdefault((kind, known))
        return known

    def _take_terms(self, number: str, row: RosterRow, *, new: bool) -> bool:
        changed = False
        for key in ROSTER_KEYS:
            value = self._term_text(key, getattr(row, key))
            if not value:
                continue
            dated = self._state.terms.get((number, key), ())
            start = "" if new else self._start
            typed = [term for term in dated if term.source is None and term.from_month >= start and term.from_month]
            if any(term.value != value for term in typed):
                self._problems.append(_kept(row, key, typed[0]))
            held = in_force(dated, start)
            said = {held.value if held else "", *(term.value for term in typed[-1:])}
            if value in said or any(term.from_month == start for term in typed):
                continue
            source = row.sources.get(key)
            self._terms.append(Term(number=number, key=key, from_month=start, value=value, source=source))
            changed = True
        return changed

    def _term_text(self, key: str, value: str | Fraction | None) -> str:
        if isinstance(value, Fraction):
            return number_text(value)
        text = value or ""
        return self._name(key, text) if key in ("position", "grade", "team") else text

    def _take_shops(self, number: str, row: RosterRow) -> bool:
        before = self._state.working.get(number, ())
        named = tuple(self._name("shop", shop) for shop in row.shops)
        after = named if "shops" in row.sources else tuple(dict.fromkeys((*before, *named)))
        if after == before:
            return False
        self._working[number] = after
        return True

    def _take_accounts(self, number: str, row: RosterRow, *, new: bool) -> bool:
        have = {one.key for one in self._state.accounts if one.number == number}
        first = None if new or self._state.start is None else self._state.start.first
        changed = False
        for given in row.accounts:
            owned = OwnedAccount(number, Account(shop=self._name("shop", given.shop), name=given.name, first=first))
            cells = row.sources["accounts"].cells if "accounts" in row.sources else ("",)
            self._account_cells.setdefault((number, *owned.key), cells[0])
            if owned.key in have:
                continue
            have.add(owned.key)
            self._accounts.append(owned)
            changed = True
        return changed

    def _taken(self, one: OwnedAccount, other: OwnedAccount, names: dict[str, str]) -> Problem:
        """Two owners of an account on one day, the one of the sheet first."""
        if (one.number, *one.key) not in self._account_cells:
            one, other = other, one
        return error(
            "account_taken",
            cell=self._account_cells.get((one.number, *one.key), ""),
            account=one.account.full,
            number=one.number,
            name=names[one.number],
            other_number=other.number,
            other_name=names[other.number],
        )


def _facts(before: AgentRecord, row: RosterRow) -> AgentRecord:
    """The agent with every filled cell of the row."""
    found: dict[str, str | date | None] = {name: getattr(row, field) for field, name in _FACTS.items()}
    return msgspec.structs.replace(before, name=row.name, **{key: value for key, value in found.items() if value})


def _kept(row: RosterRow, key: str, term: Term) -> Problem:
    cell = row.sources[key].cells[0] if key in row.sources else ""
    return warning("dated_value_kept", cell=cell, name=row.name, key=key, value=term.value, month=term.from_month)


def shared(
    accounts: Iterable[OwnedAccount], agents: dict[str, AgentRecord]
) -> Iterator[tuple[OwnedAccount, OwnedAccount]]:
    """Pairs of owners that have the same account on the same day while both are employed."""
    holders: dict[tuple[str, str], list[OwnedAccount]] = {}
    for owned in accounts:
        agent = agents[owned.number]
        account = within(owned.account, agent.hired, agent.left)
        if account is None:
            continue
        now = OwnedAccount(owned.number, account, owned.id)
        held = holders.setdefault(owned.key, [])
        for other in held:
            if account.overlaps(other.account.first or date.min, other.account.last or date.max):
                yield other, now
        held.append(now)
