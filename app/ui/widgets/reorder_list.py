"""A list whose rows are moved among their like: by the grip with the mouse, by Alt+↑ and Alt+↓ with the keys."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView

from app.ui.editor.document import Path
from app.ui.models.scheme_list import SchemeList
from app.ui.theme import Theme
from app.ui.widgets.scheme_row import GRIP, SchemeRowDelegate


class ReorderList(QListView):
    """``moved`` gives the path of a row and the place it goes to among its like; ``remove_asked`` is Delete."""

    moved = Signal(object, int)
    remove_asked = Signal(object)

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self.rows = SchemeList()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(SchemeRowDelegate(theme, height, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._held: Path | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._held = self.rows.row_at(index.row()).path if self._on_grip(index, event) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if index.isValid():
                self._drag_to(self.rows.row_at(index.row()).path)
            return
        self.setCursor(
            QCursor(Qt.CursorShape.OpenHandCursor if self._on_grip(index, event) else Qt.CursorShape.ArrowCursor)
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None and row.grip and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._drag_to((*row.path[:-1], int(row.path[-1]) + step), row.path)
        elif row is not None and row.grip and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit(row.path)
        else:
            super().keyPressEvent(event)

    def _on_grip(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if not index.isValid():
            return False
        row = self.rows.row_at(index.row())
        return row.grip and event.position().x() < GRIP + 16 * row.depth

    def _drag_to(self, to: Path, held: Path | None = None) -> None:
        start = held or self._held
        if start is None or to == start or to[:-1] != start[:-1]:
            return
        if not any(self.rows.row_at(at).path == to for at in range(self.rows.rowCount())):
            return
        if self._held is not None:
            self._held = to
        self.moved.emit(start, int(to[-1]))
