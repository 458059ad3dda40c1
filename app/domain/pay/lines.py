"""What a pay item gives: its lines, or what it waits for; and the rounding of a line to the fen, once."""

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.money import Fen, is_decimal, short_text, to_fen, yuan
from app.domain.payline import DEDUCTION, EARNING, INFO, Flag, PayLine, Pending
from app.domain.scheme import PayItem
from app.domain.trace import Trace


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What one pay item gives: its lines, or what it waits for, and what to look at.

    ``sums`` are figures in fen that later months count on (``Payslip.sums``).
    """

    lines: tuple[PayLine, ...] = ()
    pending: tuple[Pending, ...] = ()
    flags: tuple[Flag, ...] = ()
    not_given: tuple[Trace, ...] = ()
    sums: dict[str, Fen] = {}


def earning(item: PayItem, amount: Fraction, rule: str, params: dict[str, str], inputs: tuple[Trace, ...]) -> PayLine:
    """An earning of ``amount``, rounded; the trace says the exact amount where rounding changed it."""
    fen = to_fen(amount)
    trace = Trace(rule, yuan(fen), "CNY", {**params, **rounding(amount, fen)}, inputs)
    return PayLine(code=item.code, name=item.name, kind=EARNING, amount=fen, trace=trace)


def rounding(amount: Fraction, fen: Fen) -> dict[str, str]:
    """The parameter that says what ``fen`` was rounded from; none where it is exact."""
    numerator, denominator = amount.as_integer_ratio()
    if fen * denominator == 100 * numerator:
        return {}
    return {"exact": short_text(amount) + ("" if is_decimal(amount) else "…")}


def deduction(item: PayItem, fen: Fen, trace: Trace, *, code: str = "") -> PayLine:
    """A deduction of whole fen, ≥ 0. With a ``code`` of the program's own it has the program's own name."""
    return PayLine(code=code or item.code, name="" if code else item.name, kind=DEDUCTION, amount=fen, trace=trace)


def information(item: PayItem, rule: str, params: dict[str, str], inputs: tuple[Trace, ...] = ()) -> PayLine:
    """A line that says something and counts nowhere: a day off, a record that there was nothing to beat for."""
    trace = Trace(rule, Fraction(0), "CNY", params, inputs)
    return PayLine(code=item.code, name=item.name, kind=INFO, amount=0, trace=trace)


def together(parts: Iterable["Lines"]) -> "Lines":
    """Several items' lines as one."""
    lines: list[PayLine] = []
    pending: list[Pending] = []
    flags: list[Flag] = []
    not_given: list[Trace] = []
    sums: dict[str, Fen] = {}
    for part in parts:
        lines += part.lines
        pending += part.pending
        flags += part.flags
        not_given += part.not_given
        sums |= part.sums
    return Lines(lines=tuple(lines), pending=tuple(pending), flags=tuple(flags), not_given=tuple(not_given), sums=sums)


def lacking(item: PayItem, code: str, **params: str) -> Lines:
    """A missing input: a required line waits, an optional one is not there and says so (RULES 21)."""
    if item.required:
        return Lines(pending=(Pending(code=code, id=item.code, item=item.name, params=params),))
    return Lines(not_given=(Trace("not_given", None, "", {"item": item.name, **params}),))


def waiting(item: PayItem, code: str, **params: str) -> Lines:
    """Something that is not known yet: the line waits, whatever ``missing`` says."""
    return Lines(pending=(Pending(code=code, id=item.code, item=item.name, params=params),))


def absent(item: PayItem, rule: str, **params: str) -> Lines:
    """No line, and why: a goal that was missed, a contest without a second team."""
    return Lines(not_given=(Trace(rule, None, "", {"item": item.name, **params}),))


def figure(item: PayItem, case: Case, metric: str) -> Measured | Lines:
    """A metric that a pay item needs; nobody is paid on a partial sum, whatever ``missing`` says."""
    measured = case.measured(metric)
    if measured is not None and measured.incomplete:
        return not_yet_known(item, metric)
    if measured is None or measured.value is None:
        return lacking(item, "no_data", metric=metric)
    return measured


def not_yet_known(item: PayItem, metric: str) -> Lines:
    """Blocked until the platform knows the whole figure (RULES 9, 21)."""
    return waiting(item, "not_yet_known", metric=metric)
