"""An award for who beats the best of the peer group: in the month (or period) before, or in all sealed ones."""

from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.metrics import kind_of
from app.domain.money import to_fen
from app.domain.month import PayMonth
from app.domain.pay.awards.conditions import failed_minimum
from app.domain.pay.awards.entry import Entry
from app.domain.pay.lines import Lines, information
from app.domain.peers import keys_of
from app.domain.periods import PeriodFigure, period_figure, period_trace, unit_over
from app.domain.scheme import SCORE, Exact, given
from app.domain.trace import Trace, quantity

Span: TypeAlias = tuple[PayMonth, ...]
"""The months that one value of the record is of: a single month, or a whole earlier period."""


class _Best(msgspec.Struct, frozen=True):
    """The best value before, whose it was ("": the owner gave it), and the (last) month of it."""

    value: Fraction
    number: str
    month: PayMonth


def record(entry: Entry, own: PeriodFigure) -> Lines:
    """Strictly better than the old best → the amount, for each who is. Nothing to beat is said, and not an award.

    Of a month that is not sealed the best that the owner gave counts.
    """
    spans, given_bests = _spans(entry), _given(entry)
    before = entry.at.case.month.shift(-(len(entry.months) if _by_periods(entry) else 1))
    if not spans and not given_bests:
        return Lines(lines=(information(entry.item, "record_not_sealed", {"month": str(before)}),))
    best = entry.once(lambda: _best(entry, spans, given_bests))
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
    inputs = (period_trace(own, entry.staff, entry.number), _holder(entry, best, unit))
    return entry.won(to_fen(given(entry.rule.amount, Exact("0")).value), "award_record", params, inputs)


def _holder(entry: Entry, best: _Best, unit: str) -> Trace:
    params = {"metric": entry.rule.metric, "month": str(best.month)}
    if not best.number:
        return Trace("record_given", best.value, unit, params)
    return Trace("record_holder", best.value, unit, params | {"name": entry.name_of(best.number)})


def _by_periods(entry: Entry) -> bool:
    """Whether the record is one of whole periods: a sum of a quarter is compared with sums of quarters.

    Ratios, means, levels and scores of a longer period are compared with those of single months (RULES 24).
    """
    metric = entry.rule.metric
    return len(entry.months) > 1 and metric != SCORE and kind_of(metric) == "additive"


def _spans(entry: Entry) -> tuple[Span, ...]:
    """The sealed months that hold the record, or the earlier periods of which every month is sealed; oldest first."""
    history, now = entry.staff.history, entry.at.case.month
    every = given(entry.rule.against, "previous") == "all"
    if not _by_periods(entry):
        return tuple((past.month,) for past in history.months if every or past.month == now.shift(-1))
    length = len(entry.months)
    ends = [past.month for past in history.months if (past.month.number - now.number) % length == 0]
    spans = (tuple(end.shift(-back) for back in range(length - 1, -1, -1)) for end in ends)
    return tuple(
        span
        for span in spans
        if (every or span[-1] == now.shift(-length)) and all(history.at(month) is not None for month in span)
    )


def _given(entry: Entry) -> tuple[_Best, ...]:
    """What the owner gave for the agent's peer group, oldest first; nothing is given for teams or shifts."""
    keys = keys_of(entry.agent.place, entry.by)
    if _by_periods(entry) or not {"shop", "position"}.issuperset(keys):
        return ()
    now, every = entry.at.case.month, given(entry.rule.against, "previous") == "all"
    return tuple(
        _Best(best.value, "", best.month)
        for best in entry.staff.history.bests
        if best.metric == entry.rule.metric
        and (best.month < now if every else best.month == now.shift(-1))
        and all(getattr(best, key) in ("", getattr(entry.agent.place, key)) for key in keys)
    )


def _best(entry: Entry, spans: tuple[Span, ...], given_bests: tuple[_Best, ...]) -> _Best | None:
    """The best value of who stood there then; one below the minimum is no record. The first to reach it."""
    best: _Best | None = None
    for one in given_bests:
        if best is None or _beats(one.value, best.value, entry):
            best = one
    for span in spans:
        for number in _holders(entry, span[-1]):
            value = period_figure(entry.staff, number, entry.rule.metric, span).value
            if value is None or failed_minimum(entry.staff, number, entry.rule, span) is not None:
                continue
            if best is None or _beats(value, best.value, entry):
                best = _Best(value, number, span[-1])
    return best


def _holders(entry: Entry, month: PayMonth) -> list[str]:
    past = entry.staff.history.at(month)
    peers = [] if past is None else entry.staff.past_peers(past, entry.agent.place, entry.by)
    return sorted(one.number for one in peers)


def _beats(value: Fraction, best: Fraction, entry: Entry) -> bool:
    return value > best if entry.better == "more" else value < best
