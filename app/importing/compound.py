"""Compound files, the container of the old xls: one stream out of any, and a plain container around one stream."""

import struct
from collections.abc import Iterator

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LAST_SECTOR = 0xFFFFFFFA
_SECTOR = 4096
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Compound:
    """Reads the streams of a compound file: chains of sectors, and the small ones in the root's stream.

    A broken one gives struct.error, IndexError or ValueError, or cut streams; never an endless loop.
    """

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
        while start < _LAST_SECTOR and start < len(table) and steps <= len(table):
            yield start
            start, steps = table[start], steps + 1

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, steps = struct.unpack_from("<I", self._data, 68)[0], 0
        while following < _LAST_SECTOR and steps < 1000:
            more = self._sector(following)
            *numbers, following = struct.unpack(f"<{len(more) // 4}I", more)
            sectors.extend(numbers)
            steps += 1
        return [sector for sector in sectors if sector < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))


def wrapped(name: str, stream: bytes) -> bytes:
    """A compound file that holds nothing but this stream, with a header that cannot lie.

    Sectors: the allocation table, the directory, an empty one for small streams, the stream.
    """
    body = stream.ljust(_SECTOR, b"\0")
    count = -(-len(body) // _SECTOR)
    fats = -(-(count + 3) // (_SECTOR // 4 - 1))
    table = [_FAT] * fats + [_END, _END, *range(fats + 3, fats + 2 + count), _END]
    table += [_FREE] * (fats * _SECTOR // 4 - len(table))
    directory = _entry("Root Entry", kind=5, child=1, start=fats + 1, size=0)
    directory += _entry(name, kind=2, child=_FREE, start=fats + 2, size=len(body))
    sectors = (_header(fats), struct.pack(f"<{len(table)}I", *table), directory, bytes(_SECTOR), body)
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in sectors)


def _header(fats: int) -> bytes:
    versions = struct.pack("<8s16xHHHHH6x", _MAGIC, 0x3E, 4, 0xFFFE, 12, 6)
    places = struct.pack("<9I", 1, fats, fats, 0, 4096, _END, 0, _END, 0)
    return versions + places + struct.pack("<109I", *range(fats), *[_FREE] * (109 - fats))


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, start, size)
