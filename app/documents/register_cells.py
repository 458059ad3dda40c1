"""Cells of the register's sheets: how heads, amounts, sums and frames look, and what a sheet may be called."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.documents.xlsx import FIRM, FONT, GREY, HEAD, INK, LINE, TINT, put_text, width_of
from app.domain.money import Fen, fen_text

MONEY = '#,##0.00;[Red]"-"#,##0.00'
COUNT = "0"
_READABLE = 210
"""Units of width that a page of A4 across shows in a size that can be read."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def put_title(sheet: Any, title: str, facts: str, last: int) -> None:
    """The two lines over a table of ``last`` columns."""
    put_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = font(size=16, bold=True)
    put_text(sheet.cell(2, 1), facts)
    sheet.cell(2, 1).font = font(color=GREY)
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20
    for row in (1, 2):
        if last > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1).alignment = alignment("left")


def put_heads(sheet: Any, row: int, heads: Sequence[str], first_number: int) -> None:
    """The heads of a table; those from ``first_number`` on stand to the right."""
    sheet.row_dimensions[row].height = 30
    for index, head in enumerate(heads, 1):
        cell = sheet.cell(row, index)
        put_text(cell, head)
        cell.font = font(bold=True)
        cell.fill = fill(HEAD)
        cell.alignment = alignment("right" if index >= first_number else "left", wrap=True)
        cell.border = border(bottom=FIRM)


def put_texts(sheet: Any, row: int, texts: Iterable[str]) -> None:
    """Texts from the first column on; ids stay texts, whatever they look like."""
    sheet.row_dimensions[row].height = 20
    for index, text in enumerate(texts, 1):
        cell = sheet.cell(row, index)
        put_text(cell, text)
        cell.font, cell.border, cell.alignment = font(), border(), alignment("left")


def put_number(cell: Any, value: Decimal | None, style: str = MONEY) -> None:
    """A number, or an empty cell where there is none."""
    if value is not None:
        cell.value = value
    cell.number_format = style
    cell.font, cell.border, cell.alignment = font(), border(), alignment("right")


def put_formula(sheet: Any, row: int, column: int, formula: str, *, tinted: bool = False, style: str = MONEY) -> str:
    """A formula of ours; gives back the cell's address."""
    cell = sheet.cell(row, column)
    cell.value = formula
    cell.number_format = style
    cell.font, cell.border, cell.alignment = font(bold=True), border(), alignment("right")
    if tinted:
        cell.fill = fill(TINT)
    return str(cell.coordinate)


def put_total_row(sheet: Any, row: int, word: str, last: int) -> None:
    """The word and the firm line of a row of totals."""
    sheet.row_dimensions[row].height = 24
    put_text(sheet.cell(row, 1), word)
    for column in range(1, last + 1):
        sheet.cell(row, column).border = border(top=FIRM)
        sheet.cell(row, column).font = font(bold=True)


def sum_of(sheet: Any, row: int, first: int, last: int) -> str:
    """``=SUM(H4:L4)``; without columns 0."""
    return f"=SUM({at(sheet, row, first)}:{at(sheet, row, last)})" if first <= last else "=0"


def at(sheet: Any, row: int, column: int) -> str:
    """``H4``."""
    return str(sheet.cell(row, column).coordinate)


def yuan(fen: Fen | None) -> Decimal | None:
    """The exact decimal of an amount."""
    return None if fen is None else Decimal(fen_text(fen))


def fit_columns(sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Widths by the texts of the first columns; columns of numbers take their usual width."""
    from openpyxl.utils import get_column_letter

    texts = max((len(row) for row in rows), default=0)
    for index, head in enumerate(heads):
        widest = max((width_of(row[index]) for row in rows), default=0) if index < texts else 11
        width = min(max(widest, min(width_of(head), 12)) + 2, 34)
        sheet.column_dimensions[get_column_letter(index + 1)].width = width


def page_setup(sheet: Any, footer: str, *, freeze: str, last: str) -> None:
    """A4 across, columns on as many pages as can be read, heads and names on each; both stay in view on screen.

    Called when the columns have their widths.
    """
    from openpyxl.utils import column_index_from_string, get_column_letter

    sheet.freeze_panes = freeze
    names = column_index_from_string(freeze.rstrip("0123456789")) - 1
    columns = range(1, column_index_from_string(last.rstrip("0123456789")) + 1)
    widths = [sheet.column_dimensions[get_column_letter(column)].width for column in columns]
    across = -(-sum(widths[names:]) // (_READABLE - sum(widths[:names])))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, int(across)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.print_title_cols = "1:3", f"A:{get_column_letter(names)}"
    sheet.print_area = f"A1:{last}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = footer


def sheet_titles(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    """Names that Excel takes for sheets: at most 31 letters, none of []:*?/\\, all different whatever the case."""
    used = {name.casefold() for name in taken}
    titles: list[str] = []
    for name in names:
        plain = _FORBIDDEN.sub("_", name).strip().strip("'") or "_"
        title, count = plain[:31], 1
        while title.casefold() in used or title.casefold() == "history":  # Excel keeps that name for itself
            count += 1
            title = f"{plain[: 31 - len(str(count)) - 1]}_{count}"
        used.add(title.casefold())
        titles.append(title)
    return tuple(titles)


def reference(title: str, cell: str) -> str:
    """``'旗舰店'!P9``: a cell of another sheet in a formula."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{cell}"


@lru_cache(maxsize=64)
def font(*, size: int = 11, bold: bool = False, color: str = INK) -> Any:
    """The register's letters."""
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, color=color)


@lru_cache(maxsize=16)
def alignment(side: str, *, wrap: bool = False) -> Any:
    """In the middle of the row's height."""
    from openpyxl.styles import Alignment

    return Alignment(horizontal=side, vertical="center", wrap_text=wrap)


@lru_cache(maxsize=16)
def fill(color: str) -> Any:
    """A plain ground."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=color, end_color=color)


@lru_cache(maxsize=16)
def border(*, top: str = "", bottom: str = LINE) -> Any:
    """A thin line below, and above where ``top`` is a colour."""
    from openpyxl.styles import Border, Side

    return Border(bottom=Side(style="thin", color=bottom), top=Side(style="thin", color=top) if top else None)
