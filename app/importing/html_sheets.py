"""Pages with a table that are called xls."""

import re
from html import unescape

from app.importing.grid import Grid
from app.importing.growing import GrowingGrid
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, Refusal

_MARKS = (b"<table", b"<html", b"<tr", b"<!doctype html")
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*+)|[!?][^<>]*+)>")
_OF_TABLES = re.compile(r"<(?:table|tr|td|th)\b", re.IGNORECASE)
_SILENT = ((re.compile("<!--"), "-->"), (re.compile(r"<(?:script|style)\b", re.IGNORECASE), "</"))
_NESTED, _TABLES = 50, 2_000
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_ONE = (1, 1)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def is_html(head: bytes) -> bool:
    """Whether the beginning of a file, in lower case, is that of a page or a table."""
    return head.startswith(b"<") and any(mark in head for mark in _MARKS)


def read_html(text: str) -> Grid:
    """The table with the most cells in it; a cell over several rows or columns stands in the first of them.

    Refusal for a page without one, and for a tag of a table that is broken: its cells would come to stand elsewhere.
    """
    for opening, closing in _SILENT:
        text = _without(text, opening, closing)
    tables = _Tables()
    place = begun = 0
    for tag in _TAG.finditer(text):
        tables.text(text[place : tag.start()])
        place = tag.end()
        if tag[2]:
            begun += tables.tag(tag[2].lower(), tag[3], closes=bool(tag[1]))
    tables.text(text[place:])
    tables.end_cell()
    if begun != sum(1 for _ in _OF_TABLES.finditer(text)):
        raise Refusal("file_damaged")
    best = max(tables.found, key=lambda table: table.sheet.filled, default=None)
    if best is None or not best.sheet.filled:
        raise Refusal("file_foreign")
    return best.sheet.grid()


def _without(text: str, opening: re.Pattern[str], closing: str) -> str:
    """The text without comments, or scripts; what is never closed goes on to the end."""
    kept: list[str] = []
    place = 0
    while match := opening.search(text, place):
        kept.append(text[place : match.start()])
        end = text.find(closing, match.end())
        place = end + len(closing) if end >= 0 else len(text)
    return "".join((*kept, text[place:])) if kept else text


class _Table:
    """A table while it is read; ``covered`` says down to which row a column is taken by a cell from above."""

    def __init__(self) -> None:
        self.sheet = GrowingGrid()
        self.row, self.column = -1, 0
        self.covered: dict[int, int] = {}


class _Tables:
    """Follows the tags; a table within a cell of another one is a table of its own."""

    def __init__(self) -> None:
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._span = _ONE

    def text(self, raw: str) -> None:
        """Text between two tags."""
        if self._cell is not None and raw:
            self._cell.append(unescape(_BLANKS.sub(" ", raw)))

    def tag(self, name: str, attributes: str, *, closes: bool) -> bool:
        """A tag; whether it begins something of a table."""
        if name == "br":
            self.text(" ")
        elif name in ("td", "th", "tr", "table"):
            self.end_cell()
            if name == "table":
                self._table(closes=closes)
            elif self._open and not closes:
                self._begin(self._open[-1], name, attributes)
            return not closes
        return False

    def _table(self, *, closes: bool) -> None:
        if not closes:
            if len(self._open) >= _NESTED or len(self.found) >= _TABLES:
                raise Refusal("file_foreign")
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif self._open:
            self._open.pop()

    def _begin(self, table: _Table, name: str, attributes: str) -> None:
        if name == "tr":
            table.row, table.column = table.row + 1, 0
        elif table.row >= 0:
            self._cell = []
            self._span = _span(attributes) if attributes else _ONE

    def end_cell(self) -> None:
        """Puts the cell, if one is open, into its place."""
        if self._cell is None or not self._open:
            return
        table, text = self._open[-1], "".join(self._cell).strip()
        self._cell = None
        if not text and table.row >= MAX_ROWS:
            return
        while table.covered and table.covered.get(table.column, -1) >= table.row:
            table.column += 1
        rows, columns = self._span
        if text:
            table.sheet.put(table.row, table.column, text)
            table.sheet.merge(table.row, table.column, rows)
        if rows > 1:
            for column in range(table.column, min(table.column + columns, MAX_COLUMNS)):
                table.covered[column] = table.row + rows - 1
        table.column += columns


def _span(attributes: str) -> tuple[int, int]:
    """Over how many rows and columns a cell of these attributes goes."""
    found = {kind.lower(): max(int(count), 1) for kind, count in _SPAN.findall(attributes)}
    return found.get("row", 1), found.get("col", 1)
