"""A month of daily sheets from outside: sums over sums, unknown days, accounts that change hands."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.acceptance.conftest import Run

SHOP = "山月旗舰店"
HEADER = ["旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款金额", "平均响应时长（秒)", "接待人数"]


def day_file(folder: Path, day: int, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    path = folder / f"自制报表-报表查看-客服绩效_202610{day:02d}_202610{day:02d}_全部.xlsx"
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "b.jixin"
    run("book", "new", path, "--shop", SHOP)
    roster = tmp_path / "花名册.csv"
    roster.write_text(f"工号,姓名,岗位,子账号,店铺\nA1,林小美,售前,小美,{SHOP}\nA2,周雨桐,售前,雨桐,{SHOP}\n", "utf-8")
    run("roster", "import", path, roster)
    return path


def metrics_of(run: Run, book: Path, number: str) -> dict[str, Any]:
    return {one["number"]: one["metrics"] for one in run("metrics", book, "2026-10", "--json")[1]["agents"]}[number]


def test_days_are_added_and_ratios_re_divided(book: Path, tmp_path: Path, run: Run) -> None:
    rows = [(2, 1, "10.1", 10, 1), (100, 30, "20.2", 40, 3)]
    files = [
        day_file(tmp_path, index + 1, [[f"{SHOP}:小美", asked, paid, money, seconds, people]])
        for index, (asked, paid, money, seconds, people) in enumerate(rows)
    ]
    assert run("import", book, *files, "--month", "2026-10")[0] == 0
    found = metrics_of(run, book, "A1")
    assert (found["inquiry_conversion"]["numerator"], found["inquiry_conversion"]["denominator"]) == ("31", "102")
    assert (found["inquiry_sales_amount"]["value"], found["inquiry_sales_amount"]["basis"]) == ("30.3", "days")
    assert (found["response_seconds"]["value"], found["response_seconds"]["estimated"]) == ("32.5", True)


def test_a_day_that_the_platform_does_not_know_yet_blocks_and_a_later_file_releases(
    book: Path, tmp_path: Path, run: Run
) -> None:
    known = day_file(tmp_path, 1, [[f"{SHOP}:小美", 100, 40, 1000, 5, 90]])
    unknown = day_file(tmp_path, 31, [[f"{SHOP}:小美", "延迟统计", "延迟统计", "延迟统计", 5, 90]])
    run("import", book, known, unknown, "--month", "2026-10")
    run("scheme", "use", book, "conversion-tiered", "--position", "售前", "--from", "2026-10")
    found = metrics_of(run, book, "A1")
    assert (found["inquiry_users"]["value"], found["inquiry_users"]["incomplete"]) == ("100", True)
    status, computed = run("compute", book, "2026-10", "--json")
    first = computed["agents"][0]
    assert (status, first["state"], {one["code"] for one in first["pending"]}) == (3, "blocked", {"not_yet_known"})
    later = day_file(tmp_path, 31, [[f"{SHOP}:小美", 100, 20, "500.5", 5, 90]])
    assert run("import", book, later, "--month", "2026-10")[0] == 0
    first = run("compute", book, "2026-10", "--json")[1]["agents"][0]
    assert (first["state"], first["lines"][0]["code"], first["lines"][0]["amount"]) == (
        "computed",
        "commission",
        "45.02",
    )


def test_an_account_that_changes_hands_is_split_by_the_day(book: Path, tmp_path: Path, run: Run) -> None:
    files = [day_file(tmp_path, day, [[f"{SHOP}:小美", 10 * day, day, 1, 5, 9]]) for day in (15, 16)]
    run("import", book, *files, "--month", "2026-10")
    assert run("account", "move", book, f"{SHOP}:小美", "A2", "--from", "2026-10-16")[0] == 0
    assert metrics_of(run, book, "A1")["inquiry_users"]["value"] == "150"
    assert metrics_of(run, book, "A2")["inquiry_users"]["value"] == "160"


def test_a_day_again_replaces_and_never_adds(book: Path, tmp_path: Path, run: Run) -> None:
    run("import", book, day_file(tmp_path, 3, [[f"{SHOP}:小美", 10, 1, 1, 5, 9]]), "--month", "2026-10")
    run("import", book, day_file(tmp_path, 3, [[f"{SHOP}:小美", 12, 2, 1, 5, 9]]), "--month", "2026-10")
    assert metrics_of(run, book, "A1")["inquiry_users"]["value"] == "12"


def test_a_date_column_wins_over_the_file_name(book: Path, tmp_path: Path, run: Run) -> None:
    sheets = Workbook()
    sheet = sheets.active
    assert sheet is not None
    sheet.append(["日期", *HEADER])
    for day, asked in (("2026-10-01", 5), ("2026/10/2", 6), ("20261003", 7), ("汇总值", 18)):
        sheet.append([day, f"{SHOP}:小美" if asked != 18 else "汇总值", asked, 1, 1, 5, 9])
    path = tmp_path / "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx"
    sheets.save(path)
    run("import", book, path, "--month", "2026-10")
    found = metrics_of(run, book, "A1")["inquiry_users"]
    assert (found["value"], found["basis"]) == ("18", "days")


def test_a_rate_without_its_parts_has_no_parts_of_ours(book: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "自制报表-报表查看-客服绩效_20261001_20261031_全部.csv"
    file.write_text(f"旺旺昵称,询单人数,询单最终付款人数,旺旺回复率\n{SHOP}:小美,100,40,99.06%\n", "utf-8")
    assert run("import", book, file, "--month", "2026-10")[0] == 0
    found = metrics_of(run, book, "A1")
    assert found["reply_rate"] == {"value": "0.990600000000", "basis": "month", "sources": 1}
    assert found["inquiry_conversion"]["numerator"] == "40"
