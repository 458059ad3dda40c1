"""Asks for what a new book needs: business, first shop, its platform, where the file goes."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.services.shops import PLATFORMS
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, label
from app.ui.widgets.notes import ErrorSentence

_UNSAFE = '<>:"/\\|?*'


@dataclass(frozen=True)
class NewBook:
    """What was asked for."""

    path: Path
    business: str
    shop: str
    platform: str


class NewBookDialog(Dialog):
    """``answer`` is what was filled in once the dialog is accepted."""

    def __init__(self, kit: Kit, parent: QWidget, folder: Path) -> None:
        super().__init__(parent)
        self._kit, self._folder, self._chosen = kit, folder, False
        words = kit.words
        self.setWindowTitle(words("ui.new_title"))
        self.business, self.shop, self.file = QLineEdit(), QLineEdit(), QLineEdit()
        self.business.setPlaceholderText(words("ui.new_business_hint"))
        self.shop.setPlaceholderText(words("ui.new_shop_hint"))
        self.platform = QComboBox()
        self.platform.addItem(words("ui.platform_none"), "")
        for platform in PLATFORMS:
            self.platform.addItem(words(f"ui.platform_{platform}"), platform)
        self.shop_error, self.file_error = ErrorSentence(kit, self.shop), ErrorSentence(kit, self.file)
        self._browse = button(kit, "ui.new_browse")
        self.act = button(kit, "ui.new_act", kind="primary")
        self._leave = button(kit, "ui.new_cancel")
        self._lay_out()
        self.shop.textChanged.connect(self._propose_file)
        self.business.textChanged.connect(self._propose_file)
        self.file.textEdited.connect(self._file_edited)
        self._browse.clicked.connect(self._choose_file)
        self.act.clicked.connect(self._check)
        self._leave.clicked.connect(self.reject)
        self.act.setDefault(True)
        self.shop.setFocus()

    def _lay_out(self) -> None:
        words = self._kit.words
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(label("fact", words("ui.new_shop")), self.shop)
        form.addRow("", self.shop_error)
        form.addRow(label("fact", words("ui.new_platform")), self.platform)
        form.addRow(label("fact", words("ui.new_business")), self.business)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.file, 1)
        where.addWidget(self._browse)
        form.addRow(label("fact", words("ui.new_file")), where)
        form.addRow("", self.file_error)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._leave)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addStretch()
        column.addLayout(buttons)
        self.setMinimumWidth(560)

    @property
    def answer(self) -> NewBook:
        """What is filled in."""
        path = Path(self.file.text().strip())
        if path.suffix.casefold() != ".jixin":
            path = path.with_name(path.name + ".jixin")
        return NewBook(
            path=path,
            business=self.business.text().strip(),
            shop=self.shop.text().strip(),
            platform=self.platform.currentData(),
        )

    def _propose_file(self) -> None:
        """Until a place is chosen, the file is named after the business, else after the shop."""
        if not self._chosen:
            name = self.business.text().strip() or self.shop.text().strip()
            safe = "".join("-" if letter in _UNSAFE else letter for letter in name)
            self.file.setText(str(self._folder / f"{safe}.jixin") if safe else "")

    def _file_edited(self) -> None:
        self._chosen = True

    def _choose_file(self) -> None:
        words = self._kit.words
        start = self.file.text() or str(self._folder)
        file, _ = QFileDialog.getSaveFileName(self, words("ui.new_title"), start, words("ui.filter_book"))
        if file:
            self._chosen = True
            self.file.setText(file)

    def _check(self) -> None:
        words = self._kit.words
        self.shop_error.say("" if self.shop.text().strip() else words("ui.new_no_shop"))
        self.file_error.say("" if self.file.text().strip() else words("ui.new_no_file"))
        if self.shop_error.text():
            self.shop.setFocus()
        elif self.file_error.text():
            self.file.setFocus()
        else:
            self.accept()
