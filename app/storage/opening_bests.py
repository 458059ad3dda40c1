"""The best figures of months before the book's first, as the owner knows them."""

import sqlite3

from app.domain.history import OpeningBest
from app.domain.month import PayMonth
from app.storage.codec import number, number_text


def put(db: sqlite3.Connection, best: OpeningBest) -> None:
    """Keep the best figure of a month, instead of what was there."""
    db.execute(
        "INSERT INTO opening_bests (month, metric, shop, position, value) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (str(best.month), best.metric, best.shop, best.position, number_text(best.value)),
    )


def remove(db: sqlite3.Connection, month: PayMonth, metric: str, shop: str, position: str) -> None:
    """Take the best figure of a month away."""
    db.execute(
        "DELETE FROM opening_bests WHERE month = ? AND metric = ? AND shop = ? AND position = ?",
        (str(month), metric, shop, position),
    )


def before(db: sqlite3.Connection, month: PayMonth) -> tuple[OpeningBest, ...]:
    """Those of the months before one, oldest first."""
    rows = db.execute(
        "SELECT month, metric, shop, position, value FROM opening_bests WHERE month < ?"
        " ORDER BY month, metric, shop, position",
        (str(month),),
    ).fetchall()
    return tuple(
        OpeningBest(month=PayMonth.parse(row[0]), metric=row[1], shop=row[2], position=row[3], value=number(row[4]))
        for row in rows
    )
