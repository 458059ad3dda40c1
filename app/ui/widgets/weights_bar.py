"""The bar of score items' weights: a segment per item, its weight inside, the chosen one in the accent."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.theme import Theme

HEIGHT = 20
_GAP = 1.0
_RADIUS = 3.0
_REACH = 4


class WeightsBar(QWidget):
    """Shows ``(key, name, weight)`` segments in proportion; a click asks for the item.

    A joint can be dragged: ``shifted`` gives the items left and right of it and how much weight goes to the left one,
    in whole points, with Shift in fives.
    """

    item_requested = Signal(str)
    shifted = Signal(str, str, int)
    shift_ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._segments: tuple[tuple[str, str, Fraction], ...] = ()
        self._current = ""
        self._joint, self._from = -1, 0.0
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_segments(self, segments: Sequence[tuple[str, str, Fraction]]) -> None:
        """The items outside any composite, in the scheme's order."""
        self._segments = tuple(segments)
        self.setAccessibleDescription("、".join(f"{name} {float(weight):g}" for _, name, weight in segments))
        self.update()

    def set_current(self, key: str) -> None:
        """The item that is chosen in the list, "" for none."""
        self._current = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        for (key, _, weight), rect in zip(self._segments, self._rects(), strict=True):
            current = key == self._current
            painter.fillRect(rect, self._theme.color("accent" if current else "soft"))
            text = f"{float(weight):g}"
            if painter.fontMetrics().horizontalAdvance(text) + 4 <= rect.width():
                painter.setPen(self._theme.color("on" if current else "text"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _rects(self) -> list[QRectF]:
        total = sum((weight for _, _, weight in self._segments), Fraction(0))
        if total <= 0:
            return [QRectF() for _ in self._segments]
        room = self.width() - _GAP * (len(self._segments) - 1)
        left, rects = 0.0, list[QRectF]()
        for _, _, weight in self._segments:
            width = room * float(weight / total)
            rects.append(QRectF(left, 0, width, HEIGHT))
            left += width + _GAP
        return rects

    def _at(self, point: QPoint) -> int:
        for index, rect in enumerate(self._rects()):
            if rect.contains(point):
                return index
        return -1

    def _joint_at(self, x: float) -> int:
        """The joint right of that segment, −1 where there is none."""
        rects = self._rects()[:-1]
        return next((at for at, rect in enumerate(rects) if abs(rect.right() + _GAP / 2 - x) <= _REACH), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._joint, self._from = self._joint_at(event.position().x()), event.position().x()
        index = self._at(event.position().toPoint())
        if self._joint < 0 and index >= 0:
            self.item_requested.emit(self._segments[index][0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._joint < 0:
            on = self._joint_at(x) >= 0
            self.setCursor(Qt.CursorShape.SplitHCursor if on else Qt.CursorShape.ArrowCursor)
            return
        total = float(sum((weight for _, _, weight in self._segments), Fraction(0)))
        step = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        width = total and self.width() / total * step
        steps = int((x - self._from) / width) if width else 0
        left, right = self._segments[self._joint], self._segments[self._joint + 1]
        if steps and left[2] + steps * step > 0 and right[2] - steps * step > 0:
            self._from += steps * width
            self.shifted.emit(left[0], right[0], steps * step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._joint >= 0:
            self._joint = -1
            self.shift_ended.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._at(event.pos())
            if index >= 0:
                _, name, weight = self._segments[index]
                QToolTip.showText(event.globalPos(), f"{name} {float(weight):g}", self)
                return True
        return super().event(event)
