"""Numbers of JSON answers are strings of exact decimals."""

from fractions import Fraction

import pytest

from app.cli.answers import amount_json, points_json, value_json


@pytest.mark.parametrize(
    ("value", "ratio", "text"),
    [
        (Fraction(5, 16), True, "0.312500000000"),
        (Fraction(562, 1200), True, "0.468333333333"),
        (Fraction(2, 3), True, "0.666666666667"),
        (Fraction(562), False, "562"),
        (Fraction("23870.21"), False, "23870.21"),
        (Fraction(1, 3), False, "0.333333333333"),
        (Fraction(1, 8), False, "0.125"),
        (Fraction(1, 2**13), False, "0.000122070313"),
        (Fraction(0), False, "0"),
        (None, True, None),
    ],
)
def test_value(value: Fraction | None, ratio: bool, text: str | None) -> None:
    assert value_json(value, ratio=ratio) == text


def test_amounts_and_points_have_two_decimals() -> None:
    assert amount_json(200000) == "2000.00"
    assert amount_json(-1205) == "-12.05"
    assert amount_json(None) is None
    assert points_json(Fraction(105, 4)) == "26.25"
    assert points_json(None) is None
