"""A table to type into quickly: a key begins, Enter goes down, Tab right, Ctrl+V takes a block from Excel."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.models.text_grid import HINT_ROLE, TextGrid
from app.ui.theme import Theme

_ROW = 30
_HINTS = {"bad": ("errs", "err"), "waits": ("warns", "warn"), "none": ("alt", "")}
"""Ground and corner of a cell with a hint."""


class TypingDelegate(QStyledItemDelegate):
    """A cell that was refused or waits for a figure is tinted and has a corner, so not told by colour alone."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option
        hint = index.data(HINT_ROLE)
        ground, corner = _HINTS.get(hint, ("", ""))
        if ground:
            painter.fillRect(style.rect, self._theme.color(ground))
        super().paint(painter, option, index)
        if corner:
            painter.fillRect(style.rect.left(), style.rect.top(), 6, 6, self._theme.color(corner))


class TypingTable(QTableView):
    """``remove_asked`` carries the row that Ctrl+Delete is to take away."""

    remove_asked = Signal(int)

    def __init__(self, theme: Theme, model: TextGrid) -> None:
        super().__init__()
        self.grid = model
        self.setModel(model)
        self.setItemDelegate(TypingDelegate(theme, self))
        self.setShowGrid(True)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self._hide_names)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _hide_names(self) -> None:
        """What names a row stands at its head, in sight however far the table is scrolled."""
        for column in range(self.grid.fixed):
            self.setColumnHidden(column, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._block())
        elif key == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.remove_asked.emit(self.currentIndex().row())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTimer.singleShot(0, self, self._down)  # an open cell, which leaves Enter to the table, is kept before
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Take a block of tabs and lines at the current cell."""
        start = self.currentIndex()
        if not start.isValid() or self.grid.locked:
            return
        lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        self.grid.put(
            [
                (start.row() + down, start.column() + right, cell)
                for down, line in enumerate(lines)
                for right, cell in enumerate(line.split("\t"))
            ]
        )

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        if not self.grid.locked:
            cells = sorted((index.row(), index.column()) for index in self.selectedIndexes() if index.data())
            self.grid.put([(row, column, "") for row, column in cells])

    def _block(self) -> str:
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        rows = sorted({row for row, _ in cells})
        return "\n".join("\t".join(self.grid.rows[row][column] for at, column in cells if at == row) for row in rows)

    def _down(self) -> None:
        """To the next cell that is asked for; from one that nobody asks for just one down."""
        at = self.currentIndex()
        below = [self.grid.index(row, at.column()) for row in range(at.row() + 1, self.grid.rowCount())]
        asked = below if at.data(HINT_ROLE) == "none" else [one for one in below if one.data(HINT_ROLE) != "none"]
        if below:
            self.setCurrentIndex((asked or below)[0])
