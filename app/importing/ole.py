"""What must be known of an old xls before it is read: whether it is encrypted, and its error cells."""

import struct
from collections.abc import Iterator

from app.importing.grid import Fault
from app.importing.xlsx_look import Refusal

_END = 0xFFFFFFFA
_BOF, _BOUNDSHEET, _FILEPASS, _BOOLERR, _FORMULA = 0x0809, 0x0085, 0x002F, 0x0205, 0x0006
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def is_encrypted(data: bytes) -> bool:
    """Whether the compound file wraps a workbook with a password (its streams say so by name)."""
    return "EncryptedPackage".encode("utf-16-le") in data


def xls_faults(data: bytes) -> dict[str, dict[tuple[int, int], Fault]]:
    """Error cells of each sheet by (row, column) from 0; Refusal for a foreign, encrypted or damaged file."""
    try:
        return _faults(_workbook_stream(data))
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise Refusal("file_damaged") from fault


def _faults(stream: bytes) -> dict[str, dict[tuple[int, int], Fault]]:
    names: dict[int, str] = {}
    found: dict[str, dict[tuple[int, int], Fault]] = {}
    sheet = ""
    for place, kind, body in _records(stream):
        if kind == _FILEPASS:
            raise Refusal("file_encrypted")
        if kind == _BOUNDSHEET:
            names[struct.unpack_from("<I", body)[0]] = _sheet_name(body)
        elif kind == _BOF:
            sheet = names.get(place, sheet)
        elif kind in (_BOOLERR, _FORMULA) and (code := _error_code(kind, body)) is not None:
            row, column = struct.unpack_from("<HH", body)
            found.setdefault(sheet, {})[row, column] = Fault("error", _ERRORS.get(code, "#N/A"))
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] else None
    return body[8] if body[6] == 2 and body[12:14] == b"\xff\xff" else None


def _workbook_stream(data: bytes) -> bytes:
    """The stream called Workbook (or Book) of the compound file."""
    file = _Compound(data)
    for name, start, size in file.entries():
        if name.casefold() in ("workbook", "book"):
            return file.stream(start, size)
    raise Refusal("file_foreign")


class _Compound:
    """Just enough of the compound file format: chains of sectors, and the small ones in the root's stream."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._small = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        self._directory, self._cutoff, first_small = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._table(self._fat_sectors())
        self._small_fat = self._table(list(self._chain(first_small, self._fat)))
        self._root = b""

    def entries(self) -> list[tuple[str, int, int]]:
        """Name, first sector and size of each stream."""
        directory = self._join(self._directory)
        found: list[tuple[str, int, int]] = []
        for place in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            if kind == 5:
                self._root = self._join(start)
            elif kind == 2:
                found.append((directory[place : place + max(length - 2, 0)].decode("utf-16-le"), start, size))
        return found

    def stream(self, start: int, size: int) -> bytes:
        """The bytes of a stream."""
        if size >= self._cutoff:
            return self._join(start)[:size]
        parts = [self._root[at * self._small : (at + 1) * self._small] for at in self._chain(start, self._small_fat)]
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _join(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat)))

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        steps = 0
        while start < _END and start < len(table) and steps <= len(table):
            yield start
            start, steps = table[start], steps + 1

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, steps = struct.unpack_from("<I", self._data, 68)[0], 0
        while following < _END and steps < 1000:
            more = self._sector(following)
            *numbers, following = struct.unpack(f"<{len(more) // 4}I", more)
            sectors.extend(numbers)
            steps += 1
        return [sector for sector in sectors if sector < _END]

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))
