"""Any edit is taken back exactly, and done again; never over what came between or into a sealed month."""

from collections.abc import Callable
from datetime import date

import pytest

from app.services import undoing
from app.services.account_moves import move_account
from app.services.agent_changes import set_agent
from app.services.compute_month import compute_month
from app.services.corrections import adjust, set_target, waive
from app.services.seal_month import seal_month
from app.services.shops import set_shop
from app.storage import journal
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, refusal

Work = Callable[[Book], None]


def contents(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that people edit, with its rowid."""
    return {
        table: book.db.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608
        for table in journal._TABLES
    }


EDITS: dict[str, Work] = {
    "a term": lambda book: set_agent(book, "A1", {"base": "2300", "team": "新组"}, OCTOBER),
    "a day": lambda book: set_agent(book, "A1", {"left": "2026-10-20"}, OCTOBER),
    "a term taken away": lambda book: set_agent(book, "A1", {"performance": ""}, OCTOBER),
    "an account": lambda book: move_account(book, f"{SHOP}:小美", "A2", date(2026, 10, 20)),
    "a setting": lambda book: set_shop(book, SHOP, {"minimum_wage": "2490"}, OCTOBER),
    "a target": lambda book: set_target(
        book, "inquiry_conversion", "0.35", level="grade", key="P1", from_month=OCTOBER
    ),
    "a waiver": lambda book: waive(book, OCTOBER, "A1", "commission", "说好了'不'发"),
    "an adjustment": lambda book: adjust(book, OCTOBER, "A1", "-30.50", "少发"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_back_and_forth(book: Book, name: str) -> None:
    before = contents(book)
    _, edit = undoing.recorded(book, EDITS[name])
    after = contents(book)
    assert after != before
    again = undoing.take_back(book, edit, edit.revision)
    assert contents(book) == before
    back = undoing.take_back(book, again, again.revision)
    assert contents(book) == after
    undoing.take_back(book, back, back.revision)
    assert contents(book) == before


def test_a_refused_edit_leaves_nothing_behind(book: Book) -> None:
    before = contents(book)
    assert refusal(lambda: undoing.recorded(book, lambda book: set_agent(book, "A9", {"base": "1"}, OCTOBER)))
    assert contents(book) == before
    assert book.db.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)


def test_never_over_an_edit_that_came_between(book: Book) -> None:
    _, edit = undoing.recorded(book, EDITS["a term"])
    set_agent(book, "A1", {"base": "2400"}, OCTOBER)
    after = contents(book)
    assert refusal(lambda: undoing.take_back(book, edit, edit.revision)) == ["undo_outdated"]
    assert contents(book) == after


def test_never_into_a_sealed_month(book: Book) -> None:
    _, edit = undoing.recorded(book, EDITS["a term"])
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    assert refusal(lambda: undoing.take_back(book, edit, book.revision)) == ["undo_sealed"]
    _, later = undoing.recorded(book, lambda book: set_agent(book, "A1", {"base": "2500"}, NOVEMBER))
    undoing.take_back(book, later, later.revision)
