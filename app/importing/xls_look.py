"""An old xls made safe for the reading engine: refused if encrypted or too large, its error cells found."""

import io
import struct
from collections import Counter
from collections.abc import Iterator

from app.domain.source import cell_name
from app.importing.compound import Compound, wrapped
from app.importing.grid import Extras, Fault, Looked, Span
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, Refusal, too_large
from app.importing.xls_texts import check_uses

_BOF, _BOUNDSHEET, _CODEPAGE, _FILEPASS, _SST, _DIMENSIONS = 0x0809, 0x0085, 0x0042, 0x002F, 0x00FC, 0x0200
_BOOLERR, _FORMULA, _ROW, _MERGES = 0x0205, 0x0006, 0x0208, 0x00E5
_SHARED_TEXT, _CONTINUE = 0x00FD, 0x003C
_CELLS = frozenset({_BOOLERR, _FORMULA, 0x0203, 0x0204, 0x027E, 0x00BD, 0x00FD, 0x00D6, 0x0207})
_BIFF8, _WORKSHEET, _HIDDEN_ROW = 0x0600, 0, 0x20
_CODEPAGES = {936: "gbk", 950: "cp950", 1200: "utf-16-le", 1252: "cp1252"}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def look_at_xls(data: bytes) -> Looked:
    """The workbook alone in a fresh container, and what the engine will not tell of its visible sheets.

    The engine trusts sizes that a file states and would end the whole program on a false one. Raises Refusal for
    a foreign, encrypted, damaged or too large file.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refusal("file_encrypted")
    try:
        name, stream = _workbook(data)
        found = _Stream(stream)
        found.follow()
        return Looked(io.BytesIO(wrapped(name, bytes(stream))), found.shown(), found.hides)
    except (struct.error, IndexError, ValueError, LookupError) as fault:
        raise Refusal("file_damaged") from fault


def _workbook(data: bytes) -> tuple[str, bytearray]:
    file = Compound(data)
    for name, start, size in file.entries():
        if name.casefold() in ("workbook", "book"):
            return name, bytearray(file.stream(start, size))
    raise Refusal("file_foreign")


class _Sheet:
    """One sheet of the stream: its name, whether it is shown, and what is found in it."""

    def __init__(self, name: str, *, shown: bool) -> None:
        self.name, self.shown = name, shown
        self.faults: dict[tuple[int, int], Fault] = {}
        self.spans: list[Span] = []
        self.hidden: list[int] = []


class _Stream:
    """Looks at every record; sizes that the engine would set room aside for are brought down to what is there."""

    def __init__(self, stream: bytearray) -> None:
        self._stream = stream
        self._biff8, self._encoding = True, "cp1252"
        self._sheets: dict[int, _Sheet] = {}
        self._sheet = _Sheet("", shown=False)
        self._texts: list[bytes] = []
        self._uses: Counter[int] = Counter()
        self._in_texts = False
        self.hides = False

    def shown(self) -> dict[str, Extras]:
        """The visible worksheets by name."""
        return {
            sheet.name: Extras(faults=sheet.faults, spans=tuple(sheet.spans), hidden=tuple(sheet.hidden))
            for sheet in self._sheets.values()
            if sheet.shown
        }

    def follow(self) -> None:
        """Goes through the stream."""
        for place, kind, body in _records(self._stream):
            self._in_texts = kind == _SST or (kind == _CONTINUE and self._in_texts)
            if self._in_texts:
                self._texts.append(body)
            if kind == _FILEPASS:
                raise Refusal("file_encrypted")
            if kind == _BOF:
                self._begin(place, body)
            elif kind == _BOUNDSHEET:
                self._announce(body)
            elif kind == _CODEPAGE:
                self._encoding = _CODEPAGES.get(struct.unpack_from("<H", body)[0], self._encoding)
            elif kind == _DIMENSIONS:
                self._stream[place + 4 : place + 4 + len(body)] = bytes(len(body))
            elif kind == _SST:
                stated = struct.unpack_from("<II", body)
                most = len(self._stream) // 3
                struct.pack_into("<II", self._stream, place + 4, *(min(number, most) for number in stated))
            else:
                self._cells(kind, body)
        check_uses(self._texts, self._uses)

    def _begin(self, place: int, body: bytes) -> None:
        self._sheet = self._sheets.get(place, self._sheet)
        if not place:
            self._biff8 = struct.unpack_from("<H", body)[0] == _BIFF8

    def _announce(self, body: bytes) -> None:
        (place,) = struct.unpack_from("<I", body)
        if place >= len(self._stream):
            raise Refusal("file_damaged")
        shown = not body[4] & 3
        if body[5] == _WORKSHEET:
            self._sheets[place] = _Sheet(self._name(body), shown=shown)
            self.hides = self.hides or not shown

    def _name(self, body: bytes) -> str:
        length = body[6]
        if not self._biff8:
            return body[7 : 7 + length].decode(self._encoding)
        wide = body[7] & 1
        return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")

    def _cells(self, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            if row >= MAX_ROWS or column >= MAX_COLUMNS:
                raise too_large(cell_name(row, column))
            if kind == _SHARED_TEXT:
                self._uses[struct.unpack_from("<I", body, 6)[0]] += 1
            if (code := _error_code(kind, body)) is not None:
                self._sheet.faults[row, column] = Fault("error", _ERRORS.get(code, "#N/A"))
        elif kind == _ROW:
            (row,) = struct.unpack_from("<H", body)
            if struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW and row < MAX_ROWS:
                self._sheet.hidden.append(row)
        elif kind == _MERGES:
            for place in range(2, len(body) - 7, 8):
                first, last, column = struct.unpack_from("<HHH", body, place)
                if first < last:
                    self._sheet.spans.append((column, first, last))


def _records(stream: bytearray) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, bytes(stream[place + 4 : place + 4 + size])
        place += 4 + size


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] else None
    return body[8] if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff" else None
