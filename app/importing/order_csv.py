"""Columns of a large csv through pandas' C reader, which counts no fields: that is done here.

The reader gets the bytes as they are, and only cells that are no ASCII are decoded: in UTF-8, GB18030 and Big5 no
separator, quote or line end is ever part of another character.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, Any, cast

import msgspec

from app.importing.encodings import encoding_of
from app.importing.grid import Cell, where
from app.importing.layouts import SEARCHED_ROWS
from app.importing.refusal import ORDERS, Refusal, too_large
from app.importing.stopping import in_reach, look_up
from app.importing.text_sheets import separator_of

_BEGINNING = 1 << 18
_CHUNK = 1 << 16
_LATIN = "latin-1"
_BYTES = "surrogateescape"


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """The first rows of a csv as texts, and how to read on.

    ``ends`` are the offsets in ``data`` behind each of the rows.
    """

    data: bytes
    encoding: str
    separator: str
    rows: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]


def read_head(data: bytes) -> Beginning:
    """The first rows, none of what is no text; Refusal for an encoding that is not known."""
    data, encoding = _plain_bytes(data)
    head = b"" if b"\0" in data else data[:_BEGINNING]
    lines = head.splitlines(keepends=True)
    if len(data) > len(head) and lines:
        lines.pop()
    texts = [_decoded(line, encoding) for line in lines[: 4 * SEARCHED_ROWS]]
    separator = separator_of("".join(texts))
    reader = csv.reader(texts, delimiter=separator)
    rows: list[tuple[str, ...]] = []
    ends: list[int] = []
    try:
        for row in reader:
            rows.append(tuple(cell.strip() for cell in row))
            ends.append(sum(map(len, lines[: reader.line_num])))
            if len(rows) == SEARCHED_ROWS:
                break
    except csv.Error as fault:
        raise Refusal("file_damaged") from fault
    return Beginning(data=data, encoding=encoding, separator=separator, rows=tuple(rows), ends=tuple(ends))


def _plain_bytes(data: bytes) -> tuple[bytes, str]:
    """The bytes without a mark, in an encoding that keeps ASCII apart, and which that is."""
    beginning = data[:_BEGINNING]
    whole_lines = beginning[: beginning.rfind(b"\n") + 1] if len(data) > len(beginning) else data
    encoding = encoding_of(beginning if b"\0" in beginning else whole_lines)
    if encoding.startswith("utf-16"):
        return _decoded(data, encoding).encode(), "utf-8"
    return data.removeprefix(codecs.BOM_UTF8), encoding.removesuffix("-sig")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refusal("file_encoding") from fault


def read_columns(beginning: Beginning, header: int, width: int, needed: list[int]) -> dict[int, list[Cell]]:
    """The needed columns of all rows below the header row.

    Refusal for a row with more or fewer fields than the header, for too many rows, and for text of another encoding.
    """
    start = beginning.ends[header]
    if not beginning.data[start : start + _BEGINNING].strip():
        raise Refusal("no_rows")
    frame = _frame(beginning.data, start, beginning.separator, needed, width)
    if len(frame) > ORDERS.rows:
        raise too_large(limits=ORDERS)
    if _separators(beginning.data, start, beginning.separator.encode()) != (width - 1) * len(frame):
        _refuse_ragged_rows(beginning, header, width)
    return {column: _texts(frame[column].tolist(), beginning.encoding) for column in needed}


def _frame(data: bytes, start: int, separator: str, needed: list[int], width: int) -> Any:
    import pandas as pd

    try:
        return in_reach(
            lambda: pd.read_csv(
                cast(IO[bytes], _AsItIs(data, start)),  # read and iterated is all that pandas asks of it
                sep=separator,
                header=None,
                names=range(width),
                index_col=False,
                usecols=needed,
                dtype=object,
                na_filter=False,
                skip_blank_lines=False,
                encoding_errors=_BYTES,
                engine="c",
            )
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as fault:
        raise Refusal("file_damaged") from fault


class _AsItIs:
    """A file of bytes that pandas does not take for one, and so does not decode and encode again on the way."""

    def __init__(self, data: bytes, start: int) -> None:
        self._stream = io.BytesIO(data)
        self._stream.seek(start)
        self.read = self._stream.read

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)


def _separators(data: bytes, start: int, separator: bytes) -> int:
    """How many separators stand outside of quotes behind ``start``, if quotes come in pairs."""
    found, inside = 0, 0
    for place in range(start, len(data), _CHUNK):
        look_up()
        parts = data[place : place + _CHUNK].split(b'"')
        found += b"".join(parts[inside::2]).count(separator)
        inside = (inside + len(parts) - 1) % 2
    return found


def _refuse_ragged_rows(beginning: Beginning, header: int, width: int) -> None:
    """Names the first row that is too long or too short; blank rows and stray quotes are neither."""
    body = beginning.data[beginning.ends[header] :]
    for index, row in enumerate(_slow_rows(body, beginning.separator)):
        if row and len(row) != width:
            place = where(header + 1 + index, min(len(row), width) - 1)
            raise Refusal("row_of_other_width", cell=place, fields=str(len(row)), columns=str(width))


def _slow_rows(body: bytes, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(body.decode(_LATIN), newline=""), delimiter=separator, strict=False)
    except csv.Error as fault:
        raise Refusal("file_damaged") from fault


def _texts(cells: list[str], encoding: str) -> list[Cell]:
    """The column's texts; what only keeps Excel from counting (``="123"``, ``'138``) is taken off later."""
    look_up()
    if "".join(cells).isascii():
        return [*cells]
    texts = _Decoded(encoding)
    return [cell if cell.isascii() else texts[cell] for cell in cells]


class _Decoded(dict[str, str]):
    """What cells of foreign bytes say."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, cell: str) -> str:
        text = self[cell] = _decoded(cell.encode(errors=_BYTES), self._encoding)
        return text
