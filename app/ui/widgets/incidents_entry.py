"""Typing the month's incidents: a row each, the next one is always there."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.domain.problem import JixinError
from app.services import enter_incidents
from app.services.enter_incidents import IncidentEntry, TypedIncident
from app.ui.kit import Kit
from app.ui.models.text_grid import Change
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, label
from app.ui.widgets.typed_sheet import TypedSheet

_COLUMNS = ("day", "who", "kind", "points", "money", "note")
_WIDTHS = (110, 150, 110, 80, 100, 260)


class IncidentsEntry(TypedSheet):
    """Kept as soon as every row has day, person and kind; before that the sentence below says what is missing."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ui_entry.tab_incidents", grows=True)
        self._entry: IncidentEntry | None = None
        self._sent: tuple[TypedIncident, ...] = ()
        self._imported = label("small")
        self._imported.setWordWrap(True)
        self.remove = button(kit, "ui_entry.remove_row", icon="trash-2", edits=True)
        self.remove.clicked.connect(lambda: self.model.remove(self.table.currentIndex().row()))
        row = QHBoxLayout()
        row.addWidget(self._imported, 1)
        row.addWidget(self.remove)
        self.column.addLayout(row)
        self.model.changed.connect(self._typed)
        self.table.remove_asked.connect(self.model.remove)
        kit.backend.changed.connect(self.load)

    def load(self) -> None:
        """Ask the book for the month's incidents."""
        month = self.kit.month.month

        def read(book: Any, _progress: Progress) -> IncidentEntry:
            return enter_incidents.incident_entry(book, month)

        self.kit.backend.run("incidents", read, self.show_entry, owner=self)

    def show_entry(self, entry: IncidentEntry) -> None:
        """Show the incidents; what is being typed and is not kept yet stays."""
        words, first = self.kit.words, self._entry is None
        self._entry = entry
        self.model.locked = bool(self.kit.month.locked)
        self.remove.setEnabled(not self.model.locked)
        self.hint.setText(words(f"ui_entry.{self.kit.month.locked or 'incidents_hint'}"))
        count = len(entry.imported)
        self._imported.setText(words("ui_entry.imported", count=count) if count else "")
        if not first and self._rows() != self._sent:
            return
        at = self.table.currentIndex()
        heads = [words(f"ui_entry.col_{column}") for column in _COLUMNS]
        other = self.model.show_cells(heads, [[getattr(row, name) for name in _COLUMNS] for row in entry.typed])
        self._sent = self._rows()
        if first:
            for column, width in enumerate(_WIDTHS):
                self.table.setColumnWidth(column, width)
            self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1, 0))
        elif other:
            self.table.setCurrentIndex(self.model.index(max(at.row(), 0), max(at.column(), 0)))

    def _rows(self) -> tuple[TypedIncident, ...]:
        rows = (TypedIncident(**dict(zip(_COLUMNS, row, strict=True))) for row in self.model.rows)
        return tuple(row for row in rows if not row.empty)

    def _typed(self, _changes: list[Change]) -> None:
        rows, entry = self._rows(), self._entry
        if entry is None or rows == self._sent:
            return
        if any(not all((row.day, row.who, row.kind)) for row in rows):
            return
        month = entry.month

        def done(_count: int) -> None:
            self._sent = rows
            self.say_refused()

        self.kit.edits.do(
            lambda book: enter_incidents.put_incidents(book, month, rows),
            lambda count: self.kit.words("ui_entry.incidents_done", count=count),
            owner=self,
            done=done,
            refused=self._refused,
        )

    def _refused(self, refusal: JixinError) -> None:
        """Nothing is kept while a row is wrong: all rows stay as they are."""
        rows = enumerate(self.model.rows)
        self.refuse([(down, across, text) for down, row in rows for across, text in enumerate(row) if text], refusal)
