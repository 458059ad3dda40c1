"""The steps of a wizard: done with a tick, now filled, later hollow, thin joins between."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme

_MARK, _GAP, _JOIN, _SPACE = 20, 6, 26, 8


class StepBar(QWidget):
    """Shows where a wizard stands. A click on a done step (or ← and Enter) asks to go back to it."""

    step_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def set_steps(self, names: Sequence[str]) -> None:
        """Name the steps."""
        self._names = tuple(names)
        self.updateGeometry()
        self.set_current(self.current)

    def set_current(self, step: int) -> None:
        """The step that is being done, from 0; ``len(names)`` when all are done."""
        self.current = step
        if step < len(self._names):
            self.setAccessibleName(f"{step + 1}/{len(self._names)} {self._names[step]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._places()[-1].right() + 1 if self._names else 0, 24)

    def _places(self) -> list[QRect]:
        """The rectangle of each step, mark and name."""
        bold = self.font()
        bold.setBold(True)
        places: list[QRect] = []
        left = 0
        for name in self._names:
            width = _MARK + _GAP + QFontMetrics(bold).horizontalAdvance(name)
            places.append(QRect(left, 2, width, _MARK))
            left += width + _JOIN + 2 * _SPACE
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        for at, place in enumerate(places):
            self._mark(painter, at, place)
            if at + 1 < len(places):
                painter.setPen(self._theme.pen("line2"))
                start = place.right() + 1 + _SPACE
                painter.drawLine(start, place.center().y(), start + _JOIN, place.center().y())

    def _mark(self, painter: QPainter, at: int, place: QRect) -> None:
        done, now = at < self.current, at == self.current
        theme = self._theme
        circle = QRectF(place.left(), place.top(), _MARK, _MARK).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.color("accent" if now else "soft") if now or done else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen if now or done else theme.pen("line2"))
        painter.drawEllipse(circle)
        font = self.font()
        font.setBold(now)
        painter.setFont(font)
        if done:
            painter.drawPixmap(place.left() + 4, place.top() + 4, theme.pixmap("check", "accent", 12))
        else:
            painter.setPen(theme.color("on" if now else "text2"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(at + 1))
        painter.setPen(theme.color("text" if now else "text2"))
        painter.drawText(place.adjusted(_MARK + _GAP, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._names[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._step_at(event)
        if at is not None:
            self.step_asked.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._step_at(event) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left and self.current > 0:
            self.step_asked.emit(self.current - 1)
        else:
            super().keyPressEvent(event)

    def _step_at(self, event: QMouseEvent) -> int | None:
        point = event.position().toPoint()
        for at, place in enumerate(self._places()):
            if at < self.current and place.contains(point):
                return at
        return None
