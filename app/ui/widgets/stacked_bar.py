"""A bar of 10 px made of parts in proportion, each in its colour of the charts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme


class StackedBar(QWidget):
    """A part below 0 has no room in the bar; the legend beside it tells its amount."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[tuple[str, int], ...] = ()
        self.setFixedHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_parts(self, parts: Sequence[tuple[str, int]]) -> None:
        """(token of the colour, amount) from left to right."""
        self._parts = tuple((token, max(amount, 0)) for token, amount in parts)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        total = sum(amount for _, amount in self._parts)
        if not total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setClipPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        left, before = 0.0, 0
        for token, amount in self._parts:
            before += amount
            right = self.width() * before / total
            painter.fillRect(QRectF(left, 0, max(right - left - 1, 0), self.height()), self._theme.color(token))
            left = right
