"""The first letter of a name, in the place of a picture."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit import Kit


class Avatar(QWidget):
    """The first letter of a name on a soft disc."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._theme, self._letter = kit.theme, ""
        self.setFixedSize(34, 34)

    def say(self, name: str) -> None:
        """Whose it is."""
        self._letter = name[:1]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("soft"))
        painter.drawEllipse(QRectF(self.rect()))
        font = painter.font()
        font.setPixelSize(14)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._letter)
