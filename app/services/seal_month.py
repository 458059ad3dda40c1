"""Seal a month: the result and what it was computed from stay as they are."""

from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.storage.book import Book


def seal_month(book: Book, month: PayMonth) -> PayRun:
    """Compute the month if its run is missing or stale, and seal it. JixinError while anybody is blocked."""
    raise NotImplementedError
