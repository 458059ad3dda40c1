"""An old xls made safe for the reading engine: refused if encrypted or too large, its error cells found."""

import struct
from collections.abc import Iterator

from app.domain.source import cell_name
from app.importing.compound import Compound, wrapped
from app.importing.grid import Fault
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, Refusal, too_large
from app.importing.xlsx_look import Faults

_BOF, _BOUNDSHEET, _FILEPASS, _SST, _DIMENSIONS = 0x0809, 0x0085, 0x002F, 0x00FC, 0x0200
_BOOLERR, _FORMULA = 0x0205, 0x0006
_CELLS = frozenset({_BOOLERR, _FORMULA, 0x0203, 0x0204, 0x027E, 0x00BD, 0x00FD, 0x00D6, 0x0207})
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def safe_xls(data: bytes) -> tuple[bytes, dict[str, Faults]]:
    """(the workbook alone in a fresh container, error cells of each sheet by row and column from 0).

    The engine trusts sizes that a file states and would end the whole program on a false one. Raises Refusal for
    a foreign, encrypted, damaged or too large file.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refusal("file_encrypted")
    try:
        name, stream = _workbook(data)
        faults = _checked(stream)
        return wrapped(name, bytes(stream)), faults
    except (struct.error, IndexError, ValueError) as fault:
        raise Refusal("file_damaged") from fault


def _workbook(data: bytes) -> tuple[str, bytearray]:
    file = Compound(data)
    for name, start, size in file.entries():
        if name.casefold() in ("workbook", "book"):
            return name, bytearray(file.stream(start, size))
    raise Refusal("file_foreign")


def _checked(stream: bytearray) -> dict[str, Faults]:
    """Looks at every record; sizes that the engine would set room aside for are brought down to what is there."""
    names: dict[int, str] = {}
    found: dict[str, Faults] = {}
    sheet = ""
    for place, kind, body in _records(stream):
        if kind == _FILEPASS:
            raise Refusal("file_encrypted")
        if kind == _BOUNDSHEET:
            names[_place_of_sheet(body, len(stream))] = _sheet_name(body)
        elif kind == _BOF:
            sheet = names.get(place, sheet)
        elif kind == _DIMENSIONS:
            stream[place + 4 : place + 4 + len(body)] = bytes(len(body))
        elif kind == _SST:
            stated = struct.unpack_from("<II", body)
            struct.pack_into("<II", stream, place + 4, *(min(number, len(stream) // 3) for number in stated))
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            _check_place(row, column)
            if (code := _error_code(kind, body)) is not None:
                found.setdefault(sheet, {})[row, column] = Fault("error", _ERRORS.get(code, "#N/A"))
    return found


def _records(stream: bytearray) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, bytes(stream[place + 4 : place + 4 + size])
        place += 4 + size


def _check_place(row: int, column: int) -> None:
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise too_large(cell_name(row, column))


def _place_of_sheet(body: bytes, size: int) -> int:
    (place,) = struct.unpack_from("<I", body)
    if place >= size:
        raise Refusal("file_damaged")
    return place


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] else None
    return body[8] if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff" else None
