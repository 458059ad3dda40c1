"""One worksheet of an xlsx, before the reading engine sees it: its extent, its faulty cells, merges, hidden rows.

A plain sheet, as nearly every export is one, has nothing but rows of cells with values: one pattern tells it, and only
what stands around the rows is parsed. In any other sheet the elements are followed one by one.
"""

import re
import sys
from collections.abc import Callable, Iterator
from xml.parsers import expat

from app.domain.source import cell_name, cell_place
from app.importing.grid import Extras, Fault, Span
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, REPORTS, CellsLeft, Limits, Refusal, too_large

_STYLE = rb'(?: (?:s|cm|vm|ph)="[0-9]++"| t="(?!e")[a-zA-Z]++")*+ ?'  # of any type but that of an error value
_TEXT = rb"[^<&]*+(?:&(?:#[1-9][0-9]{3,5}|amp|lt|gt|quot|apos);[^<&]*+)*+"  # characters written as numbers too
_VALUE = rb"(?:<v>" + _TEXT + rb'</v>|<is><t(?: xml:space="preserve")?+>' + _TEXT + rb"</t></is>|<v ?/>)?+"
_NEAR = rb'[A-J]?[A-Z](?:1?[0-9]{1,4}|20000)"' + _STYLE + rb"(?:>" + _VALUE + rb"</c>|/>)"  # well within the limits
_BLANK = rb'[A-Z]{1,3}[0-9]{1,7}"' + _STYLE + rb"(?:/>|></c>)"  # anywhere
_NUMBER = rb'[A-Z][0-9]{1,4}"(?: s="[0-9]++")?+(?: t="n")?+><v>[0-9.]++</v></c>'  # the same, soon told of most cells
_CELLS = rb'(?:<c r="(?:' + _NUMBER + rb"|" + _NEAR + rb"|" + _BLANK + rb")\s*+)*+"
_ROW = rb'<row(?: (?!hidden="[1t])[a-zA-Z0-9:]++="[^"<>&]*+")*+ ?(?:/>|>\s*+' + _CELLS + rb"</row>)\s*+"
_ROWS = re.compile(rb"\s*+(?:" + _ROW + rb")*+")
_GROUPS_HOLD = sys.version_info >= (3, 11, 5)
"""Before Python 3.11.5 a possessive group may match what it must not, an error value: every sheet is followed there."""
_HELD_AT_MOST = 4 << 20
_BEGIN, _END = b"<sheetData>", b"</sheetData>"


def look_at_sheet(chunks: Callable[[], Iterator[bytes]], limits: Limits = REPORTS) -> Extras | None:
    """What is to be known of a part of the archive, None for one that is no worksheet.

    ``chunks`` reads the part from its beginning. Refusal for a DOCTYPE, for a cell with something in it that stands
    too far out, and for a worksheet whose XML does not hold together.
    """
    if _GROUPS_HOLD:
        plain = _Plain()
        if _followed(plain, chunks()):
            return Extras(spans=tuple(plain.spans))
        if not plain.is_sheet:
            return None
    follower = _Follower(limits)
    _followed(follower, chunks())
    return follower.extras() if follower.is_sheet else None


def _followed(looker: "_Looker", chunks: Iterator[bytes]) -> bool:
    """Whether the part is a worksheet and was looked at to its end."""
    try:
        for chunk in chunks:
            looker.feed(chunk)
            if looker.done:
                return False
        looker.finish()
    except (expat.ExpatError, ValueError, LookupError) as fault:
        if looker.is_sheet:
            raise Refusal("file_damaged") from fault
        return False
    return looker.is_sheet and not looker.done


class _Looker:
    """Parses a part; ``done`` as soon as it is no worksheet or nothing more is to be learnt of it."""

    def __init__(self) -> None:
        self.is_sheet = self.done = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._root

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes."""
        self.parser.Parse(chunk, False)

    def finish(self) -> None:
        """Says that the part has ended."""
        self.parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise Refusal("file_hostile")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self.is_sheet = name.rpartition(":")[2] == "worksheet"
        self.done = not self.is_sheet


class _Plain(_Looker):
    """Gives up at the first thing that is not plain. What may go on in the next chunk is held back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = b""
        self._before, self._within = True, False
        self.spans: list[Span] = []

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes."""
        self._held += chunk
        if self._before:
            self._head()
        if self._within and not self.done:
            self._rows()
        if not self._before and not self._within and not self.done:
            super().feed(self._held)
            self._held = b""

    def finish(self) -> None:
        """Takes what is left when the part has ended."""
        self.done = self.done or self._within
        self.parser.Parse(self._held, True)

    def _head(self) -> None:
        place = self._held.find(_BEGIN)
        cut = place + len(_BEGIN) if place >= 0 else max(len(self._held) - len(_BEGIN), 0)
        head, self._held = self._held[:cut], self._held[cut:]
        self._within = place >= 0
        super().feed(head)
        self.done = self.done or (place >= 0 and self._before)

    def _rows(self) -> None:
        match = _ROWS.match(self._held)
        rest = match.end() if match else 0
        if self._held.startswith(_END, rest):
            self._within = False
        elif len(self._held) - rest > _HELD_AT_MOST or self._held.find(b"</row>", rest) >= 0:
            self.done = True
        self._held[:rest].decode()  # what is no UTF-8 is damaged
        self._held = self._held[rest:]

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        super()._root(name, attributes)
        self.parser.StartElementHandler = self._around

    def _around(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            self.done = self.done or not (self._within and self._before)
            self._before = False
        elif tag == "mergeCell":
            self.spans += _span(attributes)
        elif tag in ("row", "c"):
            self.done = True


class _Follower(_Looker):
    """Follows the elements of a worksheet. A cell counts only if something is in it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits, self._last_row, self._last_column = limits, 0, 0
        self._faults: dict[tuple[int, int], Fault] = {}
        self._spans: list[Span] = []
        self._hidden: list[int] = []
        self._row, self._column = 0, 0
        self._columns: dict[str, int] = {}
        self._error = self._formula = self._filled = self._text_result = False
        self._text: list[str] = []
        self.parser.buffer_text = True

    def extras(self) -> Extras:
        """What was found, when the whole part was followed."""
        self._close_cell()
        CellsLeft(self._limits).take(self._last_row, self._last_column)
        return Extras(faults=self._faults, spans=tuple(self._spans), hidden=tuple(self._hidden))

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        super()._root(name, attributes)
        self.parser.StartElementHandler = self._element

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            if self._filled:
                self._close_cell()
            self._open_cell(attributes)
        elif tag in ("v", "is"):
            self._fill()
            if self._formula or self._error:
                self.parser.CharacterDataHandler = self._text.append
        elif tag == "f":
            self._fill()
            self._formula = True
        elif tag == "row":
            self._close_cell()
            self._open_row(attributes)
        elif tag == "mergeCell":
            self._spans += _span(attributes)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in ("1", "true") and self._row <= self._limits.rows:
            self._hidden.append(self._row - 1)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = cell_place(f"{letters}1")[1] + 1
            self._row, self._column = int(reference[len(letters) :]), column
        kind = attributes.get("t", "")
        self._error, self._text_result = kind == "e", kind == "str"

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        self._last_row, self._last_column = max(self._last_row, self._row), max(self._last_column, self._column)
        if self._row > self._limits.rows or self._column > self._limits.columns:
            raise too_large(cell_name(max(self._row, 1) - 1, max(self._column, 1) - 1), self._limits)

    def _close_cell(self) -> None:
        self.parser.CharacterDataHandler = None
        if self._filled and (self._error or self._formula):
            text = "".join(self._text).strip()
            place = (self._row - 1, self._column - 1)
            if self._error:
                self._faults[place] = Fault("error", text or "#N/A")
            elif not text and not self._text_result:
                self._faults[place] = Fault("formula")
        self._error = self._formula = self._filled = self._text_result = False
        self._text.clear()


def _span(attributes: dict[str, str]) -> list[Span]:
    first, _, last = attributes.get("ref", "").partition(":")
    (top, left), (bottom, _) = cell_place(first), cell_place(last or first)
    inside = top < bottom and top < MAX_ROWS and left < MAX_COLUMNS
    return [(left, top, min(bottom, MAX_ROWS - 1))] if inside else []
