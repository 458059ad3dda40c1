"""Draws a row of a scheme's lists: name, rule in small grey, figure at the right."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.models.scheme_list import ROW_ROLE
from app.ui.models.scheme_view import SchemeRow
from app.ui.theme import Theme

_PAD = 12
_INDENT = 16
_AMOUNT = 34
_SIGN = 20


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
        row: SchemeRow = index.data(ROW_ROLE)
        painter.save()
        chosen = self._background(painter, option)
        area = option.rect.adjusted(_PAD + _INDENT * row.depth, 0, -_PAD, 0)
        if row.sign:
            self._text(painter, area, row.sign, "text2", 13)
            area.setLeft(area.left() + _SIGN)
        name_width = self._text(painter, area, row.name, "text", 13, bold=chosen)
        if row.amount:
            self._text(painter, area, row.amount, "text", 13, right=True)
            area.setRight(area.right() - _AMOUNT)
        area.setLeft(area.left() + name_width + 8)
        self._text(painter, area, row.rule, "text2", 12, right=True)
        painter.restore()

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
