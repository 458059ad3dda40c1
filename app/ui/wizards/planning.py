"""Reading the files of an import on the worker: the plan, and all that the steps show and that takes long to make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.month import PayMonth
from app.domain.people import Agent, Shop
from app.services import collector, import_questions, import_sheets, missing_days, roster, shops
from app.services.import_sheets import FileEdits, ImportPlan, Made, Overlap
from app.services.missing_days import MissingDays
from app.services.own_metrics import own_metrics
from app.ui.models.check_sheet import CheckSheet, check_sheet
from app.ui.models.import_tables import HeaderRow, header_rows
from app.ui.models.people_rows import Totals, account_totals
from app.ui.tasks import Progress
from app.ui.wizards.sheet_kinds import people_sheet
from app.ui.wizards.shop_proposal import proposed_shops


@dataclass(frozen=True)
class Planned:
    """What the files would do, beside the people, positions and shops of the month.

    ``sheets`` are the files as the check step shows them, ``headers`` as the column step does, ``totals`` what they say
    of accounts, ``overlaps`` what of them the book has already, ``missing`` the days that their reports will lack: all
    of it takes long, so the worker makes it. ``own`` are the owner's own metrics that the book knows.
    """

    plan: ImportPlan
    agents: tuple[Agent, ...]
    positions: tuple[str, ...]
    shops: tuple[Shop, ...]
    kinds: Mapping[Path, str]
    sheets: Mapping[Path, CheckSheet]
    headers: Mapping[Path, tuple[HeaderRow, ...]]
    totals: Mapping[Path, Totals]
    overlaps: Mapping[Path, Overlap]
    missing: tuple[MissingDays, ...]
    proposed: Mapping[Path, FileEdits]
    own: tuple[str, ...] = ()


@collector.paused()
def planned(
    book: Any,
    files: Sequence[Path],
    month: PayMonth,
    months: Sequence[PayMonth],
    edits: Mapping[Path, FileEdits],
    forced: Mapping[Path, str],
    progress: Progress,
) -> Planned:
    """Read the files. ``months`` are those that may tell whose shop a file is of, ``forced`` what the owner takes
    files as ("": a report), whatever they look like.
    """
    made: Made = {}
    plan = import_sheets.plan_import(book, files, month, edits=edits, progress=progress, made=made)
    kinds = {file.path: kind for file in plan.files if (kind := forced.get(file.path, people_sheet(file)))}
    known = shops.shops(book, month)
    proposed = proposed_shops(book, plan, known, months)
    if proposed:
        plan = import_sheets.plan_import(book, files, month, edits={**edits, **proposed}, progress=progress, made=made)
    plan = import_questions.with_questions(book, plan)
    agents = roster.agents(book, month)
    names = {agent.number: agent.name for agent in agents}
    sheets = [file for file in plan.files if file.path not in kinds]
    return Planned(
        plan=plan,
        agents=agents,
        positions=roster.names_of(book, "position"),
        shops=known,
        kinds=kinds,
        sheets={file.path: check_sheet(file, names) for file in sheets},
        headers={file.path: header_rows(file) for file in sheets},
        totals={file.path: account_totals(file) for file in sheets},
        overlaps=import_sheets.overlaps(book, plan),
        missing=missing_days.missing_after(book, plan),
        proposed=proposed,
        own=own_metrics(book, month),
    )
