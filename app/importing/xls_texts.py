"""Texts that the cells of an old xls share: the reading engine makes one for each cell, however long it is."""

import struct
from collections.abc import Iterator, Mapping, Sequence

from app.importing.archive import too_expanded
from app.importing.refusal import REPORTS

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def check_uses(records: Sequence[bytes], uses: Mapping[int, int]) -> None:
    """Refusal for texts that would be larger than a report's may be, were each written out in its cells.

    ``records`` are the table of texts and its continuations, ``uses`` how many cells have each text.
    """
    if sum(uses.values()) * sum(map(len, records)) <= REPORTS.texts:
        return
    total = 0
    for number, characters in enumerate(_lengths(records)):
        total += uses.get(number, 0) * characters
        if total > REPORTS.texts:
            raise too_expanded(REPORTS.texts)


def _lengths(records: Sequence[bytes]) -> Iterator[int]:
    """How many characters each text has; none after the first that is not as it should be."""
    reader = _Records(records)
    try:
        while True:
            length, flags = reader.header()
            yield length
            runs, extension = reader.behind(flags)
            reader.characters(length, wide=bool(flags & _WIDE))
            reader.skip(4 * runs + extension)
    except (IndexError, struct.error):
        return


class _Records:
    """A place in a record and those that continue it; texts may lie over several, each part with a flag before it."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records, self._at, self._place = records, 0, 8

    def header(self) -> tuple[int, int]:
        """Length and flags of the next text."""
        if self._place >= len(self._records[self._at]):
            self._next()
        length, flags = struct.unpack_from("<HB", self._records[self._at], self._place)
        self._place += 3
        return length, flags

    def behind(self, flags: int) -> tuple[int, int]:
        """How many runs of another font and how many bytes of extension follow the characters."""
        runs = self._number("<H") if flags & _RICH else 0
        return runs, self._number("<I") if flags & _EXTENDED else 0

    def _number(self, form: str) -> int:
        (number,) = struct.unpack_from(form, self._records[self._at], self._place)
        self._place += struct.calcsize(form)
        return number

    def characters(self, left: int, *, wide: bool) -> None:
        """Passes so many characters."""
        while left:
            size = 2 if wide else 1
            here = min(left, (len(self._records[self._at]) - self._place) // size)
            self._place += here * size
            left -= here
            if left:
                self._next()
                wide = bool(self._records[self._at][0] & _WIDE)
                self._place = 1

    def skip(self, left: int) -> None:
        """Passes so many bytes."""
        while left > len(self._records[self._at]) - self._place:
            left -= len(self._records[self._at]) - self._place
            self._next()
        self._place += left

    def _next(self) -> None:
        self._at += 1
        self._place = 0
