"""Restoring gives the old book or the new one, whatever fails between, and never touches the backup."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.problem import JixinError
from app.storage import backup, opening, restoring
from app.storage.book import Book
from tests.storage.filled import dump, filled

OLD_BOOKS = sorted((Path(__file__).parents[1] / "old_books").glob("*.jixin"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup."""
    book = filled(tmp_path / "source.jixin")
    facts = backup.write(book.db, tmp_path / "one.jixin-backup")
    book.close()
    return facts.file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A book with something else in it."""
    (tmp_path / "books").mkdir()
    path = tmp_path / "books" / "小满.jixin"
    opening.create(path)
    book = Book(path)
    with book.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('现在的店')")
    book.close()
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_folder_on_another_computer(copy: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    clean.mkdir()
    facts = restoring.restore(copy, clean / "新.jixin")
    assert dump(clean / "新.jixin") == dump(copy)
    assert facts.content == backup.check(copy).content
    assert names(clean) == {"新.jixin"}


def test_in_the_place_of_a_book(copy: Path, target: Path) -> None:
    before = copy.read_bytes()
    restoring.restore(copy, target)
    assert dump(target) == dump(copy)
    assert copy.read_bytes() == before
    Book(target).close()
    assert names(target.parent) == {target.name}


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: path.stem)
def test_a_backup_of_an_older_version_is_brought_to_ours(old: Path, target: Path) -> None:
    facts = restoring.restore(old, target)
    assert facts.content == backup.check(old).content
    assert names(target.parent) == {target.name}
    Book(target).close()


def fail(*_: Any, **__: Any) -> None:
    raise OSError(5, "Input/output error")


def fail_sqlite(*_: Any, **__: Any) -> None:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise fault


STEPS: dict[str, tuple[Any, str, Callable[..., None]]] = {
    "looking the backup over": (backup, "check", fail_sqlite),
    "opening it": (opening, "look", fail_sqlite),
    "opening the copy": (opening, "connect", fail_sqlite),
    "looking the copy over": (backup, "refuse_broken", fail_sqlite),
    "putting it on the disk": (backup, "sync", fail),
    "removing what a crash left": (Path, "unlink", fail),
    "taking the name": (Path, "replace", fail),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_whichever_step_fails_the_book_is_as_it_was(
    copy: Path, target: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str, Callable[..., None]]
) -> None:
    before, kept = target.read_bytes(), copy.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(*step)
        with pytest.raises((JixinError, sqlite3.OperationalError)):
            restoring.restore(copy, target)
    assert target.read_bytes() == before
    assert copy.read_bytes() == kept
    if step[1] != "unlink":
        assert names(target.parent) == {target.name}


def test_what_failed_before_is_in_nobodys_way(copy: Path, target: Path) -> None:
    target.with_name(target.name + ".restored").write_text("half")
    restoring.restore(copy, target)
    assert dump(target) == dump(copy)
    assert names(target.parent) == {target.name}


_HALF = """
import os, sys
from pathlib import Path
from app.storage.book import Book
book = Book(Path(sys.argv[1]))
book.db.execute("PRAGMA cache_size = 2")
with book.edit() as db:
    db.execute("DELETE FROM shops")
    for index in range(3000):
        db.execute("INSERT INTO shops (name) VALUES (?)", (f"店铺{index}" * 20,))
    os._exit(1)
"""


def test_the_journal_of_a_crash_is_not_played_into_the_restored_book(copy: Path, target: Path) -> None:
    subprocess.run([sys.executable, "-c", _HALF, str(target)], cwd=Path(__file__).parents[2], check=False)
    assert target.with_name(target.name + "-journal").stat().st_size > 0
    kept = restoring.set_aside(target)
    restoring.restore(copy, target)
    Book(target).close()
    assert dump(target) == dump(copy)
    rescued = Book(kept)
    assert rescued.db.execute("SELECT name FROM shops").fetchall() == [("现在的店",)]
    rescued.close()


def test_damaged_files_are_kept_beside_one_another(target: Path) -> None:
    kept = [restoring.set_aside(target).name for _ in range(3)]
    assert kept == ["小满-损坏.jixin", "小满-损坏-2.jixin", "小满-损坏-3.jixin"]
    assert all((target.parent / name).read_bytes() == target.read_bytes() for name in kept)


def test_a_damaged_file_that_cannot_be_kept_is_not_replaced(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(JixinError) as refused:
        restoring.set_aside(target)
    assert refused.value.problems[0].code == "restore_not_saved"


def test_a_book_is_not_restored_from_itself(target: Path) -> None:
    before = target.read_bytes()
    other = target.with_name("别名.jixin")
    os.link(target, other)
    for source in (target, other):
        with pytest.raises(JixinError) as refused:
            restoring.restore(source, target)
        assert refused.value.problems[0].code == "restore_itself"
    assert target.read_bytes() == before


@pytest.mark.parametrize("kind", ["missing", "empty", "picture", "cut", "foreign"])
def test_what_is_no_backup_is_refused(copy: Path, target: Path, tmp_path: Path, kind: str) -> None:
    before = target.read_bytes()
    file = tmp_path / "chosen.jixin-backup"
    data = copy.read_bytes()
    content = {"empty": b"", "picture": b"\x89PNG" + bytes(200), "cut": data[: len(data) // 2]}
    if kind in content:
        file.write_bytes(content[kind])
    elif kind == "foreign":
        shutil.copy(copy, file)
        db = sqlite3.connect(file)
        db.execute("CREATE TRIGGER t AFTER INSERT ON shops BEGIN DELETE FROM meta; END")
        db.close()
    with pytest.raises(JixinError):
        restoring.restore(file, target)
    assert target.read_bytes() == before
    assert names(target.parent) == {target.name}
