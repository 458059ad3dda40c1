"""A row of buttons that gives way: what does not fit goes into a menu, from the left, the last one stays."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.kit import Kit
from app.ui.widgets.basics import icon_button

_SPACING = 8


class ButtonRow(QWidget):
    """Buttons that are hidden by their page stay hidden; those that do not fit are in the ``ellipsis`` menu."""

    def __init__(self, kit: Kit, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._wanted = dict.fromkeys(buttons, True)
        self._fitting = False
        self.more = icon_button(kit, "ui.pay_more", "ellipsis")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.addStretch()
        row.addWidget(self.more)
        for button in buttons:
            row.addWidget(button)
            button.installEventFilter(self)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit)

    def minimumSizeHint(self) -> QSize:
        last = next((button for button in reversed(self._buttons) if self._wanted[button]), None)
        return QSize((last.sizeHint().width() if last else 0) + 38, 34)

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() + _SPACING for button in self._buttons if self._wanted[button]]
        return QSize(max(0, sum(widths) - _SPACING), 34)

    def want(self, button: QPushButton, *, wanted: bool) -> None:
        """Have a button or not; one that stands in the menu just now would not notice that it is hidden."""
        if self._wanted[button] != wanted:
            self._wanted[button] = wanted
            self._fitting = True
            button.setVisible(wanted)
            self._fitting = False
            self._changed()

    def fit(self) -> None:
        """Show as many of the wanted buttons as there is room for."""
        self._fitting = True
        wanted = [button for button in self._buttons if self._wanted[button]]
        room = self.width()
        total = sum(button.sizeHint().width() + _SPACING for button in wanted) - _SPACING
        away: list[QPushButton] = []
        while total > room and len(wanted) - len(away) > 1:
            button = wanted[len(away)]
            total -= button.sizeHint().width() + _SPACING
            if not away:
                total += 30 + _SPACING
            away.append(button)
        for button in self._buttons:
            button.setVisible(self._wanted[button] and button not in away)
        self.more.setVisible(bool(away))
        self._fill(away)
        self._fitting = False

    def _fill(self, away: list[QPushButton]) -> None:
        self._menu.clear()
        for button in away:
            if menu := button.menu():
                action = self._menu.addMenu(menu)
            else:
                action = QAction(self._menu)
                action.triggered.connect(button.click)
                self._menu.addAction(action)
            action.setText(button.text())
            action.setEnabled(button.isEnabled())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that hides, renames or disables a button makes the row fit anew."""
        kinds = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if not self._fitting and isinstance(watched, QPushButton):
            if event.type() in kinds:
                self._wanted[watched] = event.type() == QEvent.Type.ShowToParent
                self._changed()
            elif event.type() in (QEvent.Type.EnabledChange, QEvent.Type.LanguageChange):
                self._changed()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self.updateGeometry()
        self._later.start(0)
