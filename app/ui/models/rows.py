"""A table model over frozen rows: columns are declared, it filters and sorts its own list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

TINT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Token of the text's colour, "" for the usual one."""
FILL_ROLE = Qt.ItemDataRole.UserRole + 2
"""Token of the cell's ground, "" for none."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""(icon, token) drawn before the text, or None."""
BOLD_ROLE = Qt.ItemDataRole.UserRole + 4
VALUE_ROLE = Qt.ItemDataRole.UserRole + 5
"""What the cell is sorted by."""
COPY_ROLE = Qt.ItemDataRole.UserRole + 6
"""What the cell is on the clipboard: plain numbers, without signs for thousands."""

END_ROLE = Qt.ItemDataRole.UserRole + 7
"""Whether a text without room is cut at its end, not in its middle."""

_VALUE = itemgetter(0)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: what a cell says, sorts by and looks like. ``drop`` > 0: hidden when narrow, the highest first.

    ``fixed``: as wide as what stands in it, also where there is room to spare. ``end``: a sentence, cut at its end
    where there is no room.
    """

    id: str
    head: str
    text: Callable[[R], str]
    value: Callable[[R], Any] | None = None
    copy: Callable[[R], str] | None = None
    tint: Callable[[R], str] | None = None
    fill: Callable[[R], str] | None = None
    icon: Callable[[R], tuple[str, str] | None] | None = None
    tip: Callable[[R], str] | None = None
    right: bool = False
    bold: bool = False
    elide: bool = False
    drop: int = 0
    fixed: bool = False
    end: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows under declared columns; shows those that pass the filter, in the order last sorted by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = ()
        self._all: tuple[R, ...] = ()
        self._passed: list[R] = []
        self._shown: list[R] = []
        self._accepts: Callable[[R], bool] | None = None
        self._order: tuple[int, bool] | None = None

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns, or the same ones in another language."""
        self.beginResetModel()
        sorted_by = self.columns[self._order[0]].id if self._order is not None else ""
        places = {column.id: at for at, column in enumerate(columns)}
        self._order = (places[sorted_by], self._order[1]) if self._order and sorted_by in places else None
        self.columns = tuple(columns)
        self._arrange()
        self.endResetModel()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, filtered and sorted as before."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._arrange()
        self.endResetModel()

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only rows that ``accepts`` lets pass; None shows all."""
        self.beginResetModel()
        self._accepts = accepts
        self._arrange()
        self.endResetModel()

    @property
    def order(self) -> tuple[int, bool] | None:
        """(column, descending) that the rows are sorted by, None as they came."""
        return self._order

    @property
    def all_rows(self) -> tuple[R, ...]:
        """Every row, also those that the filter keeps back."""
        return self._all

    @property
    def shown_rows(self) -> tuple[R, ...]:
        """The rows shown, in the order shown."""
        return tuple(self._shown)

    def row_at(self, index: Index) -> R | None:
        """The row of an index, None for no index."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        return None if row is None else cell_data(self.columns[index.column()], row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order is Qt.SortOrder.DescendingOrder
        wanted = (column, descending) if 0 <= column < len(self.columns) else None
        if wanted == self._order:
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        rows = [(self._shown[index.row()], index.column()) for index in kept]
        self._order = wanted
        self._put_in_order()
        places = {id(row): place for place, row in enumerate(self._shown)}
        self.changePersistentIndexList(kept, [self.index(places[id(row)], at) for row, at in rows])
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        accepts = self._accepts
        self._passed = [row for row in self._all if accepts is None or accepts(row)]
        self._put_in_order()

    def _put_in_order(self) -> None:
        self._shown = self._passed
        if self._order is not None and self._order[0] < len(self.columns):
            column, descending = self._order
            value = self.columns[column].value or self.columns[column].text
            values = [(value(row), row) for row in self._passed]
            known = sorted((each for each in values if each[0] is not None), key=_VALUE, reverse=descending)
            self._shown = [row for _, row in known] + [row for found, row in values if found is None]


def cell_data(column: Column[R], row: R, role: int) -> Any:
    """What the model says of one cell."""
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        case Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        case Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) or None if column.tip else None
        case _:
            return _own_data(column, row, role)


def _own_data(column: Column[R], row: R, role: int) -> Any:
    match role:
        case r if r == VALUE_ROLE:
            answer = column.value or column.text
        case r if r == COPY_ROLE:
            answer = column.copy or column.text
        case r if r == BOLD_ROLE:
            return column.bold
        case r if r == END_ROLE:
            return column.end
        case _:
            answer = {TINT_ROLE: column.tint, FILL_ROLE: column.fill, ICON_ROLE: column.icon}.get(role)
    return answer(row) if answer else None
