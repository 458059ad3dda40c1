"""Files for bank and Alipay: what stands in them is what is paid, read back before they leave."""

import csv
import shutil
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from app.documents import transfer_file as rendering
from app.documents.transfer_form import losses
from app.domain.money import fen_text
from app.services import transfer_templates
from app.services.compute_month import current_run
from app.services.figures import adjust
from app.services.roster import import_roster
from app.services.seal_month import seal_month
from app.services.transfer_file import write_transfer
from app.services.transfer_templates import ALIPAY, BANK, guess, keep_template, not_kept, read_template, templates
from app.storage.book import Book
from app.texts import Texts
from tests.services.small import OCTOBER, Write, refusal

CARDS = "工号,姓名,开户行,银行卡号,支付宝账号\nA1,林小美,工商银行杭州分行,6222021234567890123,13800000001\nA2,周强,,6217001234567890,\n"


@pytest.fixture
def paid(book: Book, write: Write) -> Book:
    """The book with the accounts of its agents."""
    import_roster(book, write("卡号.csv", CARDS))
    return book


def test_the_bank_s_file_has_text_accounts_and_exact_amounts(paid: Book, texts: Texts, tmp_path: Path) -> None:
    seal_month(paid, OCTOBER)
    report = write_transfer(paid, OCTOBER, tmp_path / "转账.xlsx", texts)
    run = current_run(paid, OCTOBER)
    assert (report.count, report.total, report.left_out, report.sealed) == (
        2, sum(slip.net or 0 for slip in run.payslips), (), True,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(report.file).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(head for head, _ in BANK.columns)
    assert rows[1][:3] == ("1", "6222021234567890123", "林小美") and rows[1][4:] == (
        "工商银行杭州分行",
        "2026 年 10 月工资",
    )
    assert [f"{row[3]:.2f}" for row in rows[1:]] == [fen_text(slip.net or 0) for slip in run.payslips]
    assert [sheet.cell(2, column).data_type for column in (1, 2, 3, 4)] == ["s", "s", "s", "n"]
    assert sheet["D2"].number_format == "0.00"


def test_the_alipay_file_has_its_title_and_kind_of_account(paid: Book, texts: Texts, tmp_path: Path) -> None:
    report = write_transfer(paid, OCTOBER, tmp_path / "支付宝.csv", texts, "alipay")
    data = report.file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["支付宝批量转账文件模板"] and rows[1] == [head for head, _ in ALIPAY.columns]
    assert rows[2][1:4] == ["支付宝账户", "13800000001", "林小美"]
    assert [(one.number, one.reason) for one in report.left_out] == [("A2", "no_account")]
    assert not report.sealed


def test_nobody_with_a_net_of_nothing_is_in_the_file(paid: Book, texts: Texts, tmp_path: Path) -> None:
    net = current_run(paid, OCTOBER).payslips[0].net or 0
    adjust(paid, OCTOBER, "A1", fen_text(-net), "抵扣")
    report = write_transfer(paid, OCTOBER, tmp_path / "转账.xlsx", texts)
    assert (report.count, [(one.number, one.reason) for one in report.left_out]) == (1, [("A1", "not_positive")])


def test_two_people_with_one_account_give_no_file(paid: Book, write: Write, texts: Texts, tmp_path: Path) -> None:
    import_roster(paid, write("错.csv", "工号,姓名,银行卡号\nA2,周强,6222 0212 3456 7890 123\n"))
    file = tmp_path / "转账.xlsx"
    assert refusal(lambda: write_transfer(paid, OCTOBER, file, texts)) == ["transfer_account_twice"]
    assert not file.exists()


def test_a_month_without_anybody_to_pay_gives_no_file(book: Book, texts: Texts, tmp_path: Path) -> None:
    file = tmp_path / "转账.xlsx"
    everybody = ["transfer_no_account"] * 2
    assert refusal(lambda: write_transfer(book, OCTOBER, file, texts)) == ["transfer_empty", *everybody]
    assert refusal(lambda: write_transfer(book, OCTOBER, file, texts, "x")) == ["transfer_template_unknown"]
    assert not file.exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_hidden_third_decimal_never_leaves(
    paid: Book, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    made = rendering._row

    def with_a_third_decimal(*words: Any) -> list[str]:
        return [f"{text}4" if at == 3 else text for at, text in enumerate(made(*words))]

    monkeypatch.setattr(rendering, "_row", with_a_third_decimal)
    file = tmp_path / f"转账{suffix}"
    assert refusal(lambda: write_transfer(paid, OCTOBER, file, texts)) == ["transfer_unequal"]
    assert not file.exists()


def test_a_name_that_a_sheet_would_compute_is_a_text_in_the_workbook_and_refused_in_a_csv(
    paid: Book, write: Write, texts: Texts, tmp_path: Path
) -> None:
    name = "=HYPERLINK('x')"
    import_roster(paid, write("改名.csv", f"工号,姓名\nA1,{name}\n"))
    sheet = openpyxl.load_workbook(write_transfer(paid, OCTOBER, tmp_path / "转账.xlsx", texts).file).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == (name, "s")
    file = tmp_path / "转账.csv"
    assert refusal(lambda: write_transfer(paid, OCTOBER, file, texts)) == ["transfer_formula"]
    assert not file.exists()


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("收款方账户类型（必填）", "account_type"),
        ("收款方账号（必填）", "account"),
        ("收款方户名（必填）", "name"),
        ("金额（必填，单位：元）", "amount"),
        ("备注（选填）", "remark"),
        ("*收款人账号", "account"),
        ("收款人姓名", "name"),
        ("开户行名称", "bank"),
        ("实发金额", "amount"),
        ("身份证号码", "id_number"),
        ("付款账号", ""),
        ("付款方户名", ""),
        ("币种", ""),
        ("", ""),
    ],
)
def test_heads_of_forms_are_understood(head: str, field: str) -> None:
    assert guess(head) == field


def test_a_form_is_read_mapped_and_kept(paid: Book, write: Write, texts: Texts, tmp_path: Path) -> None:
    form = write("工行.csv", "工资代发\n付款账号,收款账号,收款人,金额,币种,用途\n")
    template = read_template(form, "工行", "bank", {"币种": "text:RMB"})
    assert template.above == (("工资代发",),)
    assert template.fields() == ("", "account", "name", "amount", "text:RMB", "remark")
    keep_template(paid, template)
    assert [one.name for one in templates(paid)] == ["bank", "alipay", "工行"]
    report = write_transfer(paid, OCTOBER, tmp_path / "工行.xlsx", texts, "工行")
    rows = list(openpyxl.load_workbook(report.file).active.iter_rows(values_only=True))
    assert rows[0][0] == "工资代发" and rows[1][4] == "币种"
    assert rows[2][1:3] == ("6222021234567890123", "林小美") and rows[2][4] == "RMB"


def test_a_form_that_cannot_be_used_is_refused(paid: Book, write: Write) -> None:
    form = write("表.csv", "收款账号,姓名\n")
    assert refusal(lambda: keep_template(paid, read_template(form, "x", "bank"))) == ["transfer_field_missing"]
    assert refusal(lambda: read_template(form, "x", "bank", {"没有": "amount"})) == ["transfer_head_unknown"]
    assert refusal(lambda: read_template(write("b.csv", "a,b\nc,d\n"), "x", "bank")) == ["transfer_head_unknown"]
    whole = read_template(write("c.csv", "收款账号,姓名,金额\n"), " ", "bank")
    assert refusal(lambda: keep_template(paid, whole)) == ["transfer_name_blank"]


def bank_form(file: Path) -> Path:
    """A bank's empty form: instructions first, a title, a sum, heads over two rows, examples, a list, a hidden sheet."""
    workbook: Any = openpyxl.Workbook()
    workbook.active.title = "填写说明"
    workbook.active["A1"] = "一、不得改动表头。二、金额两位小数。"
    sheet = workbook.create_sheet("代发明细")
    sheet["A1"] = "某银行批量代发工资模板"
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(bold=True, color="FFC00000", size=16)
    sheet["A2"], sheet["D2"] = "合计金额", "=SUM(D5:D500)"
    for column, head in enumerate(("序号", "收款账号", "收款户名", "金额（元）", "收款行", "用途"), 1):
        sheet.cell(3, column, head)
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = 11 + column
    sheet.append([1, "6222000000000000001", "张三", 1234.5, "某某支行", "工资"])
    sheet.append([2, "6222000000000000002", "李四", 99, "某某支行", "工资"])
    sheet["A9"] = "注：不要超过 500 行"
    sheet.merge_cells("A9:F9")
    sheet["D5"].number_format, sheet["C5"].fill = "#,##0.00", PatternFill("solid", "FFFFF2CC")
    choices = DataValidation("list", formula1='"工资,奖金"')
    choices.add("F5:F500")
    sheet.add_data_validation(choices)
    hidden = workbook.create_sheet("字典")
    hidden["A1"], hidden.sheet_state = "行号", "hidden"
    workbook.save(file)
    return file


def test_the_bank_s_own_form_is_filled_in(paid: Book, texts: Texts, tmp_path: Path) -> None:
    form = bank_form(tmp_path / "某银行.xlsx")
    template = read_template(form, "某银行", "bank")
    assert (template.sheet, template.fields()) == (
        "代发明细", ("place", "account", "name", "amount", "bank", "remark"),
    )  # fmt: skip
    assert not_kept(template, form) == ("formulas",)
    keep_template(paid, template)
    file = write_transfer(paid, OCTOBER, tmp_path / "代发.xlsx", texts, "某银行").file
    before, after = openpyxl.load_workbook(form), openpyxl.load_workbook(file)
    assert after.sheetnames == before.sheetnames == ["填写说明", "代发明细", "字典"]
    assert after["字典"].sheet_state == "hidden"
    assert after["填写说明"]["A1"].value == before["填写说明"]["A1"].value
    old, new = before["代发明细"], after["代发明细"]
    assert [[cell.value for cell in row] for row in new["A1:F4"]] == [
        [cell.value for cell in row] for row in old["A1:F4"]
    ]
    title = new["A1"].font
    assert (title.b, title.sz, title.color.rgb, new["C6"].fill.fgColor.rgb) == (True, 16, "FFC00000", "FFFFF2CC")
    widths = [[sheet.column_dimensions[letter].width for letter in "ABCDEF"] for sheet in (old, new)]
    assert widths[0] == widths[1]
    assert [str(one.sqref) for one in new.data_validations.dataValidation] == ["F5:F500"]
    assert {str(one) for one in new.merged_cells.ranges} == {str(one) for one in old.merged_cells.ranges} - {"A9:F9"}
    rows = [row for row in new.iter_rows(min_row=5, values_only=True) if any(row)]
    slips = current_run(paid, OCTOBER).payslips
    assert [row[:3] for row in rows] == [("1", "6222021234567890123", "林小美"), ("2", "6217001234567890", "周强")]
    assert [f"{row[3]:.2f}" for row in rows] == [fen_text(slip.net or 0) for slip in slips]
    assert (new["B5"].data_type, new["D5"].number_format, new["E6"].value) == ("s", "#,##0.00", None)
    again = write_transfer(paid, OCTOBER, tmp_path / "又一份.xlsx", texts, "某银行").file
    assert again.read_bytes() == file.read_bytes()


def test_what_a_copy_of_a_form_does_not_have_is_said(write: Write, tmp_path: Path) -> None:
    form = bank_form(tmp_path / "宏.xlsx")
    with ZipFile(form, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/drawings/drawing1.xml", b"<x/>")
        archive.writestr("xl/worksheets/more.xml", b"<x14:dataValidations/>")
    assert losses(form.read_bytes()) == ("macros", "drawings", "lists", "formulas")
    text = write("表.csv", "收款账号,姓名,金额\n")
    assert not_kept(read_template(text, "x", "bank"), text) == ()
    old = Path(shutil.copy(text, tmp_path / "表.xls"))
    assert not_kept(read_template(old, "x", "bank"), old) == ("look",)


def test_a_form_that_is_far_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = bank_form(tmp_path / "大.xlsx")
    monkeypatch.setattr(transfer_templates, "FORM_BYTES", 1000)
    assert refusal(lambda: read_template(form, "大", "bank")) == ["transfer_form_large"]
