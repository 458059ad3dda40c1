"""What one file leaves open another, or the book, may settle; the rest is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.domain.problem import Severity
from app.services import books, roster
from app.services.import_questions import with_questions
from app.services.import_sheets import FileEdits, plan_import, store_import
from app.services.roster import RosterRow
from app.storage.book import Book
from tests.importing.sheets import MONTH, SHOP, write

HEADS = ("旺旺昵称", "询单人数", "询单最终付款人数")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    found = books.create_book(tmp_path / "账.jixin", shop=SHOP, platform="taobao")
    roster.add_agent(found, RosterRow(row=0, number="", name="甲", shops=(SHOP,)))
    yield found
    found.close()


def day_file(folder: Path, name: str) -> Path:
    return write(folder, [HEADS, ("甲", 100 + int(name[-2:]), 31)], f"客服绩效{name}.xlsx")


def codes(book: Book, *files: Path) -> Sequence[list[str]]:
    return [[problem.code for problem in file.problems] for file in plan_import(book, files, MONTH).files]


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("20261031",), [True]),
        (("2026-10-31",), [True]),
        (("20261031_20261031",), [False]),
        (("20261001_20261031",), [False]),
        (("2026-10",), [False]),
        (("20261030", "20261031"), [False, False]),
    ],
)
def test_a_date_that_stands_once_in_a_name_is_asked_about(
    book: Book, tmp_path: Path, names: Sequence[str], asked: list[bool]
) -> None:
    files = [day_file(tmp_path, name) for name in names]
    assert ["day_from_name" in found for found in codes(book, *files)] == asked


def test_other_days_of_the_report_in_the_book_settle_it(book: Book, tmp_path: Path) -> None:
    first, second = day_file(tmp_path, "20261030"), day_file(tmp_path, "20261031")
    assert store_import(book, plan_import(book, [first], MONTH)).stored
    assert codes(book, second) == [[]]


def test_in_the_window_it_must_be_answered(book: Book, tmp_path: Path) -> None:
    file = day_file(tmp_path, "20261031")
    plan = plan_import(book, [file], MONTH)
    assert plan.files[0].storable
    (asked,) = with_questions(book, plan).files[0].problems
    assert (asked.code, asked.severity) == ("day_from_name", Severity.ERROR)
    answered = plan_import(book, [file], MONTH, edits={file: FileEdits(period=(MONTH.first, MONTH.last))})
    assert (answered.files[0].problems, answered.files[0].observations[0].first) == ((), MONTH.first)


def test_a_ratio_without_its_parts_is_named_unless_another_file_has_them(book: Book, tmp_path: Path) -> None:
    heads = ("旺旺昵称", "有效接待人数", "询单最终付款转化率")
    ratio = write(tmp_path, [heads, ("甲", 100, "31.00%")], "客服绩效_20261001_20261031.xlsx")
    parts = write(tmp_path, [HEADS, ("甲", 100, 31)], "自制报表_20261001_20261031.xlsx")
    assert codes(book, ratio) == [["ratio_without_parts"]]
    assert codes(book, ratio, parts) == [[], []]
    assert store_import(book, plan_import(book, [parts], MONTH)).stored
    assert codes(book, ratio) == [["only_in_earlier_import"]]
