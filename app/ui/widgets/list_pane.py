"""A list of fixed width beside what it chooses, which takes the rest; one at a time where it is narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit import Kit
from app.ui.widgets.two_pane import TwoPane

_HANDLE = 12


class ListPane(TwoPane):
    """Like TwoPane, but the list keeps its width and the detail grows."""

    def __init__(self, kit: Kit, listed: QWidget, detail: QWidget, width: int) -> None:
        super().__init__(kit, listed, detail, 0, 0)
        self._list_width = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        rest = max(self.width() - self._list_width - _HANDLE, 1)
        self._widths = (rest, rest)
        super().resizeEvent(event)
