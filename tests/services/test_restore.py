"""A backup put back gives every figure again; what was there before can be put back in turn."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.services import backup, restore
from app.services.backup import Places
from app.services.books import book_facts, close_book, open_book
from app.services.compute_month import compute_month
from app.services.roster import RosterRow, add_agent
from app.services.seal_month import seal_month
from app.services.verify import verify_sealed
from app.storage.book import Book
from app.storage.hold import hold
from tests.services.small import OCTOBER, SHOP, refusal


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Where backups go."""
    return Places(own=tmp_path / "backups")


@pytest.fixture
def sealed(book: Book) -> Book:
    """The book with October sealed."""
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    return book


def dump(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        return list(db.iterdump())
    finally:
        db.close()


def kept(book: Book, places: Places) -> Path:
    return backup.back_up(book, places, now=lambda: datetime(2026, 11, 28, tzinfo=UTC)).facts.file


def test_on_a_clean_computer_every_closed_month_has_its_total(sealed: Book, places: Places, tmp_path: Path) -> None:
    file = kept(sealed, places)
    months = verify_sealed(sealed)
    (tmp_path / "新电脑").mkdir()
    restore.restore(file, tmp_path / "新电脑" / "小满.jixin", Places(own=tmp_path / "新电脑" / "backups"))
    again = open_book(tmp_path / "新电脑" / "小满.jixin")
    assert verify_sealed(again) == months
    assert [one.different for one in months] == [()]
    assert book_facts(again).months == book_facts(sealed).months
    close_book(again)


def test_restoring_can_be_taken_back(sealed: Book, places: Places) -> None:
    file = kept(sealed, places)
    add_agent(sealed, RosterRow(row=0, number="", name="后来的", shops=(SHOP,)))
    close_book(sealed)
    later = dump(sealed.path)
    done = restore.restore(file, sealed.path, places)
    assert dump(sealed.path) == dump(file) != later
    assert done.saved is not None
    assert done.aside is None
    restore.restore(done.saved, sealed.path, places)
    assert dump(sealed.path) == later


def test_both_are_told_apart_before(sealed: Book, places: Places) -> None:
    file = kept(sealed, places)
    add_agent(sealed, RosterRow(row=0, number="", name="后来的", shops=(SHOP,)))
    close_book(sealed)
    found = restore.compare(file, sealed.path)
    assert found.now is not None
    assert (found.backup.people, found.now.people) == (3, 4)
    assert found.backup.months == found.now.months
    assert restore.compare(file, sealed.path.with_name("没有.jixin")).now is None


@pytest.mark.parametrize("damage", ["page", "header", "cut", "empty", "sealed month"])
def test_a_damaged_book_is_kept_beside(sealed: Book, places: Places, damage: str) -> None:
    file = kept(sealed, places)
    sealed.db.execute("UPDATE payslips SET net = net + 1 WHERE number = 'A1'")
    close_book(sealed)
    data = bytearray(sealed.path.read_bytes())
    if damage == "page":
        data[8192:16384] = bytes(8192)
    elif damage == "header":
        data[:64] = bytes(64)
    elif damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "empty":
        data.clear()
    sealed.path.write_bytes(bytes(data))
    done = restore.restore(file, sealed.path, places)
    assert dump(sealed.path) == dump(file)
    if damage == "sealed month":  # SQLite can read all of it: a backup like any other
        assert done.saved is not None
        return
    assert done.aside is not None
    assert done.aside.read_bytes() == bytes(data)
    assert done.saved is None


def test_a_file_of_something_else_is_not_replaced(sealed: Book, places: Places, tmp_path: Path) -> None:
    file, sheet = kept(sealed, places), tmp_path / "工资.xlsx"
    sheet.write_bytes(b"PK\x03\x04mine")
    assert refusal(lambda: restore.restore(file, sheet, places)) == ["book_foreign"]
    assert sheet.read_bytes() == b"PK\x03\x04mine"


def test_a_book_that_somebody_has_open_is_not_replaced(sealed: Book, places: Places) -> None:
    file = kept(sealed, places)
    close_book(sealed)
    before = sealed.path.read_bytes()
    held = hold(sealed.path, "小李")
    assert held is not None
    assert refusal(lambda: restore.restore(file, sealed.path, places)) == ["book_in_use"]
    assert sealed.path.read_bytes() == before
    held.release()
    restore.restore(file, sealed.path, places)


def test_without_a_saved_copy_nothing_is_restored(sealed: Book, places: Places, tmp_path: Path) -> None:
    file = kept(sealed, places)
    close_book(sealed)
    before = sealed.path.read_bytes()
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder")
    assert refusal(lambda: restore.restore(file, sealed.path, Places(own=blocked))) == ["backup_failed"]
    assert sealed.path.read_bytes() == before
