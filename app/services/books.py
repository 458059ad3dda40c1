"""Create, open and describe a book."""

from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.storage.book import Book


class BookFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a title bar or a start page says of a book. ``months`` are those with data, with the state of their run
    (none, draft, reviewed or sealed), oldest first."""

    path: Path
    business: str
    shops: tuple[str, ...]
    months: tuple[tuple[PayMonth, str], ...]


def create_book(path: Path, *, shop: str, platform: str = "", business: str = "") -> Book:
    """A new book with one shop, opened. ``business`` is what payslips are headed with; "" takes the shop's name."""
    raise NotImplementedError


def open_book(path: Path) -> Book:
    """The book at ``path``; never creates one. JixinError if it is missing, foreign, damaged or of a newer version."""
    raise NotImplementedError


def close_book(book: Book) -> None:
    """Close the file; the book cannot be used afterwards."""
    raise NotImplementedError


def book_facts(book: Book) -> BookFacts:
    """Name, shops and months of the book."""
    raise NotImplementedError
