"""Opening never creates, never touches what is not ours, and says why."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from app.domain.problem import JixinError
from app.storage import opening, statements
from app.storage.book import Book


def refusal(path: Path) -> str:
    with pytest.raises(JixinError) as refused:
        Book(path)
    (problem,) = refused.value.problems
    return problem.code


def header_changed(book: Book, offset: int, value: int) -> bytes:
    book.close()
    data = bytearray(book.path.read_bytes())
    data[offset : offset + 4] = value.to_bytes(4, "big")
    book.path.write_bytes(bytes(data))
    return bytes(data)


def test_a_missing_book_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "gone.jixin"
    assert refusal(path) == "book_missing"
    assert list(tmp_path.iterdir()) == []


def test_foreign_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE t (x)")
    db.commit()
    db.close()
    picture = tmp_path / "picture.jixin"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    sheet = tmp_path / "sheet.jixin"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    empty = tmp_path / "empty.jixin"
    empty.touch()
    short = tmp_path / "short.jixin"
    short.write_bytes(b"SQLite format 3\x00")
    cases = {
        other: "book_foreign",
        picture: "book_foreign",
        sheet: "book_foreign",
        empty: "book_empty",
        short: "book_foreign",
    }
    for path, code in cases.items():
        before = path.read_bytes()
        assert refusal(path) == code
        assert path.read_bytes() == before
    assert refusal(tmp_path) == "book_cannot_open"
    assert len(list(tmp_path.iterdir())) == len(cases)


def test_a_newer_book_is_refused_with_its_bytes_unchanged(book: Book) -> None:
    before = header_changed(book, 60, statements.VERSION + 1)
    with pytest.raises(JixinError) as refused:
        Book(book.path)
    (problem,) = refused.value.problems
    assert problem.code == "book_newer"
    assert problem.params["version"] == str(statements.VERSION + 1)
    assert book.path.read_bytes() == before


def test_a_book_without_a_version_is_not_ours(book: Book) -> None:
    before = header_changed(book, 60, 0)
    assert refusal(book.path) == "book_foreign"
    assert book.path.read_bytes() == before


def test_a_damaged_book_is_refused(book: Book) -> None:
    with book.edit() as db:
        db.executemany("INSERT INTO shops (name) VALUES (?)", [(f"店铺{index:05d}",) for index in range(3000)])
    book.close()
    data = bytearray(book.path.read_bytes())
    page = 4096 * (len(data) // 4096 // 2)
    data[page : page + 64] = bytes(range(64))
    book.path.write_bytes(bytes(data))
    assert refusal(book.path) == "book_damaged"


def test_a_book_whose_damage_is_no_text_is_refused(book: Book) -> None:
    """SQLite quotes the damaged statement in its message, which then is no UTF-8."""
    book.close()
    data = book.path.read_bytes()
    assert b"CREATE TABLE shops" in data
    book.path.write_bytes(data.replace(b"CREATE TABLE shops", b"CRE\xffTE TABLE shops"))
    assert refusal(book.path) == "book_damaged"


def test_a_truncated_book_is_refused(book: Book) -> None:
    book.close()
    data = book.path.read_bytes()
    book.path.write_bytes(data[: len(data) // 2])
    assert refusal(book.path) == "book_damaged"


@pytest.mark.parametrize(
    "extra",
    [
        "CREATE TRIGGER more AFTER INSERT ON shops BEGIN DELETE FROM meta; END",
        "CREATE VIEW v AS SELECT 1",
        "DROP TABLE waivers",
    ],
)
def test_a_book_with_other_parts_is_refused(book: Book, extra: str) -> None:
    book.db.execute(extra)
    book.close()
    assert refusal(book.path) == "book_foreign_parts"


def test_settings_of_every_connection(book: Book) -> None:
    found = {name: book.db.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS}
    assert found == _SETTINGS


_SETTINGS = {
    "foreign_keys": 1,
    "journal_mode": "delete",
    "synchronous": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "application_id": statements.APPLICATION_ID,
    "user_version": statements.VERSION,
}


def test_every_table_is_strict(book: Book) -> None:
    tables = book.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}


def test_nothing_is_left_of_a_book_that_could_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(JixinError) as refused:
        opening.create(tmp_path / "no" / "book.jixin")
    assert refused.value.problems[0].code == "folder_missing"
    taken = tmp_path / "taken.jixin"
    taken.write_text("mine")
    with pytest.raises(JixinError) as refused:
        opening.create(taken)
    assert refused.value.problems[0].code == "book_exists"
    assert taken.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [taken]
