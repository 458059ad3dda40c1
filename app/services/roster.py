"""Agents: the roster, and the ways to change an agent."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec

from app.domain.accounts import normal_name
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error, has_errors
from app.domain.source import Source
from app.importing.roster_sheet import RosterRow, RosterSheet, read_roster
from app.services import clock
from app.services.account_moves import move_account
from app.services.agent_changes import AGENT_KEYS, set_agent, set_agents
from app.services.roster_plan import RosterPlan, RosterState, plan_roster
from app.services.who import user
from app.storage import accounts, imports, names, people, shops, terms
from app.storage import agents as agent_store
from app.storage.book import Book, Connection, first_open
from app.storage.imports import ImportRecord
from app.storage.names import NameKind
from app.storage.terms import Term

__all__ = [
    "AGENT_KEYS",
    "RosterReport",
    "RosterRow",
    "add_agent",
    "agents",
    "import_roster",
    "move_account",
    "names_of",
    "set_agent",
    "set_agents",
]

_KINDS: tuple[NameKind, ...] = ("position", "grade", "team")


class RosterReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of a roster did, or with ``dry_run`` would do.

    ``added`` and ``updated`` are (number, name); ``created`` are (shop | position | grade | team, name).
    """

    file: str
    stored: bool
    rows: int
    added: tuple[tuple[str, str], ...] = ()
    updated: tuple[tuple[str, str], ...] = ()
    created: tuple[tuple[str, str], ...] = ()
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_roster(
    book: Book, file: Path, *, dry_run: bool = False, now: Callable[[], datetime] = clock.now
) -> RosterReport:
    """Add and update agents by 工号; absent people stay, empty cells say nothing.

    A new agent's terms hold from the beginning, a known agent's changes from the first month that is not sealed.
    A file with an error is not stored. JixinError for a file that is no roster.
    """
    sheet = read_roster(file, shops.names(book.db))
    plan = plan_roster(sheet.rows, _state(book))
    problems = (*sheet.problems, *_placed(plan.problems, sheet))
    good = not has_errors(problems)
    if good and plan.changes and not dry_run:
        with book.edit() as db:
            _store(db, plan, imports.add(db, _record(sheet, now())))
    return RosterReport(
        file=sheet.file,
        stored=good and not dry_run,
        rows=len(sheet.rows),
        added=plan.added,
        updated=plan.updated,
        created=plan.created,
        ignored_columns=sheet.ignored_columns,
        problems=problems,
    )


def add_agent(book: Book, row: RosterRow) -> str:
    """Add one person as a roster's row would; the terms hold from the beginning. The number, a free one where "".

    JixinError if the name is blank, the number is taken, or an account is somebody else's.
    """
    state = _state(book)
    taken = {normal_name(number) for number in state.agents}
    if not row.name.strip():
        raise JixinError(error("agent_name_blank"))
    if normal_name(row.number) in taken and row.number:
        raise JixinError(error("agent_number_taken", number=row.number, name=_name_of(state, row.number)))
    number = row.number or _free_number(state.agents)
    plan = plan_roster([msgspec.structs.replace(row, number=number, name=row.name.strip())], state)
    if has_errors(plan.problems):
        raise JixinError(*plan.problems)
    with book.edit() as db:
        _store(db, plan, None)
    return number


def _free_number(numbers: Iterable[str]) -> str:
    """The first of A001, A002 … that nobody has."""
    taken = {normal_name(number) for number in numbers}
    return next(number for at in count(1) if normal_name(number := f"A{at:03d}") not in taken)


def _name_of(state: RosterState, number: str) -> str:
    return next(one.name for one in state.agents.values() if normal_name(one.number) == normal_name(number))


def _state(book: Book) -> RosterState:
    db = book.db
    return RosterState(
        agents={agent.number: agent for agent in agent_store.load(db)},
        terms=terms.load(db),
        working=agent_store.shops(db),
        accounts=accounts.load(db),
        names={"shop": shops.names(db), **{kind: names.load(db, kind) for kind in _KINDS}},
        start=first_open(db),
    )


def _placed(problems: tuple[Problem, ...], sheet: RosterSheet) -> tuple[Problem, ...]:
    return tuple(msgspec.structs.replace(problem, file=sheet.file, sheet=sheet.sheet) for problem in problems)


def _record(sheet: RosterSheet, moment: datetime) -> ImportRecord:
    return ImportRecord(
        id=0,
        kind="roster",
        month="",
        file=sheet.file,
        sheet=sheet.sheet,
        sha256=sheet.sha256,
        rows=len(sheet.rows),
        agents=len(sheet.rows),
        imported_at=moment,
        who=user(),
    )


def _store(db: Connection, plan: RosterPlan, import_id: int | None) -> None:
    for kind, name in plan.created:
        if kind == "shop":
            shops.add(db, name)
    for kind in _KINDS:
        for name in (name for made, name in plan.created if made == kind):
            names.add(db, kind, name)
    agent_store.put(db, plan.agents)
    terms.put(db, plan.terms if import_id is None else (_sourced(term, import_id) for term in plan.terms))
    for number, working in plan.working.items():
        agent_store.put_shops(db, number, working)
    accounts.add(db, plan.accounts)


def _sourced(term: Term, import_id: int) -> Term:
    # A value that was imported keeps its import even where the cell is not known.
    cells = term.source.cells if term.source else ()
    return msgspec.structs.replace(term, source=Source(import_id, cells))


def agents(book: Book, month: PayMonth | None = None) -> tuple[Agent, ...]:
    """Every agent of the book in order of number, with the terms of ``month`` (None: the newest of each)."""
    return people.load(book.db, None if month is None else str(month))


def names_of(book: Book, kind: NameKind) -> tuple[str, ...]:
    """The positions, grades or teams of the book in the order they were made."""
    return names.load(book.db, kind)
