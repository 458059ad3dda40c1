"""What the owner's own sheets share: header row, columns by declared names, rows as fields, and whose row it is."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec

from app.domain.accounts import folded, normal_name
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error
from app.domain.source import Source
from app.importing.formats import Formats, load_formats
from app.importing.grid import FAULT_CODES, Cell, Grid, is_blank, where
from app.importing.layouts import SEARCHED_ROWS
from app.importing.values import BAD, Reading, header_key, read_amount, read_day, read_id, read_number
from app.importing.workbook import read_workbook

_SHOWN_HEADERS = 12


class OpenSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet whose header was found: declared fields by column from 0, and the ``extra`` headers."""

    file: str
    sha256: str
    grid: Grid
    first: int
    columns: dict[str, int]
    extra: dict[int, str]


def open_sheet(path: Path, declared: dict[str, tuple[str, ...]], required: Iterable[tuple[str, ...]]) -> OpenSheet:
    """Reads a file and finds the row with the most declared headers.

    ``required`` lists groups of fields of which one must be there. Raises JixinError, also for an unreadable file.
    """
    book = read_workbook(path)
    candidates = [
        _opened(book.file, book.sha256, grid, row, declared)
        for grid in book.sheets
        for row in range(min(SEARCHED_ROWS, len(grid.rows)))
    ]
    best = max(candidates, key=lambda sheet: len(sheet.columns))
    missing = [group for group in required if not set(group) & set(best.columns)]
    if missing:
        sought = "、".join("/".join(declared[field][0] for field in group) for group in missing)
        texts = [text for cells in best.grid.rows[:1] for text in map(_text, cells) if text]
        found = "、".join([*_headers_of(best, declared)] or texts[:_SHOWN_HEADERS]) or "-"
        raise JixinError(error("columns_missing", file=book.file, sheet=best.grid.sheet, sought=sought, found=found))
    return best


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _headers_of(sheet: OpenSheet, declared: dict[str, tuple[str, ...]]) -> list[str]:
    return [*(declared[field][0] for field in sheet.columns), *sheet.extra.values()] if sheet.columns else []


def _opened(file: str, sha256: str, grid: Grid, row: int, declared: dict[str, tuple[str, ...]]) -> OpenSheet:
    texts = [grid.text(row, column) for column in range(len(grid.rows[row]))]
    keys = list(map(header_key, texts))
    columns: dict[str, int] = {}
    for field, spellings in declared.items():
        found = next((keys.index(key) for key in map(header_key, spellings) if key in keys), None)
        if found is not None and found not in columns.values():
            columns[field] = found
    taken = set(columns.values())
    extra = {index: text for index, text in enumerate(texts) if text and index not in taken}
    return OpenSheet(file=file, sha256=sha256, grid=grid, first=row + 1, columns=columns, extra=extra)


class FieldReader:
    """Reads the fields of an open sheet row by row and gathers what is wrong with them."""

    def __init__(self, sheet: OpenSheet, formats: Formats | None = None) -> None:
        self._sheet = sheet
        self._formats = formats or load_formats()
        self._problems: list[Problem] = []
        self._noted: set[tuple[str, str]] = set()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems so far, each with file and sheet."""
        return tuple(self._problems)

    def add(self, problem: Problem) -> None:
        """Notes a problem of this sheet; the same fault of a cell once."""
        if problem.cell and (problem.code, problem.cell) in self._noted:
            return
        self._noted.add((problem.code, problem.cell))
        self._problems.append(msgspec.structs.replace(problem, file=self._sheet.file, sheet=self._sheet.grid.sheet))

    def rows(self) -> Iterator[int]:
        """The rows of people: not blank, not the header again, not a sum."""
        grid, columns = self._sheet.grid, self._sheet.columns
        named = [columns[field] for field in ("number", "name") if field in columns]
        for row in range(self._sheet.first, len(grid.rows)):
            texts = [grid.text(row, column) for column in named]
            labels = (self._formats.summaries.get(folded(text).casefold()) for text in texts)
            if all(map(is_blank, grid.rows[row])) or any(labels):
                continue
            if [header_key(text) for text in texts] == [self._header(column) for column in named]:
                continue
            yield row

    def _header(self, column: int) -> str:
        return header_key(self._sheet.grid.text(self._sheet.first - 1, column))

    def has(self, field: str) -> bool:
        """Whether the sheet has the column."""
        return field in self._sheet.columns

    def cell(self, row: int, field: str) -> str:
        """Address of the field's cell, "" without the column."""
        return where(row, self._sheet.columns[field]) if field in self._sheet.columns else ""

    def source(self, row: int, column: int) -> Source:
        """The cell as a source; the import's id is not known yet."""
        return Source(0, (where(row, column),))

    def text(self, row: int, field: str) -> str:
        """The field as trimmed text; a faulty cell is a problem."""
        if field not in self._sheet.columns:
            return ""
        self._check_fault(row, field)
        return self._sheet.grid.text(row, self._sheet.columns[field]).strip()

    def _check_fault(self, row: int, field: str) -> None:
        column = self._sheet.columns[field]
        reading = read_number(self.at(row, column), self._formats.blanks)
        if reading.code in FAULT_CODES:
            self._bad(reading.code, row, column)

    def id(self, row: int, field: str) -> str:
        """A number of a person, card or phone; one that Excel damaged is a problem."""
        if field not in self._sheet.columns:
            return ""
        column = self._sheet.columns[field]
        text, code = read_id(self._sheet.grid.at(row, column))
        if code:
            self._bad(code, row, column)
        return text

    def day(self, row: int, field: str) -> date | None:
        """A day in any spelling; None for an empty cell, a problem for anything else."""
        if field not in self._sheet.columns:
            return None
        column = self._sheet.columns[field]
        cell = self._sheet.grid.at(row, column)
        found = read_day(cell)
        if found is None and folded(self._sheet.grid.text(row, column)).casefold() not in self._formats.blanks.missing:
            code = read_number(cell, self._formats.blanks).code
            self._bad(code if code in FAULT_CODES else "bad_date", row, column)
        return found

    def number(self, row: int, field: str, *, negative: bool = False) -> Fraction | None:
        """A plain number; None for an empty cell, a problem for text (and for a minus where none belongs)."""
        if field not in self._sheet.columns:
            return None
        column = self._sheet.columns[field]
        return self.checked(read_amount(self.at(row, column), self._formats.blanks, negative=negative), row, column)

    def at(self, row: int, column: int) -> Cell:
        """The raw cell."""
        return self._sheet.grid.at(row, column)

    def checked(self, reading: Reading, row: int, column: int) -> Fraction | None:
        """The reading's value, its fault noted as a problem of that cell."""
        if reading.state == BAD:
            self._bad(reading.code, row, column)
        return reading.value

    def _bad(self, code: str, row: int, column: int) -> None:
        header = self._sheet.grid.text(self._sheet.first - 1, column)
        value = self._sheet.grid.text(row, column)
        self.add(error(code, cell=where(row, column), header=header, value=value))


class People:
    """Finds the agent that a row names by 工号, or by a 姓名 that only one has."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._by_number: dict[str, Agent] = {}
        self._by_name: dict[str, list[Agent]] = {}
        for agent in agents:
            self._by_number[normal_name(agent.number)] = agent
            self._by_name.setdefault(normal_name(agent.name), []).append(agent)

    def whose(self, reader: FieldReader, row: int) -> str:
        """The agent's number, or "" with a problem noted."""
        number, name = reader.id(row, "number"), reader.text(row, "name")
        if number:
            return self._numbered(reader, row, number, name)
        place = reader.cell(row, "name") or reader.cell(row, "number")
        if not name:
            reader.add(error("person_missing", cell=place, row=str(row + 1)))
            return ""
        named = self._by_name.get(normal_name(name), [])
        if len(named) == 1:
            return named[0].number
        if named:
            numbers = "、".join(agent.number for agent in named)
            reader.add(error("name_of_several", cell=place, name=name, numbers=numbers))
        else:
            reader.add(error("unknown_person", cell=place, person=name))
        return ""

    def _numbered(self, reader: FieldReader, row: int, number: str, name: str) -> str:
        place = reader.cell(row, "number")
        agent = self._by_number.get(normal_name(number))
        if agent is None:
            reader.add(error("unknown_person", cell=place, person=number))
            return ""
        others = self._by_name.get(normal_name(name), []) if name else []
        if others and agent not in others:
            reader.add(
                error("number_and_name", cell=place, number=number, name=name, owner=agent.name, other=others[0].number)
            )
            return ""
        return agent.number
