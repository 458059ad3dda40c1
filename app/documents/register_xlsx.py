"""The register (工资表) as an xlsx workbook: texts as texts, amounts as numbers, sums as formulas."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from app.documents.xlsx import FIRM, FONT, GREY, HEAD, INK, LINE, TINT, finish, put_text, width_of
from app.domain.money import Fen, decimal_text, fen_text
from app.wording.register import RegisterFacts, RegisterRow

MONEY = '#,##0.00;[Red]"-"#,##0.00'
FIRST_ROW = 4


def render_register(facts: RegisterFacts) -> bytes:
    """The workbook: the register, and a second sheet with who is not in it, if anybody."""
    from openpyxl import Workbook

    workbook: Any = Workbook()
    sheet: Any = workbook.active
    results = _register(sheet, facts)
    if facts.blocked:
        _blocked(workbook.create_sheet(), facts)
    workbook.properties.creator = "Jixin"
    workbook.properties.title = facts.title
    return finish(workbook, {"sheet1": results})


class _Columns:
    """Where the register's columns are, counted from 1."""

    def __init__(self, facts: RegisterFacts) -> None:
        self.score = len(facts.text_heads) + 1
        self.earnings = self.score + 1
        self.gross = self.earnings + len(facts.earning_heads)
        self.deductions = self.gross + 1
        self.deducted = self.deductions + len(facts.deduction_heads)
        self.net = self.deducted + 1

    @property
    def sums(self) -> tuple[int, ...]:
        """The columns in bold."""
        return self.gross, self.deducted, self.net


def _register(sheet: Any, facts: RegisterFacts) -> dict[str, str]:
    columns = _Columns(facts)
    heads = (
        *facts.text_heads,
        facts.score_head,
        *facts.earning_heads,
        facts.gross_head,
        *facts.deduction_heads,
        facts.deducted_head,
        facts.net_head,
    )
    sheet.title = facts.sheet
    _title(sheet, facts, columns.net)
    _heads(sheet, 3, heads, columns.score)
    results: dict[str, str] = {}
    for index, row in enumerate(facts.rows):
        results |= _row(sheet, FIRST_ROW + index, row, columns)
    if facts.rows:
        results |= _totals(sheet, facts, columns)
    _widths(sheet, facts, heads)
    _page(sheet, facts, columns.net)
    return results


def _title(sheet: Any, facts: RegisterFacts, last: int) -> None:
    put_text(sheet.cell(1, 1), facts.title)
    sheet.cell(1, 1).font = _font(size=16, bold=True)
    put_text(sheet.cell(2, 1), "\u3000".join(facts.facts))
    sheet.cell(2, 1).font = _font(color=GREY)
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1).alignment = _alignment("left")


def _heads(sheet: Any, row: int, heads: Sequence[str], first_number: int) -> None:
    from openpyxl.styles import PatternFill

    sheet.row_dimensions[row].height = 30
    for index, head in enumerate(heads, 1):
        cell = sheet.cell(row, index)
        put_text(cell, head)
        cell.font = _font(bold=True)
        cell.fill = PatternFill("solid", start_color=HEAD, end_color=HEAD)
        cell.alignment = _alignment("right" if index >= first_number else "left", wrap=True)
        cell.border = _border(LINE, bottom=FIRM)


def _row(sheet: Any, at: int, row: RegisterRow, columns: _Columns) -> dict[str, str]:
    sheet.row_dimensions[at].height = 20
    for index, text in enumerate(row.texts, 1):
        cell = sheet.cell(at, index)
        put_text(cell, text)
        cell.font, cell.border, cell.alignment = _font(), _border(LINE), _alignment("left")
    score = None if row.score is None else Decimal(decimal_text(row.score, 2))
    _number(sheet.cell(at, columns.score), score, "0.00")
    for start, amounts in ((columns.earnings, row.earnings), (columns.deductions, row.deductions)):
        for index, amount in enumerate(amounts):
            _number(sheet.cell(at, start + index), _yuan(amount), MONEY)
    gross = _sum(sheet, at, columns.earnings, columns.gross - 1)
    deducted = _sum(sheet, at, columns.deductions, columns.deducted - 1)
    net = f"={_at(sheet, at, columns.gross)}-{_at(sheet, at, columns.deducted)}"
    formulas = zip(columns.sums, (gross, deducted, net), (row.gross, row.deducted, row.net), strict=True)
    return {
        _formula(sheet, at, column, formula, tinted=column == columns.net): fen_text(fen)
        for column, formula, fen in formulas
    }


def _totals(sheet: Any, facts: RegisterFacts, columns: _Columns) -> dict[str, str]:
    at = FIRST_ROW + len(facts.rows)
    sheet.row_dimensions[at].height = 24
    put_text(sheet.cell(at, 1), facts.total)
    for column in range(1, columns.net + 1):
        sheet.cell(at, column).border = _border(LINE, top=FIRM)
        sheet.cell(at, column).font = _font(bold=True)
    results: dict[str, str] = {}
    for column, fen in _sums(facts, columns):
        span = f"{_at(sheet, FIRST_ROW, column)}:{_at(sheet, at - 1, column)}"
        cell = _formula(sheet, at, column, f"=SUM({span})", tinted=column == columns.net)
        sheet.cell(at, column).border = _border(LINE, top=FIRM)
        results[cell] = fen_text(fen)
    return results


def _sums(facts: RegisterFacts, columns: _Columns) -> Iterable[tuple[int, Fen]]:
    for index in range(len(facts.earning_heads)):
        yield columns.earnings + index, sum(row.earnings[index] or 0 for row in facts.rows)
    yield columns.gross, sum(row.gross for row in facts.rows)
    for index in range(len(facts.deduction_heads)):
        yield columns.deductions + index, sum(row.deductions[index] or 0 for row in facts.rows)
    yield columns.deducted, sum(row.deducted for row in facts.rows)
    yield columns.net, sum(row.net for row in facts.rows)


def _blocked(sheet: Any, facts: RegisterFacts) -> None:
    sheet.title = facts.blocked_sheet
    put_text(sheet.cell(1, 1), facts.blocked_note)
    sheet.cell(1, 1).font = _font(color=GREY)
    _heads(sheet, 2, facts.blocked_heads, len(facts.blocked_heads) + 1)
    for at, row in enumerate(facts.blocked, 3):
        for index, text in enumerate(row, 1):
            cell = sheet.cell(at, index)
            put_text(cell, text)
            cell.font, cell.border = _font(), _border(LINE)
            cell.alignment = _alignment("left", wrap=index == len(row))
    for letter, width in zip("ABCD", (12, 14, 12, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"


def _number(cell: Any, value: Decimal | None, style: str) -> None:
    if value is not None:
        cell.value = value
    cell.number_format = style
    cell.font, cell.border, cell.alignment = _font(), _border(LINE), _alignment("right")


def _sum(sheet: Any, at: int, first: int, last: int) -> str:
    return f"=SUM({_at(sheet, at, first)}:{_at(sheet, at, last)})" if first <= last else "=0"


def _formula(sheet: Any, at: int, column: int, formula: str, *, tinted: bool) -> str:
    """Write a formula of ours; gives back the cell's address."""
    from openpyxl.styles import PatternFill

    cell = sheet.cell(at, column)
    cell.value = formula
    cell.number_format = MONEY
    cell.font, cell.border, cell.alignment = _font(bold=True), _border(LINE), _alignment("right")
    if tinted:
        cell.fill = PatternFill("solid", start_color=TINT, end_color=TINT)
    return str(cell.coordinate)


def _at(sheet: Any, row: int, column: int) -> str:
    return str(sheet.cell(row, column).coordinate)


def _yuan(fen: Fen | None) -> Decimal | None:
    return None if fen is None else Decimal(fen_text(fen))


def _widths(sheet: Any, facts: RegisterFacts, heads: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    texts = len(facts.text_heads)
    for index, head in enumerate(heads):
        widest = max((width_of(row.texts[index]) for row in facts.rows), default=0) if index < texts else 11
        width = min(max(widest, min(width_of(head), 12)) + 2, 34)
        sheet.column_dimensions[get_column_letter(index + 1)].width = width


def _page(sheet: Any, facts: RegisterFacts, last: int) -> None:
    """A4 across, all columns on one page's width, headings on every page; names stay in view on screen."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "C4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:3"
    sheet.print_area = f"A1:{get_column_letter(last)}{FIRST_ROW + len(facts.rows)}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = facts.page


def _font(*, size: int = 11, bold: bool = False, color: str = INK) -> Any:
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, color=color)


def _alignment(side: str, *, wrap: bool = False) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=side, vertical="center", wrap_text=wrap)


def _border(color: str, *, top: str = "", bottom: str = "") -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color=color)
    return Border(
        bottom=Side(style="thin", color=bottom) if bottom else thin,
        top=Side(style="thin", color=top) if top else None,
    )
