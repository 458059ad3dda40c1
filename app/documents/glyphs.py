"""Subsets of a TrueType face, made quickly again and again: each glyph is read and looked through once a process."""

from collections.abc import Sequence
from functools import lru_cache
from struct import pack, unpack_from
from typing import Any

import msgspec

_MORE, _WORDS, _SCALE, _TWO_SCALES, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80
_KEPT = ("name", "OS/2", "cvt ", "fpgm", "prep")


class Glyph(msgspec.Struct, frozen=True):
    """A glyph's outline, padded to words of four bytes, and its parts: (offset of the number, number)."""

    data: bytes
    parts: tuple[tuple[int, int], ...]


class GlyphStore:
    """The glyphs of one face of reportlab's.

    ``subset`` gives what reportlab's ``makeSubset`` gives: a font file with just the characters asked for.
    """

    def __init__(self, face: Any) -> None:
        self._face = face
        self._glyph = lru_cache(maxsize=None)(self._read)

    def subset(self, chars: Sequence[int]) -> bytes:
        """A TrueType font file; code n of it draws the character (a code point) at place n of ``chars``."""
        order, new = [0], {0: 0}
        codes: list[int] = []
        for char in chars:
            old = self._face.charToGlyph.get(char, 0)
            codes.append(_place(old, order, new))
        outlines: list[bytes] = []
        for old in order:  # grows with the parts of what is in it
            glyph = self._glyph(old)
            data = bytearray(glyph.data)
            for at, part in glyph.parts:
                data[at : at + 2] = pack(">H", _place(part, order, new))
            outlines.append(bytes(data))
        return self._file(order, codes, outlines)

    def _file(self, order: list[int], codes: list[int], outlines: list[bytes]) -> bytes:
        from reportlab.pdfbase.ttfonts import TTFontMaker

        table, out = self._face.get_table, TTFontMaker()
        for tag in _KEPT:
            if tag in self._face.table:
                out.add(tag, table(tag))
        places = [0]
        for outline in outlines:
            places.append(places[-1] + len(outline))
        metrics = [int(number) for old in order for number in self._face.hmetrics[old]]
        out.add("post", b"\x00\x03\x00\x00" + table("post")[4:16] + bytes(16))
        out.add("hmtx", pack(f">{len(metrics)}H", *metrics))
        out.add("hhea", _with_short(table("hhea"), 34, len(order)))
        out.add("maxp", _with_short(table("maxp"), 4, len(order)))
        cmap = (0, 1, 1, 0, 0, 12, 6, 10 + 2 * len(codes), 0, 0, len(codes), *codes)
        out.add("cmap", pack(f">{len(cmap)}H", *cmap))
        out.add("glyf", b"".join(outlines))
        out.add("loca", pack(f">{len(places)}L", *places))
        out.add("head", _with_short(table("head"), 50, 1))
        return out.makeStream()

    def _read(self, number: int) -> Glyph:
        start, end = self._face.glyphPos[number : number + 2]
        data = self._face.get_table("glyf")[start:end]
        return Glyph(data + bytes(-len(data) % 4), _parts(data))


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
