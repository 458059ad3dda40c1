"""A pill: a short state with an icon on a tinted ground."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme

_KINDS = {
    "plain": ("window", "text2", "line"),
    "ok": ("oks", "ok", ""),
    "warn": ("warns", "warn", ""),
    "err": ("errs", "err", ""),
    "prov": ("provs", "prov", ""),
    "info": ("infos", "info", ""),
    "seal": ("surface", "seal", "seal"),
}


class Pill(QWidget):
    """22 px high; kind plain, ok, warn, err, prov, info or seal."""

    def __init__(self, theme: Theme, kind: str = "plain") -> None:
        super().__init__()
        self._theme, self._kind, self._icon, self._text = theme, kind, "", ""
        font = QFont(self.font())
        font.setPixelSize(12)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, kind: str, icon: str = "") -> None:
        """Show another state."""
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        icon = 17 if self._icon else 0
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + icon + 18, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink, border = _KINDS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.pen(border) if border else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10.5, 10.5)
        room = self.rect().adjusted(9, 0, -9, 0)
        if self._icon:
            painter.drawPixmap(room.left(), (self.height() - 13) // 2, self._theme.pixmap(self._icon, ink, 13))
            room.setLeft(room.left() + 17)
        painter.setPen(self._theme.color(ink))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._text)
