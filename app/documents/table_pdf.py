"""A table over A4 pages with its heading repeated: sign sheet, list of passwords, yearly statement."""

import msgspec

from app.documents.ink import document
from app.documents.paper import GREY, HAIR, INK, TINT, Box, Line, Mark, Page, Ruler, load_ruler
from app.texts import Texts

LEFT, TOP, BELOW = 34.0, 34.0, 40.0
"""Margins at the sides, above, and below (with the line of page numbers)."""
SIZE, HEAD_SIZE = 8.6, 7.6


class Column(msgspec.Struct, frozen=True):
    """A column: heading, share of the width, and whether its figures stand to the right."""

    head: str
    share: float
    right: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Texts of a table; every row has a text for each column. ``total`` is the last row, () for none."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    row_height: float = 22
    across: bool = False


def render_table(table: Table, texts: Texts) -> bytes:
    """The table as PDF; same texts, same bytes."""
    ruler = load_ruler()
    size = (842.0, 595.0) if table.across else (595.0, 842.0)
    pages = table_pages(table, size, ruler)
    count = len(pages)
    numbered = [(*page, *_foot(texts, index + 1, count, size, ruler)) for index, page in enumerate(pages)]
    return document([(size, page) for page in numbered], ruler.fonts, table.title)


def table_pages(table: Table, size: tuple[float, float], ruler: Ruler) -> list[Page]:
    """The pages; a row is never split, the total and the notes follow the last one."""
    flow = _Flow(table, size, ruler)
    for row in table.rows:
        flow.row(row)
    if table.total:
        flow.row(table.total, bold=True)
    for note in table.notes:
        flow.note(note)
    return [tuple(page) for page in flow.pages]


class _Flow:
    """Rows under each other; a page without room for a row ends."""

    def __init__(self, table: Table, size: tuple[float, float], ruler: Ruler) -> None:
        self._table, self._ruler = table, ruler
        self._right, self._bottom = size[0] - LEFT, size[1] - BELOW
        whole = sum(column.share for column in table.columns)
        inner = self._right - LEFT
        self._edges = [LEFT]
        for column in table.columns:
            self._edges.append(self._edges[-1] + inner * column.share / whole)
        self.pages: list[list[Mark]] = []
        self._y = 0.0
        self._begin()

    def _begin(self) -> None:
        ruler, right = self._ruler, self._right
        subtitle = ruler.wrap(self._table.subtitle, 8, right - LEFT)
        top = TOP + 26 + 12 * len(subtitle)
        marks: list[Mark] = [
            ruler.left(LEFT, TOP + 14, ruler.shorten(self._table.title, 14, right - LEFT), 14, bold=True),
            *(ruler.left(LEFT, TOP + 30 + 12 * i, line, 8, color=GREY) for i, line in enumerate(subtitle)),
            Box(LEFT, top, right - LEFT, 20, fill="#F1F4F3"),
            Line(LEFT, top + 20, right, top + 20, 0.75, INK),
        ]
        for index, column in enumerate(self._table.columns):
            head = ruler.shorten(column.head, HEAD_SIZE, self._room(index))
            marks.append(self._placed(index, top + 13, head, HEAD_SIZE, bold=True))
        self.pages.append(marks)
        self._y = top + 20

    def _room(self, index: int) -> float:
        return self._edges[index + 1] - self._edges[index] - 4 - self._indent(index)

    def _indent(self, index: int) -> float:
        """How far a text stands from its column's edge: further where it follows figures."""
        columns = self._table.columns
        return 14 if index and columns[index - 1].right and not columns[index].right else 4

    def _placed(self, index: int, base: float, text: str, size: float, *, bold: bool = False) -> Mark:
        if self._table.columns[index].right:
            return self._ruler.right(self._edges[index + 1] - 4, base, text, size, bold=bold)
        return self._ruler.left(self._edges[index] + self._indent(index), base, text, size, bold=bold)

    def row(self, texts: tuple[str, ...], *, bold: bool = False) -> None:
        """A row; long texts take more lines."""
        wrapped = [self._ruler.wrap(text, SIZE, self._room(i), bold=bold) for i, text in enumerate(texts)]
        lines = max(len(found) for found in wrapped)
        height = self._table.row_height + 11 * (lines - 1)
        if self._y + height > self._bottom:
            self._begin()
        page, y = self.pages[-1], self._y
        if bold:
            page.append(Box(LEFT, y, self._right - LEFT, height, fill=TINT))
        base = y + (height - 11 * (lines - 1)) / 2 + 3
        for index, found in enumerate(wrapped):
            page.extend(
                self._placed(index, base + 11 * i, text, SIZE, bold=bold) for i, text in enumerate(found) if text
            )
        page.append(Line(LEFT, y + height, self._right, y + height, 0.75 if bold else 0.5, INK if bold else HAIR))
        self._y += height

    def note(self, text: str) -> None:
        """A sentence under the table."""
        for line in self._ruler.wrap(text, 8, self._right - LEFT):
            if self._y + 16 > self._bottom:
                self._begin()
            self.pages[-1].append(self._ruler.left(LEFT, self._y + 15, line, 8, color=GREY))
            self._y += 13


def _foot(texts: Texts, page: int, count: int, size: tuple[float, float], ruler: Ruler) -> tuple[Mark, ...]:
    text = texts("document.page_of", page=str(page), count=str(count))
    return (ruler.right(size[0] - LEFT, size[1] - 22, text, 7, color=GREY),)
