"""What the cells of an import say: each different cell is read once, however many rows and files it stands in."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from app.domain.metrics import kind_of, unit_of
from app.importing.formats import Formats
from app.importing.grid import Cell
from app.importing.labels import Label, label_of
from app.importing.periods import period_in_cell
from app.importing.plan import Period
from app.importing.values import (
    VALUE,
    Blanks,
    Reading,
    not_negative,
    read_amount,
    read_duration,
    read_number,
    read_rating,
)

T = TypeVar("T")
_MAY_BE_NEGATIVE = frozenset({"net_sales_amount"})
_REMEMBERED = 100_000


class CellReader(dict[Cell, T], Generic[T]):
    """Reads cells by a function, each different one once. Truth values are the numbers 1 and 0 as keys: ask first."""

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[cell] = self._read(cell)
        return found

    def of(self, cell: Cell) -> T:
        """What the cell says."""
        return self._read(cell) if isinstance(cell, bool) else self[cell]

    def column(self, cells: Sequence[Cell]) -> list[T]:
        """What the cells of a column say."""
        if bool in set(map(type, cells)):
            return list(map(self.of, cells))
        return list(map(self.__getitem__, cells))


class Readers:
    """The readers of an import, one for each way in which cells are read."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._figures: dict[tuple[str, bool], CellReader[Reading]] = {}

    def figures(self, metric: str, *, minutes: bool) -> CellReader[Reading]:
        """The reader of a column of the metric; ``minutes``: its bare numbers are minutes."""
        kind = _kind(metric)
        if (kind, minutes) not in self._figures:
            self._figures[kind, minutes] = CellReader(_figure_reader(kind, self._formats.blanks, minutes=minutes))
        return self._figures[kind, minutes]

    @cached_property
    def labels(self) -> CellReader[Label]:
        """The reader of cells that name a row."""
        return CellReader(lambda cell: label_of(cell, self._formats))

    def periods(self, *, month_first: bool) -> CellReader[Period | None]:
        """The reader of a column of dates."""
        return self._month_first if month_first else self._day_last

    @cached_property
    def _month_first(self) -> CellReader[Period | None]:
        return CellReader(lambda cell: period_in_cell(cell, self._formats, month_first=True))

    @cached_property
    def _day_last(self) -> CellReader[Period | None]:
        return CellReader(lambda cell: period_in_cell(cell, self._formats, month_first=False))


def _figure_reader(kind: str, blanks: Blanks, *, minutes: bool) -> Callable[[Cell], Reading]:
    match kind:
        case "s":
            return lambda cell: read_duration(cell, blanks, minutes=minutes)
        case "rating":
            return lambda cell: read_rating(cell, blanks)
        case "ratio":
            return lambda cell: not_negative(read_number(cell, blanks))
        case "people":
            return lambda cell: _whole(read_amount(cell, blanks))
        case _:
            return lambda cell: read_amount(cell, blanks, negative=kind == "net")


def _kind(metric: str) -> str:
    unit = unit_of(metric)
    if unit in ("s", "rating", "people"):
        return unit
    if unit == "ratio" or kind_of(metric) == "ratio":
        return "ratio"
    return "net" if metric in _MAY_BE_NEGATIVE else "amount"


def _whole(reading: Reading) -> Reading:
    """People are counted one by one; another number stands, and is told."""
    if reading.value is None or reading.value.denominator == 1:
        return reading
    return Reading(VALUE, reading.value, code="count_not_whole", places=reading.places)
