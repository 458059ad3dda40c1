"""The rows of a scheme's items or pay items as a list model."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.models.scheme_view import SchemeRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The SchemeRow itself."""


class SchemeList(QAbstractListModel):
    """One row an item; the whole row is under ``ROW_ROLE``."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SchemeRow, ...] = ()

    def set_rows(self, rows: tuple[SchemeRow, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row with the key, −1 if there is none."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

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
