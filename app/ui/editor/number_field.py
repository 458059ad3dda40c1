"""A number typed in its unit: percent, yuan, points, seconds."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent

from app.ui.editor.document import ABSENT, Absent
from app.ui.editor.plain_edit import PlainEdit
from app.ui.editor.typed import kept, number_of, shown


class NumberField(PlainEdit):
    """``edited`` gives the text that the scheme keeps, ABSENT for an empty field that may be left out."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, unit: str, *, optional: bool) -> None:
        super().__init__()
        self._unit, self._optional = unit, optional
        self._value: Any = ABSENT
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._typed)

    def set_unit(self, unit: str) -> None:
        """The unit may change with the metric beside the field."""
        if unit != self._unit:
            self._unit = unit
            self._show()

    def show_value(self, value: Any) -> None:
        """Show what the scheme has; what is being typed and means the same is left alone."""
        if value != self._value:
            self._value = value
            self._show()

    def _show(self) -> None:
        self.setText("" if isinstance(self._value, Absent) else shown(self._value, self._unit))

    def _typed(self, text: str) -> None:
        raw = kept(text, self._unit)
        if not raw and self._optional:
            value: Any = ABSENT
        elif number_of(raw) is not None and number_of(raw) == number_of(self._value):
            value = self._value
        else:
            value = raw
        self._value = value
        self.edited.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if number_of(self._value) is not None:
            self._show()
        self.left.emit()
