"""A field of the agent pane with a fixed set of values, each with words of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.ui.kit import Kit
from app.ui.widgets.basics import repolish


class TermChoice(QComboBox):
    """(value, key of its words) pairs; ``committed`` carries the value that a person chose."""

    committed = Signal(str)

    def __init__(self, kit: Kit, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._kit, self._choices, self._held = kit, dict(choices), ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value in self._choices:
            self.addItem("", value)
        self._say()
        kit.words.changed.connect(self._say)
        self.activated.connect(self._finished)

    def word(self, value: str) -> str:
        """The words of a value."""
        return self._kit.words(self._choices[value]) if value in self._choices else value

    def hold(self, text: str, *, keep_typing: bool = False) -> None:
        """What holds now; there is no typing to keep."""
        self._held = text
        self.setCurrentIndex(self.findData(text))

    @property
    def held(self) -> str:
        """What held before the person chose."""
        return self._held

    @property
    def typed(self) -> str:
        """The value that stands in the field."""
        return str(self.currentData() or "")

    def set_sealed(self, sealed: bool) -> None:
        """A sealed month shows what holds like a label."""
        self.setEnabled(not sealed)
        self.setProperty("state", "sealed" if sealed else "")
        repolish(self)

    def _say(self) -> None:
        for at, value in enumerate(self._choices):
            self.setItemText(at, self.word(value))

    def _finished(self) -> None:
        if self.typed != self._held:
            self.committed.emit(self.typed)
