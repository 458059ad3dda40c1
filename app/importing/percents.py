"""Whether the bare numbers of a column are percent or fractions, decided per column and file (RULES 11)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from app.importing.values import Reading

PERCENT, FRACTION, UNCLEAR = "percent", "fraction", "unclear"


def decide(readings: Sequence[Reading], parts: Iterable[tuple[Fraction, Fraction] | None]) -> str:
    """``parts`` are, row by row, numerator and denominator of the ratio that the file itself gives, or None.

    Any cell with a % makes the bare ones fractions. Else, with parts, whatever is nearer in more rows; else by size: at
    most 1 is a fraction, 2 to 100 is percent, anything between is a question.
    """
    known = [reading.value for reading in readings if reading.value is not None]
    if not known or any(reading.percent for reading in readings):
        return FRACTION
    fractions = percents = 0
    for reading, own in zip(readings, parts, strict=True):
        if reading.value and own is not None:
            is_fraction = _nearer_itself(reading.value, *own)
            fractions, percents = fractions + is_fraction, percents + (not is_fraction)
    if fractions or percents:
        return PERCENT if percents > fractions else FRACTION
    if max(known) <= 1:
        return FRACTION
    return PERCENT if min(known) >= 2 and max(known) <= 100 else UNCLEAR


def _nearer_itself(value: Fraction, numerator: Fraction, denominator: Fraction) -> bool:
    """Whether the ratio is nearer to the value than to its hundredth: beyond 101/200 of it, in whole numbers."""
    below = 101 * value.numerator * denominator.numerator * numerator.denominator
    return below < 200 * value.denominator * denominator.denominator * numerator.numerator


def scaled(reading: Reading, decision: str) -> tuple[Fraction | None, int]:
    """The ratio that a cell means and the decimals of it that the file shows."""
    by_hundred = reading.percent or decision == PERCENT
    if reading.value is None:
        return None, 0
    return (reading.value / 100, reading.places + 2) if by_hundred else (reading.value, reading.places)
