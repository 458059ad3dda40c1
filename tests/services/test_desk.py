"""One book at a time, held while it is open, read where it cannot be written, as it was where restoring fails."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import backup, desk
from app.services.backup import Places
from app.services.books import close_book
from app.services.desk import Desk
from app.services.roster import RosterRow, add_agent
from app.storage.book import Book
from app.storage.hold import file_of, hold
from tests.services.small import SHOP, refusal


@pytest.fixture
def path(book: Book) -> Path:
    """A book that nobody has open."""
    close_book(book)
    return book.path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Where backups go."""
    return Places(own=tmp_path / "backups")


@pytest.fixture
def here(places: Places) -> Iterator[Desk]:
    """A desk; what lies on it is put away afterwards."""
    found = Desk(lambda: places)
    yield found
    found.put_away()


def edit(here: Desk) -> None:
    assert here.book is not None
    add_agent(here.book, RosterRow(row=0, number="", name="新人", shops=(SHOP,)))


def test_an_open_book_is_held_until_it_is_put_away(here: Desk, path: Path) -> None:
    here.open(path)
    assert refusal(lambda: Desk(None).open(path)) == ["book_in_use"]
    here.put_away()
    assert not file_of(path).exists()
    other = Desk(None)
    other.open(path)
    other.put_away()


def test_the_same_book_can_be_opened_again(here: Desk, path: Path) -> None:
    here.open(path)
    edit(here)
    again = here.open(path)
    assert not again.facts.read_only
    edit(here)
    assert refusal(lambda: Desk(None).open(path)) == ["book_in_use"]


def test_a_refused_book_leaves_the_open_one_where_it_is(here: Desk, path: Path, tmp_path: Path) -> None:
    here.open(path)
    (tmp_path / "坏.jixin").write_text("no book")
    assert refusal(lambda: here.open(tmp_path / "坏.jixin")) == ["book_foreign"]
    assert not file_of(tmp_path / "坏.jixin").exists()
    edit(here)


def test_a_second_reader_does_not_write_beside_the_book(here: Desk, path: Path) -> None:
    here.open(path)
    other = Desk(None)
    opened = other.open(path, read_only=True)
    assert opened.facts.read_only
    assert refusal(lambda: edit(other)) == ["book_opened_read_only"]
    edit(here)  # the first goes on writing
    assert other.book is not None
    assert other.book.db.execute("SELECT count(*) FROM agents").fetchone() == (4,)
    other.put_away()
    assert file_of(path).exists()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_is_opened_to_read(
    here: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """As on a CD, or a stick with its switch on; the folder's own modes do not hold for root."""
    if what == "folder":
        monkeypatch.setattr(desk, "hold", lambda *_, **__: None)
    else:
        monkeypatch.setattr(os, "access", lambda *_: False)
    before = path.read_bytes()
    opened = here.open(path)
    assert opened.facts.read_only
    assert refusal(lambda: edit(here)) == ["book_opened_read_only"]
    here.put_away()
    assert path.read_bytes() == before
    assert not file_of(path).exists()


def test_putting_away_backs_up_what_changed(here: Desk, path: Path, places: Places) -> None:
    assert here.open(path).changed
    here.put_away()
    assert len(backup.backups(places, path)) == 1
    opened = here.open(path)
    assert (opened.changed, opened.backup) == (False, backup.backups(places, path)[0])
    here.put_away()
    assert len(backup.backups(places, path)) == 1
    here.open(path)
    edit(here)
    here.put_away()
    assert len(backup.backups(places, path)) == 2


def test_a_failed_restore_leaves_the_book_open_as_it_was(here: Desk, path: Path, tmp_path: Path) -> None:
    here.open(path)
    (tmp_path / "坏.jixin-backup").write_text("no backup")
    assert refusal(lambda: here.restore(tmp_path / "坏.jixin-backup", path)) == ["book_foreign"]
    edit(here)
    here.put_away()
    other = hold(path, "小李")
    assert other is not None
    here.open(path, read_only=True)
    good = backup.backups(Places(own=tmp_path / "backups"), path)[0].file
    assert refusal(lambda: here.restore(good, path)) == ["book_in_use"]
    assert here.book is not None
    assert here.book.read_only
    other.release()


def test_restoring_the_open_book(here: Desk, path: Path, places: Places) -> None:
    here.open(path)
    here.keep()
    edit(here)
    (first,) = backup.backups(places, path)
    opened, done = here.restore(first.file, path)
    assert opened.facts.path == path
    assert not opened.changed
    assert here.book is not None
    assert here.book.db.execute("SELECT count(*) FROM agents").fetchone() == (3,)
    assert done.saved == backup.backups(places, path)[0].file
    edit(here)
