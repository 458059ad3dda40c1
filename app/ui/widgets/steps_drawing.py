"""The drawing of the start page: sheet → scheme → payslip, with one invented agent's real sums."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import Kit

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WIDTH, _HEIGHT = 760, 125
_CARDS = (QRectF(0.5, 0.5, 206, 124), QRectF(281.5, 0.5, 196, 124), QRectF(552.5, 0.5, 206, 124))
_GRID = (0.5, 84.5, 145.5, 206.5)


class StepsDrawing(QWidget):
    """760 × 125, scaled down where there is less room."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(560)
        kit.theme.changed.connect(self.update)
        kit.words.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.width() < _WIDTH:
            painter.scale(self.width() / _WIDTH, self.width() / _WIDTH)
        for card, key in zip(_CARDS, ("sheet", "scheme", "payslip"), strict=True):
            self._card(painter, card, self._kit.words(f"ui.draw_{key}"))
        for left in (223.0, 494.0):
            self._arrow(painter, left)
        self._sheet(painter)
        self._scheme(painter)
        self._payslip(painter)

    def _pen(self, painter: QPainter, token: str, *, size: int = 12, bold: bool = False) -> None:
        painter.setPen(QPen(self._kit.theme.color(token), 1))
        font = painter.font()
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)

    def _card(self, painter: QPainter, card: QRectF, title: str) -> None:
        theme = self._kit.theme
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(card, 6, 6)
        head = QRectF(card.left() + 1, card.top() + 1, card.width() - 2, 24)
        painter.fillRect(head, theme.color("alt"))
        line = card.top() + 26
        painter.drawLine(QPointF(card.left(), line), QPointF(card.right(), line))
        self._pen(painter, "text2")
        painter.drawText(head.adjusted(11, 0, 0, 0), _LEFT, title)

    def _arrow(self, painter: QPainter, left: float) -> None:
        painter.setPen(QPen(self._kit.theme.color("accent"), 1.6))
        tip = QPointF(left + 42, 63)
        painter.drawLine(QPointF(left, 63), tip)
        painter.drawLine(tip, tip + QPointF(-6, -6))
        painter.drawLine(tip, tip + QPointF(-6, 6))

    def _sheet(self, painter: QPainter) -> None:
        words, theme = self._kit.words, self._kit.theme
        rows = (
            (words("ui.draw_nick"), words("ui.draw_paid"), words("ui.draw_inquiries")),
            (words("ui.draw_name_1"), "417", "1,200"),
            (words("ui.draw_name_2"), "371", "1,164"),
            (words("ui.draw_name_3"), "448", "1,088"),
        )
        painter.setPen(QPen(theme.color("line"), 1))
        for at in range(1, 4):
            painter.drawLine(QPointF(0, 26.5 + 24 * at), QPointF(206, 26.5 + 24 * at))
        for left in _GRID[1:3]:
            painter.drawLine(QPointF(left, 27), QPointF(left, 124))
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(theme.color("soft"))
        painter.drawRect(QRectF(_GRID[1], 50.5, _GRID[2] - _GRID[1], 24))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = QRectF(_GRID[place], 26 + 24 * at, _GRID[place + 1] - _GRID[place], 24).adjusted(
                    2 if place else 11, 0, -8, 0
                )
                self._pen(painter, "text" if at else "text2", bold=at == 1 and place == 1)
                painter.drawText(cell, _RIGHT if place else _LEFT, text)

    def _scheme(self, painter: QPainter) -> None:
        words = self._kit.words
        rows = (
            (words("ui.draw_rate"), "34.75 %", "text"),
            (words("ui.draw_tier"), words("ui.draw_tier_rate"), "text"),
            ("102,415.20 × 3.5 %", "3,584.53", "accent"),
        )
        for at, (text, figure, token) in enumerate(rows):
            row = QRectF(281, 31 + 24 * at, 196, 24).adjusted(12, 0, -12, 0)
            self._pen(painter, "text")
            painter.drawText(row, _LEFT, text)
            self._pen(painter, token, bold=True)
            painter.drawText(row, _RIGHT, figure)
        self._pen(painter, "text2", size=11)
        painter.drawText(QRectF(293, 102, 180, 20), _LEFT, words("ui.draw_why"))

    def _payslip(self, painter: QPainter) -> None:
        words = self._kit.words
        rows = (
            (words("ui.draw_base"), "2,500.00", "text"),
            (words("ui.draw_performance"), "1,795.00", "text"),
            (words("ui.draw_commission"), "3,584.53", "accent"),
        )
        for at, (text, figure, tint) in enumerate(rows):
            row = QRectF(552, 33 + 20 * at, 207, 20).adjusted(12, 0, -12, 0)
            self._pen(painter, tint)
            painter.drawText(row, _LEFT, text)
            self._pen(painter, tint, bold=tint == "accent")
            painter.drawText(row, _RIGHT, figure)
        painter.setPen(QPen(self._kit.theme.color("line"), 1))
        painter.drawLine(QPointF(564, 96.5), QPointF(747, 96.5))
        row = QRectF(552, 99, 207, 22).adjusted(12, 0, -12, 0)
        self._pen(painter, "text", size=13, bold=True)
        painter.drawText(row, _LEFT, words("ui.draw_net"))
        painter.drawText(row, _RIGHT, "¥7,879.53")
