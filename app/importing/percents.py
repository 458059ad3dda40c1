"""Whether the bare numbers of a column are percent or fractions, decided per column and file (RULES 11)."""

from collections.abc import Sequence
from fractions import Fraction

from app.importing.values import Reading

PERCENT, FRACTION, UNCLEAR = "percent", "fraction", "unclear"


def decide(readings: Sequence[Reading], recomputed: Sequence[Fraction | None]) -> str:
    """``recomputed`` is, row by row, the ratio that the file's own parts give, or None.

    Any cell with a % makes the bare ones fractions. Else, with parts, whatever fits better; else by size: at most 1
    is a fraction, 2 to 100 is percent, anything between is a question.
    """
    values = [reading.value for reading in readings if reading.value is not None]
    if not values or any(reading.percent for reading in readings):
        return FRACTION
    pairs = [
        (reading.value, ratio)
        for reading, ratio in zip(readings, recomputed, strict=True)
        if reading.value is not None and ratio is not None and (reading.value or ratio)
    ]
    if pairs:
        as_fraction = sum(abs(value - ratio) for value, ratio in pairs)
        as_percent = sum(abs(value / 100 - ratio) for value, ratio in pairs)
        return PERCENT if as_percent < as_fraction else FRACTION
    if max(values) <= 1:
        return FRACTION
    return PERCENT if min(values) >= 2 and max(values) <= 100 else UNCLEAR


def scaled(reading: Reading, decision: str) -> tuple[Fraction | None, int]:
    """The ratio that a cell means and the decimals of it that the file shows."""
    by_hundred = reading.percent or decision == PERCENT
    if reading.value is None:
        return None, 0
    return (reading.value / 100, reading.places + 2) if by_hundred else (reading.value, reading.places)
