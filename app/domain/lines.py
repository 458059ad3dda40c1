"""What a pay item gives: its lines, or what it waits for; and the rounding of a line to the fen, once."""

from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.money import is_decimal, short_text, to_fen, yuan
from app.domain.payline import EARNING, Flag, PayLine, Pending
from app.domain.scheme import PayItem
from app.domain.trace import Trace


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What one pay item gives: its lines, or what it waits for, and what to look at."""

    lines: tuple[PayLine, ...] = ()
    pending: tuple[Pending, ...] = ()
    flags: tuple[Flag, ...] = ()
    not_given: tuple[Trace, ...] = ()


def earning(item: PayItem, amount: Fraction, rule: str, params: dict[str, str], inputs: tuple[Trace, ...]) -> PayLine:
    """An earning of ``amount``, rounded; the trace says the exact amount where rounding changed it."""
    fen = to_fen(amount)
    if yuan(fen) != amount:
        params = {**params, "exact": short_text(amount) + ("" if is_decimal(amount) else "…")}
    trace = Trace(rule, yuan(fen), "CNY", params, inputs)
    return PayLine(code=item.code, name=item.name, kind=EARNING, amount=fen, trace=trace)


def lacking(item: PayItem, code: str, **params: str) -> Lines:
    """A missing input: a required line waits, an optional one is not there and says so (RULES 21)."""
    if item.required:
        return Lines(pending=(Pending(code=code, id=item.code, item=item.name, params=params),))
    return Lines(not_given=(Trace("not_given", None, "", {"item": item.name, **params}),))


def figure(item: PayItem, case: Case, metric: str) -> Measured | Lines:
    """A metric that a pay item needs; nobody is paid on a partial sum, whatever ``missing`` says."""
    measured = case.measured(metric)
    if measured is not None and measured.incomplete:
        waits = Pending(code="not_yet_known", id=item.code, item=item.name, params={"metric": metric})
        return Lines(pending=(waits,))
    if measured is None or measured.value is None:
        return lacking(item, "no_data", metric=metric)
    return measured
