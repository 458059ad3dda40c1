"""A book that is whole is never called damaged."""

from datetime import UTC, datetime
from pathlib import Path

from app.storage import backup, corrections, imports
from app.storage.book import Book
from app.storage.corrections import Correction
from app.storage.imports import ImportRecord
from tests.storage.filled import fill


def test_a_book_with_corrections_is_backed_up_and_opened_again(book: Book, tmp_path: Path) -> None:
    sheet = ImportRecord(
        id=0,
        kind="sheet",
        month="2026-10",
        file="a",
        sheet="b",
        sha256="c",
        imported_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    fill(book)
    with book.edit() as db:
        import_id = imports.add(db, sheet)
        one = Correction(family="reception", account="小美", day="", header="接待人数", was="1O3", now="103")
        corrections.put(db, [one], import_id)
    facts = backup.write(book.db, tmp_path / "one.jixin-backup")
    assert backup.check(facts.file).content == facts.content
    path = book.path
    book.close()
    again = Book(path)
    assert corrections.of_family(again.db, "reception") == (one,)
    again.close()
