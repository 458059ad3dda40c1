"""Seal a month: the result and what it was computed from stay as they are."""

from collections.abc import Callable
from datetime import date

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.domain.problem import JixinError, error
from app.domain.sealing import left_behind
from app.services import clock
from app.services.compute_month import Progress, current_run, run_state
from app.services.looked_over import open_flags, seen
from app.services.missing_marks import missing_marks
from app.services.month_data import inputs_of
from app.storage import control, meta, runs
from app.storage.book import Book


class OpenMatters(msgspec.Struct, frozen=True, kw_only=True):
    """What sealing would leave: people with flags not let pass, payslips nobody saw, figures nobody has given."""

    flagged: int
    missing: int
    unseen: int = 0


def open_matters(book: Book, month: PayMonth) -> OpenMatters:
    """What is still open in a month as it was last computed."""
    run = runs.load(book.db, month)
    flagged = 0 if run is None else len({one.number for one in open_flags(book.db, run)})
    unseen = 0 if run is None else len(run.payslips) - len(seen(book.db, run))
    return OpenMatters(flagged=flagged, unseen=unseen, missing=len(missing_marks(book, month)))


def seal_month(
    book: Book, month: PayMonth, progress: Progress = None, *, today: Callable[[], date] = clock.today
) -> PayRun:
    """Compute the month if its run is missing or stale, and seal it.

    JixinError while anybody is blocked, if nobody is paid in the month, or if it is sealed already.
    """
    if run_state(book, month).state == "sealed":
        raise JixinError(error("already_sealed", month=str(month)))
    run = current_run(book, month, progress)
    blocked = [slip for slip in run.payslips if not slip.computed]
    if blocked:
        raise JixinError(
            *(error("seal_blocked", month=str(month), number=slip.number, name=slip.name) for slip in blocked)
        )
    if not run.payslips:
        raise JixinError(error("seal_empty", month=str(month)))
    with book.keep() as db:
        # Nobody else can write now: what is frozen is what the run was computed from, or nothing is.
        if run_state(book, month).stale:
            raise JixinError(error("book_busy", file=str(book.path)))
        inputs = inputs_of(book, month, pay_date=run.pay_date)
        runs.seal(db, inputs, left_behind(inputs, run), today())
        control.keep(db, month)
        meta.count_revision(db)  # later months look at this one now: their drafts are stale
    return run
