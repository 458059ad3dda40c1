"""A streaming look into an xlsx before the reading engine sees it: size, extent, hostile XML, faulty cells."""

import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO, TypeAlias
from xml.parsers import expat

from app.domain.source import cell_name, cell_place
from app.importing.grid import Fault
from app.importing.refusal import REPORTS, Limits, Refusal, too_large
from app.importing.xlsx_quick import MAX_EXTENT, is_plain

MAX_RATIO = 200
RATIO_FROM = 1 << 20
MAX_PARTS = 5_000
_CHUNK = 1 << 16


Faults: TypeAlias = dict[tuple[int, int], Fault]
"""The faulty cells of one sheet by row and column, counted from 0."""


def look(file: IO[bytes], limits: Limits = REPORTS, *, quick: bool = False) -> dict[str, Faults]:
    """The faulty cells of an xlsx by sheet, after all checks; raises Refusal (also for a damaged archive).

    ``quick`` passes sheets whose bytes show that they hold nothing but values within the limits, without parsing them.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _check_directory(archive, limits)
            doubtful = [info for info in entries if not (quick and is_plain(archive, info, limits))]
            faults = {info.filename: found for info in doubtful if (found := _look_part(archive, info, limits))}
            return _by_sheet_name(archive, faults)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as fault:
        raise Refusal("file_damaged") from fault
    except RuntimeError as fault:  # zipfile's word for a part with a password
        raise Refusal("file_encrypted") from fault


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > limits.expanded:
        raise Refusal("file_expands", limit=str(limits.expanded // 1_000_000))
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refusal("file_encrypted")
        if is_bloated(entry):
            raise Refusal("file_expands", limit=str(limits.expanded // 1_000_000))
    names = {entry.filename for entry in entries}
    if not any(name.endswith("workbook.xml") for name in names):
        raise Refusal("file_foreign")
    return entries


def is_bloated(entry: zipfile.ZipInfo) -> bool:
    """Whether a part expands as no sheet does."""
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _look_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Faults | None:
    """Refuses a part with a DOCTYPE; reads a worksheet to its end, any other XML to its first element."""
    looker = _Looker(limits)
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            try:
                looker.feed(chunk)
            except expat.ExpatError as fault:
                if looker.is_sheet:
                    raise Refusal("file_damaged") from fault
                return None
            if looker.done:
                return None
    return looker.finish() if looker.is_sheet else None


class _Looker:
    """Follows the elements of one part. A cell counts only if something is in it."""

    def __init__(self, limits: Limits) -> None:
        self.is_sheet = self.done = False
        self._limits, self._last_row, self._last_column = limits, 0, 0
        self._faults: Faults = {}
        self._row, self._column = 0, 0
        self._error = self._formula = self._filled = self._text_result = False
        self._text: list[str] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._root
        parser.buffer_text = True

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def finish(self) -> Faults:
        self._close_cell()
        if self._last_row * self._last_column > MAX_EXTENT:
            raise too_large(limits=self._limits)
        return self._faults

    def _doctype(self, *_: object) -> None:
        raise Refusal("file_hostile")

    def _root(self, name: str, _: dict[str, str]) -> None:
        self.is_sheet = name.rpartition(" ")[2] == "worksheet"
        self.done = not self.is_sheet
        self._parser.StartElementHandler = self._element if self.is_sheet else None

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._close_cell()
            self._open_cell(attributes)
        elif tag in ("v", "is"):
            self._fill()
            if self._formula or self._error:
                self._parser.CharacterDataHandler = self._text.append
        elif tag == "f":
            self._fill()
            self._formula = True
        elif tag == "row":
            self._close_cell()
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            row, column = cell_place(reference)
            self._row, self._column = row + 1, column + 1
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
        self._parser.CharacterDataHandler = None
        if self._filled and (self._error or self._formula):
            text = "".join(self._text).strip()
            place = (self._row - 1, self._column - 1)
            if self._error:
                self._faults[place] = Fault("error", text or "#N/A")
            elif not text and not self._text_result:
                self._faults[place] = Fault("formula")
        self._error = self._formula = self._filled = self._text_result = False
        self._text.clear()


def _by_sheet_name(archive: zipfile.ZipFile, faults: dict[str, Faults]) -> dict[str, Faults]:
    """Parts by the name on the tab; a part without one keeps its own."""
    book = next(name for name in archive.namelist() if name.endswith("workbook.xml"))
    folder, _, file = book.rpartition("/")
    targets = {
        attributes["Id"]: normpath(join(folder, attributes["Target"]))
        if not attributes["Target"].startswith("/")
        else attributes["Target"][1:]
        for attributes in _elements(archive, f"{folder}/_rels/{file}.rels".lstrip("/"), "Relationship")
        if "Id" in attributes and "Target" in attributes
    }
    names: dict[str, str] = {}
    for attributes in _elements(archive, book, "sheet"):
        link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        names[targets.get(link, "")] = attributes.get("name", "")
    return {names.get(part, part): found for part, found in faults.items()}


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == tag:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(archive.read(part), True)
    except (KeyError, expat.ExpatError) as fault:
        raise Refusal("file_damaged") from fault
    yield from found
