"""The rail at the left: one button per page, the chosen one with a bar and bold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from app.ui.kit import Kit
from app.ui.widgets.basics import repolish

NARROW, USUAL, WIDE = 52, 124, 148


class RailButton(QToolButton):
    """Icon and name of a page; the accent bar is painted here because a QSS border bends at the radius."""

    def __init__(self, kit: Kit, name: str, icon: str, shortcut: str) -> None:
        super().__init__()
        self._theme = kit.theme
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._kit, self._icon = kit, icon
        for setter in ("setText", "setAccessibleName", "setToolTip"):
            kit.words.put(self, f"ui.nav_{name}", setter)
        self.setShortcut(shortcut)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Icon and name, or the icon alone."""
        icon_only, both = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(icon_only if narrow else both)
        self._kit.theme.put_icon(self, self._icon, "text2", 18, "accent", 0 if narrow else 7)
        self.setProperty(
            "narrow", str(narrow).lower()
        )  # on the button: what stands in the sheet for a parent is not seen
        repolish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.fillRect(0, (self.height() - 18) // 2, 3, 18, self._theme.color("accent"))


class Rail(QFrame):
    """``page_asked`` names the page whose button was pressed."""

    page_asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._narrow = False
        self.setFixedWidth(USUAL)
        self._kit = kit
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._shown = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch()

    def add(self, name: str, icon: str, shortcut: str, *, last: bool = False) -> None:
        """A button for a page; the ``last`` one stands at the bottom."""
        button = RailButton(self._kit, name, icon, shortcut)
        button.clicked.connect(lambda: self._ask(name))
        self._group.addButton(button)
        self._buttons[name] = button
        if last:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(len(self._buttons) - 1, button)

    def _ask(self, name: str) -> None:
        """The open page stays marked until the other one is really shown: leaving it may be asked about."""
        if self._shown:
            self.choose(self._shown)
        self.page_asked.emit(name)

    def choose(self, name: str) -> None:
        """Show which page is open."""
        self._shown = name
        self._buttons[name].setChecked(True)

    def fit(self, window_width: int) -> None:
        """As wide as the window allows; below 1200 px only icons with tooltips."""
        narrow = window_width < 1200
        self.setFixedWidth(NARROW if narrow else WIDE if window_width >= 1600 else USUAL)
        if self._narrow != narrow:
            self._narrow = narrow
            for button in self._buttons.values():
                button.set_narrow(narrow=narrow)
