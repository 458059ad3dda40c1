"""Figures that people give: incidents, marks, attendance, targets, waivers, adjustments."""

from pathlib import Path

import msgspec

from app.domain.inputs import Mark
from app.domain.month import PayMonth
from app.domain.problem import Problem
from app.storage.book import Book


class FiguresReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of incidents or marks did. ``kind`` is incidents, marks or attendance; ``removed`` are the
    rows of the earlier import that this one replaced, each as (number, day or "", kind or item, value)."""

    file: str
    stored: bool
    kind: str
    rows: int
    removed: tuple[tuple[str, str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


class MissingMark(msgspec.Struct, frozen=True, kw_only=True):
    """A mark that an agent's scheme waits for: the score item's id (``item/criterion`` for a part) and name."""

    number: str
    agent: str
    item: str
    name: str


def import_incidents(book: Book, file: Path, month: PayMonth) -> FiguresReport:
    """Store the incidents of a month; they replace those of the earlier import for that month."""
    raise NotImplementedError


def import_marks(book: Book, file: Path, month: PayMonth) -> FiguresReport:
    """Store marks or attendance; the same item and agent again replaces."""
    raise NotImplementedError


def marks(book: Book, month: PayMonth) -> tuple[Mark, ...]:
    """Every mark of the month, by number and item."""
    raise NotImplementedError


def missing_marks(book: Book, month: PayMonth) -> tuple[MissingMark, ...]:
    """What is still to be given by hand, per agent and item."""
    raise NotImplementedError


def set_target(book: Book, metric: str, value: str, *, level: str, key: str, from_month: PayMonth) -> None:
    """A dated target; ``level`` is agent, grade, shop or position, ``key`` which one."""
    raise NotImplementedError


def waive(book: Book, month: PayMonth, number: str, code: str, reason: str) -> None:
    """Let an item or a pay line of an agent go, with a reason that is printed."""
    raise NotImplementedError


def adjust(
    book: Book, month: PayMonth, number: str, amount: str, reason: str, for_month: PayMonth | None = None
) -> None:
    """A typed pay line: CNY as decimal text with at most two decimals, negative for a deduction."""
    raise NotImplementedError
