"""An award for who beats the best of the peer group: in the month before, or in all sealed months."""

from fractions import Fraction

import msgspec

from app.domain.history import PastMonth
from app.domain.money import to_fen
from app.domain.month import PayMonth
from app.domain.pay.awards.conditions import failed_minimum
from app.domain.pay.awards.entry import Entry
from app.domain.pay.lines import Lines, information
from app.domain.periods import PeriodFigure, month_figure, period_trace, unit_over
from app.domain.scheme import Exact, given
from app.domain.trace import Trace, quantity


class _Best(msgspec.Struct, frozen=True):
    """The best value of a single month, and whose it was."""

    value: Fraction
    number: str
    month: PayMonth


def record(entry: Entry, own: PeriodFigure) -> Lines:
    """Strictly better than the old best → the amount, for each who is. Nothing to beat is said, and not an award."""
    months = _months(entry)
    before = entry.at.case.month.shift(-1)
    if not months:
        return Lines(lines=(information(entry.item, "record_not_sealed", {"month": str(before)}),))
    best = entry.once(lambda: _best(entry, months))
    if best is None:
        return Lines(lines=(information(entry.item, "record_nobody", {**entry.said, "month": str(before)}),))
    unit, value = unit_over(own.metric), own.value or Fraction(0)
    params = {
        "value": quantity(str(value), unit),
        "best": quantity(str(best.value), unit),
        "month": str(best.month),
    }
    if not _beats(value, best.value, entry):
        return entry.missed("award_record_missed", params)
    holder = {"metric": own.metric, "name": entry.name_of(best.number), "month": str(best.month)}
    inputs = (period_trace(own, entry.staff, entry.number), Trace("record_holder", best.value, unit, holder))
    return entry.won(to_fen(given(entry.rule.amount, Exact("0")).value), "award_record", params, inputs)


def _months(entry: Entry) -> tuple[PastMonth, ...]:
    """The sealed months that hold the record."""
    history = entry.staff.history
    if given(entry.rule.against, "previous") == "all":
        return history.months
    before = history.at(entry.at.case.month.shift(-1))
    return () if before is None else (before,)


def _best(entry: Entry, months: tuple[PastMonth, ...]) -> _Best | None:
    """The best single month of who stood there then; a figure below the minimum is no record. The first to reach it."""
    best: _Best | None = None
    for past in months:
        for agent in sorted(entry.staff.past_peers(past, entry.agent.place, entry.by), key=lambda one: one.number):
            figure = month_figure(entry.staff, agent.number, entry.rule.metric, past.month)
            if figure is None or figure.value is None:
                continue
            if failed_minimum(entry.staff, agent.number, entry.rule, (past.month,)) is not None:
                continue
            if best is None or _beats(figure.value, best.value, entry):
                best = _Best(figure.value, agent.number, past.month)
    return best


def _beats(value: Fraction, best: Fraction, entry: Entry) -> bool:
    return value > best if entry.better == "more" else value < best
