"""Two groups of pay lines, of which the larger is paid."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.editor.text_field import TextField


class PairField(QWidget):
    """Two lines of codes; ``edited`` gives both groups."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.fields = (TextField(several=True, optional=False), TextField(several=True, optional=False))
        self._value: list[list[str]] = [[], []]
        for at, field in enumerate(self.fields):
            field.setAccessibleName(f"{name} {at + 1}")
            field.edited.connect(lambda value, at=at: self._typed(at, value))
            field.left.connect(self.left)
            column.addWidget(field)
        self.setFocusProxy(self.fields[0])

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        self._value = [list(each) for each in value] if isinstance(value, list) else [[], []]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        for field, each in zip(self.fields, self._value, strict=True):
            field.show_value(each)

    def _typed(self, at: int, value: list[str]) -> None:
        self._value = [value if place == at else each for place, each in enumerate(self._value)]
        self.edited.emit(self._value)
