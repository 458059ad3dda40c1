"""Typing the month's supervisor marks, checks and attendance: people down, items across."""

from typing import Any

from app.domain.problem import JixinError
from app.services import enter_marks
from app.services.enter_marks import MarkColumn, MarkGrid, values_text
from app.ui.kit import Kit
from app.ui.models.text_grid import Change
from app.ui.tasks import Progress
from app.ui.widgets.typed_sheet import TypedSheet
from app.wording.numbers import metric_word, number, read_exact

_FIXED, _WIDEST = 2, 170


class MarksEntry(TypedSheet):
    """Each cell is kept when it is left."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ui_entry.tab_marks", fixed=_FIXED)
        self._grid: MarkGrid | None = None
        self._on_its_way = 0
        self.model.changed.connect(self._typed)
        kit.backend.changed.connect(self.load)

    def load(self) -> None:
        """Ask the book for the month's sheet."""
        month = self.kit.month.month

        def read(book: Any, _progress: Progress) -> MarkGrid:
            return enter_marks.mark_grid(book, month)

        self.kit.backend.run("marks", read, self.show_grid, owner=self)

    def show_grid(self, grid: MarkGrid) -> None:
        """Show the sheet; the current cell stays. While something typed is still on its way the book is behind."""
        if self._on_its_way:
            return
        words, at = self.kit.words, self.table.currentIndex()
        place = (max(at.row(), 0), max(at.column(), _FIXED))
        first = self._grid is None
        self._grid = grid
        self.model.locked = bool(self.kit.month.locked)
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
        key = self.kit.month.locked or ("marks_hint" if grid.columns else "marks_none")
        self.hint.setText(words(f"ui_entry.{key}"))
        if first:
            self.table.resizeColumnsToContents()
            for at in range(_FIXED, self.model.columnCount()):
                self.table.setColumnWidth(at, min(self.table.columnWidth(at), _WIDEST))
            place = min(((down, at) for down, at in wanted if not cells[down][at]), default=place)
        if other:
            self.table.setCurrentIndex(self.model.index(*place))

    def _head(self, column: MarkColumn) -> str:
        if column.full:
            return self.kit.words("ui_entry.head_full", name=column.name, full=column.full)
        return column.name or metric_word(column.item, self.kit.words.texts)

    def _typed(self, changes: list[Change]) -> None:
        grid = self._grid
        if grid is None or not changes:
            return
        typed = [(grid.rows[down].number, grid.columns[across - _FIXED].item, text) for down, across, text in changes]
        words, month = self.kit.words, grid.month
        down, across, text = changes[0]
        name, head = grid.rows[down].name, self._head(grid.columns[across - _FIXED])
        one = words("ui_entry.mark_done", name=name, item=head, value=_shown(text) or words("ui.changed_empty"))
        many = words("ui_entry.marks_done", count=f"{len(changes):,}")
        self._on_its_way += 1
        self.kit.edits.do(
            lambda book: enter_marks.put_marks(book, month, typed),
            one if len(changes) == 1 else many,
            owner=self,
            done=self._kept,
            refused=lambda refusal: self._refused(changes, refusal),
        )

    def _kept(self, _count: int) -> None:
        self._on_its_way -= 1
        self.say_refused()

    def _refused(self, changes: list[Change], refusal: JixinError) -> None:
        """What was not wrong in a pasted block is kept."""
        self._on_its_way -= 1
        self._typed(self.refuse(changes, refusal))


def _shown(text: str) -> str:
    """A typed figure with signs for thousands; several of them, and words, as they were typed."""
    value = read_exact(text)
    return text if value is None else number(value, places=6)
