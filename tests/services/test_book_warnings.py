"""A bad place for a book, the copies that a cloud disk makes of it, a clock that runs behind, figures that changed."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path, PureWindowsPath

import pytest

from app.services import book_warnings, clock
from app.services.compute_month import compute_month
from app.services.desk import Desk
from app.services.seal_month import seal_month
from app.storage.book import Book
from app.storage.hold import hold
from tests.services.small import OCTOBER, codes, refusal

CLOUDS = [
    (r"C:\Users\li\OneDrive\账\小满.jixin", "OneDrive"),
    (r"C:\Users\li\OneDrive - 云朵家居\小满.jixin", "OneDrive"),
    (r"D:\Nutstore\1\我的坚果云\小满.jixin", "坚果云"),
    (r"D:\坚果云\小满.jixin", "坚果云"),
    (r"C:\Users\li\Documents\WeChat Files\wxid_1\FileStorage\File\2026-11\小满.jixin", "微信"),
    (r"C:\Users\li\Documents\xwechat_files\wxid_1\msg\file\2026-11\小满.jixin", "微信"),
    (r"D:\BaiduSyncdisk\小满.jixin", "百度网盘"),
    (r"C:\Users\li\Dropbox\小满.jixin", "Dropbox"),
    (r"C:\Users\li\iCloudDrive\小满.jixin", "iCloud"),
    (r"C:\Users\li\Documents\小满.jixin", ""),
    (r"D:\绩薪\OneDrive.jixin", ""),
]


@pytest.mark.parametrize(("path", "cloud"), CLOUDS)
def test_a_folder_that_is_copied_between_computers_is_known(path: str, cloud: str) -> None:
    assert book_warnings.cloud_of(PureWindowsPath(path)) == cloud


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\NAS\共享\小满.jixin", True),
        ("//NAS/share/小满.jixin", True),
        (r"\\?\UNC\NAS\share\小满.jixin", True),
        (r"\\?\C:\很长\小满.jixin", False),
        ("/home/li/小满.jixin", False),
        pytest.param(r"C:\小满.jixin", False, marks=pytest.mark.skipif(os.name != "nt", reason="letters of Windows")),
    ],
)
def test_another_computers_folder_is_known(path: str, network: bool) -> None:
    assert book_warnings.is_network(path) is network


COPIES = [
    "小满-冲突-小李.jixin",
    "小满-NSConflict-小李.jixin",
    "小满-DESKTOP-4K2J1A.jixin",
    "小满-LAPTOP-AB12CD-2.jixin",
    "小满 (小李's conflicted copy 2026-11-28).jixin",
    "小满 (小李 的冲突副本 2026-11-28).jixin",
    "小满_conflict-20261128-101112.jixin",
]
OTHERS = ["小满-2026.jixin", "大满-冲突-小李.jixin", "小满-损坏.jixin", "小满 (2).jixin", "小满.v4-备份.jixin"]


def test_conflict_copies_are_told_from_other_files(tmp_path: Path) -> None:
    book = tmp_path / "小满.jixin"
    for name in (book.name, *COPIES, *OTHERS):
        (tmp_path / name).touch()
    assert {one.name for one in book_warnings.conflict_copies(book)} == set(COPIES)


def test_a_conflict_copy_that_is_opened_says_so_itself(book: Book, tmp_path: Path) -> None:
    copy = Path(shutil.copy(book.path, tmp_path / COPIES[0]))
    assert book_warnings.conflict_copies(copy) == (copy,)


def test_two_computers_on_one_cloud_folder_are_told_and_nothing_is_merged(book: Book, tmp_path: Path) -> None:
    """The file that says who has it open comes over; after both wrote, so does the conflict copy."""
    first, second = tmp_path / "一" / "坚果云", tmp_path / "二" / "坚果云"
    for folder in (first, second):
        folder.mkdir(parents=True)
        shutil.copy(book.path, folder / "小满.jixin")
    held = hold(first / "小满.jixin", "小李", computer="前台")
    assert held is not None
    shutil.copy(first / "小满.jixin.open", second / "小满.jixin.open")
    desk = Desk(None)
    assert refusal(lambda: desk.open(second / "小满.jixin")) == ["book_in_use_elsewhere"]
    opened = desk.open(second / "小满.jixin", passing=True)
    assert codes(opened.warnings) == ["book_in_cloud"]
    desk.put_away()
    held.release()
    shutil.copy(first / "小满.jixin", second / "小满-冲突-小李.jixin")
    before = (second / "小满-冲突-小李.jixin").read_bytes()
    opened = desk.open(second / "小满.jixin")
    assert codes(opened.warnings) == ["book_conflict_copies", "book_in_cloud"]
    assert opened.warnings[0].params["files"] == "小满-冲突-小李.jixin"
    desk.put_away()
    assert (second / "小满-冲突-小李.jixin").read_bytes() == before


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (timedelta(days=1), True),
        (timedelta(days=365), True),
        (timedelta(hours=1), True),
        (timedelta(minutes=1), False),
        (-timedelta(days=3653), False),
    ],
)
def test_a_clock_behind_the_books_last_change_is_said(book: Book, behind: timedelta, said: bool) -> None:
    found = book_warnings.warnings(book, now=lambda: clock.now() - behind)
    assert codes(found) == (["clock_behind"] if said else [])


def test_another_time_zone_is_no_wrong_clock(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    compute_month(book, OCTOBER, now=lambda: datetime(2026, 11, 1, 3, 0, tzinfo=UTC))
    now = datetime.fromisoformat("2026-10-31T22:05:00-05:00")
    monkeypatch.setattr("app.storage.meta.last_written", lambda _: "2026-11-01T03:00:00+00:00")
    assert book_warnings.warnings(book, now=lambda: now) == ()


def test_the_order_of_imports_is_not_that_of_the_clock(book: Book) -> None:
    """Two computations with a clock that was set back: the book's own counting decides what is stale."""
    compute_month(book, OCTOBER, now=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    compute_month(book, OCTOBER, now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert seal_month(book, OCTOBER).payslips


def test_a_sealed_month_that_changed_is_said_first(book: Book) -> None:
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    assert book_warnings.warnings(book) == ()
    book.db.execute("UPDATE payslips SET net = net + 1 WHERE number = 'A1'")
    (found,) = book_warnings.warnings(book)
    assert (found.code, found.params) == ("sealed_month_changed", {"month": "2026-10"})
