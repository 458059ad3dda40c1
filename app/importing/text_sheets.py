"""Sheets that are text: csv and tsv with commas, tabs or semicolons."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from app.domain.source import cell_name
from app.importing.grid import Grid
from app.importing.refusal import CellsLeft, Refusal

_SEPARATORS = (",", "\t", ";")
_LINES = 20


def read_delimited(text: str) -> Grid:
    """The rows of a csv or tsv. Refusal for a quote that never closes: all that follows would be one cell."""
    rows: list[tuple[str, ...]] = []
    blank = width = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    try:
        for row in reader:
            while row and not row[-1]:
                row.pop()
            if not row:
                blank += 1
                continue
            width = max(width, len(row))
            CellsLeft().take(len(rows) + blank + 1, width, cell_name(len(rows) + blank, len(row) - 1))
            rows += ((),) * blank
            rows.append(tuple(row))
            blank = 0
    except csv.Error as fault:
        raise Refusal("quotes_open", cell=f"A{len(rows) + blank + 1}") from fault
    return Grid("", tuple(rows))


def separator_of(text: str) -> str:
    """The mark that stands equally often in the most of the first lines; of such, the one that stands there more often.

    So neither the commas within amounts nor tabs behind order numbers, which no header has, are taken for it.
    """

    def worth(mark: str) -> tuple[int, int]:
        often = Counter(len(row) - 1 for row in _first_rows(text, mark) if len(row) > 1)
        return max(((lines, count) for count, lines in often.items()), default=(0, 0))

    return max(_SEPARATORS, key=worth)


def _first_rows(text: str, mark: str) -> Iterator[list[str]]:
    lines: Iterable[str] = io.StringIO(text, newline="")
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=mark)):
            if number >= _LINES:
                return
            yield row
    except csv.Error:
        return
