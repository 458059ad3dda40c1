"""The head of a table: small grey words on ``alt``, the sorted one with a chevron beside it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from app.ui.theme import Theme

HEAD, PAD, FIRST, ARROW = 32, 8, 12, 14


class TableHead(QHeaderView):
    """Drawn here: a styled section cuts its text where it keeps room for Qt's own arrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        font = QApplication.font()  # whole: what a style brings for heads of tables is not taken
        font.setPixelSize(12)
        self.setFont(font)
        self.setFixedHeight(HEAD)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def needed(self, section: int) -> int:
        """How wide the section must be so that its words are not cut."""
        words = self.fontMetrics().horizontalAdvance(self._words(section))
        return words + PAD + (PAD if section else FIRST) + 2 + (ARROW if self._sorted(section) else 0)

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N803 - Qt's name
        return QSize(self.needed(logicalIndex), HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        painter.fillRect(rect, self._theme.color("alt"))
        painter.setPen(self._theme.pen("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        place = rect.adjusted(PAD if logicalIndex else FIRST, 0, -PAD, -1)
        painter.setFont(self.font())
        painter.setPen(self._theme.color("text2"))
        words = self._words(logicalIndex)
        align = Qt.AlignmentFlag(
            self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        )
        painter.drawText(place, int(align), words)
        if self._sorted(logicalIndex):
            self._arrow(painter, place, words, right=bool(align & Qt.AlignmentFlag.AlignRight))
        painter.restore()

    def _arrow(self, painter: QPainter, place: QRect, words: str, *, right: bool) -> None:
        width = self.fontMetrics().horizontalAdvance(words)
        left = place.right() - width - ARROW + 1 if right else place.left() + width + 2
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        icon = self._theme.pixmap("chevron-up" if up else "chevron-down", "text2", 12)
        painter.drawPixmap(left, place.center().y() - 5, icon)

    def _sorted(self, section: int) -> bool:
        return self.sortIndicatorSection() == section

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
