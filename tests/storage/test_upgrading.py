"""An old book is brought to the newest version with a copy beside it, or it keeps its bytes."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.problem import JixinError
from app.storage import opening, parts, statements, upgrading
from app.storage.book import Book
from app.storage.faults import BookConnection

OLD_BOOKS = sorted((Path(__file__).parents[1] / "old_books").glob("*.jixin"))
COPY = "小满.v1-备份.jixin"


@pytest.fixture(params=OLD_BOOKS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A book of an old version."""
    return Path(shutil.copy(request.param, tmp_path / "小满.jixin"))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The book of version 1."""
    return Path(shutil.copy(OLD_BOOKS[0], tmp_path / "小满.jixin"))


def refusal(path: Path) -> str:
    with pytest.raises(JixinError) as refused:
        Book(path)
    (problem,) = refused.value.problems
    return problem.code


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table, each row with its columns; a column that is NULL says nothing."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    try:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        found = {}
        for table in tables:
            content = [{key: value for key, value in dict(row).items() if value is not None} for row in db.execute(f"SELECT * FROM {table}")]  # fmt: skip  # noqa: S608
            found[table] = sorted(content, key=str)
        return found
    finally:
        db.close()


def schema(path: Path) -> dict[str, str]:
    """The statement of every table and index, without its spaces and quotes."""
    db = sqlite3.connect(path)
    try:
        made = db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        return {name: re.sub(r'[\s"]+', "", sql) for name, sql in made}
    finally:
        db.close()


def test_nothing_that_was_in_the_book_is_changed(old: Path) -> None:
    before = rows(old)
    Book(old).close()
    after = rows(old)
    assert {table: after[table] for table in before} == before


def test_an_upgraded_book_is_made_like_a_new_one(old: Path, tmp_path: Path) -> None:
    upgraded = Book(old)
    assert upgraded.db.execute("PRAGMA user_version").fetchone()[0] == statements.VERSION
    assert upgraded.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    upgraded.close()
    opening.create(tmp_path / "new.jixin")
    assert schema(old) == schema(tmp_path / "new.jixin")


def test_the_old_book_stays_beside_as_it_was(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    version = int.from_bytes(before[60:64], "big")
    copy = tmp_path / f"小满.v{version}-备份.jixin"
    for _ in range(2):
        Book(old).close()
        assert names(tmp_path) == {old.name, copy.name}
        assert copy.read_bytes() == before
    Book(copy).close()
    assert rows(copy) == rows(old)


def test_a_newest_book_is_opened_without_a_copy(book: Book, tmp_path: Path) -> None:
    book.close()
    before = book.path.read_bytes()
    Book(book.path).close()
    assert book.path.read_bytes() == before
    assert names(tmp_path) == {book.path.name}


def test_a_copy_is_never_written_over(first: Path, tmp_path: Path) -> None:
    before = first.read_bytes()
    (tmp_path / COPY).write_text("mine")
    Book(first).close()
    assert (tmp_path / COPY).read_text() == "mine"
    assert (tmp_path / "小满.v1-备份-2.jixin").read_bytes() == before


class FailingConnection(BookConnection):
    """Fails the k-th statement as a full disk does."""

    fail_at = count = 0

    def execute(self, *words: Any) -> sqlite3.Cursor:
        """As sqlite3, except once."""
        FailingConnection.count += 1
        if FailingConnection.count == FailingConnection.fail_at:
            fault = sqlite3.OperationalError("database or disk is full")
            fault.sqlite_errorcode = sqlite3.SQLITE_FULL  # type: ignore[misc]
            raise fault
        return super().execute(*words)


def test_whichever_statement_fails_the_old_book_keeps_its_bytes(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, wanted = old.read_bytes(), rows(old)
    monkeypatch.setattr(opening, "BookConnection", FailingConnection)
    opened: Book | None = None
    failures = 0
    while opened is None:
        failures += 1
        assert failures < 100
        FailingConnection.count, FailingConnection.fail_at = 0, failures
        try:
            opened = Book(old)
        except JixinError as refused:
            assert [problem.code for problem in refused.problems] == ["book_disk_full"]
            # Behind COMMIT the book is the new one, and looking at it again may still fail.
            if old.read_bytes()[60:64] == before[60:64]:
                assert old.read_bytes() == before
            else:
                assert {table: rows(old)[table] for table in wanted} == wanted
        assert names(tmp_path) <= {old.name, f"小满.v{int.from_bytes(before[60:64], 'big')}-备份.jixin"}
    opened.close()
    assert failures > 10


@pytest.mark.parametrize("statement", range(1, 5))
def test_a_fault_after_any_statement_of_the_step_leaves_the_old_bytes(
    first: Path, monkeypatch: pytest.MonkeyPatch, statement: int
) -> None:
    before = first.read_bytes()
    whole = list(statements.statements(statements.upgrade_step(2)))
    broken = "\n".join([*whole[:statement], "INSERT INTO shops (name) VALUES ('');"])
    monkeypatch.setattr(upgrading, "upgrade_step", lambda _: broken)
    assert refusal(first) == "book_damaged"
    assert first.read_bytes() == before


def fail_fsync(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(params=["disk_full", "garbled", "cannot_rename"])
def bad_copy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that does not take the copy."""
    with monkeypatch.context() as patch:
        match request.param:
            case "disk_full":
                patch.setattr(upgrading, "fsync", fail_fsync)
            case "garbled":
                patch.setattr(Path, "read_bytes", lambda _: b"SQLite format 3\x00")
            case _:

                def fail_rename(*_: object) -> None:
                    raise PermissionError(errno.EACCES, "Permission denied")

                patch.setattr(Path, "rename", fail_rename)
        yield


def test_without_a_copy_there_is_no_upgrade(first: Path, tmp_path: Path, bad_copy: None) -> None:
    with first.open("rb") as file:
        before = file.read()
    assert refusal(first) == "book_copy_failed"
    with first.open("rb") as file:
        assert file.read() == before
    assert names(tmp_path) == {first.name}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize(("folder", "file", "code"), [(0o500, 0o644, "book_copy_failed"), (0o700, 0o444, "book_read_only")])  # fmt: skip
def test_an_old_book_that_cannot_be_written_is_refused(first: Path, folder: int, file: int, code: str) -> None:
    before = first.read_bytes()
    first.chmod(file)
    first.parent.chmod(folder)
    try:
        assert refusal(first) == code
    finally:
        first.parent.chmod(0o700)
    assert first.read_bytes() == before


@pytest.mark.parametrize(
    "extra",
    [
        "CREATE TRIGGER more AFTER DELETE ON agent_terms BEGIN DELETE FROM meta; END",
        "CREATE VIEW agent_terms_new AS SELECT 1",
        "CREATE VIEW broken AS SELECT x FROM nowhere",
        "CREATE TABLE agent_terms_new (x)",
        "CREATE TABLE more (x)",
        "DROP TABLE waivers",
        "DROP TABLE agent_terms",
    ],
)
def test_an_old_book_with_other_parts_is_refused(first: Path, extra: str) -> None:
    db = sqlite3.connect(first)
    db.execute(extra)
    db.close()
    before = first.read_bytes()
    assert refusal(first) == "book_foreign_parts"
    assert first.read_bytes() == before


def test_an_old_book_with_rows_of_nobody_is_damaged(first: Path) -> None:
    db = sqlite3.connect(first)
    db.execute("INSERT INTO agent_terms VALUES ('A9', 'base', '', '5', NULL, '')")
    db.commit()
    db.close()
    before = first.read_bytes()
    assert refusal(first) == "book_damaged"
    assert first.read_bytes() == before


def test_another_program_that_is_writing_is_waited_for_and_named(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_WAIT_SECONDS", 0.05)
    before = first.read_bytes()
    other = sqlite3.connect(first, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refusal(first) == "book_busy"
    other.execute("ROLLBACK")
    other.close()
    assert first.read_bytes() == before
    Book(first).close()


def test_several_steps_are_one_transaction(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first.read_bytes()
    last = statements.VERSION + 1
    steps = {step: statements.upgrade_step(step) for step in range(2, last)}
    steps[last] = "CREATE TABLE more (x TEXT) STRICT;\n"
    newest = statements.schema() + steps[last]
    monkeypatch.setattr(upgrading, "VERSION", last)
    monkeypatch.setattr(upgrading, "upgrade_step", lambda step: steps[step] + "DROP TABLE nothing;\n" * (step == last))
    assert refusal(first) == "book_foreign_parts"
    assert first.read_bytes() == before
    monkeypatch.setattr(upgrading, "upgrade_step", steps.__getitem__)
    monkeypatch.setattr(parts, "schema", lambda: newest)
    upgraded = Book(first)
    assert upgraded.db.execute("PRAGMA user_version").fetchone()[0] == last
    upgraded.close()


def test_each_version_has_its_step_and_each_older_one_a_book() -> None:
    for version in range(2, statements.VERSION + 1):
        assert list(statements.statements(statements.upgrade_step(version)))
    assert [path.stem for path in OLD_BOOKS] == [f"v{version}" for version in range(1, statements.VERSION)]
