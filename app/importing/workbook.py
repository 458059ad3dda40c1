"""Any file → grids of cells with true coordinates. What a file is, its bytes say, never its name."""

import hashlib
import io
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problem import JixinError, error
from app.importing.grid import Cell, Grid, Workbook, is_blank
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, REPORTS, Limits, Refusal, too_large
from app.importing.text_sheets import decode, decode_html, read_delimited, read_html
from app.importing.xls_look import safe_xls
from app.importing.xlsx_look import Faults, look
from app.importing.xml_sheets import is_spreadsheet_xml, read_spreadsheet_xml

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<table", b"<html", b"<tr", b"<!doctype html")


def read_workbook(path: Path) -> Workbook:
    """Reads every sheet of a file.

    Raises JixinError with one problem: file_missing, file_unreadable, file_temporary, file_empty, file_too_large,
    file_expands, sheet_too_large, file_encrypted, file_damaged, file_hostile, file_encoding or file_foreign.
    """
    try:
        data = file_bytes(path)
        kind, sheets = _sheets(data)
        filled = tuple(sheet for sheet in map(_trimmed, sheets) if sheet.rows)
        if not filled:
            raise Refusal("file_empty")
    except Refusal as refusal:
        problem = error(refusal.code, file=path.name, cell=refusal.cell, **refusal.params)
        raise JixinError(problem) from refusal
    return Workbook(file=path.name, sha256=hashlib.sha256(data).hexdigest(), kind=kind, sheets=filled)


def file_bytes(path: Path, limits: Limits = REPORTS) -> bytes:
    """What is in the file; Refusal for none, an empty, a temporary or a too large one."""
    if path.name.startswith("~$"):
        raise Refusal("file_temporary")
    try:
        if path.stat().st_size > limits.size:
            raise Refusal("file_too_large", limit=str(limits.size // 1_000_000))
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise Refusal("file_missing") from fault
    except (OSError, ValueError) as fault:
        raise Refusal("file_unreadable") from fault
    if not data.strip():
        raise Refusal("file_empty")
    return data


def _sheets(data: bytes) -> tuple[str, list[Grid]]:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(ZIP_MARK):
        return "xlsx", _read_xlsx(data)
    if data.startswith(OLE_MARK):
        return "xls", _read_xls(data)
    if is_spreadsheet_xml(head):
        return "xml", read_spreadsheet_xml(data)
    if head.startswith(b"%pdf") or (head.startswith(b"<?xml") and b"<html" not in head):
        raise Refusal("file_foreign")
    if any(mark in head for mark in _HTML) and head.startswith(b"<"):
        return "html", [Grid("", read_html(decode_html(data)))]
    return "text", [Grid("", read_delimited(decode(data)))]


def _read_xlsx(data: bytes) -> list[Grid]:
    faults = look(io.BytesIO(data))
    return [_with_faults(sheet, faults.get(sheet.sheet, {})) for sheet in _calamine(data)]


def _read_xls(data: bytes) -> list[Grid]:
    safe, faults = safe_xls(data)
    return [_with_faults(sheet, faults.get(sheet.sheet, {})) for sheet in _calamine(safe)]


def _calamine(data: bytes) -> list[Grid]:
    with engine_faults():
        return [_grid(sheet) for sheet in visible_sheets(data)]


def visible_sheets(data: bytes) -> Iterator["CalamineSheet"]:
    """The visible worksheets through the reading engine, one after the other."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for about in book.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible:
            yield book.get_sheet_by_name(about.name)


@contextmanager
def engine_faults() -> Generator[None]:
    """What the reading engine says to a file that it cannot read is a Refusal; its panics are no plain exceptions."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as fault:
        raise Refusal("file_encrypted") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refusal("file_damaged") from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise Refusal("file_damaged") from fault


def _grid(sheet: "CalamineSheet") -> Grid:
    if sheet.end is not None and (sheet.end[0] >= MAX_ROWS or sheet.end[1] >= MAX_COLUMNS):
        raise too_large()
    return Grid(sheet.name, tuple(map(tuple, sheet.to_python(skip_empty_area=False))))


def _with_faults(grid: Grid, faults: Faults) -> Grid:
    """The grid with its error cells and uncomputed formulas, which the engine gives as blanks."""
    if not faults:
        return grid
    rows: list[list[Cell]] = [list(row) for row in grid.rows]
    for (row, column), fault in faults.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = fault
    return Grid(grid.sheet, tuple(map(tuple, rows)))


def _trimmed(grid: Grid) -> Grid:
    """The grid without the blank rows after its last cell."""
    last = len(grid.rows)
    while last and all(is_blank(cell) for cell in grid.rows[last - 1]):
        last -= 1
    return Grid(grid.sheet, grid.rows[:last])
