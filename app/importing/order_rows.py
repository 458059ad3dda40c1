"""The rows of an export → its columns as exact values, and what is wrong with single cells."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from app.domain.accounts import folded
from app.domain.problem import Problem, error
from app.importing.formats import Formats
from app.importing.grid import Cell, cell_text, is_blank, where
from app.importing.order_cells import (
    Amounts,
    Bad,
    Cells,
    Days,
    Numbers,
    count_reader,
    plain_numbers,
    without_truth_values,
)
from app.importing.order_table import OrderTable
from app.importing.stopping import look_up
from app.importing.values import header_key

T = TypeVar("T")
H = TypeVar("H")

MOST_TOLD = 20
"""How many faulty cells of one column and kind are listed one by one; the rest is counted."""


class RowReader:
    """Reads columns of one table; blank rows, sums and a header that stands there again are no rows.

    A cell that is not what its column holds is None, with a problem noted.
    """

    def __init__(self, table: OrderTable, formats: Formats) -> None:
        self.table, self._formats = table, formats
        self._told: Counter[tuple[str, str]] = Counter()
        self._faulty: set[tuple[str, int]] = set()
        self._problems: list[Problem] = []
        self.rows = self._kept_rows()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems so far; of many alike the first ones, and how many more there are."""
        more = [
            error("more_faulty_cells", header=self._header(field), count=str(count - MOST_TOLD), like=code)
            for (code, field), count in self._told.items()
            if count > MOST_TOLD
        ]
        return (*self._problems, *more)

    def _kept_rows(self) -> Sequence[int]:
        numbers = self._cells("number")
        self._plain = plain_numbers(numbers)
        odd = set[Cell]() if self._plain else {cell for cell in set(numbers) if self._is_no_number(cell)}
        if not odd:
            return range(len(numbers))
        columns = list(self.table.columns.values())
        self.rows = range(len(numbers))
        for row, cell in enumerate(numbers):
            if is_blank(cell) and not all(is_blank(column[row]) for column in columns):
                self.tell("order_number_missing", "number", row)
        return [row for row, cell in enumerate(numbers) if cell not in odd]

    def _is_no_number(self, cell: Cell) -> bool:
        if is_blank(cell):
            return True
        if not isinstance(cell, str):
            return False
        title = header_key(self._header("number"))
        return header_key(cell) == title or folded(cell).casefold() in self._formats.summaries

    def has(self, field: str) -> bool:
        """Whether the file has the field."""
        return field in self.table.head.places

    def _header(self, field: str) -> str:
        return self.table.head.header(field)

    def _cells(self, field: str) -> list[Cell]:
        return without_truth_values(self.table.cells(field) or [])

    def _kept(self, cells: list[Cell]) -> list[Cell]:
        return cells if len(self.rows) == len(cells) else [cells[row] for row in self.rows]

    def column(self, field: str, cells: Cells[T]) -> list[T | None]:
        """The field in each row."""
        if not self.has(field):
            return [None] * len(self.rows)
        return self._checked(field, cells, self._kept(self._cells(field)))

    def _checked(self, field: str, reader: Cells[T], cells: Iterable[Cell]) -> list[T | None]:
        look_up()
        found = reader.column(cells)
        if not reader.any_bad:
            return found  # type: ignore[return-value] - nothing bad is among them
        checked: list[T | None] = []
        for index, value in enumerate(found):
            if isinstance(value, Bad):
                self.tell(value.code, field, index)
                checked.append(None)
            else:
                checked.append(value)
        return checked

    def numbers(self, field: str) -> list[str | None]:
        """Numbers of orders or refunds."""
        return [*self._plain] if field == "number" and self._plain else self.column(field, Numbers())

    def amounts(self, field: str) -> list[int | None]:
        """Amounts in fen."""
        return self.column(field, Amounts(self._formats.blanks))

    def counts(self, field: str) -> list[int | None]:
        """Whole counts."""
        return self.column(field, Cells(count_reader(self._formats.blanks)))

    def days(self, field: str) -> list[date | None]:
        """Moments as their days."""
        return self.column(field, Days(self._formats.blanks))

    def days_else(self, days: list[date | None], field: str, counts: Iterable[bool | None]) -> list[date | None]:
        """The days, and where a row that counts has none, the day of another field."""
        if None not in days:
            return days
        wanted = {row for row, (day, counted) in enumerate(zip(days, counts, strict=True)) if counted and day is None}
        if not wanted or not self.has(field):
            return days
        cells = self._kept(self._cells(field))
        asked = (cell if row in wanted else None for row, cell in enumerate(cells))
        others = self._checked(field, Days(self._formats.blanks), asked)
        return [day or other for day, other in zip(days, others, strict=True)]

    def texts(self, column: int) -> list[str]:
        """The column's cells as text."""
        look_up()
        cells = self._kept(self.table.columns[column])
        return [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]

    def must(self, code: str, field: str, values: Sequence[object], counts: Iterable[bool | None]) -> None:
        """A problem for each row that counts and has no value."""
        if None not in values:
            return
        for index, (value, counted) in enumerate(zip(values, counts, strict=False)):
            if counted and value is None:
                self.tell(code, field, index)

    def tell(self, code: str, field: str, index: int, **params: str) -> None:
        """Notes a fault of a cell, given the index of its row among those that are read; a cell is told once."""
        if (field, index) in self._faulty:
            return
        self._faulty.add((field, index))
        self._told[code, field] += 1
        if self._told[code, field] > MOST_TOLD:
            return
        column = self.table.head.places[field][0]
        value = cell_text(self.table.columns[column][self.rows[index]])[:40]
        params = {"header": self._header(field), "value": value, "row": str(self.sheet_row(index)), **params}
        self._problems.append(error(code, cell=self.cell(index, field), **params))

    def note(self, problem: Problem) -> None:
        """Notes what is no fault of one cell."""
        self._problems.append(problem)

    def cell(self, index: int, field: str) -> str:
        """Address of the field in a row that is read."""
        return where(self.sheet_row(index) - 1, self.table.head.places[field][0])

    def sheet_row(self, index: int) -> int:
        """The sheet row, counted from 1, of a row that is read."""
        return self.table.first + self.rows[index] + 1

    def sheet_rows(self) -> Iterable[int]:
        """The sheet rows, counted from 1, of all rows that are read."""
        start = self.table.first + 1
        return (start + row for row in self.rows)


class Once(Generic[H]):
    """Keeps the first of several rows with one key: equal ones count once, different ones are a fault."""

    def __init__(self, reader: RowReader, field: str, code: str) -> None:
        self._reader, self._field, self._code = reader, field, code
        self._first: dict[str, tuple[int, H]] = {}
        self.again: list[int] = []

    def is_new(self, key: str, index: int, says: H) -> bool:
        """Whether the key is met for the first time; a row that says otherwise than the first is told."""
        first, said = self._first.setdefault(key, (index, says))
        if first == index:
            return True
        if said != says:
            self._reader.tell(self._code, self._field, index, first=self._reader.cell(first, self._field))
        self.again.append(index)
        return False
