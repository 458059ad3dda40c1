"""A month from beginning to end, in the phases of RULES 35; and several months in sequence."""

from collections.abc import Callable
from functools import cache, partial

from tests.oracle.case import Case, Now, cases_of
from tests.oracle.clawback import take_back
from tests.oracle.figures import everybody
from tests.oracle.pay_after import (
    advance_line,
    attendance_lines,
    deductions_of,
    grade_line,
    gross_of,
    guarantee_lines,
    insurance_lines,
    loss_line,
    rounding_line,
    tax_line,
)
from tests.oracle.pay_awards import award_lines
from tests.oracle.pay_own import own_lines
from tests.oracle.pay_teams import paid, supervisor_lines, team_lines
from tests.oracle.score import score
from tests.oracle.world import World, shifted

Sealed = dict[str, dict[str, Case]]


class Book:
    """A world with the figures of its months, read once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.figures = cache(partial(everybody, world))


def compute(book: Book, month: str, past: Sealed) -> Now:
    """Everything of one month."""
    cases = cases_of(book.world, month, book.figures(month))
    now = Now(book.world, month, cases, past, book.figures(shifted(month, -1)))
    for case in now.cases.values():
        if not case.is_member and case.scheme is None:
            case.blocks.append(("no_scheme", "scheme"))
    everybody = paid(now)
    for case in now.cases.values():
        if case.scheme:
            score(now, case)
        if case.is_member:
            case.blocks.clear()  # known to the book and scored, not paid: nobody waits for them
        elif case.scheme:
            case.blocks += [("account_conflict", account) for account in case.seen.conflicts]
    for case in everybody:
        own_lines(now, case)
    supervisor_lines(now)
    team_lines(now)
    award_lines(now)
    for case in everybody:
        finish(now, case)
    return now


def finish(now: Now, case: Case) -> None:
    """Grade, attendance, guarantee, and what is taken."""
    grade_line(now, case)
    attendance_lines(case)
    guarantee_lines(case)
    insurance_lines(now, case)
    tax_line(now, case)
    loss_line(now, case)
    advance_line(now, case)
    rounding_line(case)
    gross, deductions = gross_of(case), deductions_of(case)
    case.net = {"gross": gross, "deductions": deductions, "net": gross - deductions}


def may_seal(now: Now) -> bool:
    """Nobody is blocked."""
    return not any(case.blocked for case in now.cases.values())


def run(world: World, waive: Callable[[Now], None] | None = None) -> list[Now]:
    """All months of the world in sequence, sealing those that are to be sealed and can be."""
    past: Sealed = {}
    book, done = Book(world), []
    for month in world["months"]:
        now = compute(book, month, dict(past))
        for _ in range(3):
            if waive is not None and month in world["seal"] and not may_seal(now):
                waive(now)
                now = compute(book, month, dict(past))
        done.append(now)
        if month in world["seal"] and may_seal(now):
            past[month] = now.cases
            take_back(world, month, now.cases)
    return done


def waive_all(now: Now) -> None:
    """What an owner does who wants to seal: every block that can be waived is."""
    for case in now.cases.values():
        for why, code in case.blocks:
            if why not in ("no_scheme", "nothing_left", "account_conflict"):
                now.world["waivers"].append({"month": now.month, "number": case.number, "code": code})
