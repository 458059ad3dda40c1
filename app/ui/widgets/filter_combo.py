"""A combo of a filter bar: everything, or one of the values that there are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QSizePolicy


class FilterCombo(QComboBox):
    """The first entry stands for everything and has the value ""."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fill(self, everything: str, values: Sequence[tuple[str, str]]) -> None:
        """Offer (text, value) pairs below ``everything``; what was chosen stays chosen if it is still there."""
        chosen = self.value
        self.blockSignals(True)
        self.clear()
        self.addItem(everything, "")
        for text, value in values:
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
        if self.value != chosen:
            self.currentIndexChanged.emit(self.currentIndex())

    @property
    def value(self) -> str:
        """The chosen value, "" for everything."""
        value = self.currentData()
        return value if isinstance(value, str) else ""
