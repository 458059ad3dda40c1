"""Any file → grids of cells with true coordinates. What a file is, its bytes say, never its name."""

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.domain.problem import JixinError, error
from app.domain.source import cell_name
from app.importing.archive import opened
from app.importing.encodings import beginning, decode, decode_html
from app.importing.grid import Grid, Looked, Workbook, is_blank
from app.importing.html_sheets import is_html, read_html
from app.importing.ods import is_flat_ods, is_ods, ods_content, read_ods
from app.importing.refusal import REPORTS, CellsLeft, Limits, Refusal
from app.importing.stopping import in_reach
from app.importing.text_sheets import read_delimited
from app.importing.xls_look import look_at_xls
from app.importing.xlsx_look import look
from app.importing.xml_sheets import is_spreadsheet_xml, read_spreadsheet_xml

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(path: Path) -> Workbook:
    """Reads every visible sheet of a file.

    Raises JixinError with one problem: file_missing, file_unreadable, file_temporary, file_empty, sheets_hidden,
    file_too_large, file_expands, sheet_too_large, file_encrypted, file_damaged, file_hostile, file_encoding,
    encoding_unclear, encoding_mixed, quotes_open, file_xlsb or file_foreign.
    """
    try:
        data = file_bytes(path)
        kind, sheets = _sheets(data)
    except Refusal as refusal:
        problem = error(refusal.code, file=path.name, sheet=refusal.sheet, cell=refusal.cell, **refusal.params)
        raise JixinError(problem) from refusal
    return Workbook(file=path.name, sha256=hashlib.sha256(data).hexdigest(), kind=kind, sheets=sheets)


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
    if not data or data.isspace():
        raise Refusal("file_empty")
    return data


def _sheets(data: bytes) -> tuple[str, tuple[Grid, ...]]:
    """(kind, the visible sheets that have a cell in them)."""
    kind, sheets, hidden = _read(data)
    filled = tuple(sheet for sheet in map(_trimmed, sheets) if sheet.rows)
    if not filled:
        raise Refusal("sheets_hidden" if hidden else "file_empty")
    return kind, filled


def _read(data: bytes) -> tuple[str, Iterable[Grid], bool]:
    """(kind, the visible sheets, whether there are hidden ones)."""
    head = beginning(data)
    if data.startswith(ZIP_MARK):
        return _read_zip(data)
    if data.startswith(OLE_MARK):
        looked = look_at_xls(data)
        return "xls", _engine_sheets(looked), looked.hidden
    if is_spreadsheet_xml(head):
        return "xml", *read_spreadsheet_xml(data)
    if is_flat_ods(head):
        return "ods", *read_ods(iter((data,)))
    if head.startswith(b"%pdf") or (head.startswith(b"<?xml") and b"<html" not in head):
        raise Refusal("file_foreign")
    if is_html(head):
        return "html", [read_html(decode_html(data))], False
    return "text", [read_delimited(decode(data))], False


def _read_zip(data: bytes) -> tuple[str, Iterable[Grid], bool]:
    with opened(data) as archive:
        if is_ods(archive):
            return "ods", *read_ods(ods_content(archive))
        looked = look(data, archive)
    return "xlsx", _engine_sheets(looked), looked.hidden


@contextmanager
def _silent() -> Generator[None]:
    """Keeps the engine's own words about a broken file off the error channel; ours are said by the refusal."""
    try:
        kept = os.dup(2)
    except OSError:  # a window without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _engine_sheets(looked: Looked) -> list[Grid]:
    room = CellsLeft()
    with engine_faults():
        return [looked.sheets[sheet.name].on(_grid(sheet, room)) for sheet in visible_sheets(looked)]


def visible_sheets(looked: Looked) -> Iterator["CalamineSheet"]:
    """The visible worksheets through the reading engine, one after the other."""
    from python_calamine import CalamineWorkbook

    book = in_reach(lambda: CalamineWorkbook.from_filelike(looked.file))
    for name in looked.sheets:
        yield in_reach(lambda name=name: book.get_sheet_by_name(name))


@contextmanager
def engine_faults() -> Generator[None]:
    """What the reading engine says to a file that it cannot read is a Refusal; its panics are no plain exceptions."""
    from python_calamine import CalamineError, PasswordError

    try:
        with _silent():
            yield
    except PasswordError as fault:
        raise Refusal("file_encrypted") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refusal("file_damaged") from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise Refusal("file_damaged") from fault


def _grid(sheet: "CalamineSheet", room: CellsLeft) -> Grid:
    if sheet.end is not None:
        room.take(sheet.end[0] + 1, sheet.end[1] + 1, cell_name(*sheet.end))
    return Grid(sheet.name, tuple(map(tuple, sheet.to_python(skip_empty_area=False))))


def _trimmed(grid: Grid) -> Grid:
    """The grid without the blank rows after its last cell."""
    last = len(grid.rows)
    while last and all(is_blank(cell) for cell in grid.rows[last - 1]):
        last -= 1
    return msgspec.structs.replace(grid, rows=grid.rows[:last]) if last < len(grid.rows) else grid
