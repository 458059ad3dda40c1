"""The cells of a scheme's table as an editable model; the last row may be what holds below all others."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.ui.editor.grids import Cells, GridColumn
from app.ui.editor.typed import kept, shown
from app.ui.models.rows import FILL_ROLE, TINT_ROLE

Index = QModelIndex | QPersistentModelIndex
FAULT_ROLE = Qt.ItemDataRole.UserRole + 31
ORIGIN_ROLE = Qt.ItemDataRole.UserRole + 32
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


class GridModel(QAbstractTableModel):
    """Number of the row, its cells, who stands there; ``typed`` comes after a cell was changed by the person."""

    typed = Signal()
    tail_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[GridColumn, ...] = ()
        self.heads: tuple[str, ...] = ()
        self.units: tuple[str, ...] = ()
        self.cells: Cells = []
        self.tail: tuple[str, str] | None = None
        self.who: tuple[str, ...] = ()
        self.origins: Sequence[str] = ()
        self.faults: Mapping[int, tuple[str, frozenset[int]]] = {}
        self.hints: Mapping[int, str] = {}
        self.names: Mapping[str, str] = {}

    def set_columns(self, columns: Sequence[GridColumn], heads: Sequence[str], units: Sequence[str]) -> None:
        """Heads are those of number, cells and who."""
        self.beginResetModel()
        self.columns, self.heads, self.units = tuple(columns), tuple(heads), tuple(units)
        self.endResetModel()

    def set_cells(self, cells: Cells, tail: tuple[str, str] | None) -> None:
        """Show other rows; where their number stays, so does an open editor."""
        if len(cells) == len(self.cells) and (tail is None) == (self.tail is None):
            self.cells, self.tail = [list(row) for row in cells], tail
            self.repaint()
            return
        self.beginResetModel()
        self.cells, self.tail = [list(row) for row in cells], tail
        self.endResetModel()

    def say(
        self,
        who: Sequence[str],
        origins: Sequence[str],
        faults: Mapping[int, tuple[str, frozenset[int]]],
        hints: Mapping[int, str],
    ) -> None:
        """Who stands in each row, what it was before, its fault with the cells it is in; empty cells' meaning."""
        self.who, self.origins, self.faults, self.hints = tuple(who), tuple(origins), dict(faults), dict(hints)
        self.repaint()

    def repaint(self) -> None:
        """Every cell may look different."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    @property
    def last(self) -> int:
        """The column of who stands there, right of the cells."""
        return len(self.columns) + 1

    def editable(self, row: int, column: int) -> bool:
        """Whether something can be typed there; of the last row only the figure."""
        if not 1 <= column <= len(self.columns):
            return False
        return row < len(self.cells) or (self.tail is not None and column == len(self.columns))

    def add_row(self, at: int) -> None:
        """A new, empty row."""
        self.beginInsertRows(QModelIndex(), at, at)
        self.cells.insert(at, [None if column.optional else "" for column in self.columns])
        self.endInsertRows()
        self.typed.emit()

    def remove_row(self, at: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.cells[at]
        self.endRemoveRows()
        self.typed.emit()

    def order(self, cells: Cells) -> None:
        """The same rows in another order; what is current stays with its row."""
        if cells == self.cells:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = {id(row): at for at, row in enumerate(cells)}
        moved = [
            self.index(places[id(self.cells[one.row()])] if one.row() < len(self.cells) else one.row(), one.column())
            for one in old
        ]
        self.cells = list(cells)
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()
        self.typed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.cells) + (self.tail is not None)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns) + 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if self.editable(index.row(), index.column()) else plain

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return self._align(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(row, column, editing=role == Qt.ItemDataRole.EditRole)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._align(column)
            case _ if role == FILL_ROLE:
                return self._fill(row, column)
            case _ if role == TINT_ROLE:
                return self._tint(row, column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.faults[row][0] if row in self.faults else None
            case _ if role == FAULT_ROLE:
                return self.faults[row][0] if row in self.faults else ""
            case _ if role == ORIGIN_ROLE:
                return self.origins[row] if column == self.last and row < len(self.origins) else ""
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not self.editable(row, column):
            return False
        if row == len(self.cells):
            self.tail_typed.emit(kept(str(value), self.units[-1]))
            return True
        cell = self.read(str(value), column - 1)
        if cell == self.cells[row][column - 1] or self._same(row, column, str(value)):
            return True
        self.cells[row][column - 1] = cell
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True

    def reads_as(self, index: Index, text: str) -> bool:
        """Whether a text in a cell says what the cell has; an empty one has to be filled when it is opened."""
        row, column = index.row(), index.column() - 1
        raw = (self.tail or ("", ""))[1] if row == len(self.cells) else self.cells[row][column]
        return bool(text) and self.read(text, column) == raw

    def read(self, text: str, column: int) -> str | None:
        """What is kept of a typed cell."""
        unit, spec = self.units[column], self.columns[column]
        if not text.strip():
            return None if spec.optional else ""
        return self.names.get(text.strip(), text.strip()) if unit == "text" else kept(text, unit)

    def _same(self, row: int, column: int, text: str) -> bool:
        """Whether the cell still reads the same: its spelling is kept."""
        return text == self._text(row, column, editing=True)

    def _text(self, row: int, column: int, *, editing: bool) -> str:
        if column == 0:
            return str(row + 1)
        if column == self.last:
            return self.who[row] if row < len(self.who) else ""
        if column > self.last:
            return "×" if row < len(self.cells) else ""
        if row == len(self.cells):
            label, raw = self.tail or ("", "")
            return shown(raw, self.units[-1]) if column == len(self.columns) else label if column == 1 else ""
        raw = self.cells[row][column - 1]
        if raw is None and not editing:
            return self.hints.get(column - 1, "")
        unit = self.units[column - 1]
        return self._word(raw or "") if unit == "text" else shown(raw, unit)

    def _word(self, kept: str) -> str:
        return next((word for word, one in self.names.items() if one == kept), kept)

    def _align(self, column: int) -> int:
        if column == 0 or column > self.last:
            return _CENTER
        return _LEFT if column == self.last or self.units[column - 1] == "text" else _RIGHT

    def _fill(self, row: int, column: int) -> str:
        if row in self.faults and column - 1 in self.faults[row][1]:
            return "errs"
        return "infos" if row < len(self.origins) and self.origins[row] else ""

    def _tint(self, row: int, column: int) -> str:
        if row in self.faults and column - 1 in self.faults[row][1]:
            return "err"
        quiet = column in (0, self.last, self.last + 1) or (row == len(self.cells) and column == 1)
        hint = row < len(self.cells) and 1 <= column <= len(self.columns) and self.cells[row][column - 1] is None
        return "text2" if quiet or hint else "text"
