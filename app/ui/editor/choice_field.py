"""One of a few values, in words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.ui.editor.document import Absent


class ChoiceField(QComboBox):
    """``usual`` is what a field that is left out means; ``edited`` gives the value that was picked."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, choices: Sequence[tuple[str, Any]], usual: Any = None) -> None:
        super().__init__()
        self._usual = usual
        for text, value in choices:
            self.addItem(text, value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.activated.connect(self._picked)

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        wanted = self._usual if isinstance(value, Absent) or value is None else value
        at = next((at for at in range(self.count()) if self.itemData(at) == wanted), -1)
        if at != self.currentIndex():
            self.setCurrentIndex(at)
        self.setToolTip(self.currentText())

    def _picked(self) -> None:
        self.edited.emit(self.currentData())
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it changes nothing."""
        event.ignore()
