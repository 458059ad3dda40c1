"""Three panes side by side; where the window is narrower the third, then all but one, become tabs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.two_pane import NARROW

THREE = 1040
"""Page width from which all three have room (a window of 1200 px)."""


class ThreePane(QWidget):
    """``panes`` are left, middle and right; ``keys`` name their tabs.

    One of them ``grows`` (0, 1 or 2), ``widths`` are those of the others.
    """

    def __init__(
        self,
        kit: Kit,
        panes: tuple[QWidget, QWidget, QWidget],
        keys: Sequence[str],
        widths: tuple[int, int],
        grows: int = 1,
    ) -> None:
        super().__init__()
        self._grows = grows
        self._kit, self._panes, self._keys, self._widths = kit, panes, tuple(keys), widths
        self._shown = 0
        self.tabs, self._stack, self._split = QTabBar(), QStackedWidget(), QSplitter()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._split.setHandleWidth(12)
        self._split.setChildrenCollapsible(False)
        self._group = QWidget()
        inside = QVBoxLayout(self._group)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        kit.words.changed.connect(self._name_tabs)
        self._turn(3)

    def show_pane(self, at: int) -> None:
        """Turn to a pane (0 left, 1 middle, 2 right) where it is a tab."""
        place = self._stack.indexOf(self._panes[at])
        if place >= 0:
            self.tabs.setCurrentIndex(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        wanted = 3 if width >= THREE else 2 if width >= NARROW else 1
        if wanted != self._shown:
            self._turn(wanted)

    def _turn(self, shown: int) -> None:
        """Show 3, 2 or 1 panes at a time."""
        self._shown = shown
        chosen = self._stack.currentWidget()
        beside = self._panes[: shown if shown == 3 else shown - 1]
        tabbed = () if shown == 3 else self._panes[len(beside) :]
        self._group.hide()
        for widget in beside:
            self._split.addWidget(widget)
            widget.show()
        self._split.addWidget(self._group)
        for widget in tabbed:
            self._stack.addWidget(widget)
        self._name_tabs()
        self._group.setVisible(bool(tabbed))
        kept = chosen if chosen in tabbed else self._panes[1]
        if tabbed:
            self.show_pane(self._panes.index(kept))
        first, second = self._widths
        room = max(self.width() - first - second - 24, 100)
        wide = [first, second]
        wide.insert(self._grows, room)
        sizes = {3: [*wide, 0], 2: [wide[0], wide[1] + wide[2], 0], 1: [1, 0]}
        self._split.setSizes(sizes[shown])
        for at in range(self._split.count()):
            grows = self._split.widget(at) in (self._panes[self._grows], self._group)
            self._split.setStretchFactor(at, 1 if grows else 0)

    def _name_tabs(self) -> None:
        current = max(self.tabs.currentIndex(), 0)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for at in range(self._stack.count()):
            key = self._keys[self._panes.index(self._stack.widget(at))]
            self.tabs.addTab(self._kit.words(key))
        self.tabs.setCurrentIndex(min(current, self.tabs.count() - 1))
