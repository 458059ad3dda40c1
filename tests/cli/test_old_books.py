"""A book that an older version made says of its months what it said then."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

BOOKS = Path(__file__).parents[1] / "old_books"
NAMES = sorted(path.stem for path in BOOKS.glob("*.jixin"))


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of an old book, and what it said."""
    book = Path(shutil.copy(BOOKS / f"{request.param}.jixin", tmp_path / "old.jixin"))
    return book, json.loads((BOOKS / f"{request.param}.json").read_text("utf-8"))


def test_a_sealed_month_is_the_same(jixin, old: tuple[Path, dict[str, Any]]) -> None:
    book, said = old
    assert jixin("compute", book, "2026-09", "--json").json == said["compute"]["2026-09"]


def test_a_draft_computed_again_pays_the_same(jixin, old: tuple[Path, dict[str, Any]]) -> None:
    book, said = old

    def paid(answer: dict[str, Any]) -> list[list[Any]]:
        keys = ("number", "name", "state", "score", "items", "lines", "gross", "deductions", "net")
        return [[agent[key] for key in keys] for agent in answer["agents"]]

    assert paid(jixin("compute", book, "2026-10", "--json").json) == paid(said["compute"]["2026-10"])


@pytest.mark.parametrize("month", ["2026-09", "2026-10"])
def test_every_figure_is_the_same(jixin, old: tuple[Path, dict[str, Any]], month: str) -> None:
    book, said = old
    assert jixin("metrics", book, month, "--json").json == said["metrics"][month]


def test_the_people_are_the_same(jixin, old: tuple[Path, dict[str, Any]]) -> None:
    book, said = old
    assert jixin("roster", "list", book, "--json").json == said["roster"]


def test_work_goes_on_in_it(jixin, old: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    book, _ = old
    assert jixin("agent", "set", book, "A1", "pension=160", "--from", "2026-09").status == 1
    assert jixin("agent", "set", book, "A1", "pension=160", "--from", "2026-10").status == 0
    assert jixin("seal", book, "2026-10").status == 0
    assert jixin("explain", book, "2026-09", "A1").status == 0
    assert jixin("payslips", book, "2026-09", "--out", tmp_path / "slips").status == 0


def test_a_book_of_a_newer_version_is_left_alone(jixin, old: tuple[Path, dict[str, Any]]) -> None:
    book, _ = old
    db = sqlite3.connect(book)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = book.read_bytes()
    said = jixin("roster", "list", book, "--json")
    assert said.status == 1
    assert said.json["problems"][0]["code"] == "book_newer"
    assert "99" in said.err
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]
