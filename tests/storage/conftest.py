"""A new book for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import opening
from app.storage.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    path = tmp_path / ("小满 #1%3F.jixin" if os.name == "nt" else "小满 #1?.jixin")
    opening.create(path)
    opened = Book(path)
    yield opened
    opened.close()
