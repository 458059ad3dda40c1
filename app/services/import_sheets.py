"""Import performance sheets: plan, look at it, store it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import Problem
from app.storage.book import Book
from app.storage.imports import ImportRecord

if TYPE_CHECKING:
    from app.importing.plan import AccountRow, Column, FileEdits, FilePlan, ImportPlan

__all__ = [
    "AccountRow",
    "Column",
    "FileEdits",
    "FilePlan",
    "FileReport",
    "ImportPlan",
    "ImportRecord",
    "ImportReport",
    "imports",
    "plan_import",
    "store_import",
]


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file. ``period`` is ``2026-10-01..2026-10-31``; ``agents`` counts the accounts in it."""

    file: str
    stored: bool
    layout: str
    period: str
    rows: int
    agents: int
    problems: tuple[Problem, ...] = ()


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files of one call; ``stored``: all of them. ``unmatched`` are accounts that wait."""

    stored: bool
    files: tuple[FileReport, ...]
    unmatched: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_import(
    book: Book,
    files: tuple[Path, ...],
    month: PayMonth,
    *,
    shop: str = "",
    edits: "Mapping[Path, FileEdits] | None" = None,
    progress: Callable[[int, int], None] | None = None,
) -> "ImportPlan":
    """Recognise, map, match and check files; nothing is stored. ``edits`` are the wizard's decisions by file."""
    raise NotImplementedError


def store_import(book: Book, plan: "ImportPlan", *, progress: Callable[[int, int], None] | None = None) -> ImportReport:
    """Store each file of the plan that has no error, each in one transaction."""
    raise NotImplementedError


def imports(book: Book, month: PayMonth) -> tuple[ImportRecord, ...]:
    """The files imported for a month, in order of import."""
    raise NotImplementedError
