"""Benchmarks run only when asked for: ``uv run pytest tests/benchmarks --benchmark-enable``."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.documents.demo_sheets import shop_sheets, write_sheet
from app.domain.month import PayMonth
from app.services.books import create_book
from app.services.demo_people import DemoShop, Person, read_business, roster_rows, shop_month
from app.services.import_sheets import plan_import, store_import
from app.services.roster import import_roster
from app.services.schemes import import_scheme
from app.storage.book import Book

HERE = Path(__file__).parent
MONTH = PayMonth(2026, 10)
SHOP = "大店"


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Leave the benchmarks out of the normal run."""
    if config.getoption("benchmark_enable", default=False):
        return
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="runs with --benchmark-enable"))


@pytest.fixture(scope="session")
def big_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Book]:
    """Makes a book of so many agents in one shop, imported from sheets, on a scheme of 12 items."""
    made: dict[int, Book] = {}

    def book_of(size: int) -> Book:
        if size not in made:
            made[size] = _fill(tmp_path_factory.mktemp(f"agents{size}"), size)
        return made[size]

    return book_of


def _fill(folder: Path, size: int) -> Book:
    business = read_business()
    pattern = business.people[0]
    people = tuple(_person(pattern, index) for index in range(size))
    big = msgspec.structs.replace(business, people=people)
    shop = DemoShop(name=SHOP, platform="tmall", share=100)
    book = create_book(folder / "book.jixin", shop=SHOP, platform="tmall")
    write_sheet(folder / "花名册.xlsx", roster_rows(big))
    assert import_roster(book, folder / "花名册.xlsx").stored
    sheets = shop_sheets("tmall", SHOP, MONTH, shop_month(big, shop, MONTH))
    for name, rows in sheets.items():
        write_sheet(folder / name, rows)
    plan = plan_import(book, [folder / name for name in sheets], MONTH, shop=SHOP)
    assert store_import(book, plan).stored
    import_scheme(book, HERE / "twelve-items.json", position="售前", from_month=MONTH)
    return book


def _person(pattern: Person, index: int) -> Person:
    changed: dict[str, Any] = {
        "number": f"A{index:04d}",
        "name": f"客服{index}",
        "nick": f"号{index}",
        "shops": (SHOP,),
        "conversion": 280 + index % 160,
    }
    return msgspec.structs.replace(pattern, **changed)
