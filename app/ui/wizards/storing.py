"""What is stored beside the sheets of an import: the owner's own sheets, and what was decided about accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.month import PayMonth
from app.domain.people import Account
from app.domain.problem import JixinError, Problem
from app.services import figures, roster
from app.services.figures import FiguresReport
from app.services.ignored_accounts import ignore_account
from app.services.roster import RosterReport
from app.ui.models.decisions import BACK, NEW, OUT, Decision, Decisions
from app.ui.wizards.sheet_kinds import INCIDENTS, ROSTER


@dataclass(frozen=True)
class Carried:
    """How many accounts were given away, how many new agents were made, how many accounts are left out from now on."""

    moved: int = 0
    made: int = 0
    ignored: int = 0
    problems: tuple[Problem, ...] = ()


NOTHING_CARRIED = Carried()


def store_people(book: Any, path: Path, kind: str, month: PayMonth) -> FiguresReport | RosterReport:
    """Store one of the owner's own sheets by its kind."""
    if kind == ROSTER:
        return roster.import_roster(book, path)
    if kind == INCIDENTS:
        return figures.import_incidents(book, path, month)
    return figures.import_marks(book, path, month)


def try_people(book: Any, path: Path, kind: str, month: PayMonth) -> FiguresReport | RosterReport:
    """As ``store_people``; a refusal is a report too, since what came before it is stored already."""
    try:
        return store_people(book, path, kind, month)
    except JixinError as refusal:
        return FiguresReport(file=path.name, stored=False, kind=kind, rows=0, problems=refusal.problems)


def carry_out(book: Any, decisions: Mapping[str, Decisions]) -> Carried:
    """Carry out what was decided; what the book refuses is reported, the sheets are stored already."""
    kinds: list[str] = []
    problems: list[Problem] = []
    for account, decided in decisions.items():
        for decision in decided:
            try:
                _carry_out(book, account, decision)
                kinds.append(decision.kind)
            except JixinError as refusal:
                problems.extend(refusal.problems)
    made, ignored = kinds.count(NEW), kinds.count(OUT)
    moved = len(kinds) - made - ignored - kinds.count(BACK)
    return Carried(moved, made, ignored, tuple(problems))


def _carry_out(book: Any, account: str, decision: Decision) -> None:
    if decision.kind == NEW:
        shop, _, name = account.partition(":")
        roster.add_agent(book, _new_agent(decision, shop, name))
    elif decision.gives:
        roster.move_account(book, account, decision.number, decision.day, decision.until)
    else:
        ignore_account(book, account, leave_out=decision.kind == OUT)


def _new_agent(decision: Decision, shop: str, account: str) -> roster.RosterRow:
    """A new agent of a shop with one account, from the decided day on."""
    return roster.RosterRow(
        row=0,
        number="",
        name=decision.name,
        position=decision.position.strip(),
        shops=(shop,),
        accounts=(Account(shop=shop, name=account),),
        hired=decision.day,
    )
