"""The cells of columns → readings; a cell that stands in many rows and files is read once."""

from collections.abc import Callable

from app.domain.metrics import Kind, kind_of, unit_of
from app.importing.grid import Cell
from app.importing.values import BAD, Blanks, Reading, read_amount, read_duration, read_number, read_rating

_MAY_BE_NEGATIVE = frozenset({"net_sales_amount"})
_REMEMBERED = 100_000


class CellReader(dict[Cell, Reading]):
    """Reads cells by a function, each different one once. Truth values are the numbers 1 and 0 as keys: ask first."""

    def __init__(self, read: Callable[[Cell], Reading]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> Reading:
        if len(self) > _REMEMBERED:
            self.clear()
        reading = self[cell] = self._read(cell)
        return reading

    def reading(self, cell: Cell) -> Reading:
        """What the cell says."""
        return self._read(cell) if isinstance(cell, bool) else self[cell]


class Readers:
    """The readers of an import, one for each way in which cells are read."""

    def __init__(self, blanks: Blanks) -> None:
        self._blanks = blanks
        self._readers: dict[tuple[str, bool], CellReader] = {}

    def reader(self, metric: str, *, minutes: bool) -> CellReader:
        """The reader of a column of the metric; ``minutes``: its bare numbers are minutes."""
        kind = _kind(metric)
        if (kind, minutes) not in self._readers:
            self._readers[kind, minutes] = CellReader(self._read(kind, minutes=minutes))
        return self._readers[kind, minutes]

    def _read(self, kind: str, *, minutes: bool) -> Callable[[Cell], Reading]:
        blanks = self._blanks
        match kind:
            case "s":
                return lambda cell: read_duration(cell, blanks, minutes=minutes)
            case "rating":
                return lambda cell: read_rating(cell, blanks)
            case "ratio":
                return lambda cell: _not_negative(read_number(cell, blanks))
            case _:
                return lambda cell: read_amount(cell, blanks, negative=kind == "net")


def _kind(metric: str) -> str:
    unit = unit_of(metric)
    if unit in ("s", "rating"):
        return unit
    return (
        "ratio"
        if unit == "ratio" or kind_of(metric) is Kind.RATIO
        else "net"
        if metric in _MAY_BE_NEGATIVE
        else "amount"
    )


def _not_negative(reading: Reading) -> Reading:
    negative = reading.value is not None and reading.value < 0
    return Reading(BAD, code="negative") if negative else reading
