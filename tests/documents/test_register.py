"""The register: ids as texts, amounts as numbers, formulas only where they are ours, sums right."""

import csv
import re
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from app.documents.register_csv import render_csv
from app.documents.register_xlsx import render_register
from app.domain.money import fen_text
from app.domain.payline import Pending
from app.texts import Texts
from app.wording.register import RegisterFacts, register_facts
from tests.documents.slips import lines, payslip, run

STARTS = ["=1+1", "=cmd|'/c calc'!A1", '=HYPERLINK("http://x","y")', "{=1}", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"]
BLOCKED = payslip(
    number="0012",
    name="何思琪",
    state="blocked",
    pending=(Pending(code="no_marks", id="quality", item="聊天质检"),),
    lines=(),
    gross=None,
    deductions=None,
    net=None,
    score=None,
)


def facts(*slips: Any, language: str = "zh_CN") -> RegisterFacts:
    return register_facts(run(*slips), Texts(language))


def opened(data: bytes, *, results: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(data), data_only=results)


def three() -> RegisterFacts:
    other = payslip(number="007", name="周雨桐", lines=lines()[:2], gross=429500, deductions=0, net=429500)
    return facts(payslip(), other, payslip(number="123456789012345678", name="陈可欣"), BLOCKED)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render_register(three()) == render_register(three())


def test_columns_are_the_line_codes_in_order_of_appearance() -> None:
    sheet = opened(render_register(three()))["工资表"]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [
        "工号", "姓名", "岗位", "等级", "小组", "店铺", "得分",
        "底薪", "绩效工资", "提成", "追单", "奖惩", "应发", "罚扣", "扣缴合计", "实发",
    ]  # fmt: skip
    assert [cell.value for cell in sheet["A"]][3:] == ["A001", "007", "123456789012345678", "合计"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_sums_are_formulas_with_their_results() -> None:
    register = three()
    data = render_register(register)
    formulas, results = opened(data)["工资表"], opened(data, results=True)["工资表"]
    assert [formulas.cell(4, column).value for column in (13, 15, 16)] == ["=SUM(H4:L4)", "=SUM(N4:N4)", "=M4-O4"]
    assert formulas["P7"].value == "=SUM(P4:P6)"
    net = sum(row.net for row in register.rows)
    assert f"{results['P7'].value:.2f}" == fen_text(net)
    for index, row in enumerate(register.rows, 4):
        assert f"{results.cell(index, 16).value:.2f}" == fen_text(row.net)


def test_only_sums_are_formulas() -> None:
    sheet = opened(render_register(three()))["工资表"]
    found = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    expected = {f"{column}{row}" for column in "MOP" for row in (4, 5, 6)} | {f"{column}7" for column in "HIJKLMNOP"}
    assert found == expected


@pytest.mark.parametrize("name", STARTS)
def test_no_name_becomes_a_formula(name: str) -> None:
    slip = payslip(number=name, name=name, team=name, shops=(name,), position=name)
    data = render_register(register_facts(run(slip, replace(BLOCKED, name=name), business=name), Texts()))
    ours = re.compile(r"=?(SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+-[A-Z]+\d+|0)")
    with ZipFile(BytesIO(data)) as parts:
        for part in parts.namelist():
            if "worksheets/" in part:
                found = re.findall(r"<f>([^<]*)</f>", parts.read(part).decode())
                assert all(ours.fullmatch(formula) for formula in found)
    cell = opened(data)["工资表"]["B4"]
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (name != "{=1}"), "editing the cell in Excel would make it a formula"


def test_control_characters_are_dropped() -> None:
    sheet = opened(render_register(facts(payslip(name="小\x00\x0b美"))))["工资表"]
    assert sheet["B4"].value == "小美"


def test_the_blocked_stand_on_a_second_sheet_with_what_is_missing() -> None:
    workbook = opened(render_register(three()))
    rows = [[cell.value for cell in row] for row in workbook["没算出的人"].iter_rows(min_row=3)]
    assert [row[:3] for row in rows] == [["0012", "何思琪", "售前"]]
    assert "聊天质检" in rows[0][3]
    assert opened(render_register(facts(payslip()))).sheetnames == ["工资表", "得分"]


def test_nobody_computed_gives_a_register_without_rows() -> None:
    sheet = opened(render_register(facts(BLOCKED)))["工资表"]
    assert sheet.max_row == 3


def test_it_prints_on_a4_across_with_the_heads_on_every_page() -> None:
    sheet = opened(render_register(three()))["工资表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.print_title_cols, sheet.freeze_panes) == ("$1:$3", "$A:$B", "C4")
    assert sheet.page_setup.fitToWidth == 1


def test_many_columns_print_on_several_pages_instead_of_too_small_to_read() -> None:
    many = tuple(replace(lines()[3], code=f"piece:{n}", name=f"第{n}项计件") for n in range(30))
    sheet = opened(render_register(facts(payslip(lines=(lines()[0], *many)))))["工资表"]
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)]
    pages, names = sheet.page_setup.fitToWidth, sum(widths[:2])
    assert pages == 3
    assert (sum(widths) - names) / pages + names <= 210


def test_two_codes_of_one_name_have_two_columns() -> None:
    twice = (*lines()[:1], replace(lines()[2], name="提成"), replace(lines()[2], code="commission:b", name="提成"))
    assert facts(payslip(lines=twice)).earning_heads == ("底薪", "提成", "提成 2")


def shops() -> RegisterFacts:
    """Two shops, one of them with an awkward name, and somebody of both."""
    names = ("小满旗舰店", "=A1&'店'/[拼多多]" + "长" * 40)
    slips = [
        payslip(number="A1", shops=names[:1]),
        payslip(number="A2", shops=names[1:], lines=lines()[:2], gross=429500, deductions=0, net=429500, score=None),
        payslip(number="A3", shops=names),
        payslip(number="A4", shops=names[:1]),
    ]
    return facts(*slips)


def test_several_shops_have_a_sheet_each_and_a_summary_that_adds_them_up() -> None:
    register = shops()
    workbook = opened(render_register(register), results=True)
    assert workbook.sheetnames[:4] == ["工资表", "得分", "汇总", "小满旗舰店"]
    assert workbook.sheetnames[4].startswith("=A1&'店'__拼多多_长") and len(workbook.sheetnames[4]) <= 31
    rows = [[cell.value for cell in row] for row in workbook["汇总"].iter_rows(min_row=4)]
    assert [row[1] for row in rows] == [2, 1, 1, 4, None]
    assert f"{rows[3][4]:.2f}" == fen_text(sum(row.net for row in register.rows))
    assert rows[4][4] == 0
    assert [cell.value for cell in workbook[workbook.sheetnames[4]][3]][7:] == [
        "底薪", "绩效工资", "应发", "扣缴合计", "实发"
    ]  # fmt: skip


def test_the_second_sheet_has_everybody_s_points() -> None:
    sheet = opened(render_register(shops()))["得分"]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [
        "工号",
        "姓名",
        "岗位",
        "得分",
        "询单转化率",
        "客单价",
        "平均响应时间",
        "服务态度",
        "接待人数",
        "聊天质检",
    ]
    assert [cell.value for cell in sheet["A"]][3:] == ["A1", "A3", "A4"]
    assert [cell.value for cell in sheet[4]][3:] == [89.75, 24, 15.35, 13, 9, 10, 18.4]


def test_private_facts_are_texts_and_only_there_when_asked_for() -> None:
    private = {"A001": ("33010219900101002X", "13800000000", "工商银行", "6222021234567890123")}
    sheet = opened(render_register(register_facts(run(payslip()), Texts(), private=private)))["工资表"]
    assert [cell.value for cell in sheet[4]][6:10] == list(private["A001"])
    assert {cell.data_type for cell in sheet[4][6:10]} == {"s"}
    assert "身份证号" not in [cell.value for cell in opened(render_register(facts(payslip())))["工资表"][3]]


def test_the_csv_has_a_bom_and_plain_amounts() -> None:
    data = render_csv(three())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows[1][:2] == ["A001", "林晓月"] and rows[1][-1] == "8105.53"
    assert rows[3][0] == "'123456789012345678", "Excel would spoil the last digits"


@pytest.mark.parametrize("start", [*STARTS[:3], *STARTS[4:], " =1", "\x00=1", "－1", "＠x"])
def test_a_text_in_the_csv_is_never_a_formula(start: str) -> None:
    slip = payslip(name=start, lines=(replace(lines()[0], amount=-500),), gross=-500, deductions=0, net=-500)
    row = list(csv.reader(StringIO(render_csv(facts(slip)).decode("utf-8-sig"))))[1]
    assert row[1] == "'" + start.replace("\x00", "")
    assert row[-1] == "-5.00"


def without_results(data: bytes) -> bytes:
    """The workbook as if nobody had calculated it yet."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_another_program_calculates_the_same(tmp_path: Path) -> None:
    register = shops()
    data = render_register(register)
    file = tmp_path / "register.xlsx"
    file.write_bytes(without_results(data))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    expected = opened(data, results=True)
    compared = 0
    for title, formulas in zip(expected.sheetnames, opened(data), strict=True):
        (sheet,) = (path for path in tmp_path.glob("*.csv") if path.stem.endswith(title.replace("/", "_")))
        theirs = list(csv.reader(StringIO(sheet.read_text("utf-8"))))
        for cell in (cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"):
            ours = expected[title][cell.coordinate].value
            assert Decimal(theirs[cell.row - 1][cell.column - 1].replace(",", "")) == Decimal(str(ours)), (
                cell.coordinate
            )
            compared += 1
    assert compared > 50
