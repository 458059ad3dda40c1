"""An export of single orders as the columns that count, read without making a grid of all its cells.

A file is looked at first: only one whose beginning holds a header of order numbers is read under the large limits.
"""

import codecs
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.importing.archive import is_bloated, opened
from app.importing.grid import Cell, Extras, Grid, Workbook, cell_text
from app.importing.layouts import SEARCHED_ROWS, has_header
from app.importing.order_csv import read_columns, read_head
from app.importing.order_formats import Head, OrderFormats, find_head
from app.importing.refusal import ORDERS, Refusal, too_large
from app.importing.stopping import look_up
from app.importing.workbook import OLE_MARK, ZIP_MARK, engine_faults, file_bytes, visible_sheets
from app.importing.xlsx_look import look

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_BEGINNING, _LITTLE = 1 << 16, 1 << 13
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_AT_ONCE = 20_000
_STRINGS = "sharedStrings.xml"


class OrderTable(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of an export that a layout declares, each with a cell for every row below the header.

    ``first`` is the sheet row (from 0) of the first of them. Cells of csv are text. ``hidden`` are sheet rows that a
    filter or a person hid.
    """

    sheet: str
    head: Head
    first: int
    columns: dict[int, list[Cell]]
    hidden: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return len(next(iter(self.columns.values())))

    def cells(self, field: str) -> list[Cell] | None:
        """The column of a field that stands in one column; None if the file has none."""
        place = self.head.places.get(field)
        return None if place is None else self.columns[place[0]]


def read_order_table(path: Path, formats: OrderFormats) -> tuple[str, OrderTable] | None:
    """(SHA-256 of the file, its table); None for a file that is no csv or xlsx of single orders.

    Refusal for one that is, and is damaged, hostile or too large.
    """
    if not _may_be_orders(path, formats):
        return None
    data = file_bytes(path, ORDERS)
    table = _xlsx_table(data, formats) if data.startswith(ZIP_MARK) else _text_table(data, formats)
    return (hashlib.sha256(data).hexdigest(), table) if table else None


def table_of(book: Workbook, formats: OrderFormats) -> OrderTable | None:
    """The first sheet of a workbook that is an export of single orders (old xls, ods, HTML, XML)."""
    for grid in book.sheets:
        if not any(has_header(grid, row, formats.number_headers) for row in range(SEARCHED_ROWS)):
            continue
        head = find_head(_texts(grid.rows[:SEARCHED_ROWS]), formats)
        if head:
            return _grid_table(grid, head)
    return None


def _grid_table(grid: Grid, head: Head) -> OrderTable:
    first = head.row + 1
    columns = {column: [grid.at(row, column) for row in range(first, len(grid.rows))] for column in _needed(head)}
    return OrderTable(sheet=grid.sheet, head=head, first=first, columns=columns, hidden=grid.hidden)


def _needed(head: Head) -> list[int]:
    return sorted({column for places in head.places.values() for column in places})


def _texts(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in rows]


def _may_be_orders(path: Path, formats: OrderFormats) -> bool:
    """Whether a header of order numbers stands in the file's beginning, or among an xlsx's texts (as numbers too)."""
    marks = _marks(formats)
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
            if not beginning.startswith(ZIP_MARK):
                return not _is_markup(beginning) and any(mark in beginning for mark in marks)
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                return any(_holds(archive, part, marks) for part in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False  # whatever is wrong with it is said when it is read


def _marks(formats: OrderFormats) -> list[bytes]:
    """The headers of order numbers in every spelling; one that another is part of is found with that."""
    headers = [one for one in formats.number_headers if not any(o in one for o in formats.number_headers if o != one)]
    marks = [header.encode(encoding) for header in headers for encoding in _ENCODINGS]
    return marks + ["".join(f"&#{ord(mark)};" for mark in header).encode() for header in headers]


def _is_markup(beginning: bytes) -> bool:
    """An old xls, HTML or XML: those are read as any workbook."""
    return beginning.startswith(OLE_MARK) or beginning.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def _holds(archive: zipfile.ZipFile, part: zipfile.ZipInfo, marks: list[bytes]) -> bool:
    """Whether a mark stands in the beginning of a worksheet, or anywhere in the texts that all sheets share."""
    shared = part.filename.endswith(_STRINGS)
    if (not shared and "worksheets/" not in part.filename) or is_bloated(part):
        return False
    left, most = (ORDERS.expanded, 1 << 20) if shared else (_BEGINNING, _LITTLE)
    text, rows = b"", 0
    with archive.open(part) as stream:
        while left > 0 and rows <= SEARCHED_ROWS and (chunk := stream.read(min(left, most))):
            left -= len(chunk)
            rows += chunk.count(b"<row")
            text = text[-64:] + chunk
            if any(mark in text for mark in marks):
                return True
    return False


def _text_table(data: bytes, formats: OrderFormats) -> OrderTable | None:
    beginning = read_head(data)
    head = find_head(beginning.rows, formats)
    if head is None:
        return None
    columns = read_columns(beginning, head.row, len(head.texts), _needed(head))
    return OrderTable(sheet="", head=head, first=head.row + 1, columns=columns)


def _xlsx_table(data: bytes, formats: OrderFormats) -> OrderTable | None:
    with opened(data, ORDERS) as archive:
        looked = look(data, archive, ORDERS, quick=True)
    with engine_faults():
        for sheet in visible_sheets(looked):
            beginning = sheet.to_python(skip_empty_area=False, nrows=SEARCHED_ROWS)
            head = find_head(_texts(beginning), formats)
            if head:
                return _sheet_table(sheet, head, looked.sheets[sheet.name])
    return None


def _sheet_table(sheet: "CalamineSheet", head: Head, extras: Extras) -> OrderTable:
    if sheet.end is None or sheet.end[0] >= ORDERS.rows:
        raise too_large(limits=ORDERS)
    needed, first = _needed(head), head.row + 1
    left = sheet.start[1] if sheet.start else 0
    pick: Callable[[list[Cell]], tuple[Cell, ...]] = itemgetter(*(column - left for column in needed))
    rows: list[tuple[Cell, ...]] = []
    below = islice(sheet.iter_rows(), first, None)
    while some := list(map(pick, islice(below, _AT_ONCE))):
        look_up()
        rows += some
    if not rows:
        raise Refusal("no_rows")
    columns = dict(zip(needed, map(list, zip(*rows, strict=True)), strict=True))
    for (row, column), fault in extras.faults.items():
        if column in columns and first <= row:
            columns[column].extend([None] * (row - first + 1 - len(columns[column])))
            columns[column][row - first] = fault
    return _levelled(OrderTable(sheet=sheet.name, head=head, first=first, columns=columns, hidden=extras.hidden))


def _levelled(table: OrderTable) -> OrderTable:
    """All columns of one length: a faulty cell may stand below the last row that the engine saw."""
    longest = max(map(len, table.columns.values()))
    for cells in table.columns.values():
        cells.extend([None] * (longest - len(cells)))
    return table
