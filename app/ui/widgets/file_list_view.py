"""The column of files at the left of the steps 列 and 检查."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout

from app.ui.kit import Kit
from app.ui.models.file_list import FILE_ROLE, FileList, FileRow
from app.ui.widgets.basics import label, rule
from app.ui.widgets.file_row import FileRowDelegate


class FileListView(QFrame):
    """A card headed 文件 with one row a file; ``file_chosen`` gives its path."""

    file_chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = FileList()
        self.model.setParent(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(FileRowDelegate(kit.theme, self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        title = label("h2")
        title.setFixedHeight(40)
        title.setContentsMargins(12, 0, 0, 0)
        kit.words.put(title, "ui_import.files_title")
        kit.words.put(self.view, "ui_import.files_title", "setAccessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (title, rule(), self.view):
            column.addWidget(widget)
        self.view.selectionModel().currentChanged.connect(self._changed)

    def show_rows(self, rows: tuple[FileRow, ...]) -> None:
        """Show these files; the one chosen before stays so, else the first with an error is."""
        before = self.chosen()
        self.model.set_rows(rows)
        worst = next((row.path for row in rows if row.state == "error"), rows[0].path if rows else None)
        path = before if before in [row.path for row in rows] else worst
        if path is not None and path != self.chosen():
            self.choose(path)

    def choose(self, path: Path) -> None:
        """Choose a file."""
        self.view.setCurrentIndex(self.model.index(self.model.row_of(path)))

    def chosen(self) -> Path | None:
        """The chosen file."""
        row = self.view.currentIndex().data(FILE_ROLE)
        return row.path if isinstance(row, FileRow) else None

    def _changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(FILE_ROLE)
        if isinstance(row, FileRow):
            self.file_chosen.emit(row.path)
