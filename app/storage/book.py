"""The book: one SQLite file, opened never-creating; every edit is one transaction."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.storage import meta
from app.storage.faults import said_plainly
from app.storage.opening import connect, connect_to_read

Connection: TypeAlias = sqlite3.Connection
"""What stores read from and write to; only sqlite3 types of app/storage may be used on it."""


class Book:
    """An opened book. ``db`` is for reading; writing goes through ``edit`` or ``keep``."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the book at ``path``; JixinError if it is missing, foreign, damaged or newer than the program.

        With ``read_only`` nothing is written, neither into the file nor beside it, and every edit is refused.
        """
        self.path = path
        self.read_only = read_only
        self.db: Connection = connect_to_read(path) if read_only else connect(path)

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @property
    def revision(self) -> int:
        """How many edits the book has had."""
        return meta.revision(self.db)

    @property
    def changes(self) -> int:
        """Counts up with each row that was written since the book was opened."""
        return self.db.total_changes

    @contextmanager
    def edit(self, *, month: PayMonth | None = None, from_month: PayMonth | None = None) -> Generator[Connection]:
        """One edit, all or nothing; counts the revision up, so that runs become stale.

        JixinError if ``month`` is sealed, or if a month from ``from_month`` on is.
        """
        with self.keep() as db:
            refuse_sealed(db, month=month, from_month=from_month)
            yield db
            meta.count_revision(db)

    @contextmanager
    def keep(self) -> Generator[Connection]:
        """One transaction that changes no input of a computation (a run, a seal)."""
        if self.read_only:
            raise JixinError(error("book_opened_read_only"))
        try:
            with said_plainly(self.path):
                self.db.execute("BEGIN IMMEDIATE")
                yield self.db
                self.db.execute("COMMIT")
        finally:
            # A full disk has already rolled back; a second ROLLBACK would hide the real fault.
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")


def refuse_sealed(db: Connection, *, month: PayMonth | None, from_month: PayMonth | None) -> None:
    """JixinError if the month is sealed, or any month from ``from_month`` on."""
    sealed = sealed_months(db)
    if month is not None and month in sealed:
        raise JixinError(error("month_sealed", month=str(month)))
    if from_month is not None and sealed and from_month <= sealed[-1]:
        first_open = str(sealed[-1].shift(1))
        raise JixinError(error("months_sealed", month=str(from_month), sealed=str(sealed[-1]), open=first_open))


def sealed_months(db: Connection) -> tuple[PayMonth, ...]:
    """The sealed months, oldest first."""
    rows = db.execute("SELECT month FROM runs WHERE state = 'sealed' ORDER BY month").fetchall()
    return tuple(PayMonth.parse(row[0]) for row in rows)


def first_open(db: Connection) -> PayMonth | None:
    """The month after the last sealed one; None if no month is sealed."""
    sealed = sealed_months(db)
    return sealed[-1].shift(1) if sealed else None
