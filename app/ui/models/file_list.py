"""The files of an import as a list: name, what it is, and how many problems are open."""

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.problem import Severity
from app.services.import_sheets import FilePlan
from app.ui.i18n import Words

Index = QModelIndex | QPersistentModelIndex
FILE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The FileRow itself."""


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the list; ``state`` is ok, warn, error or left_out, ``badge`` what stands at its right."""

    path: Path
    name: str
    fact: str
    state: str
    badge: str


def file_rows(files: tuple[FilePlan, ...], left_out: frozenset[Path], words: Words) -> tuple[FileRow, ...]:
    """The rows of the planned files, in their order."""
    return tuple(_file_row(file, file.path in left_out, words) for file in files)


def _file_row(file: FilePlan, left_out: bool, words: Words) -> FileRow:
    errors = sum(problem.severity is Severity.ERROR for problem in file.problems)
    state = "left_out" if left_out else "error" if errors else "warn" if file.problems else "ok"
    count = words("ui_import.n_places", n=str(len(file.problems)))
    badge = words("ui_import.left_out") if left_out else count if file.problems else ""
    kind = file.layout_name or words("ui_import.not_recognised")
    fact = words("ui_import.file_fact", kind=kind, rows=f"{file.rows:,}") if file.rows else kind
    return FileRow(path=file.path, name=file.file, fact=fact, state=state, badge=badge)


class FileList(QAbstractListModel):
    """One row a file."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[FileRow, ...] = ()

    def set_rows(self, rows: tuple[FileRow, ...]) -> None:
        """Show these files; where only their states differ the selection stays."""
        if tuple(row.path for row in rows) == tuple(row.path for row in self._rows):
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, path: Path) -> int:
        """The row of a file, −1 if it is not there."""
        return next((at for at, row in enumerate(self._rows) if row.path == path), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return "　".join(part for part in (row.name, row.fact, row.badge) if part)
            case _ if role == FILE_ROLE:
                return row
            case _:
                return None
