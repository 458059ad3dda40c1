"""Draws a row of a scheme's lists: grip, name, rule in small grey, figure at the right, a mark where it is wrong."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.editor.outline import OutlineRow
from app.ui.models.scheme_list import ROW_ROLE
from app.ui.theme import Theme

GRIP = 26
"""How far from the left (of its indent) a row is taken hold of."""
_PAD = 12
_INDENT = 16
_AMOUNT = 34
_SIGN = 21
_MARK = 14


class SchemeRowDelegate(QStyledItemDelegate):
    """Rows of ``height`` px; the selected one on ``sel`` with a 3 px bar at its left."""

    def __init__(self, theme: Theme, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: OutlineRow = index.data(ROW_ROLE)
        painter.save()
        chosen = self._background(painter, option)
        area = option.rect.adjusted(_PAD + _INDENT * row.depth, 0, -_PAD, 0)
        self._front(painter, area, row)
        area.setLeft(area.left() + _SIGN - 3)
        name_width = self._text(painter, area, row.name, "text", 13, bold=chosen)
        if row.amount:
            self._text(painter, area, row.amount, "text", 13, right=True, bold=chosen)
            area.setRight(area.right() - _AMOUNT)
        if row.state:
            mark = ("circle-alert", "err") if row.state == "error" else ("triangle-alert", "warn")
            pixmap = self._theme.pixmap(*mark, _MARK)
            painter.drawPixmap(area.right() - _MARK, area.top() + (area.height() - _MARK) // 2, pixmap)
            area.setRight(area.right() - _MARK - 8)
        area.setLeft(area.left() + name_width + 8)
        self._text(painter, area, row.rule, "text2", 12, right=True)
        painter.restore()

    def _front(self, painter: QPainter, area: QRect, row: OutlineRow) -> None:
        """The sign of a pay item, the grip of any other that can be moved."""
        if row.sign:
            self._text(painter, area, row.sign, "text2", 13)
        elif row.grip:
            pixmap = self._theme.pixmap("grip-vertical", "text3", 13)
            painter.drawPixmap(area.left() - 3, area.top() + (area.height() - 13) // 2, pixmap)

    def _background(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, self._theme.color("sel"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, self._height)), self._theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            colour = self._theme.color("soft")
            colour.setAlpha(128)
            painter.fillRect(option.rect, colour)
        return chosen

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        token: str,
        size: int,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> int:
        font = QFont(painter.font())
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)
