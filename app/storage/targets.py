"""Dated targets of metrics for an agent, a grade, a shop, a position, or everyone."""

import sqlite3

from app.domain.inputs import Target
from app.domain.month import PayMonth
from app.storage.codec import number, number_text


def put(db: sqlite3.Connection, target: Target, from_month: PayMonth) -> None:
    """A target from a month on."""
    db.execute(
        "INSERT INTO targets (metric, level, key, from_month, value) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (target.metric, target.level, target.key, str(from_month), number_text(target.value)),
    )


def in_force(db: sqlite3.Connection, month: PayMonth) -> tuple[Target, ...]:
    """The targets that hold in a month."""
    rows = db.execute(
        "SELECT metric, level, key, value FROM targets WHERE from_month <= ? ORDER BY metric, level, key, from_month",
        (str(month),),
    ).fetchall()
    newest = {tuple(row[:3]): row for row in rows}
    return tuple(Target(metric=row[0], level=row[1], key=row[2], value=number(row[3])) for row in newest.values())
