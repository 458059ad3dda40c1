"""The table of a scheme's rule: Tab walks the cells, Enter adds a row, Ctrl+V takes a block of a spreadsheet."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.editor.grid_delegate import GridDelegate
from app.ui.editor.grid_model import FAULT_ROLE, GridModel
from app.ui.editor.grids import pasted
from app.ui.theme import Theme
from app.ui.widgets.table import HEAD, ROW

_NUMBER, _REMOVE, _CELL, _SENTENCE = 34, 30, 82, 20


class GridView(QTableView):
    """As high as its rows; ``row_left`` comes when another row is gone to, ``paste_asked`` with the cells."""

    row_left = Signal()
    more_asked = Signal()
    remove_asked = Signal(int)
    paste_asked = Signal(object, int, int)

    def __init__(self, theme: Theme, model: GridModel) -> None:
        super().__init__()
        self._theme, self.grid = theme, model
        model.setParent(self)
        self._delegate = GridDelegate(theme, self)
        self._delegate.entered.connect(self._entered)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._look()
        self.selectionModel().currentRowChanged.connect(lambda: self.row_left.emit())
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged, model.layoutChanged):
            signal.connect(self.fit)
        theme.changed.connect(self.viewport().update)

    def _look(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setFixedHeight(HEAD)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.horizontalHeader().setSectionsClickable(False)

    def fit(self) -> None:
        """Heights of rows with a sentence below them, widths of columns, the height of it all."""
        height = HEAD
        for row in range(self.grid.rowCount()):
            fault = self.grid.index(row, 0).data(FAULT_ROLE)
            self.setRowHeight(row, ROW + (_SENTENCE if fault else 0))
            height += ROW + (_SENTENCE if fault else 0)
        self.setFixedHeight(height)
        self._fit_columns()

    def _fit_columns(self) -> None:
        count = len(self.grid.columns)
        if not count:
            return
        room = self.viewport().width() - _NUMBER - _REMOVE
        metrics = self.horizontalHeader().fontMetrics()
        widths = [max(_CELL, metrics.horizontalAdvance(head) + 18) for head in self.grid.heads[1 : count + 1]]
        if self.grid.tail is not None and widths:
            widths[0] = max(widths[0], self.fontMetrics().horizontalAdvance(self.grid.tail[0]) + 18)
        names = [at for at, unit in enumerate(self.grid.units) if unit == "text"]
        if names and not self.grid.who:
            spare = max(0, room - sum(widths) - 130)
            for at in names:
                widths[at] += spare // len(names)
        self.setColumnWidth(0, _NUMBER)
        for at, width in enumerate(widths):
            self.setColumnWidth(at + 1, width)
        self.setColumnWidth(count + 1, max(0, room - sum(widths)))
        self.setColumnWidth(count + 2, _REMOVE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        for row in range(self.grid.rowCount()):
            fault = str(self.grid.index(row, 0).data(FAULT_ROLE) or "")
            top = self.rowViewportPosition(row) + ROW
            if fault:
                painter.fillRect(0, top, self.viewport().width(), _SENTENCE - 1, self._theme.color("surface"))
                painter.drawPixmap(12, top + 3, self._theme.pixmap("circle-alert", "err", 14))
                painter.setPen(self._theme.color("err"))
                room = self.viewport().width() - 36
                shown = painter.fontMetrics().elidedText(fault, Qt.TextElideMode.ElideRight, room)
                painter.drawText(32, top, room, _SENTENCE - 1, Qt.AlignmentFlag.AlignVCenter, shown)
                painter.setPen(self._theme.pen("line"))
                painter.drawLine(0, top + _SENTENCE - 1, self.viewport().width(), top + _SENTENCE - 1)
        painter.end()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        step = {
            QAbstractItemView.CursorAction.MoveNext: 1,
            QAbstractItemView.CursorAction.MovePrevious: -1,
        }.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        row, column = self.currentIndex().row(), self.currentIndex().column() + step
        while 0 <= row < self.grid.rowCount():
            while 0 <= column < self.grid.columnCount():
                if self.grid.editable(row, column):
                    return self.grid.index(row, column)
                column += step
            row += step
            column = 0 if step > 0 else self.grid.columnCount() - 1
        return QModelIndex()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the cells, and leaves the table after the last one."""
        action = QAbstractItemView.CursorAction.MoveNext if forward else QAbstractItemView.CursorAction.MovePrevious
        following = self.moveCursor(action, Qt.KeyboardModifier.NoModifier)
        if self.currentIndex().isValid() and following.isValid():
            self.setCurrentIndex(following)
            return True
        self.row_left.emit()
        return super().focusNextPrevChild(forward)

    def edit_cell(self, row: int, column: int) -> None:
        """Go to a cell and open it."""
        self.setFocus()
        index = self.grid.index(row, column)
        self.setCurrentIndex(index)
        self.edit(index)

    def _entered(self) -> None:
        """Enter: down to the next row, below the last one a new one."""
        row, column = self.currentIndex().row(), max(1, self.currentIndex().column())
        if row + 1 < len(self.grid.cells):
            self.setCurrentIndex(self.grid.index(row + 1, column))
        else:
            self.more_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            cells = pasted(QGuiApplication.clipboard().text())
            self.paste_asked.emit(cells, max(index.row(), 0), max(index.column() - 1, 0))
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._entered()
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.remove_asked.emit(index.row())
        elif event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _as_text(self) -> str:
        count = len(self.grid.columns)
        rows = range(len(self.grid.cells))
        return "\n".join(
            "\t".join(str(self.grid.index(row, at + 1).data(Qt.ItemDataRole.EditRole)) for at in range(count))
            for row in rows
        ).replace("\u00a0", " ")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == self.grid.last + 1 and index.row() < len(self.grid.cells):
            self.remove_asked.emit(index.row())
        else:
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.row_left.emit()
        return super().event(event)
