"""Two groups of pay lines, of which the larger is paid."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.editor.document import elements
from app.ui.editor.text_field import TextField


class PairField(QWidget):
    """Two lines of codes; ``edited`` gives both groups."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str, names: Mapping[str, str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.fields = tuple(TextField(several=True, optional=False, names=names) for _ in range(2))
        self._value: list[list[str]] = [[], []]
        for at, field in enumerate(self.fields):
            field.setAccessibleName(f"{name} {at + 1}")
            field.edited.connect(partial(self._typed, at))
            field.left.connect(self.left)
            column.addWidget(field)
        self.setFocusProxy(self.fields[0])

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        self._value = [list(each) for each in elements(value)] or [[], []]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        for field, each in zip(self.fields, self._value, strict=True):
            field.show_value(each)

    def _typed(self, at: int, value: list[str]) -> None:
        self._value = [value if place == at else each for place, each in enumerate(self._value)]
        self.edited.emit(self._value)
