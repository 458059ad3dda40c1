"""The rows of a scheme's items or pay items as a list model."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.editor.outline import OutlineRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The OutlineRow itself."""


class SchemeList(QAbstractListModel):
    """One row an item; the whole row is under ``ROW_ROLE``."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[OutlineRow, ...] = ()

    def set_rows(self, rows: tuple[OutlineRow, ...]) -> None:
        """Show these rows; where the same parts stand in the same places, what is current stays so."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row with the key, −1 if there is none."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def row_at(self, at: int) -> OutlineRow:
        """The row itself."""
        return self._rows[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return "　".join(part for part in (row.name, row.rule, row.amount) if part)
            case _ if role == ROW_ROLE:
                return row
            case _:
                return None
