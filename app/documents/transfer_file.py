"""The file that a bank or Alipay takes: as its template has it, read back before it leaves."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from app.documents.register_csv import is_formula
from app.documents.transfer_form import fill_form, first_row
from app.documents.xlsx import finish, put_text
from app.domain.money import fen_text
from app.domain.problem import JixinError, error
from app.domain.transfer import FIXED, Payee, Template, Transfer
from app.texts import Texts

_BOM = b"\xef\xbb\xbf"


def render_transfer(transfer: Transfer, template: Template, remark: str, texts: Texts, *, as_csv: bool) -> bytes:
    """The file's bytes; JixinError if what is read back from them differs by a fen, an account or a line."""
    rows = [_row(payee, place, template, remark, texts) for place, payee in enumerate(transfer.payees, 1)]
    written = _csv if as_csv else fill_form if template.form else _xlsx
    data = written(template, rows)
    found = _csv_lines(data, template) if as_csv else _xlsx_lines(data, template)
    wanted = [(payee.details.account, payee.name, fen_text(payee.amount)) for payee in transfer.payees]
    if found != wanted:
        raise JixinError(error("transfer_unequal", template=template.name))
    return data


def _row(payee: Payee, place: int, template: Template, remark: str, texts: Texts) -> list[str]:
    details = payee.details
    values = {
        "place": str(place),
        "account": details.account,
        "name": payee.name,
        "amount": fen_text(payee.amount),
        "bank": details.bank,
        "phone": details.phone,
        "id_number": details.id_number,
        "number": payee.number,
        "remark": remark,
        "account_type": texts(f"document.account_type_{template.way}"),
    }
    return [
        field.removeprefix(FIXED) if field.startswith(FIXED) else values.get(field, "") for field in template.fields()
    ]


def _xlsx(template: Template, rows: list[list[str]]) -> bytes:
    """Every cell a text but the amounts, which are numbers of two decimals and nothing behind them."""
    from openpyxl import Workbook

    workbook: Any = Workbook()
    sheet: Any = workbook.active
    sheet.title = template.sheet
    heads = [head for head, _ in template.columns]
    amount = template.fields().index("amount")
    for row in (*template.above, heads):
        _append(sheet, list(row), None)
    for row in rows:
        _append(sheet, row, amount)
    for index in range(len(heads)):
        sheet.column_dimensions[sheet.cell(1, index + 1).column_letter].width = 22
    return finish(workbook)


def _append(sheet: Any, row: list[str], amount: int | None) -> None:
    at = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    sheet.cell(at, 1).value = ""
    for index, text in enumerate(row):
        cell = sheet.cell(at, index + 1)
        if index == amount:
            cell.value, cell.number_format = Decimal(text), "0.00"
        else:
            put_text(cell, text)


def _csv(template: Template, rows: list[list[str]]) -> bytes:
    """What would be computed where the file is opened is refused: a mark before it would be paid to another name."""
    formulas = sorted({text for row in rows for text in row if is_formula(text)})
    if formulas:
        raise JixinError(*(error("transfer_formula", text=text) for text in formulas))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerows(template.above)
    writer.writerow(head for head, _ in template.columns)
    writer.writerows(rows)
    return _BOM + out.getvalue().encode()


def _xlsx_lines(data: bytes, template: Template) -> list[tuple[str, str, str]]:
    from openpyxl import load_workbook

    sheet: Any = load_workbook(BytesIO(data))[template.sheet]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first_row(sheet, template))]
    return [_line(row, template) for row in rows if any(value is not None for value in row)]


def _csv_lines(data: bytes, template: Template) -> list[tuple[str, str, str]]:
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))[len(template.above) + 1 :]
    return [_line(row, template) for row in rows]


def _line(row: list[Any], template: Template) -> tuple[str, str, str]:
    account, name, amount = (row[template.fields().index(field)] for field in ("account", "name", "amount"))
    exact = Decimal(str(amount))
    text = f"{exact:.2f}" if exact == round(exact, 2) else str(exact)
    return (str(account), str(name), text)
