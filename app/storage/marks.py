"""Marks and attendance: figures of agents that people give."""

import sqlite3
from collections.abc import Sequence
from sys import intern

from app.domain.inputs import Mark
from app.domain.month import PayMonth
from app.domain.source import Source
from app.storage.codec import day_or_none, day_text, number, number_text


def replace(db: sqlite3.Connection, month: PayMonth, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Store marks instead of every mark of the same agents and items; the ones taken away."""
    pairs = sorted({(mark.number, mark.item) for mark in marks})
    wanted = set(pairs)
    removed = tuple(mark for mark in of_month(db, month) if (mark.number, mark.item) in wanted)
    remove(db, month, pairs)
    add(db, month, marks)
    return removed


def add(db: sqlite3.Connection, month: PayMonth, marks: Sequence[Mark]) -> None:
    """Store marks beside those that there are."""
    db.executemany(
        "INSERT INTO marks (month, number, item, value, day, note, import_id, cells) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [_values(month, mark) for mark in marks],
    )


def remove_of(db: sqlite3.Connection, import_id: int) -> None:
    """Take the marks of an import away."""
    db.execute("DELETE FROM marks WHERE import_id = ?", (import_id,))


def remove(db: sqlite3.Connection, month: PayMonth, pairs: Sequence[tuple[str, str]]) -> None:
    """Take every mark of these agents and items away."""
    db.executemany(
        "DELETE FROM marks WHERE month = ? AND number = ? AND item = ?",
        [(str(month), number, item) for number, item in pairs],
    )


def _values(month: PayMonth, mark: Mark) -> tuple[str | int | None, ...]:
    return (
        str(month),
        mark.number,
        mark.item,
        number_text(mark.value),
        day_text(mark.day),
        mark.note,
        mark.source.import_id if mark.source else None,
        " ".join(mark.source.cells) if mark.source else "",
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Mark, ...]:
    """The marks of a month by number, item and order of entry."""
    rows = db.execute(
        "SELECT number, item, value, day, note, import_id, cells FROM marks WHERE month = ? ORDER BY number, item, id",
        (str(month),),
    ).fetchall()
    return tuple(
        [
            Mark(
                number=who,
                item=intern(item),
                value=number(value),
                day=day_or_none(day),
                note=note,
                source=None if import_id is None else Source(import_id, tuple(cells.split())),
            )
            for who, item, value, day, note, import_id, cells in rows
        ]
    )
