"""One of several ways to answer a question: a radio button, its consequence, and what belongs to it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from app.ui.widgets.basics import label, repolish


class ChoiceCard(QFrame):
    """A framed choice; the chosen one has an accent frame and shows its content."""

    chosen = Signal()

    def __init__(self, group: QButtonGroup, content: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.radio = QRadioButton()
        self.radio.setProperty("role", "strong")
        group.addButton(self.radio)
        self.fact = label("small")
        self.fact.setWordWrap(True)
        self.fact.setContentsMargins(24, 0, 0, 0)
        self._content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(3)
        column.addWidget(self.radio)
        column.addWidget(self.fact)
        if content is not None:
            column.addWidget(content)
        self.radio.toggled.connect(self._toggled)
        self._toggled(on=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)

    def _toggled(self, on: bool) -> None:
        self.setProperty("state", "on" if on else "")
        repolish(self)
        if self._content is not None:
            self._content.setVisible(on)
        if on:
            self.chosen.emit()
