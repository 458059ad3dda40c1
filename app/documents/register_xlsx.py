"""The register (工资表) as an xlsx workbook: texts as texts, amounts as numbers, sums as formulas."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from app.documents.register_cells import (
    COUNT,
    alignment,
    at,
    border,
    fit_columns,
    font,
    page_setup,
    put_formula,
    put_heads,
    put_number,
    put_texts,
    put_title,
    put_total_row,
    reference,
    sheet_titles,
    sum_of,
    yuan,
)
from app.documents.xlsx import FIRM, GREY, finish, put_text
from app.domain.money import Fen, decimal_text, fen_text
from app.wording.register import RegisterFacts, RegisterRow, ScoreFacts

FIRST_ROW = 4


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
    def sums(self) -> tuple[int, int, int]:
        """The columns in bold: gross, deducted, net."""
        return self.gross, self.deducted, self.net


class _Workbook:
    """The workbook as it grows, with the results of its formulas by sheet and cell."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.book: Any = Workbook()
        self.book.remove(self.book.active)
        self.results: dict[str, dict[str, str]] = {}

    def sheet(self, title: str) -> tuple[Any, dict[str, str]]:
        """A new sheet at the end, and where the results of its formulas go."""
        sheet = self.book.create_sheet(title)
        return sheet, self.results.setdefault(f"sheet{len(self.book.sheetnames)}", {})


def render_register(facts: RegisterFacts) -> bytes:
    """The workbook: everybody; the scores; with several shops a summary and a sheet of each; who is not in it."""
    workbook = _Workbook()
    _register(workbook, facts)
    if facts.scores is not None:
        _scores(workbook, facts, facts.scores)
    shops = tuple(dict.fromkeys(row.shop for row in facts.rows))
    if len(shops) > 1:
        _shops(workbook, facts, shops)
    if facts.blocked:
        _blocked(workbook.sheet(facts.blocked_sheet)[0], facts)
    workbook.book.properties.creator = "Jixin"
    workbook.book.properties.title = facts.title
    return finish(workbook.book, workbook.results)


def _register(workbook: _Workbook, facts: RegisterFacts) -> None:
    sheet, results = workbook.sheet(facts.sheet)
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
    put_title(sheet, facts.title, "\u3000".join(facts.facts), columns.net)
    put_heads(sheet, 3, heads, columns.score)
    for index, row in enumerate(facts.rows):
        results |= _row(sheet, FIRST_ROW + index, row, columns)
    if facts.rows:
        results |= _totals(sheet, facts, columns)
    fit_columns(sheet, heads, [row.texts for row in facts.rows])
    page_setup(sheet, facts.page, freeze="C4", last=at(sheet, FIRST_ROW + len(facts.rows), columns.net))


def _row(sheet: Any, row: int, facts: RegisterRow, columns: _Columns) -> dict[str, str]:
    put_texts(sheet, row, facts.texts)
    score = None if facts.score is None else Decimal(decimal_text(facts.score, 2))
    put_number(sheet.cell(row, columns.score), score, "0.00")
    for start, amounts in ((columns.earnings, facts.earnings), (columns.deductions, facts.deductions)):
        for index, amount in enumerate(amounts):
            put_number(sheet.cell(row, start + index), yuan(amount))
    gross = sum_of(sheet, row, columns.earnings, columns.gross - 1)
    deducted = sum_of(sheet, row, columns.deductions, columns.deducted - 1)
    net = f"={at(sheet, row, columns.gross)}-{at(sheet, row, columns.deducted)}"
    formulas = zip(columns.sums, (gross, deducted, net), (facts.gross, facts.deducted, facts.net), strict=True)
    return {
        put_formula(sheet, row, column, formula, tinted=column == columns.net): fen_text(fen)
        for column, formula, fen in formulas
    }


def _totals(sheet: Any, facts: RegisterFacts, columns: _Columns) -> dict[str, str]:
    row = FIRST_ROW + len(facts.rows)
    put_total_row(sheet, row, facts.total, columns.net)
    return {
        _column_total(sheet, row, column, tinted=column == columns.net): fen_text(fen)
        for column, fen in _sums(facts, columns)
    }


def _column_total(sheet: Any, row: int, column: int, *, tinted: bool) -> str:
    """The sum of a column in the row of totals, under its firm line."""
    span = f"{at(sheet, FIRST_ROW, column)}:{at(sheet, row - 1, column)}"
    cell = put_formula(sheet, row, column, f"=SUM({span})", tinted=tinted)
    sheet.cell(row, column).border = border(top=FIRM)
    return cell


def _sums(facts: RegisterFacts, columns: _Columns) -> Iterable[tuple[int, Fen]]:
    rows = facts.rows
    for index in range(len(facts.earning_heads)):
        yield columns.earnings + index, sum(row.earnings[index] or 0 for row in rows)
    yield columns.gross, sum(row.gross for row in rows)
    for index in range(len(facts.deduction_heads)):
        yield columns.deductions + index, sum(row.deductions[index] or 0 for row in rows)
    yield columns.deducted, sum(row.deducted for row in rows)
    yield columns.net, sum(row.net for row in rows)


def _scores(workbook: _Workbook, facts: RegisterFacts, scores: ScoreFacts) -> None:
    """Everybody's points by item; the score is the program's own, since re-weighting is no plain sum."""
    sheet, _ = workbook.sheet(scores.sheet)
    heads = (*scores.text_heads, facts.score_head, *scores.item_heads)
    first = len(scores.text_heads) + 1
    put_title(sheet, scores.title, scores.note, len(heads))
    put_heads(sheet, 3, heads, first)
    for row, one in enumerate(scores.rows, FIRST_ROW):
        put_texts(sheet, row, one.texts)
        for index, points in enumerate((one.score, *one.points)):
            value = None if points is None else Decimal(decimal_text(points, 2))
            put_number(sheet.cell(row, first + index), value, "0.00")
    fit_columns(sheet, heads, [one.texts for one in scores.rows])
    page_setup(sheet, facts.page, freeze="C4", last=at(sheet, max(FIRST_ROW, sheet.max_row), len(heads)))


def _shops(workbook: _Workbook, facts: RegisterFacts, shops: tuple[str, ...]) -> None:
    """The summary, which adds up the sheets of the shops behind it and compares them with the whole register."""
    taken = (*workbook.book.sheetnames, facts.summary_sheet, facts.blocked_sheet)
    parts = [_of_shop(facts, shop, title) for shop, title in zip(shops, sheet_titles(shops, taken), strict=True)]
    sheet, results = workbook.sheet(facts.summary_sheet)
    heads = (facts.shop_head, facts.people_head, facts.gross_head, facts.deducted_head, facts.net_head)
    put_title(sheet, facts.title, "\u3000".join(facts.facts), len(heads))
    put_heads(sheet, 3, heads, 2)
    for row, (shop, part) in enumerate(zip(shops, parts, strict=True), FIRST_ROW):
        results |= _summary_row(sheet, row, shop, part)
    results |= _summary_total(sheet, facts, FIRST_ROW + len(shops))
    fit_columns(sheet, ("",) * len(heads), [(shop,) for shop in shops])
    page_setup(sheet, facts.page, freeze="B4", last=at(sheet, FIRST_ROW + len(shops) + 1, len(heads)))
    for part in parts:
        _register(workbook, part)


def _summary_row(sheet: Any, row: int, shop: str, part: RegisterFacts) -> dict[str, str]:
    put_texts(sheet, row, (shop,))
    last, columns = FIRST_ROW + len(part.rows), _Columns(part)
    people = f"=ROWS({reference(part.sheet, f'A{FIRST_ROW}:A{last - 1}')})"
    results = {put_formula(sheet, row, 2, people, style=COUNT): str(len(part.rows))}
    for place, (column, fen) in enumerate(zip(columns.sums, _whole(part), strict=True), 3):
        total = f"={reference(part.sheet, at(sheet, last, column))}"
        results[put_formula(sheet, row, place, total, tinted=place == 5)] = fen_text(fen)
    return results


def _whole(facts: RegisterFacts) -> tuple[Fen, Fen, Fen]:
    """Gross, deducted and net of everybody."""
    rows = facts.rows
    return sum(row.gross for row in rows), sum(row.deducted for row in rows), sum(row.net for row in rows)


def _of_shop(facts: RegisterFacts, shop: str, title: str) -> RegisterFacts:
    """The part of the register that belongs to a shop, without columns that nobody there has."""
    rows = [row for row in facts.rows if row.shop == shop]
    earned = [i for i in range(len(facts.earning_heads)) if any(row.earnings[i] is not None for row in rows)]
    taken = [i for i in range(len(facts.deduction_heads)) if any(row.deductions[i] is not None for row in rows)]
    return replace(
        facts,
        sheet=title,
        title=f"{facts.title} · {shop}",
        earning_heads=tuple(facts.earning_heads[i] for i in earned),
        deduction_heads=tuple(facts.deduction_heads[i] for i in taken),
        rows=tuple(
            replace(
                row,
                earnings=tuple(row.earnings[i] for i in earned),
                deductions=tuple(row.deductions[i] for i in taken),
            )
            for row in rows
        ),
    )


def _summary_total(sheet: Any, facts: RegisterFacts, row: int) -> dict[str, str]:
    """The sums of the shops, and that they are those of the register."""
    put_total_row(sheet, row, facts.total, 5)
    texts = (str(len(facts.rows)), *map(fen_text, _whole(facts)))
    results = {_column_total(sheet, row, column, tinted=column == 5): text for column, text in enumerate(texts, 2)}
    sheet.cell(row, 2).number_format = COUNT
    put_texts(sheet, row + 1, (facts.difference,))
    whole = at(sheet, FIRST_ROW + len(facts.rows), _Columns(facts).net)
    left = f"={at(sheet, row, 5)}-{reference(facts.sheet, whole)}"
    return results | {put_formula(sheet, row + 1, 5, left): "0.00"}


def _blocked(sheet: Any, facts: RegisterFacts) -> None:
    put_text(sheet.cell(1, 1), facts.blocked_note)
    sheet.cell(1, 1).font = font(color=GREY)
    put_heads(sheet, 2, facts.blocked_heads, len(facts.blocked_heads) + 1)
    for row, texts in enumerate(facts.blocked, 3):
        put_texts(sheet, row, texts)
        sheet.cell(row, len(texts)).alignment = alignment("left", wrap=True)
    for letter, width in zip("ABCD", (12, 14, 12, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
