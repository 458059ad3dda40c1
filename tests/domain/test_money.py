"""Exact numbers: reading, rounding, printing, 人民币大写."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import decimal_text, exact, fen_text, rmb_uppercase, round_half_up, to_fen, yuan

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "rmb_uppercase.json").read_text("utf-8"))


@pytest.mark.parametrize(("amount", "words"), VECTORS)
def test_amount_in_words(amount: str, words: str) -> None:
    assert rmb_uppercase(to_fen(exact(amount))) == words


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("0.124999", 2, "0.12"), ("2.5", 0, "3"), ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"), ("0.005", 2, "0.01"), ("0", 2, "0.00"), ("-0.001", 2, "0.00"),
    ],
)  # fmt: skip
def test_half_goes_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert decimal_text(round_half_up(exact(value), places), places) == rounded


def test_a_quotient_that_28_digits_get_wrong() -> None:
    """71 ÷ 60 × 30 → 35.5 points exactly; of Y 2005 that is 711.775, hence 711.78 and not 711.77."""
    points = Fraction(71, 60) * 30
    assert fen_text(to_fen(points / 100 * 2005)) == "711.78"


@pytest.mark.parametrize(
    "text", ["", " 1", "1e3", "1.", ".5", "+1", "1,000", "１", "0x1", "nan", "1/2", "--1", "-", "1_0"]
)
def test_only_plain_decimals_are_exact(text: str) -> None:
    with pytest.raises(ValueError, match="exact decimal"):
        exact(text)


@given(st.integers(-(10**15), 10**15))
def test_fen_survive_their_text(fen: int) -> None:
    assert to_fen(exact(fen_text(fen))) == fen
    assert to_fen(yuan(fen)) == fen


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**9), max_value=10**9))
def test_decimal_text_is_lossless(value: object) -> None:
    text = format(value, "f")
    assert exact(decimal_text(exact(text))) == exact(text)


@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_nearest_and_symmetric(value: Fraction, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert round_half_up(-value, places) == -rounded
