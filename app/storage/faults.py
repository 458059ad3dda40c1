"""Faults of SQLite and the disk as refusals that say what happened and what to do."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain.problem import JixinError, error

_CODES = {
    sqlite3.SQLITE_BUSY: "book_busy",
    sqlite3.SQLITE_LOCKED: "book_busy",
    sqlite3.SQLITE_FULL: "book_disk_full",
    sqlite3.SQLITE_READONLY: "book_read_only",
    sqlite3.SQLITE_CORRUPT: "book_damaged",
    sqlite3.SQLITE_NOTADB: "book_foreign",
    sqlite3.SQLITE_IOERR: "book_disk_fault",
    sqlite3.SQLITE_CANTOPEN: "book_cannot_open",
}


def refusal_for(fault: sqlite3.Error, path: Path) -> JixinError | None:
    """The refusal for a fault of the environment; None for a fault of the program itself."""
    code: int = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # extended codes keep the plain one in the low byte
    if code not in _CODES:
        return None
    if getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:  # a crash left a journal
        return JixinError(error("book_half_written", file=str(path)))
    return JixinError(error("book_gone" if _gone(fault, path) else _CODES[code], file=str(path)))


def _gone(fault: sqlite3.Error, path: Path) -> bool:
    """Whether the file was deleted or moved away while it was open; making a book tells CANTOPEN by itself."""
    extended: int = getattr(fault, "sqlite_errorcode", 0)
    plain = extended & 0xFF
    return extended == sqlite3.SQLITE_READONLY_DBMOVED or (
        plain in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR) and not path.exists()
    )


@contextmanager
def said_plainly(path: Path) -> Generator[None]:
    """Faults of the environment inside become refusals."""
    try:
        yield
    except UnicodeDecodeError as fault:  # sqlite3 gives the text of a damaged page, or its message, as it stands
        raise JixinError(error("book_damaged", file=str(path))) from fault
    except sqlite3.Error as fault:
        refusal = refusal_for(fault, path)
        if refusal is None:
            raise
        raise refusal from fault


class BookConnection(sqlite3.Connection):
    """A connection of which reading, too, refuses plainly: another program may be writing just now."""

    path = Path()

    def execute(self, *words: Any) -> sqlite3.Cursor:
        """As sqlite3; JixinError for a fault of the environment."""
        with said_plainly(self.path):
            return super().execute(*words)

    def executemany(self, *words: Any) -> sqlite3.Cursor:
        """As sqlite3; JixinError for a fault of the environment."""
        with said_plainly(self.path):
            return super().executemany(*words)
