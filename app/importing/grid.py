"""A sheet as it was read: cells with their true coordinates."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import TypeAlias

import msgspec

from app.domain.source import cell_name


class Fault(msgspec.Struct, frozen=True):
    """A cell that cannot be read: an error value (``error``, ``#DIV/0!``) or a formula never computed (``formula``)."""

    kind: str
    text: str = ""

    @property
    def code(self) -> str:
        """The code of the problem that such a cell is."""
        return "formula_unsaved" if self.kind == "formula" else "error_cell"


_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
FAULT_CODES = ("error_cell", "formula_unsaved")

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta | Fault | None
"""What the reading engine gives for one cell; "" and None are empty. Floats end in values.py."""


Span: TypeAlias = tuple[int, int, int]
"""A cell merged downwards: its column, its first row and its last, counted from 0."""


class Grid(msgspec.Struct, frozen=True):
    """One sheet. ``rows[r][c]`` is the cell ``cell_name(r, c)``; rows may be of different length.

    ``spans`` are the cells merged over several rows, ``hidden`` the rows that a filter or a person hid.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    spans: tuple[Span, ...] = ()
    hidden: tuple[int, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell, None beyond the edge."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The cell as a person reads it."""
        return cell_text(self.at(row, column))

    def label(self, row: int, column: int) -> Cell:
        """The cell, or where it is blank the one that is merged down over it: a name or a day beside several rows."""
        cell = self.at(row, column)
        if not self.spans or not is_blank(cell):
            return cell
        tops = (first for where, first, last in self.spans if where == column and first < row <= last)
        return self.at(next(tops, row), column)

    def labels(self, column: int, rows: Iterable[int]) -> list[Cell]:
        """``label`` of one column in these rows."""
        if not self.spans:
            return [cells[column] if column < len(cells := self.rows[row]) else None for row in rows]
        return [self.label(row, column) for row in rows]

    def columns(self, rows: Iterable[int]) -> list[tuple[Cell, ...]]:
        """The cells of these rows column by column, as many columns as the sheet has; None where a row is shorter."""
        edge = (None,) * self.width
        return [cells[1:] for cells in zip_longest(edge, *(self.rows[row] for row in rows))]

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


class Extras(msgspec.Struct, frozen=True, kw_only=True):
    """What a look into a worksheet finds and the reading engine does not tell: faulty cells, merges, hidden rows."""

    faults: dict[tuple[int, int], Fault] = {}
    spans: tuple[Span, ...] = ()
    hidden: tuple[int, ...] = ()

    def on(self, grid: Grid) -> Grid:
        """The grid with all of it; a faulty cell stands where the engine gave a blank."""
        rows = grid.rows
        if self.faults:
            height = max(len(rows), 1 + max(row for row, _ in self.faults))
            cells: list[list[Cell]] = [list(rows[row]) if row < len(rows) else [] for row in range(height)]
            for (row, column), fault in self.faults.items():
                cells[row].extend([None] * (column + 1 - len(cells[row])))
                cells[row][column] = fault
            rows = tuple(map(tuple, cells))
        return Grid(grid.sheet, rows, self.spans, self.hidden)


class Looked(msgspec.Struct, frozen=True):
    """A workbook that the engine may read: its file, and the visible worksheets with what the engine will not tell.

    ``hidden`` says that there are others, which are not read.
    """

    file: io.BytesIO
    sheets: dict[str, Extras]
    hidden: bool


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """Every sheet of a file that has a cell in it; ``kind`` is xlsx, xls, ods, xml, html or text."""

    file: str
    sha256: str
    kind: str
    sheets: tuple[Grid, ...]


def number_text(value: float) -> str:
    """The decimal of the shortest form with at most 15 significant digits: 0.30000000000000004 → ``0.3`` (RULES 3)."""
    text = format(value, ".15g")
    if "e" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0" else text


def plain(text: str) -> str:
    """Text without what only keeps a spreadsheet from counting: blanks around it, ``="123"``, a leading ``'``."""
    text = text.strip()
    if text[:1] not in ("=", "'"):
        return text
    match = _QUOTED_FORMULA.fullmatch(text)
    return match[1].strip() if match else text.removeprefix("'")


def cell_text(cell: Cell) -> str:
    """A cell as text, plain: numbers in their shortest form, dates as 2026-10-31, faults as they show."""
    match cell:
        case None:
            return ""
        case str():
            return plain(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return number_text(cell)
        case Fault():
            return cell.text
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def where(row: int, column: int) -> str:
    """Spreadsheet address of a cell counted from 0."""
    return cell_name(row, column)
