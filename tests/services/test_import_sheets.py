"""Importing: per file all or nothing, cell by cell, never twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.services.compute_month import month_metrics
from app.services.ignored_accounts import ignore_account, ignored_accounts
from app.services.import_questions import with_questions
from app.services.import_sheets import (
    FileEdits,
    Made,
    imports,
    overlaps,
    plan_import,
    plan_report,
    store_import,
)
from app.services.roster import import_roster, move_account
from app.storage.book import Book
from app.storage.month_inputs import load
from tests.services.small import OCTOBER, SHEET, SHEET_NAME, SHOP, Import, Write, codes, refusal

SAMPLE_SHEETS = {
    "自制报表-报表查看-客服绩效_": "云朵家居旗舰店",
    "咨询接待分析_": "云朵家居旗舰店",
    "客服销售分析_": "云朵家居旗舰店",
    "接待评价_": "云朵家居旗舰店",
    "自定义报表_客服数据_": "小满零食铺",
    "拼多多_": "小满拼多多店",
    "飞鸽_": "小满抖音店",
}
SAMPLES = Path(__file__).parents[1] / "data" / "sheets"


def values(book: Book, metric: str) -> dict[str, Fraction]:
    """The agents' figures of a metric."""
    found = {one.agent.number: one.metrics.get(metric) for one in month_metrics(book, OCTOBER).agents}
    return {number: one.value for number, one in found.items() if one and one.value is not None}


def test_a_stored_file_is_on_record(book: Book) -> None:
    (record,) = imports(book, OCTOBER)
    assert (record.file, record.kind, record.rows, record.agents, record.shop) == (SHEET_NAME, "sheet", 2, 2, SHOP)
    assert record.period == (OCTOBER.first, OCTOBER.last)
    observation = load(book.db, OCTOBER).observations[0]
    assert observation.source.import_id == record.id
    assert values(book, "inquiry_users") == {"A1": 100, "A2": 200}


def test_a_plan_stores_nothing(book: Book, write: Write) -> None:
    before = (book.revision, imports(book, OCTOBER))
    plan = plan_import(book, [write("新_20261001_20261031.csv", SHEET.replace("100", "90"))], OCTOBER)
    report = plan_report(plan)
    assert (report.stored, report.files[0].stored, report.files[0].rows) == (False, False, 2)
    assert (book.revision, imports(book, OCTOBER)) == before


def test_a_file_of_which_nothing_else_is_decided_is_not_read_again(book: Book, write: Write) -> None:
    files = [write(f"{name}_20261001_20261031.csv", SHEET.replace("100", name)) for name in ("90", "91")]
    made: Made = {}
    first = plan_import(book, files, OCTOBER, made=made)
    files[0].unlink()
    edits = {files[1]: FileEdits(excluded_rows=(2,))}
    again = plan_import(book, files, OCTOBER, edits=edits, made=made)
    assert again.files[0] == first.files[0]
    assert [file.rows for file in again.files] == [2, 1]


def test_a_new_file_replaces_its_cells_and_names_what_it_lacks(book: Book, store: Import) -> None:
    text = f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:小美,110,41\n"
    report = store(text, name="第二次_20261001_20261031.csv")
    left = [(one.params["account"], one.params["values"]) for one in report.problems]
    assert (report.stored, codes(report.problems)) == (True, ["only_in_earlier_import"] * 2)
    assert left == [(f"{SHOP}:小美", "1"), (f"{SHOP}:阿强", "3")]
    assert values(book, "inquiry_users") == {"A1": 110, "A2": 200}
    assert values(book, "inquiry_sales_amount") == {"A1": Fraction("5000.5"), "A2": 9000}


def test_what_only_the_earlier_file_has_can_be_taken_away(book: Book, write: Write) -> None:
    file = write("第二次_20261001_20261031.csv", f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:小美,110,41\n")
    store_import(book, plan_import(book, [file], OCTOBER), remove_leftovers=True)
    assert values(book, "inquiry_users") == {"A1": 110}
    assert values(book, "inquiry_sales_amount") == {}


def test_files_of_one_call_do_not_lack_what_the_others_have(book: Book, write: Write) -> None:
    files = [
        write("上_20261001_20261031.csv", f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:小美,110,41\n{SHOP}:阿强,7,3\n"),
        write("下_20261001_20261031.csv", f"旺旺昵称,询单最终付款金额,询单人数\n{SHOP}:小美,1,110\n{SHOP}:阿强,2,7\n"),
    ]
    plan = plan_import(book, files, OCTOBER)
    assert plan.problems == ()
    assert store_import(book, plan, remove_leftovers=True).stored
    assert values(book, "inquiry_sales_amount") == {"A1": 1, "A2": 2}
    assert values(book, "inquiry_paid_users") == {"A1": 41, "A2": 3}


def test_the_same_file_again_counts_once(book: Book, store: Import) -> None:
    before = (book.revision, load(book.db, OCTOBER))
    report = store(SHEET, name="改了名_20261001_20261031.csv")
    assert (report.stored, codes(report.problems)) == (True, ["same_file"])
    assert (book.revision, load(book.db, OCTOBER)) == before
    assert len(imports(book, OCTOBER)) == 1


def test_a_sheet_without_a_period_that_another_month_has_already_is_a_question(book: Book, write: Write) -> None:
    file = write("没有日期.csv", SHEET)
    assert store_import(book, plan_import(book, [file], OCTOBER)).stored
    plan = plan_import(book, [file], OCTOBER.shift(1))
    assert codes(plan.files[0].problems) == []
    (again,) = with_questions(book, plan).files
    assert [(one.code, one.params["month"]) for one in again.problems] == [("same_file_elsewhere", "2026-10")]


def test_the_first_file_again_after_another_counts_again(book: Book, store: Import) -> None:
    store(f"旺旺昵称,询单人数,下单人数\n{SHOP}:小美,1,1\n", name="第二次_20261001_20261031.csv")
    store(SHEET)
    assert values(book, "inquiry_users") == {"A1": 100, "A2": 200}


def test_a_bad_file_is_refused_whole_and_a_good_one_beside_it_stored(book: Book, write: Write) -> None:
    bad = write("坏_20261001_20261031.csv", f"旺旺昵称,询单人数,销售额\n{SHOP}:小美,五,1\n{SHOP}:阿强,-3,1\n")
    good = write("好_20261001_20261031.csv", f"旺旺昵称,销售额,询单人数\n{SHOP}:小美,10,100\n")
    report = store_import(book, plan_import(book, [bad, good], OCTOBER))
    assert (report.stored, [file.stored for file in report.files]) == (False, [False, True])
    assert len(report.files[0].problems) == 2
    assert values(book, "inquiry_users") == {"A1": 100, "A2": 200}
    assert values(book, "sales_amount")["A1"] == 10


def test_rows_of_an_unknown_account_wait_until_it_is_given(book: Book, store: Import) -> None:
    report = store(f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:夜班01,30,10\n", name="夜班_20261001_20261031.csv")
    assert report.unmatched == (f"{SHOP}:夜班01",)
    assert values(book, "inquiry_users") == {"A1": 100, "A2": 200}
    ignore_account(book, f"{SHOP}:夜班01")
    assert all(one.account != "夜班01" for one in load(book.db, OCTOBER).observations)
    move_account(book, f"{SHOP}:夜班01", "A1", OCTOBER.first)
    assert values(book, "inquiry_users") == {"A1": 130, "A2": 200}


def test_an_ignored_account_no_longer_waits(book: Book, store: Import) -> None:
    ignore_account(book, f"{SHOP}:夜班01")
    report = store(f"旺旺昵称,询单人数,下单人数\n{SHOP}:夜班01,30,1\n", name="夜班_20261001_20261031.csv")
    assert report.unmatched == ()
    assert refusal(lambda: ignore_account(book, "夜班01")) == ["account_form"]


def test_an_ignored_account_is_listed_and_counts_again_once_taken_in(book: Book, store: Import) -> None:
    ignore_account(book, f"{SHOP}：店小蜜")
    assert ignored_accounts(book) == (f"{SHOP}:店小蜜",)
    assert store(f"旺旺昵称,询单人数,下单人数\n{SHOP}:店小蜜,30,1\n", name="机_20261001_20261031.csv").unmatched == ()
    ignore_account(book, f"{SHOP}:店小蜜", leave_out=False)
    assert ignored_accounts(book) == ()
    assert any(one.account == "店小蜜" for one in load(book.db, OCTOBER).observations)


def test_a_file_and_the_book_are_compared(book: Book, write: Write) -> None:
    text = SHEET.replace("100", "90") + f"{SHOP}:新来的,5,1,1\n"
    plan = plan_import(book, [write("又_20261001_20261031.csv", text)], OCTOBER)
    (found,) = overlaps(book, plan).values()
    assert (found.rows, found.different, found.file) == (2, 1, SHEET_NAME)


def test_what_is_in_the_book_is_kept_where_the_owner_says_so(book: Book, write: Write) -> None:
    file = write("又_20261001_20261031.csv", SHEET.replace("100", "90") + f"{SHOP}:新来的,5,1,1\n")
    plan = plan_import(book, [file], OCTOBER, edits={file: FileEdits(keep_old=True)})
    assert overlaps(book, plan)[file].different == 1
    assert store_import(book, plan).stored
    assert values(book, "inquiry_users")["A1"] == 100
    assert any(one.account == "新来的" for one in load(book.db, OCTOBER).observations)


def test_what_was_not_known_yet_is_not_kept(book: Book, store: Import, write: Write) -> None:
    store(SHEET.replace("100", "延迟统计"), name="早_20261001_20261031.csv")
    file = write("又_20261001_20261031.csv", SHEET.replace("100", "95"))
    plan = plan_import(book, [file], OCTOBER, edits={file: FileEdits(keep_old=True)})
    assert store_import(book, plan).stored
    assert values(book, "inquiry_users")["A1"] == 95


def test_the_owner_says_which_days_a_file_speaks_of(book: Book, write: Write) -> None:
    file = write("没有日期.csv", SHEET)
    days = (OCTOBER.first, date(2026, 10, 15))
    plan = plan_import(book, [file], OCTOBER, edits={file: FileEdits(period=days)})
    assert (str(plan.files[0].period), plan.files[0].period_assumed) == ("2026-10-01..2026-10-15", False)
    assert {(one.first, one.last) for one in plan.files[0].observations} == {days}


@pytest.mark.parametrize(
    ("spelling", "how", "owners"),
    [
        (f"{SHOP}:小美", "account", ("A1",)),
        (f"{SHOP}：小美", "account", ("A1",)),
        (f" {SHOP} ： 小美 ", "account", ("A1",)),
        ("小满旗舰店:\u200b小美\u3000", "account", ("A1",)),
        ("小美", "account", ("A1",)),
        ("林小美", "name", ("A1",)),
        ("小美美", "none", ()),
        ("店小蜜", "none", ()),
    ],
)
def test_however_an_account_is_spelt(
    book: Book, write: Write, spelling: str, how: str, owners: tuple[str, ...]
) -> None:
    file = write("客_20261001_20261031.csv", f"旺旺昵称,询单人数,下单人数\n{spelling},30,1\n")
    (row,) = plan_import(book, [file], OCTOBER).accounts
    assert (row.how, row.owners) == (how, owners)


def test_nearest_names_are_proposed_the_best_first(book: Book, write: Write) -> None:
    file = write("客_20261001_20261031.csv", "旺旺昵称,询单人数,下单人数\n小美美,30,1\n周强强,3,1\n店小蜜,3,1\n")
    near = {row.account: row.candidates for row in plan_import(book, [file], OCTOBER).accounts}
    assert near["小美美"][0].number == "A1"
    assert near["周强强"][0].number == "A2"


def test_robots_and_the_shops_own_account_look_like_it(book: Book, write: Write) -> None:
    text = f"旺旺昵称,询单人数,下单人数\n阿里店小蜜01,30,1\n{SHOP},3,1\n小蜜桃,3,1\n"
    rows = plan_import(book, [write("客_20261001_20261031.csv", text)], OCTOBER).accounts
    assert [row.looks for row in rows] == ["robot", "main", ""]


def test_what_the_owner_says_of_a_column_is_kept_and_remembered(book: Book, write: Write) -> None:
    file = write("怪_20261001_20261031.csv", f"旺旺昵称,询单人数,询单最终付款金额,搞定的人\n{SHOP}:小美,100,50,44\n")
    edits = {file: FileEdits(columns={3: "inquiry_paid_users"}, cells={"B2": "120"})}
    store_import(book, plan_import(book, [file], OCTOBER, edits=edits))
    assert (values(book, "inquiry_users")["A1"], values(book, "inquiry_paid_users")["A1"]) == (120, 44)
    assert "inquiry_paid_users" in imports(book, OCTOBER)[-1].edits
    later = write("又_20261001_20261031.csv", f"旺旺昵称,询单人数,询单最终付款金额,搞定的人\n{SHOP}:小美,100,60,55\n")
    store_import(book, plan_import(book, [later], OCTOBER))
    assert values(book, "inquiry_paid_users")["A1"] == 55


class CancelledError(Exception):
    """As the window cancels."""


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_cancelled_import_leaves_nothing(book: Book, write: Write, step: int) -> None:
    files = [
        write(f"{name}_20261001_20261031.csv", f"旺旺昵称,询单人数,下单人数\n{SHOP}:小美,{count},1\n")
        for name, count in (("一", 1), ("二", 2))
    ]
    plan = plan_import(book, files, OCTOBER)
    calls: list[int] = []

    def progress(done: int, _all: int) -> None:
        calls.append(done)
        if len(calls) > step:
            raise CancelledError

    before = (book.revision, load(book.db, OCTOBER), imports(book, OCTOBER))
    with pytest.raises(CancelledError):
        store_import(book, plan, progress=progress)
    assert (book.revision, load(book.db, OCTOBER), imports(book, OCTOBER)) == before


def test_the_sample_sheets_of_four_shops_find_their_people(empty: Book) -> None:
    import_roster(empty, SAMPLES / "花名册.xlsx")
    for name, shop in SAMPLE_SHEETS.items():
        (file,) = SAMPLES.glob(f"{name}*.xlsx")
        report = store_import(empty, plan_import(empty, [file], OCTOBER, shop=shop))
        assert (report.stored, report.unmatched) == (True, ()), file.name
    assert len(values(empty, "inquiry_users")) == 12


_CHILD = """
import sys
from pathlib import Path
from app.domain.month import PayMonth
from app.services.books import open_book
from app.services.import_sheets import plan_import, store_import
book = open_book(Path(sys.argv[1]))
plan = plan_import(book, [Path(sys.argv[2])], PayMonth(2026, 10))
book.db.execute("PRAGMA cache_size = 5")
print("storing", flush=True)
store_import(book, plan)
print("stored", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.06, 0.2])
def test_an_import_that_is_killed_is_whole_or_not_there(book: Book, write: Write, wait: float) -> None:
    rows = "".join(f"{SHOP}:号{index},{index},1,2,3\n" for index in range(4000))
    file = write("大_20261001_20261031.csv", "旺旺昵称,询单人数,询单最终付款人数,销售额,接待人数\n" + rows)
    before = len(load(book.db, OCTOBER).observations)
    book.close()
    command = [sys.executable, "-c", _CHILD, str(book.path), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"storing\n"
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
    again = Book(book.path)
    assert len(load(again.db, OCTOBER).observations) in (before, before + 16000)
    assert again.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again.close()
