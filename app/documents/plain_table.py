"""A table as it is shown, as CSV or xlsx: heads and rows of texts, those that are plain numbers as numbers."""

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from app.documents.register_csv import plain_text
from app.documents.xlsx import FONT, HEAD, INK, finish, put_text, width_of

Rows = Sequence[Sequence[str]]
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,10})(\.\d+)?")
"""What Excel counts with. ``007`` and card numbers are no figures but names."""
_WIDEST = 60


def table_csv(rows: Rows) -> bytes:
    """UTF-8 with BOM, so that Excel reads Chinese, and nothing in it that a sheet would run."""
    out = StringIO()
    csv.writer(out).writerows([cell if _NUMBER.fullmatch(cell) else plain_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def table_xlsx(rows: Rows) -> bytes:
    """A workbook of one sheet; the first row are the heads and stay in sight."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet: Any = workbook.active
    for down, row in enumerate(rows, 1):
        for across, text in enumerate(row, 1):
            _put(sheet.cell(down, across), text)
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(horizontal="center")
    for at, column in enumerate(zip(*rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(at)].width = min(_WIDEST, 2 + max(map(width_of, column)))
    sheet.freeze_panes = "A2"
    return finish(workbook)


def _put(cell: Any, text: str) -> None:
    if not _NUMBER.fullmatch(text):
        put_text(cell, text)
        return
    cell.value = Decimal(text)
    places = len(text.partition(".")[2])
    cell.number_format = "#,##0" + ("." + "0" * places if places else "")
