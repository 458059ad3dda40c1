"""A start in mid-year: the sums of everybody, and the best figures of the month before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot
from app.ui.widgets.bests_entry import BestsEntry
from app.ui.widgets.openings_entry import OpeningsEntry
from app.wording.numbers import month_text

_TABS = ("opening_sums", "opening_bests")


class OpeningDialog(Dialog):
    """Kept as it is typed and can be undone; there is nothing to save when it is closed."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        words = kit.words
        month = month_text(kit.month.month, words.texts)
        self.setWindowTitle(words("ui_settings.opening_title", month=month))
        self.sums, self.bests = OpeningsEntry(kit), BestsEntry(kit)
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.windowTitle())
        for name, sheet in zip(_TABS, (self.sums, self.bests), strict=True):
            self.tabs.addTab(words(f"ui_settings.{name}"))
            self._stack.addWidget(sheet)
            sheet.load()
        self.tabs.currentChanged.connect(self._turn)
        close = button(kit, "ui_entry.close", kind="primary")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)
        column.addLayout(foot(close))
        self.resize(960, 540)
        self.sums.table.setFocus()

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        (self.sums, self.bests)[place].table.setFocus()
