"""Step 2, 列: what each column of a file means, with samples; a wrong guess is put right once and remembered."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.metrics import METRICS, is_own
from app.services.import_sheets import FilePlan
from app.ui.dialogs.own_metric import GIVEN_KINDS, OwnMetricDialog
from app.ui.kit import Kit
from app.ui.models.file_list import file_rows
from app.ui.models.import_tables import HeaderRow, header_columns
from app.ui.models.rows import RowsModel
from app.ui.widgets.basics import ElidedLabel, card, label, rule
from app.ui.widgets.file_list_view import FileListView
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.table import TableView
from app.ui.wizards.session import ImportSession
from app.ui.wizards.step import Step
from app.wording.numbers import metric_word

_ITSELF, _NEW = "itself", "new"
"""Data of the entries for what the column was found to be, and for a metric of the owner's own."""
_FIXED = ("account", "date", "shop", "order")
"""Data of an entry that says what the chosen column is and cannot be chosen for another."""


class ColumnsStep(Step):
    """Files | their columns; under the table the meaning of the chosen column can be changed."""

    name = "columns"

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__(kit, session)
        self.files = FileListView(kit)
        self.model: RowsModel[HeaderRow] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setSortingEnabled(False)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.meaning = QComboBox()
        self._name, self._fact = ElidedLabel("h2", Qt.TextElideMode.ElideMiddle), label("small")
        self._chosen_header = ElidedLabel("strong")
        self._file: FilePlan | None = None
        self.panes = ListPane(kit, self.files, self._right(), 216)
        self.files.view.clicked.connect(self.panes.open_side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.files.file_chosen.connect(self._show_path)
        self.table.row_chosen.connect(self._column_chosen)
        self.meaning.activated.connect(self._meaning_chosen)
        self.retranslate()

    def _right(self) -> QWidget:
        right = card()
        column = QVBoxLayout(right)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.addWidget(self._name, 1)
        head.addWidget(self._fact)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 7, 12, 7)
        foot.setSpacing(8)
        is_text = label("fact")
        self.kit.words.put(is_text, "ui_import.column_is")
        self.kit.words.put(self.meaning, "ui_import.column_is", "setAccessibleName")
        is_text.setBuddy(self.meaning)
        self.meaning.setMinimumWidth(220)
        foot.addWidget(self._chosen_header, 1)
        foot.addWidget(is_text)
        foot.addWidget(self.meaning)
        column.addLayout(foot)
        return right

    def retranslate(self) -> None:
        """Name the columns and the metrics to choose from."""
        words = self.kit.words
        self.model.set_columns(header_columns(words))
        self.kit.words.put(self.table, "ui_import.columns_title", "setAccessibleName")
        self.meaning.clear()
        self.meaning.addItem(words("ui_import.role_ignored"), "")
        for metric in METRICS:
            self.meaning.addItem(metric_word(metric, words.texts), metric)
        self.meaning.addItem(words("ui_own_metric.new"), _NEW)

    def show_session(self) -> None:
        files = tuple(file for file in self.session.included if file.layout)
        self.files.show_rows(file_rows(files, self.session.left_out, self.kit.words))
        path = self.files.chosen()
        if path is not None:
            self._show_path(path)

    def _show_path(self, path: Path) -> None:
        file = next((each for each in self.session.files if each.path == path), None)
        if file is None or self.session.planned is None:
            return
        self._file = file
        row = self.table.currentIndex().row()
        self._name.setText(file.file)
        used = sum(1 for column in file.columns if column.metric)
        self._fact.setText(self.say("columns_fact", used=used, ignored=len(file.ignored_columns)))
        self.model.set_rows(self.session.planned.headers[path])
        self.table.choose(row if 0 <= row < self.model.rowCount() else 0)

    def _column_chosen(self, row: HeaderRow | None) -> None:
        open_to_choice = self._file is not None and self._file.grid is not None
        self.meaning.setEnabled(row is not None and row.role not in _FIXED and open_to_choice)
        if row is None:
            self._chosen_header.setText("")
            return
        self._chosen_header.setText(self.say("quoted", text=row.header))
        self._offer_meaning(row)
        fixed = self.say("column_fixed") if row.role in _FIXED else ""
        self.meaning.setToolTip(fixed)

    def _offer_meaning(self, row: HeaderRow) -> None:
        """The row's meaning in the row's own words; what cannot be chosen for others stands there for it alone."""
        if self.meaning.itemData(0) == _ITSELF:
            self.meaning.removeItem(0)
        self._offer_own(row.metric)
        at = self.meaning.findData(row.metric)
        if row.role in ("account", "date", "twin"):
            self.meaning.insertItem(0, self.say(f"role_{row.role}"), _ITSELF)
            at = 0
        self.meaning.setCurrentIndex(max(at, 0))

    def _offer_own(self, chosen: str) -> None:
        """The owner's metrics that the book knows, and the column's."""
        known = self.session.planned.own if self.session.planned else ()
        for metric in filter(is_own, (*known, chosen)):
            if self.meaning.findData(metric) < 0:
                self.meaning.insertItem(self.meaning.count() - 1, metric_word(metric, self.kit.words.texts), metric)

    def _meaning_chosen(self) -> None:
        row = self.table.chosen()
        if not isinstance(row, HeaderRow) or self._file is None:
            return
        metric = self.meaning.currentData()
        if metric == _NEW:
            dialog = OwnMetricDialog(self.kit, self.window(), GIVEN_KINDS, name=row.header)
            metric = dialog.chosen if dialog.exec() else _ITSELF
            self._offer_meaning(row if metric == _ITSELF else replace(row, metric=metric))
        if metric not in (row.metric, _ITSELF):
            edits = self.session.edits.get(self._file.path, self._file.edits)
            self.session.edit(self._file, columns={**edits.columns, row.at: metric})

    def take_focus(self) -> None:
        self.table.setFocus()

    def fact(self) -> str:
        files = [file for file in self.session.included if file.layout]
        used = sum(1 for file in files for column in file.columns if column.metric)
        ignored = sum(len(file.ignored_columns) for file in files)
        return self.say("fact_columns", used=used, ignored=ignored)

    def sentence(self) -> str:
        return self.say("sentence_columns")

    def primary_text(self) -> str:
        return self.say("next_people")
