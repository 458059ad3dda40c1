"""Bringing an older book to the newest version: first a copy beside it, then every step in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from os import fsync
from pathlib import Path

from app.domain.problem import JixinError, error
from app.storage import parts
from app.storage.statements import VERSION, statements, upgrade_step
from app.storage.whole import is_whole


def upgrade(db: sqlite3.Connection, path: Path, *, keep_copy: bool) -> None:
    """Bring the book to ``VERSION``; whatever fails, the file keeps its bytes. A newest book is left alone.

    JixinError if the copy cannot be written or the book has not the parts of its version.
    """
    if _version(db) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db)  # from here on nobody else writes
        parts.refuse_programs(db, path)
        if version < VERSION and keep_copy:
            _keep_copy(db.serialize(), path, version)
        for step in range(version + 1, VERSION + 1):
            _take(db, path, step)
        parts.check(db, path)
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise _damaged(path)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


def _damaged(path: Path) -> JixinError:
    return JixinError(error("book_damaged", file=str(path)))


def _take(db: sqlite3.Connection, path: Path, step: int) -> None:
    try:
        for statement in statements(upgrade_step(step)):
            db.execute(statement)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a table that the version has is not there
            raise parts.foreign(path) from fault
        raise
    except sqlite3.IntegrityError as fault:  # a row that the version before would not have taken either
        raise _damaged(path) from fault
    db.execute(f"PRAGMA user_version = {step}")


def _keep_copy(data: bytes, path: Path, version: int) -> None:
    """Write the bytes of the old book beside it, unless an earlier attempt has; never over another file."""
    try:
        for copy in _copies(path, version):
            if not copy.exists():
                _write(data, copy)
                return
            if copy.read_bytes() == data:
                return
    except (OSError, sqlite3.Error) as fault:
        detail = getattr(fault, "strerror", None) or str(fault)
        raise JixinError(error("book_copy_failed", file=str(path), detail=detail)) from fault


def _copies(path: Path, version: int) -> Iterator[Path]:
    """``小满.v1-备份.jixin``, ``小满.v1-备份-2.jixin`` …"""
    stem = f"{path.stem}.v{version}-备份"
    yield path.with_name(stem + path.suffix)
    for number in count(2):
        yield path.with_name(f"{stem}-{number}{path.suffix}")


def _write(data: bytes, copy: Path) -> None:
    """The copy takes its name when it is on the disk, was read back and is whole."""
    unfinished = copy.with_name(copy.name + ".new")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            fsync(file.fileno())
        _check(data, unfinished)
        unfinished.rename(copy)  # SQLite writes the folder to the disk when it begins the journal there
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _check(data: bytes, copy: Path) -> None:
    if copy.read_bytes() != data:
        raise OSError(f"{copy.name} is not what was written")
    db = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if not is_whole(db):
            raise OSError(f"{copy.name} is damaged")
    finally:
        db.close()
