"""Paints and edits the cells of a scheme's table; what is typed is told with every key."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.editor.grid_model import ORIGIN_ROLE, GridModel
from app.ui.editor.plain_edit import PlainEdit
from app.ui.theme import Theme
from app.ui.widgets.table import ROW, RowDelegate


class GridDelegate(RowDelegate):
    """A row is 30 px high; a sentence about it stands below, painted by the view. ``entered`` is Enter in a cell."""

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = PlainEdit(parent)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        editor.setAlignment(Qt.AlignmentFlag(int(align)))
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head))
        editor.textEdited.connect(lambda: self.commitData.emit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """What the person is typing is left alone while it says what the table has; an undo is shown."""
        grid = index.model()
        if isinstance(editor, QLineEdit) and isinstance(grid, GridModel) and not grid.reads_as(index, editor.text()):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or "").replace("\u00a0", " "))
            editor.selectAll()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Every key is taken over at once; closing the editor takes over nothing more."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            editor.setModified(False)
            super().setModelData(editor, model, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(QRect(rect.left(), rect.top(), rect.width(), ROW))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            if isinstance(watched, QWidget):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        rect.setHeight(min(rect.height(), ROW))
        origin = str(index.data(ORIGIN_ROLE) or "")
        if not origin:
            super().paint(painter, option, index)
            return
        width = min(option.fontMetrics.horizontalAdvance(origin) + 12, rect.width())  # pyright: ignore[reportAttributeAccessIssue]
        right = QRect(rect.right() - width, rect.top(), width + 1, rect.height())
        painter.fillRect(right, self._theme.color("infos"))
        painter.save()
        painter.setPen(self._theme.color("info"))
        shown = painter.fontMetrics().elidedText(origin, Qt.TextElideMode.ElideRight, right.width() - 8)
        painter.drawText(
            right.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown
        )
        painter.setPen(self._theme.pen("line"))
        painter.drawLine(right.bottomLeft(), right.bottomRight())
        painter.restore()
        rect.setRight(right.left() - 1)
        super().paint(painter, option, index)
