"""A table of a scheme with its heading, a way to paste, and a way to add a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.editor.grid_model import GridModel
from app.ui.editor.grid_view import GridView
from app.ui.editor.grids import (
    Cells,
    GridColumn,
    best_first,
    cells_of,
    columns_of,
    doubled,
    is_head,
    pasted,
    value_of,
)
from app.ui.editor.specs import Spec
from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, button, label, repolish
from app.ui.widgets.notes import ErrorSentence


class TableField(QWidget):
    """``edited`` gives the whole table as the scheme keeps it, ``tail_edited`` the figure of the last row.

    Steps stand the best first; they are sorted when a row is left, and kept in the direction that the scheme has.
    """

    edited = Signal(object)
    tail_edited = Signal(str)
    name_doubled = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit, spec: Spec) -> None:
        super().__init__()
        self._spec, self._better, self._backwards = spec, "more", False
        self.grid = GridModel()
        self.view = GridView(kit.theme, self.grid)
        self.title, self.note = label("h2"), ElidedLabel("small")
        self.paste = button(kit, "ui_scheme_edit.paste", icon="clipboard-paste", kind="link")
        self.add = button(kit, "ui_scheme_edit.add_row", icon="plus", kind="link")
        self.begin = button(kit, "ui_scheme_edit.add_row", icon="plus", kind="link")
        self.fault = ErrorSentence(kit)
        self._lay_out()
        self._shown: Any = None
        self.grid.typed.connect(self._typed)
        self.grid.tail_typed.connect(self.tail_edited)
        self.view.row_left.connect(self._row_left)
        self.view.more_asked.connect(self.add_row)
        self.view.remove_asked.connect(self._remove)
        self.view.paste_asked.connect(self.take)
        self.add.clicked.connect(self.add_row)
        self.begin.clicked.connect(self.add_row)
        self.paste.clicked.connect(self._paste)

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        row.addWidget(self.paste)
        row.addWidget(self.begin)
        self._foot = QWidget()
        below = QHBoxLayout(self._foot)
        below.setContentsMargins(10, 2, 10, 2)
        below.addWidget(self.add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        for widget in (head, self.view, self._foot):
            column.addWidget(widget)
        said = QHBoxLayout()
        said.setContentsMargins(14, 0, 14, 4)
        said.addWidget(self.fault)
        column.addLayout(said)

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """What the cells of a row are."""
        return columns_of(self._spec)

    def name(self, title: str, note: str, heads: Sequence[str], units: Sequence[str], better: str) -> None:
        """Say what the table is; ``better`` is in which direction steps get better."""
        self.title.setText(title)
        self.note.setText(note)
        self.view.setAccessibleName(title)
        self._better = better
        if (tuple(heads), tuple(units)) != (self.grid.heads, self.grid.units):
            self.grid.set_columns(self.columns, heads, units)
            self.view.fit()

    def show_value(self, value: Any, tail: tuple[str, str] | None) -> None:
        """Show the table as the scheme has it; what the person typed that says the same is left alone."""
        cells = cells_of(value, self._spec)
        if self._shown == value and (self.grid.tail is None) == (tail is None):
            if self.grid.tail != tail:
                self.grid.set_cells(self.grid.cells, tail)
            return
        self._shown = value
        if self._spec.kind == "steps":
            self._backwards = len(cells) > 1 and cells != best_first(cells, self._better) == cells[::-1]
            cells = cells[::-1] if self._backwards else cells
        self.grid.set_cells(cells, tail)
        self._tell_doubled()

    def say(
        self,
        who: Sequence[str],
        origins: Sequence[str],
        faults: Mapping[int, tuple[str, frozenset[int]]],
        hints: Mapping[int, str],
        fault: str,
    ) -> None:
        """Who stands in the rows, what they were, what is wrong with them; ``fault`` is of the table as a whole."""
        self.grid.say(who, origins, faults, hints)
        self.fault.say(fault)
        self.view.fit()
        self._fold()

    def _fold(self) -> None:
        """A table without rows is a line with a way to begin one."""
        empty = not self.grid.rowCount()
        self.view.setVisible(not empty)
        self._foot.setVisible(not empty)
        self.begin.setVisible(empty)
        self.paste.setVisible(not empty)
        role = "fact" if empty else "h2"
        if self.title.property("role") != role:
            self.title.setProperty("role", role)
            repolish(self.title)

    def row_of(self, at: int) -> int:
        """The row shown of the one that stands at ``at`` in the scheme."""
        return len(self.grid.cells) - 1 - at if self._backwards else at

    def add_row(self) -> None:
        """A new row below the last one, its first cell open."""
        self.grid.add_row(len(self.grid.cells))
        self._fold()
        self.view.edit_cell(len(self.grid.cells) - 1, 1)

    def take(self, cells: Cells, row: int, column: int) -> None:
        """Take a block of a spreadsheet, from a cell on; its heading is left out, a block of all columns replaces."""
        if cells and is_head(cells[0], self.columns):
            cells = cells[1:]
        if not cells or cells == [[""]]:
            return
        whole = all(len(each) >= len(self.columns) for each in cells)
        rows = [] if whole else [list(each) for each in self.grid.cells]
        row, column = (0, 0) if whole else (row, column)
        for at, line in enumerate(cells, row):
            while len(rows) <= at:
                rows.append([None if one.optional else "" for one in self.columns])
            for place, text in enumerate(line[: len(self.columns) - column], column):
                rows[at][place] = self.grid.read(text or "", place)
        self.grid.set_cells(best_first(rows, self._better) if self._spec.kind == "steps" else rows, self.grid.tail)
        self._typed()
        self.left.emit()

    def _paste(self) -> None:
        index: QModelIndex = self.view.currentIndex()
        self.take(pasted(QGuiApplication.clipboard().text()), max(index.row(), 0), max(index.column() - 1, 0))

    def _remove(self, row: int) -> None:
        if row < len(self.grid.cells):
            self.grid.remove_row(row)
            self.left.emit()

    def _row_left(self) -> None:
        if self._spec.kind == "steps":
            self.grid.order(best_first(self.grid.cells, self._better))
        self.left.emit()

    def _typed(self) -> None:
        self._tell_doubled()
        if doubled(self.grid.cells, self._spec):
            return
        cells = self.grid.cells[::-1] if self._backwards else self.grid.cells
        self._shown = value_of(cells, self._spec)
        self.edited.emit(self._shown)

    def _tell_doubled(self) -> None:
        self.name_doubled.emit(doubled(self.grid.cells, self._spec))
