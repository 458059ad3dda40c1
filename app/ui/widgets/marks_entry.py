"""Typing the month's supervisor marks, checks and attendance: people down, items across."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.problem import JixinError
from app.services import enter_marks
from app.services.enter_marks import MarkColumn, MarkGrid, values_text
from app.ui.kit import Kit
from app.ui.models.text_grid import Change, TextGrid
from app.ui.tasks import Progress
from app.ui.widgets.basics import label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.typing_table import TypingTable
from app.wording.numbers import metric_word
from app.wording.problems import problem_sentence

_FIXED, _WIDEST = 2, 170


class MarksEntry(QWidget):
    """Each cell is kept when it is left; what is refused stays in its cell with the reason below."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._grid: MarkGrid | None = None
        self._on_its_way = 0
        self.model = TextGrid(self)
        self.model.fixed = _FIXED
        self.table = TypingTable(kit.theme, self.model)
        kit.words.put(self.table, "ui_entry.tab_marks", "setAccessibleName")
        self._hint, self.error = label("small"), ErrorSentence(kit)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for widget in (self._hint, self.table, self.error):
            column.addWidget(widget)
        self.model.changed.connect(self._typed)
        kit.backend.changed.connect(self.load)

    def load(self) -> None:
        """Ask the book for the month's sheet."""
        month = self._kit.month.month

        def read(book: Any, _progress: Progress) -> MarkGrid:
            return enter_marks.mark_grid(book, month)

        self._kit.backend.run("marks", read, self.show_grid, owner=self)

    def show_grid(self, grid: MarkGrid) -> None:
        """Show the sheet; the current cell stays. While something typed is still on its way the book is behind."""
        if self._on_its_way:
            return
        words, at = self._kit.words, self.table.currentIndex()
        place = (max(at.row(), 0), max(at.column(), _FIXED))
        first = self._grid is None
        self._grid = grid
        self.model.locked = bool(self._kit.month.locked)
        heads = [words("ui.col_number"), words("ui.col_name"), *(self._head(column) for column in grid.columns)]
        cells = [
            [
                row.number,
                row.name,
                *(values_text(row.values.get(column.item, ()), column.item) for column in grid.columns),
            ]
            for row in grid.rows
        ]
        wanted = frozenset(
            (down, _FIXED + across)
            for down, row in enumerate(grid.rows)
            for across, column in enumerate(grid.columns)
            if column.item in row.wanted or column.item in row.values
        )
        other = self.model.show_cells(heads, cells, wanted)
        self.table.viewport().update()
        key = self._kit.month.locked or ("marks_hint" if grid.columns else "marks_none")
        self._hint.setText(words(f"ui_entry.{key}"))
        if first:
            self.table.resizeColumnsToContents()
            for at in range(_FIXED, self.model.columnCount()):
                self.table.setColumnWidth(at, min(self.table.columnWidth(at), _WIDEST))
            place = min(((down, at) for down, at in wanted if not cells[down][at]), default=place)
        if other:
            self.table.setCurrentIndex(self.model.index(*place))

    def _head(self, column: MarkColumn) -> str:
        if column.full:
            return self._kit.words("ui_entry.head_full", name=column.name, full=column.full)
        return column.name or metric_word(column.item, self._kit.words.texts)

    def _typed(self, changes: list[Change]) -> None:
        grid = self._grid
        if grid is None or not changes:
            return
        typed = [(grid.rows[down].number, grid.columns[across - _FIXED].item, text) for down, across, text in changes]
        words, month = self._kit.words, grid.month
        down, across, text = changes[0]
        name, head = grid.rows[down].name, self._head(grid.columns[across - _FIXED])
        one = words("ui_entry.mark_done", name=name, item=head, value=text or words("ui.changed_empty"))
        many = words("ui_entry.marks_done", count=len(changes))
        self._on_its_way += 1
        self._kit.edits.do(
            lambda book: enter_marks.put_marks(book, month, typed),
            one if len(changes) == 1 else many,
            owner=self,
            done=self._kept,
            refused=self._refused,
        )

    def _kept(self, _count: int) -> None:
        self._on_its_way -= 1
        self.error.say("")

    def _refused(self, refusal: JixinError) -> None:
        self._on_its_way -= 1
        texts = self._kit.words.texts
        self.error.say(self._kit.words("ui.gap").join(problem_sentence(one, texts) for one in refusal.problems[:3]))
