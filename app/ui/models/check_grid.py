"""The grid of the check step and the three rows pinned below it, as table models."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.source import cell_name
from app.ui.i18n import Words
from app.ui.models.check_sheet import OWNER, CheckSheet, Mark, SheetColumn, position
from app.ui.models.problem_words import wizard_sentence

Index = QModelIndex | QPersistentModelIndex
FILL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Token of the cell's fill, "" for none."""
INK_ROLE = Qt.ItemDataRole.UserRole + 2
"""Token of the cell's text."""
CORNER_ROLE = Qt.ItemDataRole.UserRole + 3
"""Token of the corner triangle, "" for none: a mark is never by colour alone."""
BOLD_ROLE = Qt.ItemDataRole.UserRole + 6
FRAME_ROLE = Qt.ItemDataRole.UserRole + 4
"""Whether the cell has a 2 px frame (an error)."""
LETTERS_ROLE = Qt.ItemDataRole.UserRole + 5
"""The Excel letters of a column (in header data)."""

_LOOK = {
    "error": ("errs", "err", "err"),
    "warn": ("warns", "text", "warn"),
    "prov": ("provs", "prov", ""),
    "changed": ("infos", "text", "info"),
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

EMPTY = CheckSheet(columns=(), rows=(), texts={}, marks={}, sums={}, sum_row=0)


class CheckGrid(QAbstractTableModel):
    """Rows of one file under its Excel letters and row numbers; an edited cell is asked for, not changed here."""

    cell_edited = Signal(str, str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._sheet = EMPTY
        self._rows: tuple[int, ...] = ()
        self._only_problems = False

    @property
    def sheet(self) -> CheckSheet:
        """What is shown."""
        return self._sheet

    def set_sheet(self, sheet: CheckSheet) -> None:
        """Show another file, or the same one checked again."""
        self.beginResetModel()
        self._sheet = sheet
        self._rows = self._filtered()
        self.endResetModel()

    def set_only_problems(self, only: bool) -> None:
        """Leave out rows without a mark."""
        self.beginResetModel()
        self._only_problems = only
        self._rows = self._filtered()
        self.endResetModel()

    def _filtered(self) -> tuple[int, ...]:
        if not self._only_problems:
            return self._sheet.rows
        marked = {row for (row, _), mark in self._sheet.marks.items() if mark.state != "prov"}
        return tuple(row for row in self._sheet.rows if row in marked)

    def index_of(self, address: str) -> QModelIndex:
        """The index of a cell such as ``D7``; invalid where it is not shown."""
        place = position(address)
        if place is None or place[0] not in self._rows:
            return QModelIndex()
        column = next((at for at, shown in enumerate(self._sheet.columns) if shown.at == place[1]), -1)
        return self.index(self._rows.index(place[0]), column) if column >= 0 else QModelIndex()

    def address(self, index: Index) -> str:
        """The cell's address in the file, "" for the column that is not in it."""
        column = self._sheet.columns[index.column()]
        return "" if column.at == OWNER else cell_name(self._rows[index.row()], column.at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._sheet.columns[index.column()]
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._sheet.text(row, column.at)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.figures else _LEFT
        if row in self._sheet.excluded:
            return {INK_ROLE: "dis", FILL_ROLE: "alt"}.get(role)
        if row in self._sheet.idle:
            return "text2" if role == INK_ROLE else None
        return self._mark_data(self._sheet.marks.get((row, column.at)), column, role)

    def _mark_data(self, mark: Mark | None, column: SheetColumn, role: int) -> Any:
        fill, ink, corner = _LOOK[mark.state] if mark else ("", "text", "")
        match role:
            case _ if role == FILL_ROLE:
                return fill
            case _ if role == INK_ROLE:
                return ink if mark or (column.used and column.at != OWNER) else "text2"
            case _ if role == CORNER_ROLE:
                return corner
            case _ if role == FRAME_ROLE:
                return mark is not None and mark.state == "error"
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(mark)
            case _:
                return None

    def _tip(self, mark: Mark | None) -> str | None:
        if mark is None:
            return None
        if mark.state == "prov":
            return self._words("ui_import.not_yet_known")
        lines = [wizard_sentence(problem, self._words) for problem in mark.problems]
        if mark.before:
            lines.append(self._words("ui_import.cell_before", text=mark.before))
        return "\n".join(lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self._rows):
                return str(self._rows[section] + 1)
            return None
        if not 0 <= section < len(self._sheet.columns):
            return None
        column = self._sheet.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words("ui_import.head_owner") if column.at == OWNER else column.header
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.figures else _LEFT
            case _ if role == LETTERS_ROLE:
                return column.letters
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._sheet.columns[index.column()].at != OWNER:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        address = self.address(index) if index.isValid() else ""
        if role != Qt.ItemDataRole.EditRole or not address or str(value) == index.data(Qt.ItemDataRole.EditRole):
            return False
        self.cell_edited.emit(address, str(value))
        return True


class SumGrid(QAbstractTableModel):
    """Three rows in the columns of the grid: what the sheet says, what the program adds up, the difference."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._sheet = EMPTY

    def set_sheet(self, sheet: CheckSheet) -> None:
        """Show the sums of a file."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    @property
    def leading(self) -> int:
        """How many columns stand before the first figure: the label spans them."""
        return next((at for at, column in enumerate(self._sheet.columns) if column.figures), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 3 if not parent.isValid() and self._sheet.sums else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._sheet.sums.get(self._sheet.columns[index.column()].at)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                if index.column() < self.leading:
                    return self._label(index.row()) if index.column() == 0 else ""
                return (cell.stated, cell.ours, cell.difference or "✓")[index.row()] if cell else ""
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT if index.column() < self.leading else _RIGHT
            case _ if role == FILL_ROLE:
                return "alt"
            case _ if role == INK_ROLE and index.row() == 2 and cell:
                return "err" if cell.difference else "ok"
            case _ if role == INK_ROLE:
                return "text"
            case _ if role == BOLD_ROLE and index.row() == 2:
                return index.column() < self.leading or bool(cell and cell.difference)
            case _:
                return None

    def _label(self, row: int) -> str:
        names = ("sum_stated", "sum_ours", "sum_difference")
        return self._words(f"ui_import.{names[row]}", row=str(self._sheet.sum_row))
