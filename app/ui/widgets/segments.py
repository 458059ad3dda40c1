"""Joined buttons of which one is down: 全部 12 | 算不了 1 | 有标记 4."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """``chosen`` carries the name of the segment."""

    chosen = Signal(str)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, name in enumerate(names):
            place = "first" if at == 0 else "last" if at == len(names) - 1 else "mid"
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("seg", place)
            button.clicked.connect(self._clicked)
            self._group.addButton(button)
            self.buttons[name] = button
            row.addWidget(button)
        self.buttons[names[0]].setChecked(True)

    @property
    def value(self) -> str:
        """The name of the segment that is down."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def say(self, texts: Mapping[str, tuple[str, bool]]) -> None:
        """What each segment says ("": it is not there) and whether anything is behind it; as wide as in bold."""
        for name, (text, anything) in texts.items():
            button = self.buttons[name]
            button.setText(text)
            button.setVisible(bool(text))
            button.setEnabled(anything or button.isChecked())
            font = button.font()
            font.setBold(True)
            metrics = button.fontMetrics()
            button.setMinimumWidth(round(metrics.horizontalAdvance(text) * 1.08) + 28)

    def choose(self, name: str) -> None:
        """Put a segment down without telling."""
        self.buttons[name].setChecked(True)

    def _clicked(self) -> None:
        self.chosen.emit(self.value)
