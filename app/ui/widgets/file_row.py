"""Draws a file of an import: name over its kind, at the right a tick or how many places need a look."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.models.file_list import FILE_ROLE, FileRow
from app.ui.theme import Theme

HEIGHT = 51
_PAD = 12
_ICON = 15
_BADGE = {"error": ("errs", "err"), "warn": ("warns", "warn"), "left_out": ("alt", "text2")}


class FileRowDelegate(QStyledItemDelegate):
    """Two lines, 51 px; the chosen file on ``sel``."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: FileRow = index.data(FILE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, self._theme.color("sel"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        area = option.rect.adjusted(_PAD, 7, -_PAD, -7)
        area.setRight(area.right() - self._state(painter, area, row) - 8)
        self._line(painter, area, row.name, "text", bold=chosen, top=True)
        self._line(painter, area, row.fact, "text2", bold=False, top=False)
        painter.restore()

    def _state(self, painter: QPainter, area: QRect, row: FileRow) -> int:
        """Draw the tick or the badge; its width."""
        if not row.badge:
            icon = self._theme.icon("circle-check", "ok", _ICON)
            icon.paint(painter, QRect(area.right() - _ICON + 1, area.center().y() - _ICON // 2, _ICON, _ICON))
            return _ICON
        fill, ink = _BADGE[row.state]
        self._font(painter, 12, bold=False)
        width = painter.fontMetrics().horizontalAdvance(row.badge) + 16
        pill = QRectF(area.right() - width + 1, area.center().y() - 9.5, width, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(fill))
        painter.drawRoundedRect(pill, 10, 10)
        painter.setPen(self._theme.color(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, row.badge)
        return width

    def _line(self, painter: QPainter, area: QRect, text: str, token: str, *, bold: bool, top: bool) -> None:
        self._font(painter, 13 if bold or top else 12, bold=bold)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | side, shown)

    def _font(self, painter: QPainter, size: int, *, bold: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
