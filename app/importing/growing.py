"""A sheet while one of our own readers fills it: cells at true places, nothing kept for blank ones."""

from collections.abc import Iterable

from app.domain.source import cell_name
from app.importing.grid import Cell, Grid, Span
from app.importing.refusal import MARKUP, MAX_COLUMNS, MAX_ROWS, CellsLeft, too_large


class GrowingGrid:
    """Takes cells in any order; places count from 0. Blank cells and rows may be as many as they like."""

    def __init__(self, sheet: str = "", *, shown: bool = True) -> None:
        self.sheet, self.shown = sheet, shown
        self.filled = 0
        self._width = 0
        self._rows: list[list[Cell]] = []
        self._spans: list[Span] = []
        self._hidden: list[int] = []

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Sets a cell; Refusal for one with something in it that stands too far out, or is one too many."""
        if cell is None or cell == "":
            return
        if row >= len(self._rows) or column >= self._width:
            self._grow(row, column)
        cells = self._rows[row]
        if column == len(cells):
            cells.append(cell)
        else:
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = cell
        self.filled += 1

    def _grow(self, row: int, column: int) -> None:
        """Room for a cell that stands further down or right than any before."""
        rows, self._width = self._rows, max(self._width, column + 1)
        if row >= MAX_ROWS or column >= MAX_COLUMNS or max(len(rows), row + 1) * self._width > MARKUP.cells:
            raise too_large(cell_name(row, column), MARKUP)
        while len(rows) <= row:
            rows.append([])

    def merge(self, row: int, column: int, rows: int) -> None:
        """Says that a cell is merged down over so many rows, itself included."""
        if rows > 1 and row < MAX_ROWS and column < MAX_COLUMNS:
            self._spans.append((column, row, min(row + rows, MAX_ROWS) - 1))

    def hide(self, row: int, rows: int = 1) -> None:
        """Says that so many rows from this one are hidden."""
        self._hidden += range(row, min(row + rows, MAX_ROWS))

    def repeat(self, row: int, times: int) -> None:
        """Writes a row out so many times, the first included; a blank one stays blank."""
        cells = self._rows[row] if row < len(self._rows) else []
        if not cells or times == 1:
            return
        if row + times > MAX_ROWS or (row + times) * self._width > MARKUP.cells:
            raise too_large(cell_name(row + times - 1, len(cells) - 1), MARKUP)
        self._rows += [cells] * (times - 1)
        self.filled += len(cells) * (times - 1)

    def claim(self, room: CellsLeft) -> None:
        """Takes the room of a sheet that is complete."""
        if self._rows:
            room.take(len(self._rows), self._width, cell_name(len(self._rows) - 1, self._width - 1))

    def grid(self) -> Grid:
        """The sheet as it was filled."""
        return Grid(self.sheet, tuple(map(tuple, self._rows)), tuple(self._spans), tuple(self._hidden))


def grids_of(sheets: Iterable[GrowingGrid]) -> tuple[list[Grid], bool]:
    """The visible sheets, and whether there are hidden ones."""
    every = list(sheets)
    shown = [sheet.grid() for sheet in every if sheet.shown]
    return shown, len(shown) < len(every)
