"""Numbers of the oracle: exact fractions, and the only roundings that the rules know (RULES 1, 2, 23)."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Any


def number(text: str | int | Fraction) -> Fraction:
    """A JSON number, "0.305" → 61/200."""
    return Fraction(text)


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded half away from zero."""
    scaled = abs(value) * 10**places
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return -rounded if value < 0 else rounded


def fen(yuan: Fraction) -> int:
    """CNY to whole fen, half away from zero."""
    return int(half_up(yuan, 2) * 100)


def divided(pot: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """``pot`` fen over the holders by weight: rounded down, left-over fen by largest remainder, then by 工号.

    All weights 0: equal. Nobody: nothing.
    """
    if not weights:
        return {}
    total = sum(weights.values(), Fraction(0))
    if total == 0:
        weights, total = dict.fromkeys(weights, Fraction(1)), Fraction(len(weights))
    exact = {who: pot * weight / total for who, weight in weights.items()}
    shares = {who: floor(share) for who, share in exact.items()}
    left_over = pot - sum(shares.values())
    order = sorted(exact, key=lambda who: (-(exact[who] - shares[who]), who))
    for who in order[:left_over]:
        shares[who] += 1
    return shares


def step(steps: list[list[str]], value: Fraction) -> Fraction | None:
    """What belongs to the highest threshold ≤ value; None below the first."""
    reached = [(number(at), number(gives)) for at, gives in steps if number(at) <= value]
    return max(reached)[1] if reached else None


def band(better: str, bands: list[list[str]], otherwise: str, value: Fraction) -> Fraction:
    """RULES 15: the highest threshold ≤ value, or the lowest ≥ value where less is better."""
    if better == "more":
        found = step(bands, value)
    else:
        open_ones = [(number(at), number(gives)) for at, gives in bands if number(at) >= value]
        found = min(open_ones)[1] if open_ones else None
    return number(otherwise) if found is None else found


def better(rule: Mapping[str, Any]) -> str:
    """Whether more or less is better; more where it is not said."""
    found: str = rule.get("better", "more")
    return found
