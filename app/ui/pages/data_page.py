"""数据: what was imported for the month, what is still missing, and the import wizard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
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
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QToolButton, QVBoxLayout

from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem
from app.services import figures, ignored_accounts, import_sheets, missing_days
from app.services.figures import FiguresReport, MissingMark
from app.services.import_sheets import ImportRecord
from app.services.missing_days import MissingDays
from app.services.roster import RosterReport
from app.ui.dialogs.ignored_accounts import IgnoredDialog
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.question import ask
from app.ui.file_asking import FileAsking
from app.ui.kit import Kit
from app.ui.models.import_records import record_columns
from app.ui.models.problem_words import wizard_sentence
from app.ui.models.rows import RowsModel
from app.ui.pages.page import Page
from app.ui.read_only import only_to_edit
from app.ui.settings import Settings
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, card, icon_button
from app.ui.widgets.deck import Deck
from app.ui.widgets.missing_list import MissingList, MissingPane
from app.ui.widgets.notes import Banner, EmptyState
from app.ui.widgets.table import TableView
from app.ui.wizards.done_step import people_fact
from app.ui.wizards.import_wizard import DONE, FILES, ImportWizard
from app.ui.wizards.sheet_kinds import INCIDENTS, MARKS
from app.ui.wizards.storing import store_people
from app.ui.wizards.taken_in import copied_rows, local_files, sheet_files
from app.wording.missing_days import missing_lines


@dataclass(frozen=True)
class _Loaded:
    """The imports of the month, why some cannot be undone (by id), what is missing, and accounts that are left out.

    ``gaps`` are the days that reports by day say nothing of.
    """

    records: tuple[ImportRecord, ...] = ()
    refusals: Mapping[int, Problem] = field(default_factory=dict[int, Problem])
    missing: tuple[MissingMark, ...] = ()
    layouts: Mapping[str, str] = field(default_factory=dict[str, str])
    ignored: tuple[str, ...] = ()
    gaps: tuple[MissingDays, ...] = ()


class DataPage(Page):
    """List of imports, or the wizard in its place; files can be dropped anywhere on the page."""

    name = "data"

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit)
        self.setAcceptDrops(True)
        self._ask = FileAsking(kit.words, self, settings)
        self._loaded = _Loaded()
        self.model: RowsModel[ImportRecord] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.missing = MissingList(kit)
        self.banner = Banner(kit)
        self.gaps = button(kit, "ui_import.missing_title", kind="link")
        self.people = button(kit, "ui_import.import_people", edits=True)
        self.more = icon_button(kit, "ui_import.more", "ellipsis")
        self.paste_act, self.undo_act, self.ignored_act = QAction(self), QAction(self), QAction(self)
        self.start = button(kit, "ui_import.import_files", icon="file-down", kind="primary", edits=True)
        self.first = button(kit, "ui_import.import_files", icon="file-down", kind="primary", edits=True)
        self.empty = EmptyState(self.first)
        self.wizard: ImportWizard | None = None
        self._stack = Deck()
        self._lay_out()
        for each in (self.start, self.first):
            each.clicked.connect(self.ask_files)
            each.setAutoDefault(True)  # Enter presses it where it has the keyboard
        self.gaps.clicked.connect(self._lists.open_side)
        self.missing.entry_asked.connect(lambda: self.entry_asked.emit("marks"))
        only_to_edit(kit.month, QShortcut(QKeySequence("Ctrl+I"), self, self.ask_files), self.paste_act, self.undo_act)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        self.table.row_chosen.connect(self._record_chosen)
        kit.month.facts_changed.connect(self._say_sealed)
        kit.backend.opened.connect(self._leave)
        self._say_sealed()
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
        self._lay_out_more()
        self.title_row.addWidget(self.gaps)
        self.title_row.addWidget(self.people)
        self.title_row.addWidget(self.more)
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

    def _lay_out_more(self) -> None:
        """What is needed less often: in a menu of the title row, 撤销导入 in that of the table too."""
        menu, words = QMenu(self.more), self.kit.words
        for act, key, icon, work in (
            (self.paste_act, "paste_tip", "clipboard-paste", self.paste),
            (self.undo_act, "undo", "undo-2", self.ask_undo),
            (self.ignored_act, "ignored_menu", "ban", self.show_ignored),
        ):
            words.put(act, f"ui_import.{key}")
            self.kit.theme.put_icon(act, icon, "text2", 16)
            act.triggered.connect(work)
            menu.addAction(act)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.table.addAction(self.undo_act)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

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
        gaps = missing_lines(self._loaded.gaps, layouts, words.texts)
        self.missing.show_missing(self._loaded.missing, gaps)

    def _month_word(self, month: PayMonth) -> str:
        return self.kit.words(f"number.month_{month.number}")

    def refresh(self) -> None:
        month = self.kit.month.month

        def load(book: Any, _progress: Progress) -> _Loaded:
            records = import_sheets.imports(book, month)
            found = {record.id: import_sheets.undo_refusal(book, record) for record in records}
            return _Loaded(
                records,
                {number: problem for number, problem in found.items() if problem is not None},
                figures.missing_marks(book, month),
                import_sheets.layout_names(),
                ignored_accounts.ignored_accounts(book),
                missing_days.missing_days(book, month),
            )

        self.kit.backend.run("imports", load, self._show, owner=self)

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        shop = self.kit.month.shop
        rows = [record for record in loaded.records if not shop or not record.shop or record.shop == shop]
        self.model.set_rows(rows)
        self._lists.set_side(shown=bool(loaded.missing or loaded.gaps))
        self._records.setCurrentIndex(0 if loaded.records else 1)
        self._say_sealed()
        self._offer()
        self.retranslate()

    def _say_sealed(self) -> None:
        sealed = self.kit.month.sealed
        for each in (self.people, self.start, self.first, self.paste_act):
            each.setEnabled(not sealed)
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
        self.gaps.setVisible(listed and self._lists.narrow and bool(self._loaded.missing or self._loaded.gaps))
        self.people.setVisible(listed)
        self.more.setVisible(listed)
        self.start.setVisible(listed and bool(self._loaded.records))

    def _say_fact(self) -> None:
        records = [record for record in self._loaded.records if record.undone_at is None]
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
        self.import_files(self._ask.several("ui_import.open_title", "ui_import.sheet_files"))

    def import_files(self, files: Iterable[Path]) -> None:
        """Open the wizard with these files, or add them to the one that is open."""
        found = sheet_files(files)
        if found and self.start.isEnabled():
            self._wizard_for_more().add(found)

    def _wizard_for_more(self) -> ImportWizard:
        """The wizard that is open, or a new one where there is none or the last import is done."""
        if self.wizard is not None and self.wizard.done.finished:
            self._leave()
        return self.wizard or self._open_wizard()

    def paste(self) -> None:
        """Take in what was copied: rows of a sheet or a web page, or files; not in the middle of later steps."""
        busy = self.wizard is not None and self.wizard.step not in (FILES, DONE)
        if busy or not self.start.isEnabled():
            return
        mime = QApplication.clipboard().mimeData()
        files, rows = sheet_files(local_files(mime.urls())), copied_rows(mime)
        if files:
            self.import_files(files)
        elif rows:
            self._wizard_for_more().paste(rows)
        else:
            self.told.emit(self.kit.words("ui_import.paste_nothing"))

    def _record_chosen(self, record: ImportRecord | None) -> None:
        """An import that cannot be undone says why on the entry of the menu."""
        refusal = self._loaded.refusals.get(record.id) if record else None
        self.undo_act.setEnabled(record is not None and refusal is None)
        self.undo_act.setToolTip(wizard_sentence(refusal, self.kit.words) if refusal else "")

    def ask_undo(self) -> None:
        """Undo the chosen import, once its consequence was read."""
        record: ImportRecord | None = self.table.chosen()
        if record is None or record.id in self._loaded.refusals:
            return
        words, chosen = self.kit.words, record
        agreed = ask(
            self,
            words("ui_import.undo_title"),
            words("ui_import.undo_one_question", file=chosen.file, rows=f"{chosen.rows:,}"),
            act=words("ui_import.undo_act"),
            keep=words("ui_import.undo_keep"),
        )
        if agreed:
            self.kit.backend.run(
                "undo import",
                lambda book, _progress: import_sheets.undo_import(book, chosen.id),
                lambda done: self.told.emit(words("ui_import.undone_one", file=done.file)),
                owner=self,
                changes=True,
                risky=True,
                title=words("ui_import.work_undo"),
            )

    def show_ignored(self) -> None:
        """Show which accounts are left out; one can be taken in again there."""
        dialog = IgnoredDialog(self.kit, self, self._loaded.ignored)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_wizard(self) -> ImportWizard:
        wizard = ImportWizard(self.kit, self.kit.month.month)
        self.wizard = wizard
        wizard.fact_changed.connect(self.fact.setText)
        wizard.left.connect(self._leave)
        wizard.leave_asked.connect(self._ask_leave)
        wizard.add_asked.connect(self.ask_files)
        wizard.paste_asked.connect(self.paste)
        wizard.undone.connect(self.told)
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
        file = self._ask.existing("ui_import.open_title", "ui_import.sheet_files")
        if file is not None:
            self.import_people(file, kind)

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
        files = self.droppable(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.banner.say(self.kit.words("ui_import.drop_here", n=len(files)), "info", "file-down")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()
        self._say_sealed()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._say_sealed()
        self.import_files(local_files(event.mimeData().urls()))

    def droppable(self, mime: QMimeData) -> tuple[Path, ...]:
        """The sheets among what is dragged; none while nothing can be imported."""
        return sheet_files(local_files(mime.urls())) if self.start.isEnabled() else ()
