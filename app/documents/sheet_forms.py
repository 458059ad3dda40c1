"""Empty forms to fill in: 花名册, 奖惩, 人工评分, 考勤; the headings are those that the import knows."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from app.documents.xlsx import FIRM, FONT, GREY, HEAD, INK, LINE, finish, put_text
from app.domain.money import decimal_text
from app.texts import Texts

TEXT, DAY, MONEY, NUMBER, COUNT = "@", "yyyy-mm-dd", "#,##0.00", "0.##", "0"


class Column(msgspec.Struct, frozen=True):
    """A heading (always Chinese, as the import reads it), how its cells are kept, its width."""

    head: str
    style: str = TEXT
    width: float = 12


class Form(msgspec.Struct, frozen=True):
    """The sheet's name and columns; the explanation of each is ``form.<kind>_<number>``."""

    sheet: str
    columns: tuple[Column, ...]


FORMS = {
    "roster": Form(
        "花名册",
        (
            Column("工号", TEXT, 10),
            Column("姓名", TEXT, 12),
            Column("岗位", TEXT, 10),
            Column("等级", TEXT, 8),
            Column("小组", TEXT, 10),
            Column("班次", TEXT, 8),
            Column("底薪", MONEY, 11),
            Column("绩效基数", MONEY, 11),
            Column("子账号", TEXT, 30),
            Column("店铺", TEXT, 22),
            Column("入职日期", DAY, 13),
            Column("转正日期", DAY, 13),
            Column("离职日期", DAY, 13),
            Column("身份证号", TEXT, 22),
            Column("手机", TEXT, 14),
            Column("开户行", TEXT, 20),
            Column("银行卡号", TEXT, 24),
            Column("支付宝账号", TEXT, 22),
            Column("备注", TEXT, 20),
        ),
    ),
    "incidents": Form(
        "奖惩",
        (
            Column("日期", DAY, 13),
            Column("工号", TEXT, 10),
            Column("姓名", TEXT, 12),
            Column("类型", TEXT, 12),
            Column("分数", NUMBER, 9),
            Column("金额", MONEY, 11),
            Column("说明", TEXT, 40),
        ),
    ),
    "marks": Form(
        "人工评分",
        (
            Column("工号", TEXT, 10),
            Column("姓名", TEXT, 12),
            Column("项目", TEXT, 24),
            Column("数值", NUMBER, 10),
            Column("日期", DAY, 13),
            Column("说明", TEXT, 40),
        ),
    ),
    "attendance": Form(
        "考勤",
        (
            Column("工号", TEXT, 10),
            Column("姓名", TEXT, 12),
            *(
                Column(head, NUMBER, 13)
                for head in (
                    "应出勤天数",
                    "出勤天数",
                    "事假天数",
                    "病假天数",
                    "旷工天数",
                    "迟到次数",
                    "早退次数",
                    "平时加班小时",
                    "休息日加班小时",
                    "节假日加班小时",
                )
            ),
        ),
    ),
}
FILLED_ROWS = 100


def render_form(kind: str, texts: Texts) -> bytes:
    """The form's workbook: the sheet to fill in, and one that says what belongs into each column."""
    from openpyxl import Workbook

    form = FORMS[kind]
    workbook: Any = Workbook()
    _sheet(workbook.active, form)
    _explanation(workbook.create_sheet(), kind, form, texts)
    workbook.properties.creator = "Jixin"
    workbook.properties.title = form.sheet
    return finish(workbook)


def render_filled(kind: str, rows: Sequence[tuple[str | Fraction | date | None, ...]]) -> bytes:
    """The workbook of a form with rows in it: texts stay texts, amounts are numbers, days are days."""
    from openpyxl import Workbook

    form = FORMS[kind]
    workbook: Any = Workbook()
    _sheet(workbook.active, form)
    for at, row in enumerate(rows, 2):
        for index, value in enumerate(row, 1):
            cell = workbook.active.cell(at, index)
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                cell.value = Decimal(decimal_text(value)) if isinstance(value, Fraction) else value
    workbook.properties.creator = "Jixin"
    workbook.properties.title = form.sheet
    return finish(workbook)


def _sheet(sheet: Any, form: Form) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = form.sheet
    sheet.row_dimensions[1].height = 26
    for index, column in enumerate(form.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = column.style
        _head(sheet.cell(1, index), column.head)
        for row in range(2, FILLED_ROWS + 2):
            cell = sheet.cell(row, index)
            cell.number_format = column.style
            cell.font = Font(name=FONT, size=11, color=INK)
            cell.alignment = Alignment(horizontal="left" if column.style in (TEXT, DAY) else "right")
        _rules(sheet, letter, column)
    sheet.freeze_panes = "A2"


def _head(cell: Any, text: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    put_text(cell, text)
    cell.font = Font(name=FONT, size=11, bold=True, color=INK)
    cell.fill = PatternFill("solid", start_color=HEAD, end_color=HEAD)
    cell.border = Border(bottom=Side(style="thin", color=FIRM))
    cell.alignment = Alignment(horizontal="left", vertical="center")


def _rules(sheet: Any, letter: str, column: Column) -> None:
    """Dates are dates and numbers are numbers; what must stay above 0 is not asked here but at the import."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.style == TEXT:
        return
    if column.style == DAY:
        rule = DataValidation(type="date", operator="greaterThan", formula1="DATE(1950,1,1)", allow_blank=True)
    else:
        rule = DataValidation(type="decimal", operator="between", formula1="-10000000", formula2="10000000")
        rule.allow_blank = True
    rule.add(f"{letter}2:{letter}20001")
    sheet.add_data_validation(rule)


def _explanation(sheet: Any, kind: str, form: Form, texts: Texts) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    sheet.title = texts("form.sheet")
    put_text(sheet.cell(1, 1), texts(f"form.{kind}"))
    sheet.cell(1, 1).font = Font(name=FONT, size=11, color=GREY)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[1].height = 54
    for index, column in enumerate(form.columns, 1):
        name, words = sheet.cell(index + 1, 1), sheet.cell(index + 1, 2)
        put_text(name, column.head)
        put_text(words, texts(f"form.{kind}_{index}"))
        name.font = Font(name=FONT, size=11, bold=True, color=INK)
        words.font = Font(name=FONT, size=11, color=INK)
        for cell in (name, words):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=Side(style="thin", color=LINE))
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 84
