"""Any of a few things at once: by what peers are alike."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget


class KeysField(QWidget):
    """A tick for each; ``edited`` gives those that are ticked, in the order of the scheme, new ones last."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(4)
        self.boxes: dict[str, QCheckBox] = {}
        self._value: list[str] = []
        for at, (text, key) in enumerate(choices):
            box = QCheckBox(text)
            box.clicked.connect(self._clicked)
            grid.addWidget(box, at // 2, at % 2)
            self.boxes[key] = box
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        self._value = list(value) if isinstance(value, list) else []  # pyright: ignore[reportUnknownArgumentType]
        for key, box in self.boxes.items():
            box.setChecked(key in self._value)

    def _clicked(self) -> None:
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        self._value = [key for key in self._value if key in ticked] + [key for key in ticked if key not in self._value]
        self.edited.emit(self._value)
        self.left.emit()
