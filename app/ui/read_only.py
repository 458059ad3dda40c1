"""What changes the book is off while the book can only be read; whoever turns it on meanwhile is remembered."""

from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.month_context import MonthContext

Thing: TypeAlias = QWidget | QAction | QShortcut


def only_to_edit(month: MonthContext, *things: Thing) -> None:
    """Buttons, fields, actions and keys that only make sense where the book can be changed."""
    for thing in things:
        _Guard(month, thing)


class _Guard(QObject):
    """Stands over one widget or action for as long as it lives."""

    def __init__(self, month: MonthContext, thing: Thing) -> None:
        super().__init__(thing)
        self._month, self._thing = month, thing
        self._wanted = self._on()
        self._held = False
        if isinstance(thing, QAction):
            thing.enabledChanged.connect(self._look)
        elif isinstance(thing, QWidget):
            thing.installEventFilter(self)
        month.read_only_changed.connect(self._turn)
        self._turn()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._thing and event.type() == QEvent.Type.EnabledChange:
            self._look()
        return super().eventFilter(watched, event)

    def _on(self) -> bool:
        """Whether it is on by itself; a widget is also off where what it lies in is."""
        thing = self._thing
        if isinstance(thing, QWidget):
            return not thing.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
        return thing.isEnabled()

    def _look(self) -> None:
        """Somebody turned it on or off: let it be so once the book can be changed again."""
        if not self._held:
            self._wanted = self._on()
        elif self._on():
            self._wanted = True
            self._thing.setEnabled(False)

    def _turn(self) -> None:
        if self._month.read_only and not self._held:
            self._wanted = self._on()
            self._held = True
            self._thing.setEnabled(False)
        elif self._held and not self._month.read_only:
            self._held = False
            self._thing.setEnabled(self._wanted)
