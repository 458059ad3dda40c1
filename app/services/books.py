"""Create, open and describe a book."""

from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.services.shops import PLATFORMS
from app.storage import meta, months, opening, shops
from app.storage.book import Book


class BookFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a title bar or a start page says of a book.

    ``months`` are those with data, oldest first, with the state of their run: none, draft, reviewed or sealed.
    ``read_only``: it was opened so that nothing can be changed.
    """

    path: Path
    business: str
    shops: tuple[str, ...]
    months: tuple[tuple[PayMonth, str], ...]
    read_only: bool = False


def create_book(path: Path, *, shop: str, platform: str = "", business: str = "") -> Book:
    """A new book with one shop, opened.

    ``business`` is what payslips are headed with; "" takes the shop's name. JixinError if something is there already,
    or if the book cannot be written.
    """
    shop = shop.strip()
    if not shop:
        raise JixinError(error("shop_name_blank"))
    if platform and platform not in PLATFORMS:
        raise JixinError(error("platform_unknown", value=platform, known=", ".join(PLATFORMS)))
    opening.create(path)
    book = Book(path)
    with book.edit() as db:
        meta.put(db, "business", business.strip() or shop)
        shops.add(db, shop)
        if platform:
            shops.put_setting(db, shop, "platform", platform, "")
    return book


def open_book(path: Path, *, read_only: bool = False) -> Book:
    """The book at ``path``; never creates one. With ``read_only`` nothing is written and every edit is refused.

    JixinError if it is missing, foreign, damaged or of a newer version.
    """
    return Book(path, read_only=read_only)


def close_book(book: Book) -> None:
    """Close the file; the book cannot be used afterwards."""
    book.close()


def book_facts(book: Book) -> BookFacts:
    """Name, shops and months of the book."""
    return BookFacts(
        path=book.path,
        business=meta.get(book.db, "business"),
        shops=shops.names(book.db),
        months=months.with_state(book.db),
        read_only=book.read_only,
    )
