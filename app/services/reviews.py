"""Looking a month over before it is sealed: payslip by payslip, flag by flag, or all that is left at once."""

from collections.abc import Sequence

from app.domain.looked_over import figures_code
from app.domain.month import PayMonth
from app.domain.payline import Flag, PayRun
from app.domain.problem import JixinError, error
from app.services.compute_month import run_state
from app.services.looked_over import draft_state, flag_key
from app.storage import reviews, runs, waivers
from app.storage.book import Book, Connection, refuse_sealed


def pass_flag(book: Book, month: PayMonth, number: str, flag: Flag, reason: str) -> None:
    """Keep with a reason that a flag of an agent is all right; no figure changes and nothing becomes stale.

    JixinError without a reason, or if the month is sealed.
    """
    pass_flags(book, month, [(number, flag)], reason)


def pass_flags(book: Book, month: PayMonth, flags: Sequence[tuple[str, Flag]], reason: str) -> None:
    """The same of several flags, each with the number of its agent, for one reason."""
    clean = " ".join(reason.split())
    if not clean:
        raise JixinError(error("reason_blank"))
    with book.keep() as db:
        refuse_sealed(db, month=month, from_month=None)
        for number, flag in flags:
            waivers.put_flag(db, month, number, flag_key(flag), clean)
        run = runs.load(db, month)
        if run is not None:
            runs.put_state(db, month, draft_state(db, run))


def mark_seen(book: Book, month: PayMonth, number: str) -> None:
    """The payslip of an agent was looked at as it stands; no figure changes and nothing becomes stale.

    JixinError if the month is not computed as it stands or sealed, or if the agent is not in it or blocked.
    """
    with book.keep() as db:
        run = _fresh_run(book, db, month)
        slips = [slip for slip in run.payslips if slip.number == number]
        if not slips:
            raise JixinError(error("agent_unknown", number=number))
        _refuse_blocked(run, number)
        reviews.put(db, month, {number: figures_code(slips[0])})
        runs.put_state(db, month, draft_state(db, run))


def mark_unseen(book: Book, month: PayMonth, number: str) -> None:
    """The payslip is to be looked at again. JixinError if the month is sealed."""
    with book.keep() as db:
        refuse_sealed(db, month=month, from_month=None)
        reviews.take_back(db, month, number)
        runs.put_state(db, month, "draft")


def mark_reviewed(book: Book, month: PayMonth) -> None:
    """All that was left of the month's payslips was looked at; it is reviewed once no flag is open either.

    JixinError if the month is not computed as it stands, somebody is blocked, or it is sealed.
    """
    with book.keep() as db:
        run = _fresh_run(book, db, month)
        _refuse_blocked(run)
        reviews.put(db, month, {slip.number: figures_code(slip) for slip in run.payslips})
        runs.put_state(db, month, draft_state(db, run))


def _fresh_run(book: Book, db: Connection, month: PayMonth) -> PayRun:
    refuse_sealed(db, month=month, from_month=None)
    run = runs.load(db, month)
    if run is None or run_state(book, month).stale:
        raise JixinError(error("review_stale", month=str(month)))
    return run


def _refuse_blocked(run: PayRun, number: str = "") -> None:
    """JixinError if anybody is blocked, or the one of a number."""
    blocked = [slip for slip in run.payslips if not slip.computed and number in ("", slip.number)]
    if blocked:
        month = str(run.month)
        raise JixinError(*(error("seal_blocked", month=month, number=slip.number, name=slip.name) for slip in blocked))
