"""Figures of several months: the calendar periods, and how a metric of this and of sealed months adds up (RULES 24)."""

from collections.abc import Collection, Sequence
from fractions import Fraction

import msgspec

from app.domain.history import PastAgent
from app.domain.measured import MANUAL, MONTH, Measured, combine, measured_trace
from app.domain.metrics import INCIDENTS, kind_of, unit_of
from app.domain.month import PayMonth
from app.domain.scheme import SCORE, Period
from app.domain.staff import Staff
from app.domain.trace import Trace

LENGTHS: dict[Period, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""Months of a period; all are those of the calendar."""


class PeriodFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A metric over months, oldest first; ``whole`` is None for no data.

    ``parts`` are the months' own figures, None for no data (an unsealed month has none but its incidents).
    ``incomplete``: the platform does not know all of it yet, ``whole`` is what is known so far.
    """

    metric: str
    whole: Measured | None
    parts: tuple[tuple[PayMonth, Measured | None], ...]
    incomplete: bool = False

    @property
    def value(self) -> Fraction | None:
        """The exact figure."""
        return None if self.whole is None else self.whole.value


def period_months(month: PayMonth, period: Period) -> tuple[PayMonth, ...]:
    """The months of the calendar period up to this one: of 2026-11 and a quarter 2026-10, 2026-11."""
    return tuple(month.shift(-back) for back in range((month.number - 1) % LENGTHS[period], -1, -1))


def ends(period: Period, month: PayMonth) -> bool:
    """Whether the month is the last one of its calendar period."""
    return month.number % LENGTHS[period] == 0


def period_figure(staff: Staff, number: str, metric: str, months: Sequence[PayMonth]) -> PeriodFigure:
    """An agent's figure over this month and the sealed ones of ``months``; months that are not sealed count nothing.

    Sums are added, ratios and means re-divided (several months of which one has no parts: no data, never a plain
    mean; refunds of a month without sales count all the same), of a level the last known value counts, of the printed
    score the mean of the months that have one. Incidents are counted sealed or not.
    """
    if len(months) == 1:
        one = month_figure(staff, number, metric, months[0])
        whole = one if one is not None and one.value is not None else None
        waits = one is not None and one.incomplete
        return PeriodFigure(metric=metric, whole=whole, parts=((months[0], one),), incomplete=waits)
    several = kind_of(metric) in ("ratio", "mean")
    parts = tuple(
        (
            month,
            month_figure(staff, number, metric, month)
            or (_undivided(staff, number, metric, month) if several else None),
        )
        for month in months
    )
    found = [part for _, part in parts if part is not None]
    known = [part for part in found if part.value is not None]
    if known and kind_of(metric) == "level":
        last = max(at for at, part in enumerate(found) if part.value is not None)
        found = found[last:]
    incomplete = any(part.incomplete for part in found)
    pooled = [part for part in found if part.value is not None or part.undivided or part.denominator == 0]
    whole = _together(metric, pooled) if known else None
    return PeriodFigure(metric=metric, whole=whole, parts=parts, incomplete=incomplete)


def month_figure(staff: Staff, number: str, metric: str, month: PayMonth) -> Measured | None:
    """An agent's figure of this month or of a sealed one, None for no data."""
    if metric.startswith(INCIDENTS):
        return _plain(Fraction(count_incidents(staff, number, (metric.removeprefix(INCIDENTS),), (month,))))
    if month == staff.month:
        return _now(staff, number, metric)
    if metric == SCORE:
        past = _past_agent(staff, number, month)
        return None if past is None else _plain(past.score)
    figure = _past_figure(staff, number, metric, month)
    return None if figure is None or figure.undivided else figure


def _past_agent(staff: Staff, number: str, month: PayMonth) -> PastAgent | None:
    past = staff.history.at(month)
    return None if past is None else past.agents.get(number)


def _past_figure(staff: Staff, number: str, metric: str, month: PayMonth) -> Measured | None:
    agent = _past_agent(staff, number, month)
    figure = None if agent is None else agent.figures.get(metric)
    if figure is None:
        return None
    return Measured(
        value=figure.value,
        basis=MONTH,
        numerator=figure.numerator,
        denominator=figure.denominator,
        incomplete=figure.incomplete,
        marks=figure.marks,
    )


def count_incidents(staff: Staff, number: str, kinds: Collection[str], months: Sequence[PayMonth]) -> int:
    """How many incidents of these kinds the agent has in these months, sealed or not.

    A company has those of its present people too.
    """
    agent = staff.metrics.get(number)
    return sum(
        one.kind in kinds and PayMonth.of(one.day) in months
        for each in (number, *(() if agent is None else agent.members))
        for one in (*staff.incidents.get(each, ()), *staff.history.incidents(each, months[0]))
    )


def unit_over(metric: str) -> str:
    """The unit of a metric, or of the score."""
    return "points" if metric == SCORE else unit_of(metric)


def period_trace(figure: PeriodFigure, staff: Staff, number: str) -> Trace:
    """The reasons of a figure: of one month the figure's own, of several each month's."""
    if len(figure.parts) == 1:
        return _month_trace(figure, staff, number, *figure.parts[0])
    parts = tuple(_month_trace(figure, staff, number, month, part) for month, part in figure.parts)
    params = {"metric": figure.metric}
    name = "period_score" if figure.metric == SCORE else _NAMES[kind_of(figure.metric)]
    if figure.whole is None:
        name = "no_data"
    elif name == "period_pooled" and figure.whole.numerator is not None and figure.whole.denominator is not None:
        name = "period_ratio"
        params |= _parts_of(figure.whole)
    return Trace(name, figure.value, unit_over(figure.metric), params, parts)


_NAMES = {
    "additive": "period_sum",
    "level": "period_last",
    "ratio": "period_pooled",
    "mean": "period_pooled",
    "manual_mean": "period_pooled",
}


def _undivided(staff: Staff, number: str, metric: str, month: PayMonth) -> Measured | None:
    """What a month has no value of: a ratio with nothing to divide by, whose parts count; a mean without a weight."""
    if month == staff.month:
        now = staff.metrics.get(number)
        found = None if now is None else now.undivided.get(metric)
    else:
        found = _past_figure(staff, number, metric, month)
    return found if found is not None and found.undivided and found.numerator != 0 else None


def _together(metric: str, known: list[Measured]) -> Measured | None:
    values = [part.value or Fraction(0) for part in known]
    if metric == SCORE:
        return _plain(sum(values, Fraction(0)) / len(values))
    kind = kind_of(metric)
    if kind == "level":
        return known[-1]
    if kind == "additive":
        return _plain(sum(values, Fraction(0)))
    return combine(metric, known)


def _now(staff: Staff, number: str, metric: str) -> Measured | None:
    if metric == SCORE:
        score = staff.scores.get(number)
        return None if score is None else _plain(score.total)
    agent = staff.metrics.get(number)
    return None if agent is None else agent.metrics.get(metric)


def _plain(value: Fraction | None) -> Measured | None:
    return None if value is None else Measured(value=value, basis=MANUAL)


def _month_trace(figure: PeriodFigure, staff: Staff, number: str, month: PayMonth, part: Measured | None) -> Trace:
    if month == staff.month and (part is None or part.value is not None or part.incomplete):
        return _now_trace(figure.metric, staff, number, part)
    params = {"metric": figure.metric, "month": str(month)}
    unit = unit_over(figure.metric)
    if part is None or (part.undivided and part.numerator is None):
        return Trace("month_without_data" if staff.history.at(month) else "month_not_sealed", None, unit, params)
    if part.numerator is not None and part.denominator is not None:
        return Trace("past_ratio", part.value, unit, params | _parts_of(part))
    return Trace("past_month", part.value, unit, params)


def _now_trace(metric: str, staff: Staff, number: str, part: Measured | None) -> Trace:
    if part is None:
        return Trace("no_data", None, "", {"metric": metric})
    if metric == SCORE:
        return Trace("printed_score", part.value, "points")
    case = staff.cases.get(number)
    return measured_trace(metric, part) if case is None else case.trace(metric)


def _parts_of(part: Measured) -> dict[str, str]:
    return {"numerator": str(part.numerator), "denominator": str(part.denominator)}
