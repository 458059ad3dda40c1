"""Whether SQLite finds a book sound."""

import sqlite3
from typing import Literal

_MISTAKEN = "NULL value in corrections."


def is_whole(db: sqlite3.Connection, check: Literal["quick_check", "integrity_check"] = "quick_check") -> bool:
    """Whether SQLite finds nothing wrong.

    Versions up to 3.40 see NULL in each row of a table without rowid whose key ends with a later column.
    """
    found = [row[0] for row in db.execute(f"PRAGMA {check}").fetchall()]
    return bool(found) and all(one == "ok" or one.startswith(_MISTAKEN) for one in found)
