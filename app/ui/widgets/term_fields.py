"""The fields of the agent pane: they commit when they are left and go back to what holds on Esc."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy

from app.ui.widgets.basics import repolish
from app.ui.widgets.own_undo import OwnUndo


class TermLine(QLineEdit):
    """A typed term; ``unit`` stands behind a figure, which is right aligned."""

    committed = Signal(str)

    def __init__(self, *, figure: bool = False) -> None:
        super().__init__()
        self._held = self._sent = ""
        self._unit = QLabel("", self) if figure else None
        if figure:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(60)
        OwnUndo(self)
        self.editingFinished.connect(self._finished)

    def hold(self, text: str, *, keep_typing: bool = False) -> None:
        """What holds now; ``keep_typing``: what is being typed stays."""
        typing = keep_typing and self.hasFocus() and self.text().strip() not in (self._held, self._sent)
        self._held = self._sent = text
        if not typing:
            self.setText(text)

    @property
    def held(self) -> str:
        """What held before the person typed."""
        return self._held

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.text().strip()

    def set_sealed(self, sealed: bool) -> None:
        """A sealed month shows what holds like a label."""
        self.setReadOnly(sealed)
        self.setProperty("state", "sealed" if sealed else "")
        repolish(self)

    def set_unit(self, unit: str) -> None:
        """The word behind the figure."""
        if self._unit is not None:
            self._unit.setText(unit)
            self._unit.setProperty("role", "fact")
            self._unit.adjustSize()
            self.setTextMargins(0, 0, self._unit.width() + 6, 0)
            self._place_unit()

    def _place_unit(self) -> None:
        if self._unit is not None:
            self._unit.move(self.width() - self._unit.width() - 9, (self.height() - self._unit.height()) // 2)

    def resizeEvent(self, event: object) -> None:
        self._place_unit()

    def event(self, event: QEvent) -> bool:
        """Esc goes back to what holds before it means leaving the pane."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text() != self._held
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._held:
            self.setText(self._held)
        else:
            super().keyPressEvent(event)

    def _finished(self) -> None:
        text = self.text().strip()
        if text not in (self._held, self._sent):
            self._sent = text
            self.committed.emit(text)


class TermCombo(QComboBox):
    """One of the words that the book knows, or a new one."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._held = self._sent = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._finished)
        line = self.lineEdit()
        if line is not None:
            OwnUndo(line)
            line.editingFinished.connect(self._finished)

    def offer(self, words: Sequence[str]) -> None:
        """The words to choose from."""
        text = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(words))
        self.setEditText(text)
        self.blockSignals(False)

    def hold(self, text: str, *, keep_typing: bool = False) -> None:
        """What holds now; ``keep_typing``: what is being typed stays."""
        line = self.lineEdit()
        done = self.currentText().strip() in (self._held, self._sent)
        typing = keep_typing and line is not None and line.hasFocus() and not done
        self._held = self._sent = text
        if not typing:
            self.setEditText(text)
            if line is not None:
                line.setCursorPosition(0)  # a long name shows its beginning

    @property
    def held(self) -> str:
        """What held before the person typed."""
        return self._held

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.currentText().strip()

    def set_sealed(self, sealed: bool) -> None:
        """A sealed month shows what holds like a label."""
        self.setEnabled(not sealed)
        self.setProperty("state", "sealed" if sealed else "")
        repolish(self)
        line = self.lineEdit()
        if line is not None:
            repolish(line)

    def _finished(self) -> None:
        text = self.currentText().strip()
        if text not in (self._held, self._sent):
            self._sent = text
            self.committed.emit(text)
