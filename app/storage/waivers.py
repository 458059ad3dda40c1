"""What the owner let go, with the reason."""

import sqlite3

from app.domain.inputs import Waiver
from app.domain.month import PayMonth

_FLAG = "flag:"
"""Before the key of a flag that was looked at: it changes no figure and is no part of a computation."""


def put(db: sqlite3.Connection, month: PayMonth, waiver: Waiver) -> None:
    """Let a score item or pay line go; the same one again changes the reason."""
    db.execute(
        "INSERT INTO waivers (month, number, code, reason) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET reason = excluded.reason",
        (str(month), waiver.number, waiver.code, waiver.reason),
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Waiver, ...]:
    """The waivers of a month by number and code."""
    return tuple(one for one in _all(db, month) if not one.code.startswith(_FLAG))


def put_flag(db: sqlite3.Connection, month: PayMonth, number: str, flag: str, reason: str) -> None:
    """Keep why a flag of an agent is all right; ``flag`` is its key."""
    put(db, month, Waiver(number=number, code=f"{_FLAG}{flag}", reason=reason))


def flags_of_month(db: sqlite3.Connection, month: PayMonth) -> dict[tuple[str, str], str]:
    """The reasons of the flags that were looked at, by (number, key)."""
    return {
        (one.number, one.code.removeprefix(_FLAG)): one.reason for one in _all(db, month) if one.code.startswith(_FLAG)
    }


def _all(db: sqlite3.Connection, month: PayMonth) -> tuple[Waiver, ...]:
    rows = db.execute(
        "SELECT number, code, reason FROM waivers WHERE month = ? ORDER BY number, code", (str(month),)
    ).fetchall()
    return tuple(Waiver(number=row[0], code=row[1], reason=row[2]) for row in rows)
