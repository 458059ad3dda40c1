"""Marks on paper before they are a file: texts, lines and frames with places, and how a text is broken."""

import re
from functools import lru_cache
from typing import TypeAlias

import msgspec

from app.documents.fonts import Fonts, load_fonts

INK, GREY, HAIR, TINT, ACCENT, SEAL, WATER = (
    "#1A2421",
    "#5A6462",
    "#D5DBD8",
    "#EAF3F0",
    "#0B6B5E",
    "#A8322A",
    "#EEF2F0",
)

_CLOSING = "，。；：、！？）】》」』〕”’%…,.;:!?)]}›»"
_OPENING = "（【《「『〔“‘([{‹«"
_WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+|\s+|.", re.DOTALL)
_NO_BREAK = "\u00a0"


class Text(msgspec.Struct, frozen=True):
    """A text on one line; ``x`` is its left edge and ``y`` its baseline, in points from the top left."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    color: str = INK


class Line(msgspec.Struct, frozen=True):
    """A straight line; ``dash`` is the length of dashes and gaps, 0 for a solid one."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = 0.5
    color: str = HAIR
    dash: float = 0


class Box(msgspec.Struct, frozen=True):
    """A rectangle from its top left corner, filled or framed; "" is no colour."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    line: float = 0.75
    radius: float = 0


class Turned(msgspec.Struct, frozen=True):
    """Marks turned about (x, y) by ``degrees`` against the clock; their places count from there."""

    x: float
    y: float
    degrees: float
    marks: tuple["Mark", ...]


class Squares(msgspec.Struct, frozen=True):
    """A grid of square modules of ``side`` points (a QR code); "1" is dark. Its top left corner is at (x, y)."""

    x: float
    y: float
    side: float
    rows: tuple[str, ...]
    color: str = INK


class Picture(msgspec.Struct, frozen=True):
    """An image (the bytes of a PNG or JPEG file) in a rectangle, its top left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark: TypeAlias = Text | Line | Box | Turned | Squares | Picture
Page: TypeAlias = tuple[Mark, ...]


class Ruler:
    """Measures and breaks texts in the bundled fonts; texts given to it are made drawable first."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.wrap = lru_cache(maxsize=8192)(self._wrapped)
        self._drawable = lru_cache(maxsize=65536)(fonts.drawable)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width in points."""
        return self.fonts.weight(bold=bold).width(self._drawable(text), size)

    def left(self, x: float, y: float, text: str, size: float, *, bold: bool = False, color: str = INK) -> Text:
        """A text that begins at ``x``."""
        return Text(x, y, self._drawable(text), size, bold, color)

    def right(self, x: float, y: float, text: str, size: float, *, bold: bool = False, color: str = INK) -> Text:
        """A text that ends at ``x``."""
        return self.left(x - self.width(text, size, bold=bold), y, text, size, bold=bold, color=color)

    def _wrapped(self, text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
        """The text in lines of at most ``room`` points: words and figures whole, no line begins with 。 or ）."""
        lines: list[str] = []
        line, used = "", 0.0
        for piece in _pieces(self._drawable(text)):
            if not line and piece == " ":
                continue
            need = self.width(piece, size, bold=bold)
            if used + self.width(piece.rstrip(" "), size, bold=bold) <= room:
                line, used = line + piece, used + need
                continue
            if line.strip():
                lines.append(line.rstrip(" "))
            *full, line = self._cut(piece.lstrip(" "), size, room, bold=bold)
            lines.extend(full)
            used = self.width(line, size, bold=bold)
        return (*lines, line.rstrip(" ")) if line.strip() or not lines else tuple(lines)

    def shorten(self, text: str, size: float, room: float, *, end: bool = False) -> str:
        """The text, its middle (or its ``end``) left out (…) where it is wider than ``room``."""
        if self.width(text, size) <= room:
            return text
        for kept in range(len(text) - 1, 1, -1):
            first = kept if end else (kept + 1) // 2
            short = f"{text[:first].rstrip()}…{text[len(text) - kept + first :]}"
            if self.width(short, size) <= room:
                return short
        return "…"

    def _cut(self, piece: str, size: float, room: float, *, bold: bool) -> list[str]:
        """A piece that is wider than a line, cut between letters."""
        parts, part = [], ""
        for char in piece:
            if part and self.width(part + char, size, bold=bold) > room:
                parts.append(part)
                part = ""
            part += char
        return [*parts, part]


@lru_cache(maxsize=1)
def load_ruler() -> Ruler:
    """The ruler of the bundled fonts, one a process."""
    return Ruler(load_fonts())


def _pieces(text: str) -> list[str]:
    """What must stay together: words, figures with their %, a character with the punctuation that belongs to it."""
    pieces: list[str] = []
    for token in _words(text):
        glue = pieces and not pieces[-1].isspace() and not token.isspace()
        if glue and (token[0] in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _words(text: str) -> list[str]:
    """Tokens, with a no-break space binding its neighbours."""
    words: list[str] = []
    for token in _WORD.findall(text):
        if words and (token[0] == _NO_BREAK or words[-1][-1] == _NO_BREAK):
            words[-1] += token
        else:
            words.append(token)
    return words
