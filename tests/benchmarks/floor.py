"""The floor: what 1,000 payslips of 12 items cost without any structure around them.

The same exact arithmetic (fractions, thresholds, one rounding a figure), a sentence for every figure, and the very rows
that the program writes, into a book's own tables. No types, no metric catalogue, no scheme, no sources, no checks.
"""

import sqlite3
from fractions import Fraction

BANDS = {
    "conversion": (1, ((Fraction("0.45"), 10), (Fraction("0.40"), 9), (Fraction("0.35"), 8), (Fraction("0.30"), 6))),
    "reception": (1, ((Fraction("0.25"), 10), (Fraction("0.20"), 9), (Fraction("0.15"), 7))),
    "satisfaction": (1, ((Fraction("0.98"), 10), (Fraction("0.96"), 8), (Fraction("0.90"), 5))),
    "reply": (1, ((Fraction("0.995"), 10), (Fraction("0.99"), 9), (Fraction("0.95"), 5))),
    "response": (-1, ((Fraction(15), 10), (Fraction(20), 8), (Fraction(30), 5))),
    "first": (-1, ((Fraction(6), 8), (Fraction(8), 7), (Fraction(10), 5))),
    "refunds": (-1, ((Fraction("0.03"), 8), (Fraction("0.05"), 6), (Fraction("0.08"), 3))),
    "answers": (1, ((Fraction("1.2"), 5), (Fraction("1.1"), 4), (Fraction(1), 3))),
}
TIERS = (
    (Fraction("0.40"), Fraction("0.06")),
    (Fraction("0.35"), Fraction("0.04")),
    (Fraction("0.305"), Fraction("0.035")),
    (Fraction("0.30"), Fraction("0.03")),
    (Fraction(0), Fraction("0.015")),
)


def rounded(value: Fraction) -> int:
    """Hundredths, half up."""
    scaled = value * 100
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def points(name: str, value: Fraction) -> int:
    """Hundredths of points from the bands of an item."""
    sign, bands = BANDS[name]
    for threshold, given in bands:
        if (value - threshold) * sign >= 0:
            return given * 100
    return 0


def payslips(people: list[dict[str, Fraction]]) -> list[tuple[int, list[str]]]:
    """(net in fen, the sentences) of every agent."""
    paid = sum((one["paid"] for one in people), Fraction(0))
    pooled = sum((one["items"] for one in people), Fraction(0)) / paid
    mean = sum((one["received"] for one in people), Fraction(0)) / len(people)
    return [_payslip(one, pooled, mean) for one in people]


def _payslip(one: dict[str, Fraction], pooled: Fraction, mean: Fraction) -> tuple[int, list[str]]:
    conversion = one["inquiry_paid"] / one["inquiry"]
    banded = {
        "conversion": conversion,
        "reception": one["orders"] / one["received"],
        "satisfaction": one["happy"] / one["evaluations"],
        "reply": one["received"] / one["consulted"],
        "response": one["response"],
        "first": one["first"],
        "refunds": one["refund"] / one["sales"],
        "answers": one["answers"],
    }
    said = []
    total = 0
    for name, value in banded.items():
        given = points(name, value)
        total += given
        said.append(f"{name} {value} -> {given}")
    for name, full, value in (
        ("order_value", 8, one["sales"] / one["paid"] / 115),
        ("items", 8, one["items"] / one["paid"] / pooled),
        ("received", 8, one["received"] / mean),
        ("sales", 5, one["sales"] / 80000),
    ):
        given = rounded(full * min(Fraction(1), value))
        total += given
        said.append(f"{name} {value} -> {given}")
    performance = rounded(Fraction(total, 10_000) * 1200)
    rate = next(rate for threshold, rate in TIERS if conversion >= threshold)
    commission = rounded(one["inquiry_sales"] * rate)
    said.append(f"performance {total} x 1200 = {performance}")
    said.append(f"commission {one['inquiry_sales']} x {rate} = {commission}")
    return 260_000 + performance + commission, said


def write(db: sqlite3.Connection, slips: list[tuple[object, ...]], lines: list[tuple[object, ...]]) -> None:
    """The program's own rows."""
    db.execute("DELETE FROM pay_lines")
    db.execute("DELETE FROM payslips")
    db.executemany("INSERT INTO payslips (month, number, place, state, net, body) VALUES (?, ?, ?, ?, ?, ?)", slips)
    db.executemany(
        "INSERT INTO pay_lines (month, number, place, code, name, kind, amount) VALUES (?, ?, ?, ?, ?, ?, ?)", lines
    )
