"""Tables of steps: which threshold a value has reached, and which one is next. Thresholds are inclusive (RULES 15)."""

from fractions import Fraction
from typing import TypeAlias

from app.domain.scheme import Better, Exact, Steps

Step: TypeAlias = tuple[Exact, Exact]
"""A threshold and the points, rate or price that it gives."""


def reached(value: Fraction, steps: Steps, better: Better = "more") -> Step | None:
    """More is better: the step with the highest threshold ≤ value; less is better: the lowest threshold ≥ value."""
    if better == "less":
        above = [step for step in steps if step[0].value >= value]
        return min(above, key=lambda step: step[0].value) if above else None
    below = [step for step in steps if step[0].value <= value]
    return max(below, key=lambda step: step[0].value) if below else None


def next_threshold(value: Fraction, steps: Steps, better: Better = "more") -> Exact | None:
    """The nearest threshold that the value has not reached."""
    if better == "less":
        below = [threshold for threshold, _ in steps if threshold.value < value]
        return max(below, key=lambda threshold: threshold.value) if below else None
    above = [threshold for threshold, _ in steps if threshold.value > value]
    return min(above, key=lambda threshold: threshold.value) if above else None
