"""When the payslips of a sealed month were written for handing out."""

from collections.abc import Callable
from datetime import date

from app.domain.month import PayMonth
from app.services import clock
from app.storage import meta, runs
from app.storage.book import Book

_KEY = "handed_out."


def handed_out(book: Book, month: PayMonth) -> str:
    """The day on which the payslips of the month were last written, "" if they never were since it was sealed."""
    return meta.get(book.db, f"{_KEY}{month}")


def note_handed_out(book: Book, month: PayMonth, *, today: Callable[[], date] = clock.today) -> None:
    """Remember that the payslips were written; drafts do not count, nor does a book that can only be read."""
    facts = runs.facts(book.db, month)
    if facts is not None and facts.state == "sealed" and not book.read_only:
        with book.keep() as db:
            meta.put(db, f"{_KEY}{month}", today().isoformat())
