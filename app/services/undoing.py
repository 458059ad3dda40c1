"""Edits that can be taken back, and done again, exactly."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.storage import journal
from app.storage.book import Book, sealed_months

T = TypeVar("T")


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One edit as it was made: how to take it back, the book's revision after it, and the months sealed then."""

    statements: tuple[str, ...]
    revision: int
    sealed: tuple[PayMonth, ...]


def recorded(book: Book, work: Callable[[Book], T]) -> tuple[T, Edit]:
    """Do ``work`` on the book; its result, and the edit that it was."""
    with journal.recorded(book.db) as found:
        result = work(book)
    return result, Edit(statements=found(), revision=book.revision, sealed=sealed_months(book.db))


def take_back(book: Book, edit: Edit, revision: int) -> Edit:
    """Make an edit undone; the edit that does it again.

    JixinError if a month was sealed since, or if the book has had an edit after ``revision`` that is not known here:
    then what it changed must not be written over.
    """
    if sealed_months(book.db) != edit.sealed:
        raise JixinError(error("undo_sealed"))
    if book.revision != revision:
        raise JixinError(error("undo_outdated"))

    def back(book: Book) -> None:
        with book.edit() as db:
            journal.take_back(db, edit.statements)

    return recorded(book, back)[1]
