"""A book is made once, opened, and says what is in it."""

from pathlib import Path

import pytest

from app.domain.problem import JixinError
from app.services.books import book_facts, close_book, create_book, open_book
from app.services.compute_month import compute_month
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Import, refusal


def test_a_new_book_has_its_shop_and_nothing_else(tmp_path: Path) -> None:
    book = create_book(tmp_path / "新.jixin", shop=" 小满 ", platform="jd")
    facts = book_facts(book)
    assert (facts.business, facts.shops, facts.months) == ("小满", ("小满",), ())
    close_book(book)
    again = open_book(tmp_path / "新.jixin")
    assert book_facts(again) == facts
    close_book(again)


@pytest.mark.parametrize(
    ("shop", "platform", "code"), [("小满", "ebay", "platform_unknown"), (" ", "", "shop_name_blank")]
)
def test_a_refused_book_leaves_no_file(tmp_path: Path, shop: str, platform: str, code: str) -> None:
    assert refusal(lambda: create_book(tmp_path / "b.jixin", shop=shop, platform=platform)) == [code]
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_overwritten(empty: Book) -> None:
    before = empty.path.read_bytes()
    with pytest.raises(JixinError):
        create_book(empty.path, shop="别的")
    assert empty.path.read_bytes() == before


def test_months_are_listed_with_their_state(book: Book, store: Import) -> None:
    assert book_facts(book).months == ((OCTOBER, "none"),)
    compute_month(book, OCTOBER)
    store(f"旺旺昵称,询单人数,下单人数\n{SHOP}:小美,5,1\n", name="客服绩效_20261101_20261130.csv", month=NOVEMBER)
    assert book_facts(book).months == ((OCTOBER, "draft"), (NOVEMBER, "none"))
    seal_month(book, OCTOBER)
    assert book_facts(book).months[0] == (OCTOBER, "sealed")
