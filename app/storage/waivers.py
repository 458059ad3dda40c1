"""What the owner let go, with the reason."""

import sqlite3

from app.domain.inputs import Waiver
from app.domain.month import PayMonth


def put(db: sqlite3.Connection, month: PayMonth, waiver: Waiver) -> None:
    """Let a score item or pay line go; the same one again changes the reason."""
    db.execute(
        "INSERT INTO waivers (month, number, code, reason) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET reason = excluded.reason",
        (str(month), waiver.number, waiver.code, waiver.reason),
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Waiver, ...]:
    """The waivers of a month by number and code."""
    rows = db.execute(
        "SELECT number, code, reason FROM waivers WHERE month = ? ORDER BY number, code", (str(month),)
    ).fetchall()
    return tuple(Waiver(number=row[0], code=row[1], reason=row[2]) for row in rows)
