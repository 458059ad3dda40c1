"""Who has a book open for writing: a small file beside it, locked by the system, so that it passes with its process."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from platform import node

import msgspec

from app.domain.problem import JixinError, error

_SETTINGS = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")
_WAIT_SECONDS = 0.2


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Which computer and person have the book open; "" where it is not known."""

    computer: str
    person: str


class Hold:
    """A book held by this program. The lock is a writing transaction on the file beside the book.

    The system takes it away when the process ends, however it ends: what a crash leaves behind stops nobody. Where
    the folder itself is copied between computers (a cloud disk) there is no lock to see, only the name in the file.
    """

    def __init__(self, db: sqlite3.Connection, file: Path) -> None:
        self._db, self._file = db, file

    def release(self) -> None:
        """Let others have the book."""
        with suppress(sqlite3.Error):
            self._db.execute("DELETE FROM holder")
            self._db.execute("COMMIT")
        self._db.close()
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def hold(book: Path, person: str, *, passing: bool = False, computer: str = "") -> Hold | None:
    """Hold the book for as long as it is open; None where nothing can be written beside it.

    JixinError ``book_in_use`` if another program has it, ``book_in_use_elsewhere`` if the file says that another
    computer has: that may be a left-over, so ``passing`` takes it all the same.
    """
    ours = Holder(computer=computer or node(), person=person)
    file = file_of(book)
    try:
        db = sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        _take(db, ours, book, passing=passing)
    except sqlite3.Error as fault:
        db.close()
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise _in_use("book_in_use", book, _read(file)) from fault
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:  # half copied, or not ours
            with suppress(OSError):
                file.unlink()
                return hold(book, person, passing=passing, computer=computer)
        return None
    except BaseException:
        db.close()
        raise
    return Hold(db, file)


def file_of(book: Path) -> Path:
    """``小满.jixin`` → ``小满.jixin.open``."""
    return book.with_name(book.name + ".open")


def _take(db: sqlite3.Connection, ours: Holder, book: Path, *, passing: bool) -> None:
    for setting in _SETTINGS:
        db.execute(setting).fetchone()
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE IF NOT EXISTS holder (computer TEXT NOT NULL, person TEXT NOT NULL) STRICT")
    row = db.execute("SELECT computer, person FROM holder").fetchone()
    if row is not None and row[0] != ours.computer and not passing:
        raise _in_use("book_in_use_elsewhere", book, Holder(computer=row[0], person=row[1]))
    db.execute("DELETE FROM holder")
    db.execute("INSERT INTO holder VALUES (?, ?)", (ours.computer, ours.person))
    db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")


def _read(file: Path) -> Holder:
    """Whoever is named in the file; it can be read while it is locked."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        row = db.execute("SELECT computer, person FROM holder").fetchone()
        if row is not None:
            return Holder(computer=row[0], person=row[1])
    return Holder(computer="", person="")


def _in_use(code: str, book: Path, holder: Holder) -> JixinError:
    return JixinError(error(code, file=str(book), computer=holder.computer, person=holder.person))
