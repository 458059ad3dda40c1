"""The owner's own form of the bank, filled in: its titles, widths, hints and other sheets stay as they are."""

import re
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from app.documents.xlsx import finish, put_text
from app.domain.transfer import Template

_AMOUNTS = frozenset({"0.00", "#,##0.00"})
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def fill_form(template: Template, rows: Sequence[Sequence[str]]) -> bytes:
    """A copy of the form with ``rows`` under its heads; whatever stood there (examples) is taken out.

    Accounts and other texts stay texts, amounts are numbers of two decimals; a row looks like the form's first one.
    """
    from openpyxl import load_workbook

    workbook: Any = load_workbook(BytesIO(template.form))
    sheet: Any = workbook[template.sheet]
    first = first_row(sheet, template)
    styles = [copy(sheet.cell(first, column)._style) for column in range(1, len(template.columns) + 1)]
    _empty(sheet, first)
    amount = template.fields().index("amount")
    for at, row in enumerate(rows, first):
        for column, text in enumerate(row):
            cell = sheet.cell(at, column + 1)
            cell._style = copy(styles[column])
            if column == amount:
                cell.value = Decimal(text)
                cell.number_format = cell.number_format if cell.number_format in _AMOUNTS else "0.00"
            elif text:
                put_text(cell, text)
    return finish(workbook)


def first_row(sheet: Any, template: Template) -> int:
    """The row of the first payee: under the heads, also where these are merged over several rows."""
    heads = len(template.above) + 1
    ends = [merged.max_row for merged in sheet.merged_cells.ranges if merged.min_row <= heads <= merged.max_row]
    return max([heads, *ends]) + 1


def losses(form: bytes) -> tuple[str, ...]:
    """What of a form a copy does not have: macros, drawings, lists to choose from, results of formulas."""
    with ZipFile(BytesIO(form)) as archive:
        names = archive.namelist()
        sheets = b"".join(archive.read(name) for name in names if _SHEET.fullmatch(name))
    found = {
        "macros": any(name.endswith("vbaProject.bin") for name in names),
        "drawings": any(name.startswith("xl/drawings/drawing") for name in names),
        "lists": b":dataValidations" in sheets,
        "formulas": b"<f>" in sheets or b"<f " in sheets,
    }
    return tuple(code for code, is_there in found.items() if is_there)


def _empty(sheet: Any, first: int) -> None:
    """Take out what stands from row ``first`` on."""
    for merged in [one for one in sheet.merged_cells.ranges if one.min_row >= first]:
        sheet.unmerge_cells(str(merged))
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            cell.value = None
            cell.hyperlink = None
