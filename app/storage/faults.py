"""Faults of SQLite and the disk as refusals that say what happened and what to do."""

import sqlite3
from pathlib import Path

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


def as_jixin_error(fault: sqlite3.Error, path: Path) -> Exception:
    """The refusal for a fault of the environment; a fault of the program itself stays what it is."""
    code: int = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # extended codes keep the plain one in the low byte
    if code not in _CODES:
        return fault
    return JixinError(error(_CODES[code], file=str(path)))
