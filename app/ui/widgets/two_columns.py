"""Two parts side by side, or one below the other where the page is narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.widgets.two_pane import NARROW


class TwoColumns(QWidget):
    """Widths in the proportion of ``shares``; what is right stands below where there is no room beside."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int]) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for widget, share in ((left, shares[0]), (right, shares[1])):
            self._row.addWidget(widget, share)

    def hasHeightForWidth(self) -> bool:
        """Wrapped sentences in the cards must not make the page taller than the window."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
