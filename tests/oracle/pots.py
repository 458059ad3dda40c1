"""Amounts for places, tied places shared or not (RULES 23)."""

from fractions import Fraction

from tests.oracle.exact import divided, fen, number
from tests.oracle.groups import places


def place_amounts(values: dict[str, Fraction], better: str, amounts: list[str], ties: str) -> dict[str, int]:
    """Fen for each holder. ``share``: the tied pool the amounts of the places they take; ``each``: the best of them."""
    prizes = [number(amount) for amount in amounts]

    def prize(place: int) -> Fraction:
        return prizes[place - 1] if place <= len(prizes) else Fraction(0)

    found: dict[str, int] = {}
    by_place: dict[int, list[str]] = {}
    for who, place in places(values, better).items():
        by_place.setdefault(place, []).append(who)
    for place, tied in by_place.items():
        if ties == "each":
            found |= dict.fromkeys(tied, fen(prize(place)))
        else:
            pool = sum((prize(place + n) for n in range(len(tied))), Fraction(0))
            found |= divided(fen(pool), dict.fromkeys(tied, Fraction(1)))
    return found
