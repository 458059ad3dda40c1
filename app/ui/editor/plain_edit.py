"""A line to type in whose undo is the editor's: Ctrl+Z goes to the steps of the draft."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class PlainEdit(QLineEdit):
    """Leaves Ctrl+Z and Ctrl+Y to the page."""

    def event(self, event: QEvent) -> bool:
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        if (
            event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in keys)
        ):
            event.ignore()
            return False
        return super().event(event)
