"""Opening the book of a command and closing it again."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.services.books import Book, close_book, open_book

__all__ = ["Book", "opened"]


@contextmanager
def opened(path: Path) -> Generator[Book, None, None]:
    """The book at ``path`` for as long as the command needs it."""
    book = open_book(path)
    try:
        yield book
    finally:
        close_book(book)
