"""The mark in front of a step: done, waiting, the number of the one to do now, or of a later one."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme

_ICONS = {"done": ("circle-check", "ok"), "wait": ("clock-fading", "prov")}


class StepMark(QWidget):
    """20 × 20; the state is told in words beside it, never by the mark alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._state, self._number = theme, "later", 0
        self.setFixedSize(20, 20)
        theme.changed.connect(self.update)

    def say(self, state: str, number: int) -> None:
        """done, wait, now or later, and which step it is."""
        self._state, self._number = state, number
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state in _ICONS:
            name, tint = _ICONS[self._state]
            painter.drawPixmap(0, 0, self._theme.pixmap(name, tint, 20))
            return
        now = self._state == "now"
        painter.setPen(Qt.PenStyle.NoPen if now else self._theme.pen("line2"))
        painter.setBrush(self._theme.color("accent") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        font = painter.font()
        font.setPixelSize(12)
        font.setBold(now)
        painter.setFont(font)
        painter.setPen(self._theme.color("on" if now else "text2"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))
