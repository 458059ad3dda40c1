"""Typed pay lines of a month, and corrections of a sealed month after refunds."""

import sqlite3
from typing import Any

from app.domain.inputs import Adjustment, Refund
from app.domain.money import Fen, to_fen
from app.domain.month import PayMonth
from app.storage.codec import number, number_text


def add(db: sqlite3.Connection, month: PayMonth, adjustment: Adjustment) -> None:
    """Add a pay line; equal ones count each."""
    for_month = None if adjustment.for_month is None else str(adjustment.for_month)
    refund = adjustment.refund
    db.execute(
        "INSERT INTO adjustments (month, number, amount, reason, for_month, refund_line, refund_net)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            str(month),
            adjustment.number,
            number_text(adjustment.amount),
            adjustment.reason,
            for_month,
            None if refund is None else refund.line,
            None if refund is None else number_text(refund.net),
        ),
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Adjustment, ...]:
    """The adjustments of a month by number and order of entry."""
    rows = db.execute(
        "SELECT number, amount, reason, for_month, refund_line, refund_net FROM adjustments"
        " WHERE month = ? ORDER BY number, id",
        (str(month),),
    ).fetchall()
    return tuple(_adjustment(row) for row in rows)


def _adjustment(row: tuple[Any, ...]) -> Adjustment:
    return Adjustment(
        number=row[0],
        amount=number(row[1]),
        reason=row[2],
        for_month=None if row[3] is None else PayMonth.parse(row[3]),
        refund=None if row[4] is None else Refund(line=row[4], net=number(row[5])),
    )


def taken(db: sqlite3.Connection, for_month: PayMonth) -> dict[str, dict[str, Fen]]:
    """The sums of all corrections after refunds of a sealed month in fen, by agent and commission line."""
    rows = db.execute(
        "SELECT number, refund_line, amount FROM adjustments WHERE for_month = ? AND refund_line IS NOT NULL"
        " ORDER BY number, id",
        (str(for_month),),
    ).fetchall()
    found: dict[str, dict[str, Fen]] = {}
    for agent, line, amount in rows:
        lines = found.setdefault(agent, {})
        lines[line] = lines.get(line, 0) + to_fen(number(amount))
    return found
