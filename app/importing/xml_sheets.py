"""Excel 2003 XML, which some exports still call xls: worksheets of rows of typed cells."""

from collections.abc import Iterable
from datetime import datetime
from xml.parsers import expat

from app.importing.grid import Cell, Fault, Grid
from app.importing.growing import GrowingGrid, grids_of
from app.importing.refusal import MARKUP, MAX_COLUMNS, CellsLeft, Refusal

_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"


def is_spreadsheet_xml(head: bytes) -> bool:
    """Whether the beginning of a file says that it is one."""
    return _SHEET.encode() in head


def read_spreadsheet_xml(data: bytes) -> tuple[list[Grid], bool]:
    """The visible worksheets, and whether there are hidden ones.

    Refusal for a DOCTYPE, for too much, and for XML that does not hold together.
    """
    reader = _Reader()
    parse_elements((data,), reader)
    return grids_of(reader.sheets)


class ElementReader:
    """What follows the elements of a document; names are ``namespace tag``, or as they are written."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, data: str) -> None:
        """Text within it."""

    def end(self, name: str) -> None:
        """It ends."""


def parse_elements(content: Iterable[bytes], reader: ElementReader, *, namespaces: bool = True) -> None:
    """Feeds a document to the reader; Refusal for a DOCTYPE and for XML or values that do not hold together."""
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for chunk in content:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as fault:
        raise Refusal("file_damaged") from fault


def _refuse(*_: object) -> None:
    raise Refusal("file_hostile")


class _Reader(ElementReader):
    """Follows the elements; a row or cell may say its own number from 1 and so leave others out."""

    def __init__(self) -> None:
        self.sheets: list[GrowingGrid] = []
        self._room = CellsLeft(MARKUP)
        self._sheet = GrowingGrid()
        self._row, self._column, self._merged = -1, -1, 0
        self._type, self._formula, self._in_comment = "", False, False
        self._data: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if tag == "Worksheet":
            self._sheet, self._row = GrowingGrid(attributes.get(f"{_SHEET} Name", "")), -1
            self.sheets.append(self._sheet)
        elif tag == "Row":
            self._row, self._column = _place(self._row, attributes), -1
            if attributes.get(f"{_SHEET} Hidden") == "1":
                self._sheet.hide(self._row)
        elif tag == "Cell":
            self._open_cell(attributes)
        elif tag == "Comment":
            self._in_comment = True
        elif (tag == "Data" and not self._in_comment) or (tag == "Visible" and space == _EXCEL):
            self._type, self._data = attributes.get(f"{_SHEET} Type", "String"), []

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._column = _place(self._column, attributes)
        self._merged = min(int(attributes.get(f"{_SHEET} MergeAcross", 0)), MAX_COLUMNS)
        self._sheet.merge(self._row, self._column, int(attributes.get(f"{_SHEET} MergeDown", 0)) + 1)
        self._formula = f"{_SHEET} Formula" in attributes

    def text(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "Cell":
            if self._formula:
                self._sheet.put(self._row, self._column, Fault("formula"))
            self._column += self._merged
        elif tag == "Comment":
            self._in_comment = False
        elif tag == "Worksheet":
            self._sheet.claim(self._room)
        elif self._data is not None and tag in ("Data", "Visible"):
            text, self._data = "".join(self._data), None
            if tag == "Visible":
                self._sheet.shown = not text.startswith("SheetHidden") and not text.startswith("SheetVeryHidden")
            else:
                self._sheet.put(self._row, self._column, _cell(self._type, text, formula=self._formula))
                self._formula = False


def _place(last: int, attributes: dict[str, str]) -> int:
    index = attributes.get(f"{_SHEET} Index")
    return max(int(index) - 1, last + 1) if index else last + 1


def _cell(kind: str, text: str, *, formula: bool) -> Cell:
    if kind == "Error":
        return Fault("error", text)
    if kind == "Number":
        return float(text) if text.strip() else (Fault("formula") if formula else None)
    if kind == "Boolean":
        return text.strip() == "1"
    return datetime.fromisoformat(text) if kind == "DateTime" else text
