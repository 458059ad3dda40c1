"""Plain tables for a terminal, aligned by display width: a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def display_width(text: str) -> int:
    """How many terminal columns the text takes: ``display_width("工资 A1") == 7``."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: str = "") -> str:
    """Rows under their headings, a line of dashes between.

    ``right`` has one letter a column, ``r`` for numbers that end flush right; missing letters mean left.
    """
    sides = right.ljust(len(head), "l")
    widths = [max(display_width(row[index]) for row in (head, *rows)) for index in range(len(head))]
    lines = [_line(head, widths, sides), _GAP.join("-" * width for width in widths)]
    lines.extend(_line(row, widths, sides) for row in rows)
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], sides: str) -> str:
    padded = (_pad(cell, width, side) for cell, width, side in zip(cells, widths, sides, strict=True))
    return _GAP.join(padded).rstrip()


def _pad(text: str, width: int, side: str) -> str:
    blank = " " * (width - display_width(text))
    return blank + text if side == "r" else text + blank
