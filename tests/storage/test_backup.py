"""A backup says what the book says, or there is none; what was there before is never touched."""

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from app.domain.problem import JixinError
from app.storage import backup
from app.storage.book import Book
from tests.storage.filled import SEPTEMBER, dump, fill, filled


@pytest.fixture
def full(book: Book) -> Book:
    """A book with something in it."""
    return fill(book)


def code(refused: pytest.ExceptionInfo[JixinError]) -> str:
    (problem,) = refused.value.problems
    return problem.code


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_says_what_the_book_says(full: Book, tmp_path: Path) -> None:
    facts = backup.write(full.db, tmp_path / "deep" / "down" / "one.jixin-backup")
    assert dump(facts.file) == dump(full.path)
    assert names(facts.file.parent) == {facts.file.name}
    assert facts.file.stat().st_size == facts.size
    assert (facts.business, facts.shops, facts.people) == ("小满", ("小满旗舰店",), 3)
    assert [(one.month, one.state, one.people, one.net) for one in facts.months] == [
        (SEPTEMBER, "sealed", 3, 570_000),
        (SEPTEMBER.shift(1), "draft", 3, 570_000),
    ]
    assert backup.check(facts.file).content == facts.content
    assert facts.different == ()


def test_a_backup_is_opened_like_any_book(full: Book, tmp_path: Path) -> None:
    backup.write(full.db, tmp_path / "one.jixin")
    again = Book(tmp_path / "one.jixin")
    with again.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('又一家')")
    again.close()


def test_nothing_is_ever_written_over(full: Book, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(JixinError) as refused:
        backup.write(full.db, taken)
    assert code(refused) == "backup_exists"
    assert taken.read_text() == "mine"


def test_a_copy_made_while_another_program_writes_is_of_one_moment(full: Book, tmp_path: Path) -> None:
    """Each edit adds two shops; a copy in between would have an odd number."""
    stop = threading.Event()

    def write() -> None:
        other = Book(full.path)
        at = 0
        while not stop.is_set():
            with other.edit() as db:
                db.execute("INSERT INTO shops (name) VALUES (?)", (f"甲{at}",))
                db.execute("INSERT INTO shops (name) VALUES (?)", (f"乙{at}",))
            at += 1
            time.sleep(0.005)
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for at in range(15):
            facts = backup.write(full.db, tmp_path / "copies" / f"{at}.jixin-backup")
            assert len(facts.shops) % 2 == 1
    finally:
        stop.set()
        writer.join()


class Fault(NamedTuple):
    """A system call that fails, and what is said then."""

    patch: str
    number: int
    code: str


FAULTS = {
    "disk full when it is put on the disk": Fault("fsync", errno.ENOSPC, "backup_failed"),
    "stick pulled out when it is put on the disk": Fault("fsync", errno.EIO, "backup_failed"),
    "stick pulled out when it takes its name": Fault("replace", errno.EIO, "backup_failed"),
    "folder cannot be made": Fault("mkdir", errno.EROFS, "backup_failed"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_disk_is_said_and_leaves_nothing(
    full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    folder = tmp_path / "copies"
    good = backup.write(full.db, folder / "good.jixin-backup").file.read_bytes()
    before = dump(full.path)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(fault.number, os.strerror(fault.number))

    with monkeypatch.context() as patch:
        patch.setattr(os if fault.patch == "fsync" else Path, fault.patch, fail)
        with pytest.raises(JixinError) as refused:
            backup.write(full.db, folder / "next.jixin-backup")
    assert code(refused) == fault.code
    assert os.strerror(fault.number) in refused.value.problems[0].params["detail"]
    assert names(folder) == {"good.jixin-backup"}
    assert (folder / "good.jixin-backup").read_bytes() == good
    assert dump(full.path) == before
    with full.edit() as db:
        db.execute("INSERT INTO shops (name) VALUES ('之后')")


def test_a_disk_that_gets_full_in_the_middle(full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect

    def small(*words: Any, **named: Any) -> sqlite3.Connection:
        db = real(*words, **named)
        db.execute("PRAGMA max_page_count = 4")
        return db

    monkeypatch.setattr("app.storage.backup.sqlite3.connect", small)
    with pytest.raises(JixinError) as refused:
        backup.write(full.db, tmp_path / "copies" / "one.jixin-backup")
    assert code(refused) == "backup_failed"
    assert names(tmp_path / "copies") == set()


def test_what_is_missing_on_the_disk_is_said_before_anything_is_written(
    full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(JixinError) as refused:
        backup.write(full.db, tmp_path / "copies" / "one.jixin-backup")
    assert code(refused) == "backup_no_room"
    assert int(refused.value.problems[0].params["missing"]) >= 1
    assert names(tmp_path / "copies") == set()


def test_a_copy_that_is_cut_off_on_the_disk_is_no_backup(
    full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(file: Path) -> None:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])

    monkeypatch.setattr(backup, "sync", cut)
    with pytest.raises(JixinError) as refused:
        backup.write(full.db, tmp_path / "copies" / "one.jixin-backup")
    assert code(refused) == "backup_not_whole"
    assert names(tmp_path / "copies") == set()


def test_a_copy_that_lost_a_row_is_no_backup(full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(file: Path) -> None:
        db = sqlite3.connect(file)
        db.execute("DELETE FROM agents WHERE number = 'A3'")
        db.commit()
        db.close()

    monkeypatch.setattr(backup, "sync", lose)
    with pytest.raises(JixinError) as refused:
        backup.write(full.db, tmp_path / "copies" / "one.jixin-backup")
    assert code(refused) == "backup_not_whole"


DIGITS = {
    "net": "UPDATE payslips SET net = 190001 WHERE number = 'A2' AND month = '2026-09'",
    "line": "UPDATE pay_lines SET amount = 10001 WHERE kind = 'deduction' AND number = 'A2' AND month = '2026-09'",
    "net and line": "UPDATE payslips SET net = 190001 WHERE number = 'A2' AND month = '2026-09';"
    "UPDATE pay_lines SET amount = 200001 WHERE kind = 'earning' AND number = 'A2' AND month = '2026-09'",
    "one payslip gone": "DELETE FROM payslips WHERE number = 'A2' AND month = '2026-09'",
}
TEXTS = {
    "payslip": "UPDATE payslips SET body = replace(body, '190000', '191000') WHERE number = 'A2' AND month = '2026-09'",
    "inputs": "UPDATE runs SET inputs = '{ }' WHERE month = '2026-09'",
    "pay date": "UPDATE runs SET pay_date = '2026-11-16' WHERE month = '2026-09'",
}


@pytest.mark.parametrize("change", (DIGITS | TEXTS).values(), ids=DIGITS | TEXTS)
def test_one_digit_of_a_sealed_month_is_found(full: Book, tmp_path: Path, change: str) -> None:
    """SQLite's own check finds nothing wrong with any of them."""
    for statement in change.split(";"):
        full.db.execute(statement)
    assert full.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    facts = backup.write(full.db, tmp_path / "one.jixin-backup")
    assert facts.different == (SEPTEMBER,)
    seen_at_a_glance = change in DIGITS.values()
    assert backup.look(full.path).different == ((SEPTEMBER,) if seen_at_a_glance else ())


def test_a_draft_may_change(full: Book) -> None:
    full.db.execute("UPDATE payslips SET net = 1 WHERE month = '2026-10'")
    assert backup.check(full.path).different == ()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A book of some hundred pages."""
    book = filled(tmp_path_factory.mktemp("big") / "小满.jixin")
    with book.edit() as db:
        db.executemany("INSERT INTO shops (name) VALUES (?)", [(f"店铺{at:05d}" * 3,) for at in range(4000)])
    book.close()
    yield book.path


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_becomes_a_backup_unseen(big: Path, tmp_path: Path, seed: int) -> None:
    """64 bytes of noise anywhere: the book is refused, or its copy, or every figure that was sealed is as it was."""
    data = bytearray(big.read_bytes())
    random = Random(seed)
    at = random.randrange(100, len(data) - 64)
    data[at : at + 64] = random.randbytes(64)
    path = tmp_path / "小满.jixin"
    path.write_bytes(bytes(data))
    try:
        book = Book(path)
    except JixinError:
        return
    try:
        facts = backup.write(book.db, tmp_path / "copies" / "one.jixin-backup")
        assert facts.months == backup.look(big).months or facts.different
    except JixinError as refusal:
        assert refusal.problems[0].code in ("backup_not_whole", "book_damaged")
        assert names(tmp_path / "copies") == set()
    finally:
        book.close()


HOSTILE = (
    "CREATE TRIGGER t AFTER INSERT ON shops BEGIN DELETE FROM meta; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TABLE more (x)",
    "CREATE INDEX more ON shops (name)",
    "DROP TABLE waivers",
    "DROP TABLE waivers; CREATE TABLE waivers (month TEXT, number TEXT, code TEXT, reason TEXT)",
    "ALTER TABLE waivers ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(month)) VIRTUAL",
    "PRAGMA application_id = 7",
    "PRAGMA user_version = 99",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE waivers (x)' WHERE name = 'waivers'",
)


@pytest.mark.parametrize("change", HOSTILE)
def test_a_file_that_is_not_quite_ours_is_refused(full: Book, change: str) -> None:
    full.close()
    db = sqlite3.connect(full.path)
    for statement in change.split(";") if "TRIGGER" not in change else [change]:
        db.execute(statement)
    db.commit()
    db.close()
    with pytest.raises(JixinError):
        backup.check(full.path)


@pytest.mark.parametrize("seed", range(40))
def test_a_header_of_noise_never_crashes(full: Book, tmp_path: Path, seed: int) -> None:
    full.close()
    data = bytearray(full.path.read_bytes())
    random = Random(seed)
    for _ in range(8):
        data[random.randrange(100)] = random.randrange(256)
    data[:16], data[68:72] = b"SQLite format 3\x00", b"JIXN"
    file = tmp_path / "noise.jixin-backup"
    file.write_bytes(bytes(data))
    try:
        backup.check(file)
    except JixinError as refusal:
        assert refusal.problems[0].code.startswith("book_")
