"""The accounts that are left out of everything; one or several can be taken in again."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.ignored_accounts import ignore_account
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.table import TableView


class IgnoredDialog(Dialog):
    """A table of the accounts with their shops."""

    def __init__(self, kit: Kit, parent: QWidget, accounts: tuple[str, ...]) -> None:
        super().__init__(parent)
        self._kit = kit
        words = kit.words
        self.setWindowTitle(words("ui_import.ignored_title"))
        self.model: RowsModel[str] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setAccessibleName(words("ui_import.ignored_title"))
        self.model.set_columns(
            (
                Column(
                    "account", words("ui_import.head_account"), lambda row: row.partition(":")[2], bold=True, elide=True
                ),
                Column("shop", words("ui_import.head_shop"), lambda row: row.partition(":")[0], elide=True),
            )
        )
        self.back = button(kit, "ui_import.ignored_back", icon="undo-2")
        close = button(kit, "ui_import.close", kind="primary")
        self._why = label("small")
        self._why.setWordWrap(True)
        self.back.clicked.connect(self._take_in)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self._lay_out(close)
        self._show(accounts)

    def _lay_out(self, close: QWidget) -> None:
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self._why)
        column.addWidget(frame, 1)
        column.addLayout(row)
        self.resize(460, 340)

    def _show(self, accounts: tuple[str, ...]) -> None:
        self.model.set_rows(list(accounts))
        self.table.choose(0)
        self.back.setEnabled(bool(accounts))
        self._why.setText(self._kit.words("ui_import.ignored_why" if accounts else "ui_import.ignored_none"))

    def _take_in(self) -> None:
        """Take the chosen accounts in again."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        chosen = [self.model.shown_rows[row] for row in sorted(rows)]
        left = tuple(row for row in self.model.shown_rows if row not in chosen)

        def work(book: Any, _progress: Any) -> None:
            for account in chosen:
                ignore_account(book, account, leave_out=False)

        self._kit.backend.run("ignored", work, lambda _done: self._show(left), owner=self, changes=True)
