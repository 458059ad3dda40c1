"""Benchmarks run only when asked for: ``uv run pytest tests/benchmarks -n0 --benchmark-enable``."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.storage.book import Book
from tests.benchmarks.big_book import make_book

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Leave the benchmarks out of the normal run."""
    if config.getoption("benchmark_enable", default=False):
        return
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="runs with --benchmark-enable"))


@pytest.fixture(scope="session")
def big_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Book]:
    """Makes a book of so many agents in one shop, imported from sheets, on a scheme of 12 items and 8 lines."""
    made: dict[int, Book] = {}

    def book_of(size: int) -> Book:
        if size not in made:
            made[size] = make_book(tmp_path_factory.mktemp(f"agents{size}"), size)
        return made[size]

    return book_of
