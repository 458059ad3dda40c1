"""kill -9 at any moment of a real import: the book is as before, or as after, and opens by itself."""

import multiprocessing
import os
import shutil
import sqlite3
import time
from pathlib import Path
from random import Random

import pytest

from app.domain.problem import JixinError
from app.services.books import close_book, open_book
from app.services.import_sheets import plan_import, store_import
from app.storage import backup
from app.storage.book import Book
from tests.services.killing import import_files
from tests.services.small import OCTOBER, SHOP, Write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
KILLS = 20


def dump(path: Path) -> list[str]:
    """Everything but when it was brought in."""
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("UPDATE imports SET imported_at = ''")
        return list(db.iterdump())
    finally:
        db.close()


@pytest.fixture
def files(write: Write) -> list[Path]:
    """A month of days, each a sheet."""
    return [
        write(
            f"客服绩效_202610{day:02d}_202610{day:02d}.csv",
            f"旺旺昵称,询单人数,询单最终付款人数,询单最终付款金额\n{SHOP}:小美,{day},1,{day}.5\n{SHOP}:阿强,9,{day % 9},8\n",
        )
        for day in range(1, 29)
    ]


def test_twenty_kills(book: Book, files: list[Path], tmp_path: Path) -> None:
    close_book(book)
    master = Path(shutil.copy(book.path, tmp_path / "master.jixin"))
    whole = Path(shutil.copy(master, tmp_path / "whole.jixin"))
    opened = open_book(whole)
    started = time.monotonic()
    assert store_import(opened, plan_import(opened, files, OCTOBER)).stored
    lasts = time.monotonic() - started
    close_book(opened)
    before, after = dump(Path(shutil.copy(master, tmp_path / "before.jixin"))), dump(whole)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.services.killing"])
    random, outcomes = Random(7), set[str]()
    for _ in range(KILLS):
        shutil.copy(master, book.path)
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=import_files, args=(book.path, files, theirs))
        child.start()
        assert ours.recv() == "writing"
        time.sleep(random.random() * lasts)
        child.kill()
        child.join()
        close_book(open_book(book.path))
        found = dump(book.path)
        assert found in (before, after)
        outcomes.add("before" if found == before else "after")
    assert "before" in outcomes


def test_a_copy_of_the_file_while_nobody_writes_is_whole(book: Book, tmp_path: Path) -> None:
    """As a person makes it in the file manager while the program is open."""
    copy = Path(shutil.copy(book.path, tmp_path / "拷贝.jixin"))
    assert backup.check(copy).content == backup.facts_of(book.db, book.path).content
    close_book(open_book(copy))


def test_a_copy_of_the_file_in_the_middle_of_a_write_is_refused_or_of_before(book: Book, tmp_path: Path) -> None:
    people = backup.check(book.path).people
    book.db.execute("PRAGMA cache_size = 5")
    copies: list[Path] = []
    with book.edit() as db:
        for at in range(4000):
            db.execute("INSERT INTO agents (number, name) VALUES (?, ?)", (f"N{at}", "新人" * 30))
            if at % 400 == 0:
                copies.append(Path(shutil.copy(book.path, tmp_path / f"{at}.jixin")))
    seen = {_people(copy) for copy in copies}
    assert seen <= {None, people}


def _people(copy: Path) -> int | None:
    try:
        return backup.check(copy).people
    except JixinError:
        return None
