"""List and detail side by side; one at a time, with a way back, where the window is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.basics import button

NARROW = 940
"""Page width below which there is one column (a window of less than 1000 px)."""


class TwoPane(QWidget):
    """``main`` takes what is left beside ``side``. When narrow, ``open_side`` turns to the side, Esc back."""

    def __init__(self, kit: Kit, main: QWidget, side: QWidget, side_width: int, wide_side: int) -> None:
        super().__init__()
        self._main, self._widths = main, (side_width, wide_side)
        self.narrow = False
        self._back = button(kit, "ui.pane_back", icon="arrow-left", kind="link")
        self._back.clicked.connect(self.close_side)
        self._side = QWidget()
        self._splitter, self._stack = QSplitter(), QStackedWidget()
        column = QVBoxLayout(self)  # outside first: what is inside is styled anew whenever its place changes
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        column.addWidget(self._stack)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        for widget in (main, self._side):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(side, 1)
        self._back.hide()
        self._stack.hide()
        self._sized = 0
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_side)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)

    def open_side(self) -> None:
        """Show the detail where only one of the two is seen."""
        if self.narrow:
            self._stack.setCurrentWidget(self._side)

    def close_side(self) -> None:
        """Back to the list where only one of the two is seen."""
        if self.narrow:
            self._stack.setCurrentWidget(self._main)
            self._main.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        if (width < NARROW) != self.narrow:
            self._turn(narrow=width < NARROW)
        wanted = self._widths[width >= 1440]
        if not self.narrow and wanted != self._sized:
            self._sized = wanted
            self._splitter.setSizes([width - wanted - 12, wanted])

    def _turn(self, *, narrow: bool) -> None:
        self.narrow = narrow
        self._escape.setEnabled(narrow)
        for widget in (self._main, self._side):
            if narrow:
                self._stack.addWidget(widget)
            else:
                self._splitter.addWidget(widget)
                widget.show()
        self._stack.setVisible(narrow)
        self._splitter.setVisible(not narrow)
        self._back.setVisible(narrow)
        self._sized = 0
        if narrow:
            self._stack.setCurrentWidget(self._main)
