"""Which metric: all of the catalogue by their words, found by typing a part of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from app.ui.editor.document import Absent
from app.ui.editor.plain_edit import PlainEdit


class MetricField(QComboBox):
    """``choices`` are (word, metric). Other text is kept as it is typed: 奖惩次数 and 考勤 columns are free."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = PlainEdit()
        line.setFrame(False)
        self.setLineEdit(line)
        self._metrics = dict(choices)
        self._words = {metric: word for word, metric in choices}
        for word, metric in choices:
            self.addItem(word, metric)
        completer = QCompleter([word for word, _ in choices], self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self._value: Any = None
        self.activated.connect(lambda: self._take(self.currentText()))
        line.textEdited.connect(self._take)

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        if value == self._value:
            return
        self._value = value
        text = "" if isinstance(value, Absent) or value is None else self._words.get(value, str(value))
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)

    def _take(self, text: str) -> None:
        value = self._metrics.get(text.strip(), text.strip())
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it changes nothing."""
        event.ignore()
