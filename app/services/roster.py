"""Agents: the roster, and the ways to change an agent."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import Problem, has_errors
from app.domain.source import Source
from app.importing.roster_sheet import RosterSheet, read_roster
from app.services import clock
from app.services.account_moves import move_account
from app.services.agent_changes import AGENT_KEYS, set_agent
from app.services.roster_plan import RosterPlan, RosterState, plan_roster
from app.storage import accounts, imports, names, people, shops, terms
from app.storage import agents as agent_store
from app.storage.book import Book, Connection, first_open
from app.storage.imports import ImportRecord
from app.storage.names import NameKind
from app.storage.terms import Term

__all__ = [
    "AGENT_KEYS",
    "RosterReport",
    "agents",
    "import_roster",
    "move_account",
    "names_of",
    "set_agent",
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
    )


def _store(db: Connection, plan: RosterPlan, import_id: int) -> None:
    for kind, name in plan.created:
        if kind == "shop":
            shops.add(db, name)
    for kind in _KINDS:
        for name in (name for made, name in plan.created if made == kind):
            names.add(db, kind, name)
    agent_store.put(db, plan.agents)
    terms.put(db, (_sourced(term, import_id) for term in plan.terms))
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
