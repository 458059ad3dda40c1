"""Excel 2003 XML, which some exports still call xls: worksheets of rows of typed cells."""

from xml.parsers import expat

from app.importing.grid import Cell, Fault, Grid
from app.importing.refusal import MAX_COLUMNS, MAX_ROWS, Refusal, too_large

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def is_spreadsheet_xml(head: bytes) -> bool:
    """Whether the beginning of a file says that it is one."""
    return _NAMESPACE.encode() in head


def read_spreadsheet_xml(data: bytes) -> list[Grid]:
    """The worksheets; Refusal for a DOCTYPE, for too much, and for XML that does not hold together."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as fault:
        raise Refusal("file_damaged") from fault
    return reader.sheets


def _refuse(*_: object) -> None:
    raise Refusal("file_hostile")


class _Reader:
    """Follows the elements; a row or cell may say its own number from 1 and so leave others out."""

    def __init__(self) -> None:
        self.sheets: list[Grid] = []
        self._rows: list[list[Cell]] = []
        self._name, self._type, self._formula, self._merged = "", "", False, 0
        self._data: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        index = attributes.get(f"{_NAMESPACE} Index")
        if tag == "Worksheet":
            self._name, self._rows = attributes.get(f"{_NAMESPACE} Name", ""), []
        elif tag == "Row":
            for _ in range(_missing(len(self._rows), index, MAX_ROWS) + 1):
                self._rows.append([])
        elif tag == "Cell" and self._rows:
            self._rows[-1].extend([None] * _missing(len(self._rows[-1]), index, MAX_COLUMNS))
            self._formula = f"{_NAMESPACE} Formula" in attributes
            self._rows[-1].append(Fault("formula") if self._formula else None)
            self._merged = min(int(attributes.get(f"{_NAMESPACE} MergeAcross", 0)), MAX_COLUMNS)
        elif tag == "Data":
            self._type, self._data = attributes.get(f"{_NAMESPACE} Type", "String"), []

    def text(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "Data" and self._data is not None:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1] = _cell(self._type, "".join(self._data), formula=self._formula)
            self._data = None
        elif tag == "Cell" and self._rows:
            self._rows[-1].extend([None] * self._merged)
        elif tag == "Worksheet":
            self.sheets.append(Grid(self._name, tuple(map(tuple, self._rows))))


def _missing(filled: int, index: str | None, limit: int) -> int:
    """How many were left out before the next one."""
    wanted = int(index) - 1 if index else filled
    if max(wanted, filled) >= limit:
        raise too_large()
    return max(wanted - filled, 0)


def _cell(kind: str, text: str, *, formula: bool) -> Cell:
    if kind == "Error":
        return Fault("error", text)
    if kind == "Number":
        return float(text) if text.strip() else (Fault("formula") if formula else None)
    if kind == "Boolean":
        return text.strip() == "1"
    return text.partition("T")[0] if kind == "DateTime" else text
