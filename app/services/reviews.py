"""Looking a month over before it is sealed: flags that are all right, and the month as a whole."""

from collections.abc import Sequence

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import Flag, PayRun
from app.domain.problem import JixinError, error
from app.services.compute_month import run_state
from app.storage import runs, waivers
from app.storage.book import Book, refuse_sealed


class OpenFlag(msgspec.Struct, frozen=True, kw_only=True):
    """A flag of an agent's payslip that nobody has looked at yet."""

    number: str
    name: str
    flag: Flag


def open_flags(book: Book, run: PayRun) -> tuple[OpenFlag, ...]:
    """The flags of a run without those that somebody said are all right, in order of the agents."""
    done = waivers.flags_of_month(book.db, run.month)
    return tuple(
        OpenFlag(number=slip.number, name=slip.name, flag=flag)
        for slip in run.payslips
        for flag in slip.flags
        if (slip.number, flag_key(flag)) not in done
    )


def flag_key(flag: Flag) -> str:
    """What a flag is told apart by: with other figures it is another one, to be looked at again."""
    return " ".join((flag.code, *(f"{name}={text}" for name, text in sorted(flag.params.items()))))


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


def mark_reviewed(book: Book, month: PayMonth) -> None:
    """The month's draft was looked over.

    JixinError if the month is not computed as it stands, somebody is blocked, or it is sealed.
    """
    with book.keep() as db:
        refuse_sealed(db, month=month, from_month=None)
        state = run_state(book, month)
        if state.state == "none" or state.stale:
            raise JixinError(error("review_stale", month=str(month)))
        run = runs.load(db, month)
        blocked = [slip for slip in run.payslips if not slip.computed] if run else []
        if blocked:
            raise JixinError(
                *(error("seal_blocked", month=str(month), number=slip.number, name=slip.name) for slip in blocked)
            )
        runs.review(db, month)
