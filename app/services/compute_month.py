"""Compute a month and keep the run."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeAlias, cast

import msgspec

from app.domain import observations, payrun
from app.domain.month import PayMonth
from app.domain.observations import MonthMetrics
from app.domain.payline import PayRun
from app.services import clock, collector
from app.services.looked_over import draft_state
from app.services.month_data import inputs_of
from app.storage import runs
from app.storage.book import Book
from app.storage.runs import RunFacts

Progress: TypeAlias = Callable[[int, int], None] | None
State: TypeAlias = Literal["none", "draft", "reviewed", "sealed"]


class RunState(msgspec.Struct, frozen=True):
    """State of a month's run; ``stale``: an input changed since it was computed."""

    state: State
    stale: bool


def month_metrics(book: Book, month: PayMonth) -> MonthMetrics:
    """The metrics of every agent of the month; of a sealed month those that it was sealed with."""
    return observations.month_metrics(inputs_of(book, month))


def compute_month(
    book: Book,
    month: PayMonth,
    *,
    pay_date: date | None = None,
    progress: Progress = None,
    now: Callable[[], datetime] = clock.now,
) -> PayRun:
    """Compute the month and keep the run; a sealed month gives the sealed result.

    It is a draft until every payslip was looked at with the figures that it has now (``looked_over``).
    A pay date that was given once holds until another is given.
    """
    before = runs.facts(book.db, month)
    if before is not None and before.state == "sealed":
        return _kept(book, month)
    if pay_date is None and before is not None and before.pay_date_given:
        pay_date = before.pay_date
    revision = book.revision
    with collector.paused():
        run = payrun.compute(inputs_of(book, month, pay_date=pay_date), progress)
        facts = RunFacts(
            month=month,
            state="draft",
            revision=revision,
            pay_date=run.pay_date,
            pay_date_given=pay_date is not None,
            computed_at=now(),
        )
        with book.keep() as db:
            runs.save(db, run, facts)
            runs.put_state(db, month, draft_state(db, run))
    return run


def current_run(book: Book, month: PayMonth, progress: Progress = None) -> PayRun:
    """The kept run, computed first where it is missing or stale."""
    now = run_state(book, month)
    if now.state == "none" or now.stale:
        return compute_month(book, month, progress=progress)
    return _kept(book, month)


def run_state(book: Book, month: PayMonth) -> RunState:
    """Whether the month is computed, and whether that still holds."""
    facts = runs.facts(book.db, month)
    if facts is None:
        return RunState("none", False)
    stale = facts.state != "sealed" and facts.revision != book.revision
    return RunState(cast(State, facts.state), stale)


def _kept(book: Book, month: PayMonth) -> PayRun:
    run = runs.load(book.db, month)
    if run is None:
        raise LookupError(month)
    return run
