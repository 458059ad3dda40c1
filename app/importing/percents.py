"""Whether the bare numbers of a column are percent or fractions, decided per column and file (RULES 11)."""

from collections.abc import Sequence
from typing import TypeAlias

from app.importing.values import Reading

PERCENT, FRACTION, UNCLEAR = "percent", "fraction", "unclear"

Ratio: TypeAlias = tuple[int, int]
"""A quotient of two whole numbers, as they come: nothing is shortened."""


def decide(readings: Sequence[Reading], own: Sequence[Ratio | None]) -> str:
    """``own`` are, row by row, the ratios that the file's own parts give, or None; () for a file without parts.

    Any cell with a % makes the bare ones fractions. Else, with parts, whatever is nearer in more rows; else by size: at
    most 1 is a fraction, 2 to 100 is percent, anything between is a question.
    """
    known = [reading.value.as_integer_ratio() for reading in readings if reading.value is not None]
    if not known or any(reading.percent for reading in readings):
        return FRACTION
    near = [
        _nearer_itself(reading.value.as_integer_ratio(), ratio)
        for reading, ratio in zip(readings, own, strict=False)
        if reading.value and ratio
    ]
    if near:
        return PERCENT if 2 * sum(near) < len(near) else FRACTION
    if all(above <= below for above, below in known):
        return FRACTION
    return PERCENT if all(2 * below <= above <= 100 * below for above, below in known) else UNCLEAR


def _nearer_itself(value: Ratio, own: Ratio) -> bool:
    """Whether the ratio is nearer to the value than to its hundredth: beyond 101/200 of it, in whole numbers."""
    return 101 * value[0] * own[1] < 200 * value[1] * own[0]


def scaled(readings: list[Reading], decision: str) -> list[Reading]:
    """The ratios that cells mean, and the decimals of them that the file shows."""
    if decision != PERCENT and not any(reading.percent for reading in readings):
        return readings
    return [_hundredth(reading) if reading.percent or decision == PERCENT else reading for reading in readings]


def _hundredth(reading: Reading) -> Reading:
    if reading.value is None:
        return reading
    return Reading(reading.state, reading.value / 100, places=reading.places + 2)
