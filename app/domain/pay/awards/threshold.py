"""An award for a figure that reaches a threshold, whatever the others did."""

from fractions import Fraction

from app.domain.money import to_fen
from app.domain.pay.awards.conditions import reaches
from app.domain.pay.awards.entry import Entry
from app.domain.pay.lines import Lines
from app.domain.periods import PeriodFigure, period_trace, unit_over
from app.domain.scheme import Exact, given
from app.domain.trace import quantity


def threshold(entry: Entry, own: PeriodFigure) -> Lines:
    """40 % at a threshold of 40 % → the amount; where less is better at most the threshold."""
    at, unit, value = given(entry.rule.at, Exact("0")), unit_over(own.metric), own.value or Fraction(0)
    params = {"value": quantity(str(value), unit), "at": quantity(at.text, unit)}
    if not reaches(value, at.value, entry.better):
        return entry.missed(f"award_threshold_missed_{entry.better}", params)
    fen = to_fen(given(entry.rule.amount, Exact("0")).value)
    inputs = (period_trace(own, entry.staff, entry.number),)
    return entry.won(fen, f"award_threshold_{entry.better}", params, inputs)
