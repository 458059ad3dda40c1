"""The steps of a wizard: done with a tick, now filled, later hollow, thin joins between."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme

_MARK, _GAP, _JOIN, _SHORT, _SPACE = 20, 6, 26, 8, 8


class StepBar(QWidget):
    """Shows where a wizard stands. A click on a done step (or ← and Enter) asks to go back to it."""

    step_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.current, self._join, self._named = 0, _JOIN, True
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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
        self.updateGeometry()
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_width(self._row(_JOIN, named=True)), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(_width(self._row(_SHORT, named=False)), 24)

    def _places(self) -> list[QRect]:
        """The rectangle of each step, mark and name, at the right end of the bar."""
        row, room = self._row(self._join, named=self._named), self.width()
        return [place.translated(max(0, room - _width(row)), 0) for place in row]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all, the joins get shorter, then only the step that is being done is named."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ways = ((_JOIN, True), (_SHORT, True), (_SHORT, False))
        fitting = (way for way in ways if _width(self._row(way[0], named=way[1])) <= self.width())
        self._join, self._named = next(fitting, ways[-1])

    def _row(self, join: int, *, named: bool) -> list[QRect]:
        """The steps from the left, with joins of that length; else only the present one is named."""
        bold = self.font()
        bold.setBold(True)
        places: list[QRect] = []
        left = 0
        for at, name in enumerate(self._names):
            text = _GAP + QFontMetrics(bold).horizontalAdvance(name) if named or at == self.current else 0
            places.append(QRect(left, 2, _MARK + text, _MARK))
            left += _MARK + text + join + 2 * _SPACE
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
                painter.drawLine(start, place.center().y(), start + self._join, place.center().y())

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
        if not (self._named or now):
            return
        painter.setPen(theme.color("text" if now else "text2"))
        painter.drawText(place.adjusted(_MARK + _GAP, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._names[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._step_at(event)
        if at is not None:
            self.step_asked.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._step_at(event)
        self.setCursor(Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if over is None or self._named else self._names[over])

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


def _width(row: Sequence[QRect]) -> int:
    return row[-1].right() + 1 if row else 0
