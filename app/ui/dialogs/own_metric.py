"""Asks for a metric of the owner's own: what it is called, how it adds up, in which unit."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.metrics import METRICS, kind_of, known, own_id
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit
from app.ui.widgets.basics import label
from app.wording.numbers import metric_word

GIVEN_KINDS = ("sum", "mean", "level")
"""What a column of a sheet can be; a ratio is divided anew, the mean of checks is typed."""
EVERY_KIND = ("sum", "mean", "ratio", "level", "manual")

_UNITS = ("number", "CNY", "s", "ratio")
_IN_BRACKETS = {"number": "", "CNY": "(元)", "s": "(秒)", "ratio": "(%)"}
_IN_BRACKETS_OF_RATIO = {**_IN_BRACKETS, "number": "(个)", "ratio": ""}


class OwnMetricDialog(FormDialog):
    """``chosen`` is the answer. ``kinds`` are those to choose from, ``own`` the owner's metrics that there are."""

    def __init__(
        self, kit: Kit, parent: QWidget, kinds: Sequence[str], own: Sequence[str] = (), name: str = ""
    ) -> None:
        title = kit.words("ui_own_metric.title")
        super().__init__(kit, parent, title, "ui_own_metric.act", "ui_own_metric.keep")
        self.name = self.line("ui_own_metric.name", name, "ui_own_metric.name_hint")
        self.kind, self.unit = QComboBox(), QComboBox()
        for kind in kinds:
            self.kind.addItem(kit.words(f"ui_own_metric.kind_{kind}"), kind)
        for unit in _UNITS:
            self.unit.addItem(kit.words(f"ui_own_metric.unit_{unit}"), unit)
        self.add("ui_own_metric.kind", self.kind)
        self.help = label("small")
        self.help.setWordWrap(True)
        self.form.addRow("", self.help)
        sums = [metric for metric in (*METRICS, *own) if kind_of(metric) == "additive"]
        self._sums = {metric_word(metric, kit.words.texts): metric for metric in sums}
        self.parts = tuple(self.words_field(f"ui_own_metric.{part}", tuple(self._sums)) for part in ("upper", "lower"))
        self.add("ui_own_metric.unit", self.unit)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()
        self.name.setFocus()

    def _show_kind(self) -> None:
        kind = self.kind.currentData()
        self.help.setText(self.kit.words(f"ui_own_metric.help_{kind}"))
        for part in self.parts:
            self.form.setRowVisible(part, kind == "ratio")
        if kind == "ratio":
            self.unit.setCurrentIndex(_UNITS.index("ratio"))

    @property
    def chosen(self) -> str:
        """The id of the metric; what is no name makes an id that nobody knows."""
        kind, unit, name = self.kind.currentData(), self.unit.currentData(), self.name.text().strip()
        if kind != "ratio":
            return own_id(kind, name + _IN_BRACKETS[unit])
        upper, lower = (self._part(field.currentText().strip()) for field in self.parts)
        return own_id(kind, name + _IN_BRACKETS_OF_RATIO[unit], (upper, lower))

    def _part(self, text: str) -> str:
        """A sum by its words; what is none yet becomes one of the owner's own."""
        return self._sums.get(text, own_id("sum", text))

    def wrong(self) -> str:
        name, words = self.name.text().strip(), self.kit.words
        if not known(own_id("sum", name)):
            return words("ui_own_metric.name_bad")
        if any(metric_word(metric, words.texts) == name for metric in METRICS):
            return words("ui_own_metric.name_taken", name=name)
        return "" if known(self.chosen) else words("ui_own_metric.parts_bad")
