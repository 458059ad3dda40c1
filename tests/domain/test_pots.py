"""Pots and places: RULES 23."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pots import divided, places, prizes


def weights(*parts: int) -> dict[str, Fraction]:
    return {f"A{index:03d}": Fraction(part) for index, part in enumerate(parts)}


@pytest.mark.parametrize(
    ("pot", "parts", "shares"),
    [
        (1000, (1, 1, 1), [334, 333, 333]),  # a left-over fen by number
        (1000, (1, 2, 3), [167, 333, 500]),  # 166.67, 333.33: by the larger remainder
        (100, (0, 0), [50, 50]),  # nobody has anything: equally
        (100, (0, 5), [0, 100]),
        (1, (1, 1), [1, 0]),
        (0, (3, 4), [0, 0]),
        (500_000, (3, 3, 3, 3), [125_000] * 4),
    ],
)
def test_shares(pot: int, parts: tuple[int, ...], shares: list[int]) -> None:
    assert list(divided(pot, weights(*parts)).values()) == shares


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_shares_add_up_and_are_within_a_fen_of_the_exact_part(pot: int, parts: list[int]) -> None:
    found = divided(pot, weights(*parts))
    assert sum(found.values()) == pot
    whole = sum(parts)
    for share, part in zip(found.values(), parts, strict=True):
        assert abs(share - (Fraction(pot * part, whole) if whole else Fraction(pot, len(parts)))) < 1


def test_places_after_a_tie_skip() -> None:
    values = {"a": Fraction(9), "b": Fraction(9), "c": Fraction(7), "d": Fraction(8)}
    assert places(values) == {"a": 1, "b": 1, "c": 4, "d": 3}
    assert places(values, "less") == {"a": 3, "b": 3, "c": 1, "d": 2}


@pytest.mark.parametrize(
    ("place", "shared", "won"),
    [
        ({"a": 1, "b": 2, "c": 3}, True, {"a": 500, "b": 300}),
        ({"a": 1, "b": 1, "c": 3}, True, {"a": 400, "b": 400}),
        ({"a": 1, "b": 1, "c": 3}, False, {"a": 500, "b": 500}),
        ({"a": 1, "b": 2, "c": 2}, True, {"a": 500, "b": 150, "c": 150}),
        ({"a": 1, "b": 2, "c": 2}, False, {"a": 500, "b": 300, "c": 300}),
        ({"a": 1, "b": 1, "c": 1}, True, {"a": 267, "b": 267, "c": 266}),
    ],
)
def test_equals_share_their_places_or_each_has_the_best(
    place: dict[str, int], shared: bool, won: dict[str, int]
) -> None:
    assert prizes(place, [500, 300], shared=shared) == won
