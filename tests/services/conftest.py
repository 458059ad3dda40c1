"""A book with a shop of three agents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.month import PayMonth
from app.services.books import close_book, create_book
from app.services.import_sheets import ImportReport, plan_import, store_import
from app.services.roster import import_roster
from app.services.schemes import use_template
from app.storage.book import Book
from tests.services.small import OCTOBER, ROSTER, SHEET, SHEET_NAME, SHOP, Import, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text file and give its path."""

    def write_text(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write_text


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    """A book with one shop and nobody in it."""
    book = create_book(tmp_path / "小满.jixin", shop=SHOP, platform="tmall", business="小满客服")
    yield book
    close_book(book)


@pytest.fixture
def book(empty: Book, write: Write) -> Book:
    """The book with its roster, October's figures and a scheme for 售前."""
    assert import_roster(empty, write("花名册.csv", ROSTER)).stored
    use_template(empty, "conversion-tiered", position="售前", from_month=OCTOBER)
    plan = plan_import(empty, [write(SHEET_NAME, SHEET)], OCTOBER)
    assert store_import(empty, plan).stored
    return empty


@pytest.fixture
def store(book: Book, write: Write) -> Import:
    """Import a sheet from its text."""

    def store_text(text: str, *, name: str = SHEET_NAME, month: PayMonth = OCTOBER, shop: str = "") -> ImportReport:
        return store_import(book, plan_import(book, [write(name, text)], month, shop=shop))

    return store_text
