"""A model of cells that are typed into: texts in rows, several of which may be changed at once by pasting."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.ui.models.rows import Index

HINT_ROLE = Qt.ItemDataRole.UserRole + 1
"""``bad``: refused, to be typed anew; ``waits`` for a figure, ``none`` where nobody asks for one, else ""."""

_FIGURE = re.compile(r"[+−-]?[\d.,]+ ?%?")
_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""Where a figure stands in its cell, as in a sheet."""

Change = tuple[int, int, str]
"""Row, column, text."""


class TextGrid(QAbstractTableModel):
    """``changed`` carries what was typed, pasted or cleared. The first ``fixed`` columns name the row."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        self._rows: list[list[str]] = []
        self._wanted: frozenset[tuple[int, int]] = frozenset()
        self._refused: dict[tuple[int, int], str] = {}
        self.fixed, self.locked, self.grows = 0, False, False

    def show_cells(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        wanted: frozenset[tuple[int, int]] = frozenset(),
    ) -> bool:
        """Show other cells; whether they are other rows or columns than before.

        A model that ``grows`` has an empty row at its end. In the same rows and columns only what differs is told, so
        that a cell being typed into stays open. ``wanted`` are the cells in which a figure is asked for.
        """
        texts = [list(row) for row in rows]
        if self.grows:
            texts.append([""] * len(heads))
        if tuple(heads) == self._heads and len(texts) == len(self._rows):
            self._wanted = wanted
            self._take_over(texts)
            return False
        self.beginResetModel()
        self._heads, self._rows, self._wanted = tuple(heads), texts, wanted
        self._refused.clear()
        self.endResetModel()
        return True

    def _take_over(self, wanted: list[list[str]]) -> None:
        for row, texts in enumerate(wanted):
            for column, text in enumerate(texts):
                if self._rows[row][column] != text and (row, column) not in self._refused:
                    self._rows[row][column] = text
                    at = self.index(row, column)
                    self.dataChanged.emit(at, at)

    def refuse(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Cells whose text was not kept, with the reason; they stay as they are until something else is typed."""
        self._refused |= cells
        for row, column in cells:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    @property
    def reasons(self) -> list[str]:
        """Why texts were refused that still stand there, each reason once."""
        return list(dict.fromkeys(self._refused.values()))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Every row, with the empty one at the end."""
        return tuple(tuple(row) for row in self._rows)

    def put(self, changes: Sequence[Change]) -> None:
        """Change cells together, rows are added where the model grows; what is outside is left out."""
        for row, _, _ in changes:
            while self.grows and row >= len(self._rows) - 1:
                self._grow()
        inside = [
            (row, column, text.strip())
            for row, column, text in changes
            if row < len(self._rows) and self.fixed <= column < len(self._heads)
        ]
        for row, column, text in inside:
            self._rows[row][column] = text
            self._refused.pop((row, column), None)
            at = self.index(row, column)
            self.dataChanged.emit(at, at)
        if inside:
            self.changed.emit(inside)

    def remove(self, row: int) -> None:
        """Take a row away."""
        if 0 <= row < len(self._rows) - 1:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self._refused.clear()
            self.endRemoveRows()
            self.changed.emit([])

    def _grow(self) -> None:
        at = len(self._rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.append([""] * len(self._heads))
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._refused.get((index.row(), index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self.fixed:
            return _FIGURES if _FIGURE.fullmatch(self._rows[index.row()][index.column()]) else None
        return self._hint(index.row(), index.column()) if role == HINT_ROLE else None

    def _hint(self, row: int, column: int) -> str:
        if (row, column) in self._refused:
            return "bad"
        if not self._wanted or column < self.fixed or self._rows[row][column]:
            return ""
        return "waits" if (row, column) in self._wanted else "none"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self.locked:
            return False
        text = str(value).strip()
        if text != self._rows[index.row()][index.column()]:
            self.put([(index.row(), index.column(), text)])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() >= self.fixed and not self.locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._heads[section] if section < len(self._heads) else None
        return " ".join(self._rows[section][: self.fixed]) if self.fixed else str(section + 1)
