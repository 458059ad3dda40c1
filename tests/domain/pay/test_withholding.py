"""Cumulative withholding as arithmetic: the published vectors, every edge, and any year against a second way."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import decimal_text
from app.domain.pay.withholding import MONTHLY, allowance_months, cumulative_tax, withheld_now

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "income_tax.json").read_text("utf-8"), parse_float=str)


def withheld_by_month(
    incomes: list[tuple[int, Fraction]], mode: str, start: int, monthly: Fraction
) -> list[tuple[int, str, str]]:
    """Month, cumulative taxable income and what is withheld, where ``monthly`` is deducted besides the 5,000."""
    rows: list[tuple[int, str, str]] = []
    earned, paid = Fraction(0), Fraction(0)
    for month, income in incomes:
        earned += income - monthly
        taxable = earned - MONTHLY * allowance_months(mode, month, month - start + 1)
        now = Fraction(withheld_now(taxable, paid), 100)
        paid += now
        rows.append((month, decimal_text(taxable, 2), decimal_text(now, 2)))
    return rows


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_vectors(vector: dict[str, Any]) -> None:
    args, rows = vector["args"], vector["rows"]
    start = args.get("start", 1)
    gross = args["gross"] if isinstance(args["gross"], list) else [args["gross"]] * len(rows)
    incomes = [(row[0], Fraction(income)) for row, income in zip(rows, gross, strict=True)]
    monthly = Fraction(args.get("special", 0)) + Fraction(args.get("add", 0))
    found = withheld_by_month(incomes, args.get("mode", "ordinary"), start, monthly)
    assert found == [(row[0], row[1], row[2]) for row in rows]
    total = sum(Fraction(row[2]) for row in rows)
    assert decimal_text(total, 2) == rows[-1][3]


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [
        ("-1", "0"), ("0", "0"), ("36000", "1080"), ("36000.01", "1080.001"), ("144000", "11880"),
        ("144000.01", "11880.002"), ("300000", "43080"), ("300000.01", "43080.0025"), ("420000", "73080"),
        ("660000", "145080"), ("960000", "250080"), ("960000.01", "250080.0045"), ("1000000", "268080"),
    ],
)  # fmt: skip
def test_the_table_is_inclusive_and_has_no_jumps(taxable: str, tax: str) -> None:
    assert cumulative_tax(Fraction(taxable)) == Fraction(tax)


def test_a_year_of_another_program() -> None:
    """3,048 taxable a month: 91.44 eleven times, then 131.76 above 36,000."""
    found = withheld_by_month([(month, Fraction(8048)) for month in range(1, 13)], "ordinary", 1, Fraction(0))
    assert [row[2] for row in found] == ["91.44"] * 11 + ["131.76"]


RATES = ((36000, 3), (108000, 10), (156000, 20), (120000, 25), (240000, 30), (300000, 35))
"""Width of each slice of the year's taxable income in yuan, and per cent of tax on it."""


def by_slices(taxable_fen: int) -> int:
    """The year's tax in fen, slice by slice instead of by quick deductions."""
    rest, hundredths = max(0, taxable_fen), 0
    for width, percent in RATES:
        part = min(rest, width * 100)
        hundredths += part * percent
        rest -= part
    hundredths += rest * 45
    return (hundredths + 50) // 100


MONTHS = st.lists(st.tuples(st.integers(0, 12_000_000), st.integers(0, 900_000)), min_size=1, max_size=12)


@given(MONTHS, st.sampled_from(("ordinary", "first", "prior60k")), st.integers(1, 12))
def test_any_year_against_a_second_way(year: list[tuple[int, int]], mode: str, start: int) -> None:
    year = year[: 13 - start]
    taxable, paid, paid_by_slices = Fraction(0), Fraction(0), 0
    net_fen = 0
    for month, (gross, deducted) in enumerate(year, start=start):
        net_fen += gross - deducted
        months = {"ordinary": month - start + 1, "first": month, "prior60k": 12}[mode]
        taxable = Fraction(net_fen, 100) - MONTHLY * allowance_months(mode, month, month - start + 1)
        now = withheld_now(taxable, paid)
        again = max(0, by_slices(net_fen - 500_000 * months) - paid_by_slices)
        assert now == again
        paid += Fraction(now, 100)
        paid_by_slices += again
