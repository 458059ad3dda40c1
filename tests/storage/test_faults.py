"""After a fault the book is as it was before, or as it was meant to be after."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.problem import JixinError
from app.storage.book import Book

_WRITER = """
import sys
from pathlib import Path
from app.storage.book import Book
book = Book(Path(sys.argv[1]))
book.db.execute("PRAGMA cache_size = 5")
with book.edit() as db:
    print("writing", flush=True)
    for index in range(10_000_000):
        db.execute("INSERT INTO shops (name) VALUES (?)", (f"店铺{index}" * 20,))
"""


def shops(book: Book) -> int:
    return book.db.execute("SELECT count(*) FROM shops").fetchone()[0]


@pytest.mark.parametrize("wait", [0.0, 0.05, 0.3])
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
def test_a_writer_that_is_killed_leaves_the_old_book(book: Book, wait: float) -> None:
    with book.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('小满')")
    book.close()
    command = [sys.executable, "-c", _WRITER, str(book.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
    again = Book(book.path)
    assert (shops(again), again.revision) == (1, 1)
    assert again.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again.close()


def test_a_full_disk_leaves_the_old_book_and_says_so(book: Book) -> None:
    pages = book.db.execute("PRAGMA page_count").fetchone()[0]
    book.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(JixinError) as refused, book.edit() as db:
        for index in range(100_000):
            db.execute("INSERT INTO shops (name) VALUES (?)", (f"店铺{index}" * 20,))
    assert refused.value.problems[0].code == "book_disk_full"
    assert (shops(book), book.revision, book.db.in_transaction) == (0, 0, False)


def test_a_fault_in_the_middle_takes_everything_back(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('小满')")
        raise ZeroDivisionError
    assert (shops(book), book.revision) == (0, 0)


def test_a_second_writer_gets_a_sentence(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.opening._WAIT_SECONDS", 0.05)
    second = Book(book.path)
    with book.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('小满')")
        started = time.monotonic()
        with pytest.raises(JixinError) as refused, second.edit():
            pass
        assert time.monotonic() - started < 3
    assert refused.value.problems[0].code == "book_busy"
    with second.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('大满')")
    assert shops(book) == 2
    second.close()


def test_reading_while_another_program_writes_gets_a_sentence(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.opening._WAIT_SECONDS", 0.05)
    other = Book(book.path)
    book.db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JixinError) as refused:
        shops(other)
    assert refused.value.problems[0].code == "book_busy"
    book.db.execute("ROLLBACK")
    assert shops(other) == 0
    other.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_book_can_be_read(book: Book) -> None:
    book.close()
    book.path.chmod(0o444)
    again = Book(book.path)
    assert shops(again) == 0
    with pytest.raises(JixinError) as refused, again.edit():
        pass
    assert refused.value.problems[0].code == "book_read_only"
    again.close()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO runs VALUES ('2026-10', 'draft', 'x', '', 0, '', '', '', NULL, NULL)",
        "INSERT INTO runs VALUES ('2026-10', 'draft', 1, '', 0, '', '', '', NULL, '{}')",
        "INSERT INTO runs VALUES ('2026-10', 'sealed', 1, '', 0, '', '', '', NULL, '{}')",
        "INSERT INTO pay_lines VALUES ('2026-10', 'A', 0, 'base', '', 'earning', 1.5)",
        "INSERT INTO pay_lines VALUES ('2026-10', 'A', 0, 'base', '', 'earning', '12.3a')",
        "INSERT INTO pay_lines VALUES ('2026-10', 'A', 0, 'base', '', 'deduction', -1)",
        "INSERT INTO pay_lines VALUES ('2026-10', 'A', 0, 'base', '', 'earning', 1)",
        "INSERT INTO agent_shops VALUES ('nobody', 'nowhere')",
        "INSERT INTO shops VALUES (x'00')",
        "INSERT INTO shops VALUES ('')",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(book: Book, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), book.edit() as db:
        db.execute(sql)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file from being deleted")
@pytest.mark.parametrize("moved", [False, True])
def test_a_book_that_is_gone_is_said_to_be_gone(book: Book, moved: bool) -> None:
    if moved:
        book.path.rename(book.path.with_name("别处.jixin"))
    else:
        book.path.unlink()
    with pytest.raises(JixinError) as refused, book.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('小满')")
    assert refused.value.problems[0].code == "book_gone"
