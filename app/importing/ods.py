"""Sheets of LibreOffice and of WPS: ods in its archive, or as one flat XML file."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from app.importing.archive import chunks
from app.importing.grid import Cell, Fault, Grid
from app.importing.growing import GrowingGrid, grids_of
from app.importing.refusal import MARKUP, CellsLeft, Refusal
from app.importing.xml_sheets import ElementReader, parse_elements

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {f"{_PREFIX}{name}:1.0": name for name in ("table", "office", "text", "style")}
_NAMESPACES["urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"] = "calcext"
_TIME = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?")
_NUMBERS = frozenset({"float", "percentage", "currency"})


def is_ods(archive: zipfile.ZipFile) -> bool:
    """Whether an archive says that it is one."""
    if "mimetype" not in archive.namelist():
        return False
    kind = b"".join(chunks(archive, archive.getinfo("mimetype")))
    return kind.startswith(_SPREADSHEET.encode())


def is_flat_ods(head: bytes) -> bool:
    """Whether the beginning of a file says that it is one."""
    return b"office:document" in head and _SPREADSHEET.encode() in head


def ods_content(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The XML of the sheets; Refusal where it lies there encrypted."""
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = b"".join(chunks(archive, archive.getinfo("META-INF/manifest.xml")))
        if b"encryption-data" in manifest:
            raise Refusal("file_encrypted")
    yield from chunks(archive, archive.getinfo("content.xml"))


def read_ods(content: Iterable[bytes]) -> tuple[list[Grid], bool]:
    """The visible sheets, and whether there are hidden ones.

    Refusal for a DOCTYPE, for too much, and for XML that does not hold together.
    """
    reader = _Reader()
    parse_elements(content, reader, namespaces=False)
    return grids_of(reader.sheets)


class _Reader(ElementReader):
    """Follows the elements; rows and cells say how often they are repeated, a million times at the end of a sheet."""

    def __init__(self) -> None:
        self.sheets: list[GrowingGrid] = []
        self._room = CellsLeft(MARKUP)
        self._unusual: dict[str, str] | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth, self._skipped = 0, 0
        self._sheet: GrowingGrid | None = None
        self._row, self._rows, self._column = 0, 1, 0
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._skipped:
            return
        if self._unusual is None:
            self._unusual = _unusual_prefixes(attributes)
        if self._unusual:
            name = _usual(name, self._unusual)
            attributes = {_usual(key, self._unusual): value for key, value in attributes.items()}
        if self._sheet is None:
            self._outside(name, attributes)
        elif self._cell is not None:
            self._within_cell(name, attributes)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._paragraphs = attributes, []
        elif name == "table:table-row":
            self._open_row(self._sheet, attributes)
        elif name == "table:shapes":
            self._skipped = self._depth

    def _outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table:table":
            shown = attributes.get("table:style-name", "") not in self._hidden_styles
            self._sheet, self._row = GrowingGrid(attributes.get("table:name", ""), shown=shown), 0
            self.sheets.append(self._sheet)
        elif name in ("table:tracked-changes", "table:dde-links"):
            self._skipped = self._depth

    def _open_row(self, sheet: GrowingGrid, attributes: dict[str, str]) -> None:
        self._column, self._rows = 0, _count(attributes, "number-rows-repeated")
        if attributes.get("table:visibility", "visible") != "visible":
            sheet.hide(self._row, self._rows)

    def _within_cell(self, name: str, attributes: dict[str, str]) -> None:
        """Paragraphs of text; notes, drawings and tables within a cell are not its content."""
        if name == "text:p":
            self._paragraphs.append([])
        elif not name.startswith("text:"):
            self._skipped = self._depth
        elif self._paragraphs and name == "text:s":
            self._paragraphs[-1].append(" " * min(int(attributes.get("text:c", 1)), 100))
        elif self._paragraphs and name in ("text:tab", "text:line-break"):
            self._paragraphs[-1].append("\t" if name == "text:tab" else "\n")

    def text(self, data: str) -> None:
        if self._paragraphs and not self._skipped:
            self._paragraphs[-1].append(data)

    def end(self, name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._skipped:
            self._skipped = 0 if self._skipped == depth else self._skipped
        elif self._sheet is None:
            return
        elif (name := _usual(name, self._unusual) if self._unusual else name) in (
            "table:table-cell",
            "table:covered-table-cell",
        ) and self._cell is not None:
            self._close_cell(self._sheet, self._cell)
        elif name == "table:table-row":
            self._sheet.repeat(self._row, self._rows)
            self._row += self._rows
        elif name == "table:table":
            self._sheet.claim(self._room)
            self._sheet = None

    def _close_cell(self, sheet: GrowingGrid, attributes: dict[str, str]) -> None:
        repeated = _count(attributes, "number-columns-repeated")
        value = _value(attributes, "\n".join(map("".join, self._paragraphs)))
        if value is not None and value != "":
            for column in range(self._column, self._column + repeated):
                sheet.put(self._row, column, value)
            if "table:number-rows-spanned" in attributes:
                sheet.merge(self._row, self._column, _count(attributes, "number-rows-spanned"))
        self._column += repeated
        self._cell, self._paragraphs = None, []


def _unusual_prefixes(attributes: dict[str, str]) -> dict[str, str]:
    """Prefixes of a document, by its first element, that are not those by which its names are known here."""
    declared = {key.removeprefix("xmlns:"): uri for key, uri in attributes.items() if key.startswith("xmlns:")}
    usual = {prefix: _NAMESPACES[uri] for prefix, uri in declared.items() if uri in _NAMESPACES}
    return {prefix: name for prefix, name in usual.items() if prefix != name}


def _usual(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, tag = name.partition(":")
    return f"{prefixes.get(prefix, prefix)}:{tag}"


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"table:{name}")
    return max(int(text), 1) if text else 1


def _value(attributes: dict[str, str], text: str) -> Cell:
    if not attributes:
        return text
    kind = attributes.get("office:value-type", "")
    formula = "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or (formula and text.startswith("#")):
        return Fault("error", text or "#N/A")
    if kind in _NUMBERS:
        return float(attributes["office:value"])
    if kind == "date":
        return _day(attributes["office:date-value"])
    if kind == "time":
        return _span(attributes["office:time-value"])
    if kind == "boolean":
        return attributes["office:boolean-value"] == "true"
    if not kind and formula and not text:
        return Fault("formula")
    return attributes.get("office:string-value", text)


def _day(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text else moment.date()


def _span(text: str) -> timedelta:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:5])
    micro = int((match[6] or "0")[:6].ljust(6, "0"))
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    return -span if match[1] else span
