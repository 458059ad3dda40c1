"""Facts of the book as a whole: business name, revision."""

import sqlite3


def get(db: sqlite3.Connection, key: str) -> str:
    """The value of ``key``, "" if there is none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def put(db: sqlite3.Connection, key: str, value: str) -> None:
    """Set the value of ``key``."""
    db.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def revision(db: sqlite3.Connection) -> int:
    """How many edits the book has had."""
    return int(get(db, "revision") or 0)


def count_revision(db: sqlite3.Connection) -> None:
    """One edit more."""
    put(db, "revision", str(revision(db) + 1))


def last_written(db: sqlite3.Connection) -> str:
    """When the book was last given figures or computed, by the clock of then: UTC in ISO form, "" if never."""
    row = db.execute(
        "SELECT max(moment) FROM (SELECT max(imported_at) AS moment FROM imports UNION ALL"
        " SELECT max(computed_at) FROM runs)"
    ).fetchone()
    return str(row[0] or "")
