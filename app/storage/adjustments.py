"""Typed pay lines of a month."""

import sqlite3

from app.domain.inputs import Adjustment
from app.domain.month import PayMonth
from app.storage.codec import number, number_text


def add(db: sqlite3.Connection, month: PayMonth, adjustment: Adjustment) -> None:
    """Add a pay line; equal ones count each."""
    for_month = None if adjustment.for_month is None else str(adjustment.for_month)
    db.execute(
        "INSERT INTO adjustments (month, number, amount, reason, for_month) VALUES (?, ?, ?, ?, ?)",
        (str(month), adjustment.number, number_text(adjustment.amount), adjustment.reason, for_month),
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Adjustment, ...]:
    """The adjustments of a month by number and order of entry."""
    rows = db.execute(
        "SELECT number, amount, reason, for_month FROM adjustments WHERE month = ? ORDER BY number, id",
        (str(month),),
    ).fetchall()
    return tuple(
        Adjustment(
            number=row[0],
            amount=number(row[1]),
            reason=row[2],
            for_month=None if row[3] is None else PayMonth.parse(row[3]),
        )
        for row in rows
    )
