"""The chosen agent's score: the total and a cell per item with points, a bar and the raw figure."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, label
from app.ui.widgets.calm_scroll import CalmScroll
from app.wording.facts import PayslipFacts, ScoreRow

_ALIGN = int(Qt.AlignmentFlag.AlignVCenter)
HEIGHT = 80


class ScoreCell(QWidget):
    """One item; a click, Enter or Space asks for its trace."""

    asked = Signal(str)

    def __init__(self, kit: Kit, row: ScoreRow) -> None:
        super().__init__()
        self._kit, self._row = kit, row
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(row.detail)
        self.setAccessibleName(f"{row.name} {row.points} / {row.full} {row.detail}")
        self.setMinimumWidth(max(64, self._line_width()))
        self.setFixedHeight(64)

    def sizeHint(self) -> QSize:
        return QSize(max(100, self._line_width()), 64)

    def _line_width(self) -> int:
        """Points over full marks must not be cut; the name may be elided, its whole is the tooltip."""
        return self._metrics(bold=True, text=self._points()[0]) + self._metrics(text=self._points()[1]) + 6

    def _metrics(self, *, text: str, bold: bool = False) -> int:
        font = QFont(self.font())
        font.setBold(bold)
        return QFontMetrics(font).horizontalAdvance(text)

    def _points(self) -> tuple[str, str]:
        return self._row.points, f" / {self._row.full}" if self._row.full else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width()
        self._write(painter, 0, 18, self._row.name, "text2", size=12)
        points, full = self._points()
        used = self._write(painter, 18, 19, points, "text", size=13, bold=True)
        self._write(painter, 18, 19, full, "text2", size=13, left=used)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._kit.theme.color("line"))
        painter.drawRoundedRect(QRectF(0, 40, width, 4), 2, 2)
        painter.setBrush(self._kit.theme.color("accent"))
        painter.drawRoundedRect(QRectF(0, 40, width * self._row.share, 4), 2, 2)
        self._write(painter, 46, 16, self._row.actual, "text", size=12)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._kit.theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _write(
        self,
        painter: QPainter,
        top: int,
        high: int,
        text: str,
        tint: str,
        *,
        size: int,
        bold: bool = False,
        left: int = 0,
    ) -> int:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(self._kit.theme.color(tint))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left)
        painter.drawText(left, top, self.width() - left, high, _ALIGN, shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit(self._row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(self._row.id)
        else:
            super().keyPressEvent(event)


class ScoreStrip(QFrame):
    """81 px; hidden for an agent whose scheme has no items."""

    item_asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedHeight(HEIGHT)
        self._kit = kit
        self._whose, self._total, self._full = ElidedLabel("small"), label("figure"), label("small")
        head = QWidget()
        head.setFixedWidth(84)
        left = QVBoxLayout(head)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        for widget in (self._whose, self._total, self._full):
            left.addWidget(widget)
        self._area = CalmScroll()
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(12)
        row.addWidget(head)
        row.addWidget(self._area, 1)

    def show_facts(self, facts: PayslipFacts | None) -> None:
        """Show the score of a payslip."""
        rows = [row for row in facts.score_rows if row.level == 0] if facts is not None else []
        self.setVisible(bool(rows))
        if facts is None or not rows:
            return
        words = self._kit.words
        self._whose.setText(words("ui.strip_of", name=facts.agent))
        self._total.setText(facts.score_total[2] if facts.score_total else "–")
        self._full.setText(words("ui.strip_full", full=facts.score_total[1]) if facts.score_total else "")
        body = QWidget()
        body.setObjectName("body")
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for row in rows:
            cell = ScoreCell(self._kit, row)
            cell.asked.connect(self.item_asked)
            line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(body)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """More items than fit are scrolled to; the bar stands under the cells, not over them."""
        inside = self._area.widget()
        if inside is not None:
            crowded = inside.minimumSizeHint().width() > self._area.viewport().width()
            self.setFixedHeight(HEIGHT + (10 if crowded else 0))
