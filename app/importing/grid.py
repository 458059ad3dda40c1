"""A sheet as it was read: cells with their true coordinates."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
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


FAULT_CODES = ("error_cell", "formula_unsaved")

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta | Fault | None
"""What the reading engine gives for one cell; "" and None are empty. Floats end in values.py."""


class Grid(msgspec.Struct, frozen=True):
    """One sheet. ``rows[r][c]`` is the cell ``cell_name(r, c)``; rows may be of different length."""

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]

    def at(self, row: int, column: int) -> Cell:
        """The cell, None beyond the edge."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The cell as a person reads it."""
        return cell_text(self.at(row, column))

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """Every sheet of a file that has a cell in it; ``kind`` is xlsx, xls, xml, html or text."""

    file: str
    sha256: str
    kind: str
    sheets: tuple[Grid, ...]


def number_text(value: float) -> str:
    """The decimal of the shortest form with at most 15 significant digits: 0.30000000000000004 → ``0.3`` (RULES 3)."""
    text = format(Decimal(format(value, ".15g")), "f")
    return "0" if text == "-0" else text


def cell_text(cell: Cell) -> str:
    """A cell as text, trimmed: numbers in their shortest form, dates as 2026-10-31, faults as they show."""
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
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
