"""Sheets that are text: csv and tsv in the encodings that shops meet, and HTML tables called xls."""

import csv
import io
import re
from html.parser import HTMLParser

from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, Refusal, too_large

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")


def decode(data: bytes) -> str:
    """Text by its byte order mark, else strict UTF-8, else strict GB18030; Refusal for anything that is no text."""
    encoding = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "")
    if not encoding and _BINARY.search(data):
        encoding = "utf-16-le" if data[1:200:2].count(0) > len(data[1:200:2]) // 2 else ""
        if not encoding:
            raise Refusal("file_foreign")
    text = _strict(data, encoding) if encoding else _guessed(data)
    if _CONTROL.search(text):
        raise Refusal("file_foreign")
    return text


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refusal("file_encoding") from fault


def read_delimited(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a csv or tsv; ``="123"`` and ``'138…`` lose what only keeps Excel from counting."""
    separator = separator_of(text)
    try:
        rows = [tuple(map(_plain, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as fault:
        raise Refusal("file_damaged") from fault
    _check_extent(rows)
    return tuple(rows)


def separator_of(text: str) -> str:
    """The mark that stands most often in the first lines: comma, tab or semicolon."""
    head = "\n".join(text.splitlines()[:20])
    return max((",", "\t", ";"), key=head.count)


def _plain(cell: str) -> str:
    stripped = cell.strip()
    if match := _QUOTED_FORMULA.fullmatch(stripped):
        return match[1]
    return stripped[1:] if stripped[:1] == "'" else cell


def _check_extent(rows: list[tuple[str, ...]]) -> None:
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise too_large()


def decode_html(data: bytes) -> str:
    """HTML by its charset, else like any text."""
    match = _CHARSET.search(data[:2048])
    declared = match[1].decode().lower() if match else ""
    if declared in ("gb2312", "gbk", "gb18030"):
        return _strict(data, "gb18030")
    return decode(data)


def read_html(text: str) -> tuple[tuple[str, ...], ...]:
    """The table with the most cells, spans filled with blanks so that columns keep their place."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    if not any(map(any, reader.tables)):
        raise Refusal("file_foreign")
    found = [tuple(row) for row in max(reader.tables, key=lambda table: sum(map(len, table)))]
    _check_extent(found)
    return tuple(found)


class _Tables(HTMLParser):
    """Collects tables; a cell that spans rows or columns stands in its first place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._spans: list[dict[int, int]] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append([])
            self._spans.append({})
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._end_cell()
            given = dict(attrs)
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()
            self._spans.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None or not self._open or not self._open[-1]:
            return
        text, (down, across) = "".join(self._text).strip(), self._span
        self._text = None
        table, spans = self._open[-1], self._spans[-1]
        row, number = table[-1], len(table)
        while spans.get(len(row), 0) >= number:
            row.append("")
        for offset in range(across):
            spans[len(row)] = number + down - 1
            row.append("" if offset else text)
        if len(row) > MAX_COLUMNS:
            raise too_large()


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and int(text) else 1
