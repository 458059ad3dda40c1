"""The backups that there are, the newest first, and what is in the one that is looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.models.backup_words import content_words
from app.ui.models.rows import Column, RowsModel
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, card, foot, label
from app.ui.widgets.table import TableView
from app.wording.numbers import fen_money, month_text

if TYPE_CHECKING:
    from app.services.backup import Backup


class RestoreDialog(Dialog):
    """``chosen`` is the file of the backup once the dialog is accepted, ``book`` the name of its book if known."""

    def __init__(self, kit: Kit, parent: QWidget, backups: "tuple[Backup, ...]") -> None:
        super().__init__(parent)
        self._kit = kit
        self.chosen: Path | None = None
        self.book = ""
        words = kit.words
        self.setWindowTitle(words("ui_backup.restore_title"))
        self.model: RowsModel[Backup] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setAccessibleName(words("ui_backup.list_name"))
        self.model.set_columns(self._columns(several=kit.backend.facts is None))
        self.content = label("fact")
        self.content.setWordWrap(True)
        self.act = button(kit, "ui_backup.restore_act", kind="primary")
        self.file = button(kit, "ui_backup.other_file", icon="folder-open")
        self._leave = button(kit, "ui_backup.restore_keep")
        self.act.clicked.connect(self._take)
        self.file.clicked.connect(self._choose_file)
        self._leave.clicked.connect(self.reject)
        self.table.row_chosen.connect(self._look)
        self.table.row_opened.connect(self._take)
        self._lay_out(empty=not backups)
        self.model.set_rows(backups)
        self.table.choose(0)
        self._look(self.table.chosen())

    def _columns(self, *, several: bool) -> "tuple[Column[Backup], ...]":
        words, texts = self._kit.words, self._kit.words.texts

        def last(row: "Backup") -> str:
            if row.facts is None or not row.facts.months:
                return ""
            return month_text(row.facts.months[-1].month, texts)

        def net(row: "Backup") -> str:
            return "" if row.facts is None or not row.facts.months else fen_money(row.facts.months[-1].net)

        def people(row: "Backup") -> str:
            return words("ui_backup.unreadable") if row.facts is None else str(row.facts.people)

        book: tuple[Column[Backup], ...] = (
            Column("book", words("ui_backup.head_book"), lambda row: row.book, elide=True),
        )
        return (
            Column("made", words("ui_backup.head_made"), lambda row: row.made, bold=True),
            *(book if several else ()),
            Column("last", words("ui_backup.head_last"), last),
            Column("net", words("ui_backup.head_net"), net, right=True),
            Column("people", words("ui_backup.head_people"), people, right=True),
            Column("folder", words("ui_backup.head_folder"), lambda row: str(row.file.parent), elide=True),
        )

    def _lay_out(self, *, empty: bool) -> None:
        why = label("small", self._kit.words("ui_backup.list_none" if empty else "ui_backup.list_why"))
        why.setWordWrap(True)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.file)
        row.addLayout(foot(self._leave, self.act), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(why)
        column.addWidget(frame, 1)
        column.addWidget(self.content)
        column.addLayout(row)
        self.resize(760, 520)

    def _look(self, row: "Backup | None") -> None:
        readable = row is not None and row.facts is not None
        self.act.setEnabled(readable)
        self.content.setText(
            "" if row is None or row.facts is None else content_words(row.facts, self._kit.words.texts)
        )

    def _take(self) -> None:
        row: Backup | None = self.table.chosen()
        if row is not None and row.facts is not None:
            self.chosen, self.book = row.file, row.book
            self.accept()

    def _choose_file(self) -> None:
        words = self._kit.words
        file, _ = QFileDialog.getOpenFileName(
            self, words("ui_backup.other_title"), str(Path.home()), words("ui_backup.filter_all")
        )
        if file:
            self.chosen = Path(file)
            self.accept()
