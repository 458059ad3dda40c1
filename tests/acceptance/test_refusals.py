"""Bad sheets from outside: refused whole or stored with a warning exactly as RULES 14 lists, with the cell named."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.acceptance.conftest import Run

SHOP = "山月旗舰店"
HEADER = ["旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款转化率", "询单最终付款金额", "成功退款金额"]
ROWS = [
    [f"{SHOP}:小美", 100, 40, "40.00%", 5000.5, 10],
    [f"{SHOP}:雨桐", 200, 70, "35.00%", 9000, 20],
    ["汇总值", 300, 110, "36.67%", 14000.5, 30],
]
NAME = "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx"


def sheet_file(path: Path, change: Callable[[Any], None] | None = None, header: list[str] = HEADER) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(header)
    for row in ROWS:
        sheet.append(row)
    if change:
        change(sheet)
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "b.jixin"
    run("book", "new", path, "--shop", SHOP)
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        f"工号,姓名,岗位,子账号,店铺\nA1,林小美,售前,{SHOP}:小美,{SHOP}\nA2,周雨桐,售前,雨桐,{SHOP}\n", "utf-8"
    )
    assert run("roster", "import", path, roster)[0] == 0
    return path


def open_another_shop(book: Path, folder: Path, run: Run) -> None:
    """A roster row of a shop that the book does not have yet."""
    roster = folder / "新人.csv"
    roster.write_text("工号,姓名,岗位,店铺\nB1,新人,售后,别的店\n", "utf-8")
    assert run("roster", "import", book, roster)[0] == 0


def put(cell: str, value: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def only_summaries(sheet: Any) -> None:
    sheet.delete_rows(2, 2)


def test_the_sheet_as_it_is_is_stored(book: Path, tmp_path: Path, run: Run) -> None:
    assert run("import", book, sheet_file(tmp_path / NAME), "--month", "2026-10")[0] == 0


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (put("B2", "一百"), "B2"), (put("B2", -1), "B2"), (put("E3", "#DIV/0!"), "E3"), (put("C3", "=B3*2"), "C3"),
        (put("B2", "1O3"), "B2"), (put("E2", "12.3.4"), "E2"), (put("F2", "-10"), "F2"), (only_summaries, None),
        (put("B3", True), "B3"),
    ],
)  # fmt: skip
def test_refused_whole(book: Path, tmp_path: Path, run: Run, change: Callable[[Any], None], cell: str | None) -> None:
    before = book.read_bytes()
    status, answer = run("import", book, sheet_file(tmp_path / NAME, change), "--month", "2026-10", "--json")
    assert (status, answer["stored"], answer["files"][0]["stored"]) == (1, False, False)
    errors = [one for one in answer["problems"] if one["severity"] == "error"]
    assert errors and all(one["file"] == NAME and one["message"] for one in errors)
    assert cell is None or cell in [one["cell"] for one in errors]
    assert book.read_bytes() == before


def test_all_problems_of_a_file_are_listed_in_one_go(book: Path, tmp_path: Path, run: Run) -> None:
    def spoil(sheet: Any) -> None:
        sheet["B2"], sheet["E3"], sheet["C3"] = "一百", "很多", -5

    _, answer = run("import", book, sheet_file(tmp_path / NAME, spoil), "--month", "2026-10", "--json")
    assert {"B2", "E3", "C3"} <= {one["cell"] for one in answer["problems"]}


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (put("A3", f"{SHOP}:夜班01"), "A3"), (put("C2", 101), "C2"), (put("B4", 301), "B4"), (put("D3", "36.00%"), "D3"),
    ],
)  # fmt: skip
def test_stored_with_a_warning(book: Path, tmp_path: Path, run: Run, change: Callable[[Any], None], cell: str) -> None:
    status, answer = run("import", book, sheet_file(tmp_path / NAME, change), "--month", "2026-10", "--json")
    assert (status, answer["stored"]) == (3, True)
    assert cell in [one["cell"] for one in answer["problems"] if one["severity"] == "warning"]


def test_rows_of_an_unknown_account_wait_until_it_is_given_to_somebody(book: Path, tmp_path: Path, run: Run) -> None:
    file = sheet_file(tmp_path / NAME, put("A3", f"{SHOP}：夜班01"))
    _, answer = run("import", book, file, "--month", "2026-10", "--json")
    assert [name.replace("：", ":") for name in answer["unmatched"]] == [f"{SHOP}:夜班01"]
    metrics = {one["number"]: one["metrics"] for one in run("metrics", book, "2026-10", "--json")[1]["agents"]}
    assert "inquiry_users" not in metrics["A2"]
    assert run("account", "move", book, f"{SHOP}:夜班01", "A2", "--from", "2026-10-01")[0] == 0
    metrics = {one["number"]: one["metrics"] for one in run("metrics", book, "2026-10", "--json")[1]["agents"]}
    assert metrics["A2"]["inquiry_users"]["value"] == "200"


@pytest.mark.parametrize("name", ["自制报表_20260901_20260930.xlsx", "自制报表_20261001_20261101.xlsx"])
def test_another_month_is_refused(book: Path, tmp_path: Path, run: Run, name: str) -> None:
    status, answer = run("import", book, sheet_file(tmp_path / name), "--month", "2026-10", "--json")
    assert (status, answer["problems"][0]["code"]) == (1, "wrong_month")


def test_another_shops_prefix_is_refused_under_this_shops_name(book: Path, tmp_path: Path, run: Run) -> None:
    open_another_shop(book, tmp_path, run)
    status, answer = run(
        "import", book, sheet_file(tmp_path / NAME), "--month", "2026-10", "--shop", "别的店", "--json"
    )
    assert (status, answer["stored"]) == (1, False)


def test_a_second_file_replaces_what_it_contains_and_nothing_else(book: Path, tmp_path: Path, run: Run) -> None:
    run("import", book, sheet_file(tmp_path / NAME), "--month", "2026-10")

    def newer(sheet: Any) -> None:
        sheet.delete_rows(3)
        sheet["B2"], sheet["D2"], sheet["C3"], sheet["B3"], sheet["E3"], sheet["F3"] = (
            160,
            "25.00%",
            40,
            160,
            5000.5,
            10,
        )
        sheet["D3"] = "25.00%"

    status, answer = run("import", book, sheet_file(tmp_path / ("新" + NAME), newer), "--month", "2026-10", "--json")
    assert "only_in_earlier_import" in [one["code"] for one in answer["problems"]]
    metrics = {one["number"]: one["metrics"] for one in run("metrics", book, "2026-10", "--json")[1]["agents"]}
    assert (metrics["A1"]["inquiry_users"]["value"], metrics["A2"]["inquiry_users"]["value"]) == ("160", "200")
    assert status == 3


def test_the_same_file_twice_changes_nothing(book: Path, tmp_path: Path, run: Run) -> None:
    file = sheet_file(tmp_path / NAME)
    run("import", book, file, "--month", "2026-10")
    once = run("metrics", book, "2026-10", "--json")
    run("import", book, file, "--month", "2026-10")
    assert run("metrics", book, "2026-10", "--json") == once


def test_one_account_in_two_rows(book: Path, tmp_path: Path, run: Run) -> None:
    def twice(sheet: Any) -> None:
        sheet["A3"] = f"{SHOP}:小美"

    status, answer = run("import", book, sheet_file(tmp_path / NAME, twice), "--month", "2026-10", "--json")
    assert (status, "account_twice" in [one["code"] for one in answer["problems"]]) == (3, True)
    metrics = {one["number"]: one["metrics"] for one in run("metrics", book, "2026-10", "--json")[1]["agents"]}
    assert metrics["A1"]["inquiry_users"]["value"] == "300"


def test_good_files_are_stored_and_bad_ones_are_not(book: Path, tmp_path: Path, run: Run) -> None:
    good = sheet_file(tmp_path / NAME)
    bad = tmp_path / "客服销售分析_20261001_20261031.xlsx"
    bad.write_bytes(good.read_bytes()[:900])
    status, answer = run("import", book, good, bad, "--month", "2026-10", "--json")
    assert (status, [one["stored"] for one in answer["files"]], answer["stored"]) == (3, [True, False], False)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"%PDF-1.7", b"\x89PNG\r\n", b"\xff" * 4000, b"a,b\n1,2\n"],
)  # fmt: skip
def test_foreign_files(book: Path, tmp_path: Path, run: Run, content: bytes) -> None:
    file = tmp_path / NAME
    file.write_bytes(content)
    status, answer = run("import", book, file, "--month", "2026-10", "--json")
    assert (status, answer["stored"]) == (1, False)
    assert answer["problems"][0]["message"]


def test_a_sealed_month_refuses_every_edit(book: Path, tmp_path: Path, run: Run) -> None:
    run("import", book, sheet_file(tmp_path / NAME), "--month", "2026-10")
    run("scheme", "use", book, "conversion-tiered", "--position", "售前", "--from", "2026-10")
    assert run("seal", book, "2026-10")[0] == 0
    sealed = run("compute", book, "2026-10", "--json")
    assert (sealed[0], sealed[1]["state"]) == (0, "sealed")
    marks = tmp_path / "评分.csv"
    marks.write_text("工号,项目,数值\nA1,追销成功数,99\n", "utf-8")
    incidents = tmp_path / "奖惩.csv"
    incidents.write_text("日期,工号,类型,分数,金额,说明\n2026-10-03,A1,投诉,-3,0,x\n", "utf-8")
    edits: list[tuple[object, ...]] = [
        ("import", book, sheet_file(tmp_path / ("二" + NAME), put("B2", 90)), "--month", "2026-10"),
        ("marks", "import", book, marks, "--month", "2026-10"),
        ("incidents", "import", book, incidents, "--month", "2026-10"),
        ("waive", book, "2026-10", "A1", "commission", "--reason", "x"),
        ("adjust", book, "2026-10", "A1", "10", "--reason", "x"),
        ("agent", "set", book, "A1", "base=1", "--from", "2026-10"),
        ("account", "move", book, f"{SHOP}:小美", "A2", "--from", "2026-10-16"),
        ("target", "set", book, "orders", "5", "--from", "2026-10"),
        ("scheme", "use", book, "conversion-tiered", "--position", "售前", "--from", "2026-09"),
        ("shop", "set", book, SHOP, "near_miss=0.1", "--from", "2026-10"),
        ("seal", book, "2026-10"),
    ]
    for words in edits:
        assert run(*words)[0] == 1, words
    assert run("compute", book, "2026-10", "--json") == sealed


def test_hand_made_order_of_questions(book: Path, tmp_path: Path, run: Run) -> None:
    """A book of two shops and a sheet without prefixes: the program asks for --shop."""
    open_another_shop(book, tmp_path, run)

    def bare(sheet: Any) -> None:
        sheet["A2"], sheet["A3"] = "小美", "雨桐"

    file = sheet_file(tmp_path / NAME, bare)
    status, answer = run("import", book, file, "--month", "2026-10", "--json")
    assert (status, answer["stored"]) == (1, False)
    assert run("import", book, file, "--month", "2026-10", "--shop", SHOP)[0] == 0


def test_a_register_of_hostile_names_has_no_formula_but_ours(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "b.jixin"
    run("book", "new", path, "--shop", SHOP)
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        "工号,姓名,岗位,底薪,店铺\n0001,=1+1,售前,100,山月旗舰店\n0002,@SUM(A1),售前,200,山月旗舰店\n", "utf-8"
    )
    run("roster", "import", path, roster)
    scheme = tmp_path / "s.json"
    pay = '[{"code":"base","name":"=cmd","rule":{"type":"base","prorate":"calendar"}}]'
    scheme.write_text('{"format":"jixin-scheme/1","name":"s","items":[],"pay":' + pay + "}", "utf-8")
    run("scheme", "import", path, scheme, "--position", "售前", "--from", "2026-10")
    target = tmp_path / "工资表.xlsx"
    assert run("register", path, "2026-10", target)[0] == 0
    cells = [cell for row in load_workbook(target).worksheets[0].iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    ours = re.compile(r"=(SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+-[A-Z]+\d+|0)")
    assert formulas and all(ours.fullmatch(str(value)) for value in formulas)
    assert {"0001", "0002", "=1+1", "@SUM(A1)"} <= {cell.value for cell in cells if cell.data_type == "s"}
