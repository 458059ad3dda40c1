"""A pot divided among several people to the fen, and the places of a ranking (RULES 23)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from app.domain.money import Fen
from app.domain.scheme import Better


def divided(pot: Fen, weights: Mapping[str, Fraction]) -> dict[str, Fen]:
    """The pot by weights, to the fen: 10.00 among three → 3.34, 3.33, 3.33.

    Shares are rounded down; left-over fen go to the largest remainders, then by number. If all weights are 0 the shares
    are equal. ``weights`` is not empty; neither the pot nor a weight is below 0.
    """
    total = sum(weights.values(), Fraction(0))
    whole = total or Fraction(len(weights))
    exact = {number: pot * (weight if total else Fraction(1)) / whole for number, weight in weights.items()}
    shares = {number: amount.numerator // amount.denominator for number, amount in exact.items()}
    by_remainder = sorted(exact, key=lambda number: (shares[number] - exact[number], number))
    for number in by_remainder[: pot - sum(shares.values())]:
        shares[number] += 1
    return shares


def places(values: Mapping[str, Fraction], better: Better = "more") -> dict[str, int]:
    """The place of each, best first from 1; who is equal has the same place and the next ones skip: 1, 1, 3."""
    ordered = sorted(values.values(), reverse=better == "more")
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return {number: first[value] for number, value in values.items()}


def prizes(place: Mapping[str, int], amounts: Sequence[Fen], *, shared: bool) -> dict[str, Fen]:
    """What each place is worth, nobody who gets nothing is in it: ``amounts`` are for the places 1, 2, ….

    Equals share the amounts of the places that they take, or (not ``shared``) each has that of the best of them.
    """
    won: dict[str, Fen] = {}
    winners: dict[int, list[str]] = {}
    for number in sorted(number for number, best in place.items() if best <= len(amounts)):
        winners.setdefault(place[number], []).append(number)
    for best, tied in sorted(winners.items()):
        taken = amounts[best - 1 : best - 1 + len(tied)]
        if shared:
            won |= divided(sum(taken), {number: Fraction(1) for number in tied})
        else:
            won |= dict.fromkeys(tied, taken[0])
    return won
