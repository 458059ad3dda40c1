"""Compute a month and keep the run."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.storage.book import Book

if TYPE_CHECKING:
    from app.domain.measured import MonthMetrics

Progress: TypeAlias = Callable[[int, int], None] | None


class RunState(msgspec.Struct, frozen=True):
    """State of a month's run; ``stale``: an input changed since it was computed."""

    state: Literal["none", "draft", "reviewed", "sealed"]
    stale: bool


def month_metrics(book: Book, month: PayMonth) -> "MonthMetrics":
    """The metrics of every agent of the month; of a sealed month those that it was sealed with."""
    raise NotImplementedError


def compute_month(
    book: Book, month: PayMonth, *, pay_date: date | None = None, progress: Progress = None
) -> PayRun:
    """Compute the month and keep the run as draft; a sealed month gives the sealed result."""
    raise NotImplementedError


def current_run(book: Book, month: PayMonth, progress: Progress = None) -> PayRun:
    """The kept run, computed first where it is missing or stale."""
    raise NotImplementedError


def run_state(book: Book, month: PayMonth) -> RunState:
    """Whether the month is computed, and whether that still holds."""
    raise NotImplementedError
