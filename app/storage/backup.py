"""A backup of a book: copied, put on the disk, read back and checked before it takes its name; never over a file."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.storage import control, meta, opening, parts, shops
from app.storage.control import MonthTotals
from app.storage.faults import said_plainly
from app.storage.statements import VERSION
from app.storage.whole import is_whole

_SPARE_BYTES = 1 << 20
_MIB = 1 << 20


class BackupFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a book, as a person compares it: shops, people, every computed month with its sums.

    ``different`` are the sealed months that are no longer what they were; ``size`` is in bytes.
    """

    file: Path
    size: int
    business: str
    shops: tuple[str, ...]
    people: int
    revision: int
    months: tuple[MonthTotals, ...]
    different: tuple[PayMonth, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """The same for two books that say the same."""
        return (self.business, self.shops, self.people, self.revision, self.months)


def write(db: sqlite3.Connection, target: Path) -> BackupFacts:
    """A checked copy of an open book at ``target``; what is in it.

    JixinError, and nothing is left, if something is there already, there is no room, the disk does not take it, or the
    copy does not say what the book says.
    """
    if target.exists():
        raise JixinError(error("backup_exists", file=str(target)))
    unfinished = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _make_room(db, target.parent)
        unfinished.unlink(missing_ok=True)
        facts = _checked_copy(db, unfinished)
        settle(unfinished, target)
    except (OSError, sqlite3.Error) as fault:
        raise JixinError(error("backup_failed", file=str(target), detail=said(fault))) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return msgspec.structs.replace(facts, file=target)


def settle(unfinished: Path, target: Path) -> None:
    """Let a file that is on the disk take its name, in one step, and the folder know of it."""
    unfinished.replace(target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def facts_of(db: sqlite3.Connection, file: Path, *, whole: bool = False) -> BackupFacts:
    """What is in an open book; with ``whole`` its sealed months are looked at byte by byte."""
    return BackupFacts(
        file=file,
        size=file.stat().st_size,
        business=meta.get(db, "business"),
        shops=shops.names(db),
        people=db.execute("SELECT count(*) FROM agents").fetchone()[0],
        revision=meta.revision(db),
        months=control.totals(db),
        different=control.different(db, whole=whole),
    )


def look(file: Path) -> BackupFacts:
    """What is in a backup, or in a book that nobody has open; JixinError if it is none."""
    with said_plainly(file), closing(opening.look(file)) as db:
        return facts_of(db, file)


def check(file: Path) -> BackupFacts:
    """The same after everything was looked at: every page, reference, part and sealed month.

    JixinError naming what is wrong. The parts of an older version are compared when it is upgraded.
    """
    version = opening.check_header(file)
    with said_plainly(file), closing(opening.look(file)) as db:
        if version == VERSION:
            parts.check(db, file)
        refuse_broken(db, file)
        return facts_of(db, file, whole=True)


def refuse_broken(db: sqlite3.Connection, file: Path) -> None:
    """JixinError if a page or a reference is broken."""
    if not is_whole(db, "integrity_check"):
        raise JixinError(error("book_damaged", file=str(file)))
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise JixinError(error("book_damaged", file=str(file)))


def sync(file: Path) -> None:
    """Have the system write a file to the disk itself."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def said(fault: BaseException) -> str:
    """What the system says of a fault."""
    return getattr(fault, "strerror", None) or str(fault)


def not_whole(file: Path) -> JixinError:
    """The refusal of a copy that came out damaged, because the book or the disk is."""
    return JixinError(error("backup_not_whole", file=str(file)))


def _checked_copy(db: sqlite3.Connection, unfinished: Path) -> BackupFacts:
    try:
        return _copy(db, unfinished)
    except JixinError as refusal:
        if refusal.problems[0].code in _DAMAGE:
            raise not_whole(unfinished) from refusal
        raise


_DAMAGE = ("book_damaged", "book_foreign", "book_foreign_parts", "book_empty")


def _copy(db: sqlite3.Connection, unfinished: Path) -> BackupFacts:
    """Copy and compare while nobody can write: a reading transaction is open around both."""
    db.execute("BEGIN")
    try:
        counts = _counts(db)
        with closing(sqlite3.connect(unfinished)) as copy:
            db.backup(copy)
        sync(unfinished)
        with closing(opening.look(unfinished)) as copy:
            refuse_broken(copy, unfinished)
            facts = facts_of(copy, unfinished, whole=True)
            if _counts(copy) != counts or facts.months != control.totals(db):
                raise not_whole(unfinished)
            return facts
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _make_room(db: sqlite3.Connection, folder: Path) -> None:
    """JixinError saying how much is missing, before a byte is written."""
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    missing = pages * size + _SPARE_BYTES - shutil.disk_usage(folder).free
    if missing > 0:
        raise JixinError(error("backup_no_room", file=str(folder), missing=str(-(-missing // _MIB))))
