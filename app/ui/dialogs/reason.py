"""Asks for an adjustment (amount and reason) or for the reason of a waiver."""

import re

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label
from app.ui.widgets.notes import ErrorSentence
from app.wording.numbers import month_text

_AMOUNT = re.compile(r"[-+]?\d{1,9}(\.\d{1,2})?")
_EARLIER = 12


class _ReasonDialog(Dialog):
    """A form with a reason and two verbs."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.why = QLineEdit()
        self.why_error = ErrorSentence(kit, self.why)
        self.why.setPlaceholderText(kit.words("ui.adjust_reason_hint"))
        self.why.setMaxLength(200)

    def finish(self, act: QPushButton, keep: QPushButton) -> None:
        """Add the reason and the buttons below what the form has."""
        self.form.addRow(label("fact", self._kit.words("ui.adjust_reason")), self.why)
        self.form.addRow("", self.why_error)
        act.setDefault(True)
        act.clicked.connect(self.check)
        keep.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addStretch()
        column.addLayout(foot(keep, act))
        self.setMinimumWidth(440)

    @property
    def reason(self) -> str:
        """The reason that was typed."""
        return self.why.text().strip()

    def wrong(self) -> bool:
        """Whether something is missing; says so beside the field."""
        self.why_error.say("" if self.reason else self._kit.words("ui.adjust_no_reason"))
        return not self.reason

    def check(self) -> None:
        """Close if nothing is missing."""
        if not self.wrong():
            self.accept()


class AdjustDialog(_ReasonDialog):
    """``amount``, ``reason`` and ``for_month`` are the answer."""

    def __init__(self, kit: Kit, parent: QWidget, name: str) -> None:
        super().__init__(kit, parent)
        words = kit.words
        self.setWindowTitle(words("ui.adjust_title", name=name))
        self.figure, self.month = QLineEdit(), QComboBox()
        self.figure_error = ErrorSentence(kit, self.figure)
        self.figure.setPlaceholderText(words("ui.adjust_hint"))
        self.month.addItem(words("ui.adjust_this"), "")
        for back in range(1, _EARLIER + 1):
            month = kit.month.month.shift(-back)
            self.month.addItem(month_text(month, words.texts), str(month))
        self.form.addRow(label("fact", words("ui.adjust_amount")), self.figure)
        self.form.addRow("", self.figure_error)
        self.form.addRow(label("fact", words("ui.adjust_for")), self.month)
        self.finish(button(kit, "ui.adjust_act", kind="primary"), button(kit, "ui.adjust_keep"))

    @property
    def amount(self) -> str:
        """Decimal text with at most two decimals."""
        text = self.figure.text().strip().replace(",", "").replace("，", "").replace("−", "-")
        return text.removeprefix("+")

    @property
    def for_month(self) -> PayMonth | None:
        """The month that is made good, None for this one."""
        text = self.month.currentData()
        return PayMonth.parse(text) if text else None

    def wrong(self) -> bool:
        good = _AMOUNT.fullmatch(self.amount) is not None and self.amount.strip("-0.") != ""
        self.figure_error.say("" if good else self._kit.words("ui.adjust_no_amount"))
        return super().wrong() or not good


class WaiveDialog(_ReasonDialog):
    """``reason`` is the answer."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, item: str) -> None:
        super().__init__(kit, parent)
        self.setWindowTitle(kit.words("ui.waive_title", name=name, item=item))
        what = label("", kit.words("ui.waive_what"))
        what.setWordWrap(True)
        self.form.addRow(what)
        self.finish(button(kit, "ui.waive_act", kind="primary"), button(kit, "ui.waive_keep"))


class FlagDialog(_ReasonDialog):
    """Why something flagged is all right: ``reason`` is the answer."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, flag: str) -> None:
        super().__init__(kit, parent)
        self.setWindowTitle(kit.words("ui_month.pass_title", name=name))
        what = label("strong", flag)
        what.setWordWrap(True)
        self.why.setPlaceholderText(kit.words("ui_month.pass_hint"))
        self.form.addRow(what)
        self.finish(button(kit, "ui_month.pass_act", kind="primary"), button(kit, "ui_month.pass_keep"))
