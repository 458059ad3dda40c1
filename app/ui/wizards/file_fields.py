"""Fields of the file step that take what was recognised as their first answer: which report, which days."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.services.import_sheets import FilePlan
from app.ui.i18n import Words
from app.ui.kit import Kit
from app.ui.models.import_tables import FoundFile, period_text
from app.ui.widgets.basics import DateField, label
from app.ui.wizards.sheet_kinds import KINDS

_AUTO, _KIND, _LAYOUT = "auto", "kind", "layout"


class ReportField(QComboBox):
    """What a file is taken as: a report of a platform, or one of the owner's own sheets."""

    taken = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.activated.connect(self._chosen)

    def offer(self, file: FoundFile, layouts: Mapping[str, str], words: Words) -> None:
        """Offer every known report and the owner's own sheets; what the file is taken as stands there."""
        self.clear()
        known = file.plan.layout_name or (words(f"ui_import.kind_{file.kind}") if file.kind else "")
        if not known:
            self.addItem(words("ui_import.choose_report"), (_AUTO, ""))
        elif file.plan.layout not in layouts and not file.kind:
            self.addItem(known, (_AUTO, ""))
        for layout, name in layouts.items():
            self.addItem(name, (_LAYOUT, layout))
        self.insertSeparator(self.count())
        for kind in KINDS:
            self.addItem(words(f"ui_import.kind_{kind}"), (_KIND, kind))
        at = self.findText(known) if known else 0
        self.setCurrentIndex(max(at, 0))

    def _chosen(self) -> None:
        what, name = self.currentData()
        if what != _AUTO:
            self.taken.emit(name if what == _KIND else "", name if what == _LAYOUT else "")


class PeriodField(QWidget):
    """First and last day that a file speaks of; they can be said where the rows have no dates of their own."""

    said = Signal(object, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = kit.words
        self._shown: tuple[date, date] | None = None
        self.first, self.last = DateField(), DateField()
        self.note = label("small")
        self.note.setWordWrap(True)
        to = label("fact", "–")
        kit.words.put(self.first, "ui_import.period_first", "setAccessibleName")
        kit.words.put(self.last, "ui_import.period_last", "setAccessibleName")
        row = QHBoxLayout()
        row.setSpacing(6)
        for field in (self.first, self.last):
            field.setFixedWidth(112)
            field.editingFinished.connect(self._edited)
        for widget in (self.first, to, self.last):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.note)

    def show_period(self, file: FilePlan) -> None:
        """Show the days of a file, and how they are known."""
        period = file.period
        self._shown = (period.first, period.last) if period else None
        if period is None:
            return
        own = any(column.role == "date" for column in file.columns) or file.single is not None
        for field, day in ((self.first, period.first), (self.last, period.last)):
            field.setDate(QDate(day.year, day.month, day.day))
            field.setEnabled(not own)
        key = "period_of_rows" if own else "period_no_date" if file.period_assumed else ""
        self.note.setText(self._words(f"ui_import.{key}") if key else period_text(file, self._words))

    def _edited(self) -> None:
        first, last = (_day(field.date()) for field in (self.first, self.last))
        if self._shown is not None and first <= last and (first, last) != self._shown:
            self._shown = (first, last)
            self.said.emit(first, last)


def _day(chosen: QDate) -> date:
    return date(chosen.year(), chosen.month(), chosen.day())
