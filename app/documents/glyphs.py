"""Subsets of a TrueType face, made quickly again and again: each glyph is read and looked through once a process."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from struct import pack, unpack, unpack_from
from typing import Any

import msgspec

_MORE, _WORDS, _SCALE, _TWO_SCALES, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80
_LOW = 0xFFFFFFFF
_KEPT = ("cvt ", "fpgm", "prep")


class Glyph(msgspec.Struct, frozen=True):
    """A glyph's outline, padded to words of four bytes, and its parts: (offset of the number, number)."""

    data: bytes
    parts: tuple[tuple[int, int], ...]
    sum: int


class GlyphStore:
    """The glyphs of one face of reportlab's.

    ``subset`` gives what reportlab's ``makeSubset`` gives, a font file with just the characters asked for, but without
    the tables that a PDF has no use for (names, metrics of Windows).
    """

    def __init__(self, face: Any) -> None:
        self._face = face
        self._glyph = lru_cache(maxsize=None)(self._read)
        self._metrics: list[tuple[int, int]] = [(int(advance), int(side)) for advance, side in face.hmetrics]
        self._tables = {tag: _Table(face.get_table(tag)) for tag in _KEPT if tag in face.table}

    def subset(self, chars: Sequence[int]) -> bytes:
        """A TrueType font file; code n of it draws the character (a code point) at place n of ``chars``."""
        order, new = [0], {0: 0}
        codes: list[int] = []
        for char in chars:
            old = self._face.charToGlyph.get(char, 0)
            codes.append(_place(old, order, new))
        outlines: list[Glyph] = []
        for old in order:  # grows with the parts of what is in it
            glyph = self._glyph(old)
            outlines.append(_renumbered(glyph, order, new) if glyph.parts else glyph)
        return self._file(order, codes, outlines)

    def _file(self, order: list[int], codes: list[int], outlines: list[Glyph]) -> bytes:
        table = self._face.get_table
        places = (0, *accumulate(len(outline.data) for outline in outlines))
        metrics = [number for old in order for number in self._metrics[old]]
        cmap = (0, 1, 1, 0, 0, 12, 6, 10 + 2 * len(codes), 0, 0, len(codes), *codes)
        glyf = b"".join(outline.data for outline in outlines)
        return _font_file(
            self._tables
            | {
                "post": _Table(b"\x00\x03\x00\x00" + table("post")[4:16] + bytes(16)),
                "hmtx": _Table(pack(f">{len(metrics)}H", *metrics)),
                "hhea": _Table(_with_short(table("hhea"), 34, len(order))),
                "maxp": _Table(_with_short(table("maxp"), 4, len(order))),
                "cmap": _Table(pack(f">{len(cmap)}H", *cmap)),
                "glyf": _Table(glyf, sum(outline.sum for outline in outlines)),
                "loca": _Table(pack(f">{len(places)}L", *places)),
                "head": _Table(_with_short(table("head")[:8] + bytes(4) + table("head")[12:], 50, 1)),
            }
        )

    def _read(self, number: int) -> Glyph:
        start, end = self._face.glyphPos[number : number + 2]
        data = self._face.get_table("glyf")[start:end]
        padded = data + bytes(-len(data) % 4)
        return Glyph(padded, _parts(data), _word_sum(padded))


class _Table:
    """A table of a font file, padded, with the sum of its words."""

    def __init__(self, data: bytes, words: int | None = None) -> None:
        self.length = len(data)
        self.data = data + bytes(-len(data) % 4)
        self.sum = (_word_sum(self.data) if words is None else words) & _LOW


def _font_file(tables: dict[str, _Table]) -> bytes:
    """The tables with their directory (OpenType, *Organization of a font*); ``head`` gets the sum of the whole."""
    count, power = len(tables), len(tables).bit_length() - 1
    near = 16 << power
    head, at = pack(">LHHHH", 0x00010000, count, near, power, 16 * count - near), 12 + 16 * count
    for tag, table in sorted(tables.items()):
        head += pack(">4sLLL", tag.encode(), table.sum, at, table.length)
        at += len(table.data)
    whole = (0xB1B0AFBA - _word_sum(head) - sum(table.sum for table in tables.values())) & _LOW
    first = tables["head"].data
    bodies = {**{tag: table.data for tag, table in tables.items()}, "head": first[:8] + pack(">L", whole) + first[12:]}
    return head + b"".join(data for _, data in sorted(bodies.items()))


def _word_sum(data: bytes) -> int:
    return sum(unpack(f">{len(data) // 4}L", data))


def _renumbered(glyph: Glyph, order: list[int], new: dict[int, int]) -> Glyph:
    """A composite glyph with the numbers that its parts have in the subset."""
    data = bytearray(glyph.data)
    for at, part in glyph.parts:
        data[at : at + 2] = pack(">H", _place(part, order, new))
    renumbered = bytes(data)
    return Glyph(renumbered, glyph.parts, _word_sum(renumbered))


def _place(old: int, order: list[int], new: dict[int, int]) -> int:
    """Where a glyph stands in the subset; it is added if it is not there yet."""
    if old not in new:
        new[old] = len(order)
        order.append(old)
    return new[old]


def _parts(data: bytes) -> tuple[tuple[int, int], ...]:
    """The glyphs that a composite glyph is made of (TrueType, table ``glyf``)."""
    if len(data) < 10 or unpack_from(">h", data)[0] >= 0:
        return ()
    found: list[tuple[int, int]] = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = unpack_from(">HH", data, at)
        found.append((at + 2, part))
        scale = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        at += 4 + (4 if flags & _WORDS else 2) + scale
    return tuple(found)


def _with_short(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + pack(">H", value) + table[at + 2 :]
