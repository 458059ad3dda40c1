"""Compare paper with the book by its 校验码, and sealed months with what they were computed from."""

import msgspec

from app.domain import payrun
from app.domain.check_code import check_code, typed
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip
from app.domain.problem import JixinError, error
from app.services.month_data import inputs_of
from app.storage import control, runs
from app.storage.book import Book


class FoundSlip(msgspec.Struct, frozen=True, kw_only=True):
    """The payslip of the book that has a code; ``state`` of its month: draft, reviewed or sealed."""

    month: PayMonth
    state: str
    payslip: Payslip


class VerifiedMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed month: what it pays, and who comes out differently when it is computed again (工号).

    ``changed``: something that was frozen is not what it was, whoever's it is.
    """

    month: PayMonth
    net: Fen
    different: tuple[str, ...]
    changed: bool


def find_code(book: Book, text: str) -> tuple[FoundSlip, ...]:
    """The payslips of the book with that code, newest month first: one, or none.

    None means that the figures on paper are not those of the book. JixinError for a text that is no code.
    """
    code = typed(text)
    if not code:
        raise JixinError(error("code_bad", text=text))
    found: list[FoundSlip] = []
    for month, state in sorted(runs.states(book.db).items(), reverse=True):
        run = _kept(book, month)
        found += [
            FoundSlip(month=month, state=state, payslip=slip)
            for slip in run.payslips
            if slip.computed and check_code(slip, run) == code
        ]
    return tuple(found)


def verify_sealed(book: Book) -> tuple[VerifiedMonth, ...]:
    """Every sealed month computed again from its kept inputs, and compared with its control totals, oldest first."""
    sealed = [month for month, state in runs.states(book.db).items() if state == "sealed"]
    changed = control.different(book.db, whole=True)
    return tuple(_verified(book, month, changed=month in changed) for month in sealed)


def _verified(book: Book, month: PayMonth, *, changed: bool) -> VerifiedMonth:
    kept = _kept(book, month)
    again = {slip.number: _figures(slip) for slip in payrun.compute(inputs_of(book, month)).payslips}
    here = {slip.number: _figures(slip) for slip in kept.payslips}
    wrong = {number for number in here | again if here.get(number) != again.get(number)}
    wrong |= {*control.unequal(book.db, month), *_other_nets(book, kept)}
    net = sum(slip.net or 0 for slip in kept.payslips)
    return VerifiedMonth(month=month, net=net, different=tuple(sorted(wrong)), changed=changed)


def _other_nets(book: Book, kept: PayRun) -> set[str]:
    """Whose net stands in the grid as another one than on the payslip."""
    nets = runs.nets(book.db, kept.month)
    return {slip.number for slip in kept.payslips if slip.net is not None and nets.get(slip.number) != slip.net}


def _figures(slip: Payslip) -> tuple[object, ...]:
    lines = tuple((line.code, line.kind, line.amount) for line in slip.lines)
    return (slip.score, lines, slip.gross, slip.deductions, slip.net)


def _kept(book: Book, month: PayMonth) -> PayRun:
    run = runs.load(book.db, month)
    if run is None:
        raise LookupError(month)
    return run
