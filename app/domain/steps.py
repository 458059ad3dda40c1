"""Tables of steps: which threshold a value has reached, and which one is next. Thresholds are inclusive (RULES 15)."""

from fractions import Fraction
from typing import TypeAlias

from app.domain.scheme import Better, Exact, Steps

Step: TypeAlias = tuple[Exact, Exact]
"""A threshold and the points, rate or price that it gives."""


def reached(value: Fraction, steps: Steps, better: Better = "more") -> Step | None:
    """More is better: the step with the highest threshold ≤ value; less is better: the lowest threshold ≥ value."""
    over, under = value.as_integer_ratio()
    found: Step | None = None
    for step in steps:
        at, of = step[0].ratio
        gap = at * under - over * of
        if (gap >= 0 if better == "less" else gap <= 0) and (found is None or _beyond(step, found, better)):
            found = step
    return found


def next_threshold(value: Fraction, steps: Steps, better: Better = "more") -> Exact | None:
    """The nearest threshold that the value has not reached."""
    over, under = value.as_integer_ratio()
    found: Step | None = None
    for step in steps:
        at, of = step[0].ratio
        gap = at * under - over * of
        if (gap < 0 if better == "less" else gap > 0) and (found is None or _beyond(found, step, better)):
            found = step
    return None if found is None else found[0]


def _beyond(step: Step, other: Step, better: Better) -> bool:
    """Whether the threshold of one step is strictly better to have reached than that of another."""
    (at, of), (there, of_there) = step[0].ratio, other[0].ratio
    return at * of_there < there * of if better == "less" else at * of_there > there * of
