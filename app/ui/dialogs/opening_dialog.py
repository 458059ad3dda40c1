"""A start in mid-year: what everybody got and paid before the first month that the program pays."""

from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.problem import JixinError
from app.services import enter_openings
from app.services.enter_openings import OPENING_COLUMNS, OpeningRow
from app.ui.kit import Kit
from app.ui.models.text_grid import Change, TextGrid
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, foot, label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.typing_table import TypingTable
from app.wording.numbers import month_text
from app.wording.problems import problem_sentence

_FIXED = 2
_SUMS = 5
"""The first columns are the sums of one opening; they are kept together."""


class OpeningDialog(QDialog):
    """Kept as it is typed and can be undone; there is nothing to save when it is closed."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._month = kit, kit.month.month
        self._rows: tuple[OpeningRow, ...] = ()
        words = kit.words
        month = month_text(self._month, words.texts)
        self.setWindowTitle(words("ui_settings.opening_title", month=month))
        self.model = TextGrid(self)
        self.model.fixed, self.model.locked = _FIXED, bool(kit.month.locked)
        self.table = TypingTable(kit.theme, self.model)
        self.table.setAccessibleName(self.windowTitle())
        key = f"ui_entry.{kit.month.locked}" if kit.month.locked else "ui_settings.opening_what"
        what = label("fact", words(key, month=month))
        what.setWordWrap(True)
        self.error = ErrorSentence(kit)
        close = button(kit, "ui_entry.close", kind="primary")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        for widget in (what, self.table, self.error):
            column.addWidget(widget)
        column.addLayout(foot(close))
        self.resize(960, 540)
        self.model.changed.connect(self._typed)
        kit.backend.changed.connect(self.load)
        self.load()
        self.table.setFocus()

    def load(self) -> None:
        """Ask the book for what is known."""

        def read(book: Any, _progress: Progress) -> tuple[OpeningRow, ...]:
            return enter_openings.opening_rows(book, self._month)

        self._kit.backend.run("openings", read, self.show_rows, owner=self)

    def show_rows(self, rows: tuple[OpeningRow, ...]) -> None:
        """Show everybody."""
        words = self._kit.words
        self._rows = rows
        heads = [
            words("ui.col_number"), words("ui.col_name"), *(words(f"ui_agents.key_{key}") for key in OPENING_COLUMNS),
        ]  # fmt: skip
        if self.model.show_cells(heads, [(row.number, row.name, *row.texts) for row in rows]):
            self.table.resizeColumnsToContents()
            self.table.setCurrentIndex(self.model.index(0, _FIXED))

    def _typed(self, changes: list[Change]) -> None:
        touched = {down: {across - _FIXED for row, across, _ in changes if row == down} for down, _, _ in changes}
        typed: list[tuple[str, dict[str, str]]] = []
        for down, columns in touched.items():
            sums = range(_SUMS) if any(at < _SUMS for at in columns) else ()
            wanted = columns.union(sums)
            cells = self.model.rows[down][_FIXED:]
            typed.append((self._rows[down].number, {OPENING_COLUMNS[at]: cells[at] for at in sorted(wanted)}))
        month, words = self._month, self._kit.words
        names = words("ui.join").join(self._rows[down].name for down in list(touched)[:3])
        self._kit.edits.do(
            lambda book: enter_openings.put_openings(book, month, typed),
            words("ui_settings.opening_done", names=names),
            owner=self,
            done=lambda _count: self.error.say(""),
            refused=self._refused,
        )

    def _refused(self, refusal: JixinError) -> None:
        self.error.say(problem_sentence(refusal.problems[0], self._kit.words.texts))
