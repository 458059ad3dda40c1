"""Cells and rows of sheets that the owner put right, to be put right again where a new export has the same fault."""

import sqlite3
from collections.abc import Iterable

import msgspec


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What stood in a cell and what the owner made of it. ``header`` "": the whole row, which is left out.

    ``account`` and ``day`` are the texts of the row's own cells, "" where the sheet has no such column.
    """

    family: str
    account: str
    day: str
    header: str
    was: str
    now: str


def put(db: sqlite3.Connection, corrections: Iterable[Correction], import_id: int) -> None:
    """Keep what the owner corrected in an import."""
    db.executemany(
        "INSERT OR REPLACE INTO corrections (family, account, day, header, was, now, import_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(one.family, one.account, one.day, one.header, one.was, one.now, import_id) for one in corrections],
    )


def of_family(db: sqlite3.Connection, family: str) -> tuple[Correction, ...]:
    """What was corrected in sheets of a family, the oldest first."""
    rows = db.execute(
        "SELECT family, account, day, header, was, now FROM corrections WHERE family = ? ORDER BY import_id, header",
        (family,),
    ).fetchall()
    return tuple(
        Correction(family=row[0], account=row[1], day=row[2], header=row[3], was=row[4], now=row[5]) for row in rows
    )


def take_out(db: sqlite3.Connection, import_id: int) -> None:
    """Forget what was corrected in an import that is undone."""
    db.execute("DELETE FROM corrections WHERE import_id = ?", (import_id,))
