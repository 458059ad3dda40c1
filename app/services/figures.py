"""Figures that people give: incidents, marks, attendance, targets, waivers, adjustments."""

from pathlib import Path

import msgspec

from app.domain.inputs import Mark
from app.domain.month import PayMonth
from app.domain.problem import Problem
from app.services.corrections import adjust, set_target, waive
from app.services.missing_marks import MissingMark, missing_marks
from app.storage import marks as mark_store
from app.storage.book import Book

__all__ = [
    "FiguresReport",
    "MissingMark",
    "adjust",
    "import_incidents",
    "import_marks",
    "marks",
    "missing_marks",
    "set_target",
    "waive",
]


class FiguresReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of incidents or marks did. ``kind`` is incidents, marks or attendance; ``removed`` are the
    rows of the earlier import that this one replaced, each as (number, day or "", kind or item, value)."""

    file: str
    stored: bool
    kind: str
    rows: int
    removed: tuple[tuple[str, str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def import_incidents(book: Book, file: Path, month: PayMonth) -> FiguresReport:
    """Store the incidents of a month; they replace those of the earlier import for that month."""
    raise NotImplementedError


def import_marks(book: Book, file: Path, month: PayMonth) -> FiguresReport:
    """Store marks or attendance; the same item and agent again replaces."""
    raise NotImplementedError


def marks(book: Book, month: PayMonth) -> tuple[Mark, ...]:
    """Every mark of the month, by number and item."""
    return mark_store.of_month(book.db, month)
