"""数据: what was imported for the month, what is still missing, and the import wizard."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout

from app.domain.month import PayMonth
from app.domain.problem import JixinError
from app.services import figures, import_sheets
from app.services.figures import FiguresReport, MissingMark
from app.services.import_sheets import ImportRecord
from app.services.roster import RosterReport
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.question import ask
from app.ui.kit import Kit
from app.ui.models.import_tables import record_columns
from app.ui.models.rows import RowsModel
from app.ui.pages.page import Page
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, card
from app.ui.widgets.deck import Deck
from app.ui.widgets.missing_list import MissingList, MissingPane
from app.ui.widgets.notes import Banner, EmptyState
from app.ui.widgets.table import TableView
from app.ui.wizards.done_step import people_fact
from app.ui.wizards.import_wizard import ImportWizard
from app.ui.wizards.session import store_people
from app.ui.wizards.sheet_kinds import INCIDENTS, MARKS

_ENDINGS = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html")


@dataclass(frozen=True)
class _Loaded:
    records: tuple[ImportRecord, ...]
    missing: tuple[MissingMark, ...]
    layouts: dict[str, str]


class DataPage(Page):
    """List of imports, or the wizard in its place; files can be dropped anywhere on the page."""

    name = "data"
    icon = "table-2"

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.setAcceptDrops(True)
        self._loaded = _Loaded((), (), {})
        self.model: RowsModel[ImportRecord] = RowsModel(self)
        self.table = TableView(kit.theme, self.model)
        self.missing = MissingList(kit)
        self.banner = Banner(kit)
        self.gaps = button(kit, "ui_import.missing_title", kind="link")
        self.people = button(kit, "ui_import.import_people")
        self.start = button(kit, "ui_import.import_files", icon="file-down", kind="primary")
        self.first = button(kit, "ui_import.import_files", icon="file-down", kind="primary")
        self.empty = EmptyState(self.first)
        self.wizard: ImportWizard | None = None
        self._stack = Deck()
        self._lay_out()
        for each in (self.start, self.first):
            each.clicked.connect(self.ask_files)
            each.setAutoDefault(True)  # Enter presses it where it has the keyboard
        self.gaps.clicked.connect(self._lists.open_side)
        QShortcut(QKeySequence("Ctrl+I"), self, self.ask_files)
        kit.month.facts_changed.connect(self._say_sealed)
        kit.backend.opened.connect(self._leave)
        self.retranslate()

    def _lay_out(self) -> None:
        menu = QMenu(self.people)
        for kind, key in ((INCIDENTS, "import_incidents"), (MARKS, "import_marks")):
            act = QAction(menu)
            self.kit.words.put(act, f"ui_import.{key}")
            act.triggered.connect(lambda _checked=False, kind=kind: self.ask_people(kind))
            menu.addAction(act)
        self.people.setMenu(menu)
        self.people.setProperty("menu", "true")
        self.title_row.addWidget(self.gaps)
        self.title_row.addWidget(self.people)
        self.title_row.addWidget(self.start)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._stack, 1)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        self._records = QStackedWidget()
        self._records.addWidget(frame)
        self._records.addWidget(self.empty)
        self._lists = MissingPane(self.kit, self._records, self.missing, 300, 360)
        self._stack.addWidget(self._lists)

    def retranslate(self) -> None:
        words = self.kit.words
        month = self._month_word(self.kit.month.month)
        layouts = self._loaded.layouts
        self.model.set_columns(record_columns(words, layouts))
        words.put(self.table, "ui_import.imported_title", "setAccessibleName")
        self.empty.say(words("ui_import.empty", month=month), words("ui_import.empty_why"))
        if self.wizard is not None:
            month = self._month_word(self.wizard.session.month)
            words.put(self.title, "ui_import.wizard_title", month=month)
            self.wizard.retranslate()
        else:
            words.put(self.title, "ui_import.title")
            self._say_fact()
        self.missing.show_marks(self._loaded.missing)

    def _month_word(self, month: PayMonth) -> str:
        return self.kit.words(f"number.month_{month.number}")

    def refresh(self) -> None:
        month = self.kit.month.month

        def load(book: Any, _progress: Progress) -> _Loaded:
            names = import_sheets.layout_names()
            return _Loaded(import_sheets.imports(book, month), figures.missing_marks(book, month), names)

        self.kit.backend.run("imports", load, self._show, owner=self)

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        shop = self.kit.month.shop
        rows = [record for record in loaded.records if not shop or not record.shop or record.shop == shop]
        self.model.set_rows(rows)
        self._lists.set_side(shown=bool(loaded.missing))
        self._records.setCurrentIndex(0 if loaded.records else 1)
        self._say_sealed()
        self._offer()
        self.retranslate()

    def _say_sealed(self) -> None:
        sealed = self.kit.month.sealed
        for widget in (self.people, self.start, self.first):
            widget.setEnabled(not sealed)
        month = self._month_word(self.kit.month.month)
        said = self.kit.words("ui_import.sealed", month=month) if sealed and self.wizard is None else ""
        self.banner.say(said, "info", "lock")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer()

    def _offer(self) -> None:
        """The buttons of the title row: none beside the wizard, and 导入 only where the empty state has it not.

        Where the list of what is missing has no room beside the table, a link turns to it.
        """
        listed = self.wizard is None
        self.gaps.setVisible(listed and self._lists.narrow and bool(self._loaded.missing))
        self.people.setVisible(listed)
        self.start.setVisible(listed and bool(self._loaded.records))

    def _say_fact(self) -> None:
        records = self._loaded.records
        rows = sum(record.rows for record in records)
        text = self.kit.words("ui_import.fact_files", files=len(records), rows=f"{rows:,}")
        self.fact.setText(text if records else "")

    def take_focus(self) -> None:
        if self.wizard is None:
            if self._loaded.records and not self.table.currentIndex().isValid():
                self.table.choose(0)
            (self.table if self._loaded.records else self.first).setFocus()
        else:
            self.wizard.take_focus()

    def primary(self) -> None:
        if self.wizard is not None:
            self.wizard.forward()
        elif self.start.isEnabled():
            self.ask_files()

    def may_leave(self) -> bool:
        if self.wizard is None or not self.wizard.unfinished:
            return True
        words = self.kit.words
        agreed = ask(
            self,
            words("ui_import.leave_title"),
            words("ui_import.leave_question"),
            act=words("ui_import.leave_act"),
            keep=words("ui_import.leave_keep"),
        )
        if agreed:
            self._leave()
        return agreed

    def ask_files(self) -> None:
        """Choose files and take them into the wizard."""
        if not self.start.isEnabled():
            return
        words = self.kit.words
        names, _ = QFileDialog.getOpenFileNames(self, words("ui_import.open_title"), "", words("ui_import.sheet_files"))
        self.import_files([Path(name) for name in names])

    def import_files(self, files: Iterable[Path]) -> None:
        """Open the wizard with these files, or add them to the one that is open."""
        found = tuple(file for file in files if file.suffix.lower() in _ENDINGS)
        if not found or not self.start.isEnabled():
            return
        wizard = self.wizard or self._open_wizard()
        wizard.add(found)

    def _open_wizard(self) -> ImportWizard:
        wizard = ImportWizard(self.kit, self.kit.month.month)
        self.wizard = wizard
        wizard.fact_changed.connect(self.fact.setText)
        wizard.left.connect(self._leave)
        wizard.leave_asked.connect(self._ask_leave)
        wizard.add_asked.connect(self.ask_files)
        self.title_row.addWidget(wizard.bar)
        self.outer.addWidget(wizard.foot)
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)
        self._offer()
        self._say_sealed()
        self.retranslate()
        return wizard

    def _ask_leave(self) -> None:
        if self.may_leave():
            self._leave()

    def _leave(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is None:
            return
        wizard.stop()
        self._stack.removeWidget(wizard)
        self.title_row.removeWidget(wizard.bar)
        self.outer.removeWidget(wizard.foot)
        for widget in (wizard.bar, wizard.foot, wizard):
            widget.hide()
            widget.deleteLater()
        self._stack.setCurrentWidget(self._lists)
        self._show(self._loaded)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks what 取消导入 asks, unless something in the wizard had a use for it."""
        if event.key() == Qt.Key.Key_Escape and self.wizard is not None and self.wizard.can_be_left:
            self._ask_leave()
        else:
            super().keyPressEvent(event)

    def ask_people(self, kind: str) -> None:
        """Choose a sheet of incidents, or of marks or attendance, and import it at once."""
        words = self.kit.words
        name, _ = QFileDialog.getOpenFileName(self, words("ui_import.open_title"), "", words("ui_import.sheet_files"))
        if name:
            self.import_people(Path(name), kind)

    def import_people(self, file: Path, kind: str) -> None:
        """Store a sheet of incidents, or of marks or attendance, for the month."""
        month = self.kit.month.month

        def work(book: Any, _progress: Progress) -> FiguresReport | RosterReport:
            return store_people(book, file, kind, month)

        def done(report: FiguresReport | RosterReport) -> None:
            stored, sentence = people_fact(report, self.kit)
            if report.problems:
                self._tell_problems(JixinError(*report.problems), stored=stored)
            if stored:
                self.told.emit(sentence)

        title = self.kit.words("ui_import.work_store")
        self.kit.backend.run("import people", work, done, owner=self, changes=True, title=title)

    def _tell_problems(self, refusal: JixinError, *, stored: bool) -> None:
        if not stored:
            self.kit.backend.refused.emit(refusal)
            return
        dialog = ProblemsDialog(self.kit, self, refusal.problems)
        dialog.setWindowTitle(self.kit.words("ui_import.stored_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = _dropped(event.mimeData().urls())
        if self.start.isEnabled() and files:
            event.acceptProposedAction()
            self.banner.say(self.kit.words("ui_import.drop_here", n=len(files)), "info", "file-down")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()
        self._say_sealed()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _dropped(event.mimeData().urls())
        event.acceptProposedAction()
        self._say_sealed()
        self.import_files(files)


def _dropped(urls: Iterable[Any]) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in _ENDINGS]
