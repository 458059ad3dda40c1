"""Which metric: all of the catalogue and the owner's own by their words, found by typing a part of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from app.domain.metrics import is_own, metric_of
from app.ui.editor.document import Absent
from app.ui.editor.plain_edit import PlainEdit


class MetricField(QComboBox):
    """``choices`` are (word, metric). Other text is kept as it is typed: 奖惩次数 and 考勤 columns are free.

    The last row, called ``new``, is for a metric of the owner's own: ``own_asked``, then ``take`` what was answered.
    """

    edited = Signal(object)
    left = Signal()
    own_asked = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], new: str) -> None:
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
        self._new = new
        self.addItem(new)
        completer = QCompleter([word for word, _ in choices], self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self._value: Any = None
        self.activated.connect(self._chosen)
        line.textEdited.connect(self._take)

    def show_value(self, value: Any) -> None:
        """Show what the scheme has."""
        if value == self._value:
            return
        self._value = value
        self._show()

    def take(self, metric: str) -> None:
        """Take a metric as if it had been chosen."""
        if metric != self._value:
            self._value = metric
            self.edited.emit(metric)
        self._show()

    def _show(self) -> None:
        value = self._value
        text = "" if isinstance(value, Absent) or value is None else self._word(str(value))
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)

    def _word(self, metric: str) -> str:
        """The metric's word; one of the owner's own is offered from then on."""
        if metric not in self._words and is_own(metric):
            name = metric_of(metric).name
            word = metric if name in self._metrics else name
            self._metrics[word], self._words[metric] = metric, word
            self.insertItem(self.count() - 1, word, metric)
        return self._words.get(metric, metric)

    def _chosen(self) -> None:
        if self.currentText() == self._new:
            self._show()
            self.own_asked.emit()
        else:
            self._take(self.currentText())

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
