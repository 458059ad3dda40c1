"""Opening and making the file of a book: what is looked at before, and the settings of every connection."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from app.domain.problem import JixinError, error
from app.storage import parts
from app.storage.faults import BookConnection, said_plainly
from app.storage.statements import APPLICATION_ID, VERSION, schema, statements
from app.storage.upgrading import upgrade
from app.storage.whole import is_whole

_MAGIC = b"SQLite format 3\x00"
_WAIT_SECONDS = 2.0


def connect(path: Path, *, keep_copy: bool = True) -> sqlite3.Connection:
    """A connection to an existing book, brought to the newest version; JixinError for anything else.

    Before an upgrade the old book is copied, unless it is itself a copy (``keep_copy`` False).
    """
    check_header(path)
    with said_plainly(path):
        db = _connection(path, "rw")
        try:
            _check_whole(db, path)
            _settle(db)
            upgrade(db, path, keep_copy=keep_copy)
            parts.check(db, path)
        except BaseException:
            db.close()
            raise
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can only read a book, and writes nothing beside it either.

    JixinError for anything that is no book, and for a book of an older version: upgrading would write.
    """
    if check_header(path) < VERSION:
        raise JixinError(error("book_old_read_only", file=str(path)))
    with said_plainly(path):
        db = look(path)
        try:
            parts.check(db, path)
        except BaseException:
            db.close()
            raise
    return db


def look(path: Path) -> sqlite3.Connection:
    """A connection that can only read a book of any version that we know, looked over as far as SQLite can.

    JixinError for anything else, and for a file that brings programs of its own.
    """
    check_header(path)
    with said_plainly(path):
        db = _connection(path, "ro")
        try:
            _check_whole(db, path)
            parts.refuse_programs(db, path)
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            db.close()
            raise
    return db


def create(path: Path) -> None:
    """A new empty book at ``path``; JixinError if something is there or it cannot be written."""
    if path.exists():
        raise JixinError(error("book_exists", file=str(path)))
    if not path.parent.is_dir():
        raise JixinError(error("folder_missing", file=str(path), folder=str(path.parent)))
    unfinished = path.with_name(path.name + ".new")
    try:
        unfinished.unlink(missing_ok=True)
        with said_plainly(path):
            _fill(unfinished)
        unfinished.rename(path)
    except OSError as fault:
        raise JixinError(error("book_cannot_create", file=str(path), detail=str(fault.strerror))) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _fill(path: Path) -> None:
    db = _connection(path, "rwc")
    try:
        _settle(db)
        db.execute("BEGIN IMMEDIATE")
        for statement in statements(schema()):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    finally:
        db.close()


def _connection(path: Path, mode: str) -> BookConnection:
    # One worker uses the book at a time, but not always on the same thread of its pool.
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=BookConnection,
    )
    db.path = path
    return db


def check_header(path: Path) -> int:
    """The version that the file says it is of, read as plain bytes: what is not ours is never opened as a database."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise JixinError(error("book_missing", file=str(path))) from None
    except OSError as fault:
        raise JixinError(error("book_cannot_open", file=str(path))) from fault
    if not header:
        raise JixinError(error("book_empty", file=str(path)))
    version = int.from_bytes(header[60:64], "big")
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID or version == 0:
        raise JixinError(error("book_foreign", file=str(path)))
    if version > VERSION:
        raise JixinError(error("book_newer", file=str(path), version=str(version), known=str(VERSION)))
    return version


def _check_whole(db: sqlite3.Connection, path: Path) -> None:
    """SQLite's advice for files of unknown origin: these settings first, then quick_check before anything else."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA mmap_size = 0")
    try:
        whole = is_whole(db)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        # The header says what no version of SQLite writes.
        raise JixinError(error("book_damaged", file=str(path))) from fault
    if not whole:
        raise JixinError(error("book_damaged", file=str(path)))


def _settle(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA journal_mode = DELETE").fetchone()
    db.execute("PRAGMA synchronous = FULL")
