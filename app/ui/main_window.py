"""The window: assembles rail, month bar, pages and status bar, and connects them. Nothing else."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.problem import JixinError
from app.services.books import BookFacts
from app.services.compute_month import RunState
from app.ui.book_actions import BookActions
from app.ui.dialogs.crash import CrashDialog
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.kit import Kit
from app.ui.pages.data_page import DataPage
from app.ui.pages.page import Page
from app.ui.pages.settings_page import SettingsPage
from app.ui.pages.start_page import StartPage, books_in
from app.ui.settings import Settings
from app.ui.widgets.month_bar import MonthBar
from app.ui.widgets.notes import Toast
from app.ui.widgets.rail import Rail
from app.ui.widgets.status_bar import StatusBar
from app.ui.window_menu import WindowMenu

_SHORTCUTS = {
    "month": "Ctrl+1", "agents": "Ctrl+2", "data": "Ctrl+3", "schemes": "Ctrl+4", "payslips": "Ctrl+5",
    "settings": "Ctrl+7",
}  # fmt: skip


class MainWindow(QMainWindow):
    """Start page without a book; rail, month bar and pages with one."""

    def __init__(self, kit: Kit, settings: Settings, pages: tuple[Page, ...]) -> None:
        super().__init__()
        self.kit, self._settings, self._page_wanted = kit, settings, ""
        self.menu = WindowMenu(kit, settings)
        self.start = StartPage(kit, self.menu.languages)
        self.rail, self.month_bar = Rail(kit), MonthBar(kit, self.menu.menu)
        self.status = StatusBar(kit)
        self.pages = {page.name: page for page in pages}
        self._stack, self._outer = QStackedWidget(), QStackedWidget()
        self.toast = Toast(kit, self._stack)
        self._stack.currentChanged.connect(lambda: self.toast.raise_())
        self.actions_ = BookActions(kit, self, settings, self._may_leave)
        self._assemble(pages)
        self._connect()
        self._shortcuts()
        self.setMinimumSize(900, 440)
        self.setAcceptDrops(True)
        self._restore()
        self._say_title()

    def _assemble(self, pages: tuple[Page, ...]) -> None:
        frame = QFrame()
        frame.setObjectName("page")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.month_bar)
        right.addWidget(frame, 1)
        shell = QWidget()
        columns = QHBoxLayout(shell)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.rail)
        columns.addLayout(right, 1)
        self._outer.addWidget(self.start)
        self._outer.addWidget(shell)
        root = QFrame()
        root.setObjectName("root")
        rows = QVBoxLayout(root)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._outer, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(root)
        for page in pages:
            self._stack.addWidget(page)
            self.rail.add(page.name, page.icon, _SHORTCUTS[page.name], last=page.name == "settings")

    def _connect(self) -> None:
        kit, menu, actions = self.kit, self.menu, self.actions_
        for source in (self.start, menu):
            source.new_asked.connect(actions.make_book)
            source.open_asked.connect(actions.choose_book)
            source.demo_asked.connect(actions.make_demo)
        self.start.file_dropped.connect(self.open_book)
        menu.form_asked.connect(actions.save_form)
        menu.entry_asked.connect(partial(actions.enter, "marks"))
        menu.quit_asked.connect(self.close)
        for source in (menu, self._settings_page()):
            source.language_chosen.connect(self._language_chosen)
            source.mode_chosen.connect(self._mode_chosen)
            source.guide_asked.connect(partial(actions.read, "guide"))
            source.keys_asked.connect(partial(actions.read, "keys"))
            source.about_asked.connect(actions.about)
        self._settings_page().opening_asked.connect(actions.enter_openings)
        menu.book_asked.connect(self.open_book)
        self.rail.page_asked.connect(self.show_page)
        for page in self.pages.values():
            page.told.connect(self.toast.say)
            page.undoable.connect(kit.edits.add)
            page.offered.connect(self.toast.say)
            page.warned.connect(self.toast.warn)
            page.page_asked.connect(self.show_page)
            page.start_asked.connect(self._start_page)
            page.row_asked.connect(self.show_row)
            page.form_asked.connect(actions.save_form)
            page.entry_asked.connect(actions.enter)
            page.grades_asked.connect(actions.review_grades)
        actions.told.connect(self.toast.say)
        self.month_bar.search.found.connect(partial(self.show_row, "agents"))
        kit.edits.done.connect(self._edited)
        kit.edits.turned.connect(self._turned)
        backend = kit.backend
        backend.opened.connect(self._book_opened)
        backend.facts_changed.connect(self._show_facts)
        backend.changed.connect(self._ask_state)
        backend.refused.connect(self._refused)
        backend.crashed.connect(self.crashed)
        kit.month.month_changed.connect(self._ask_state)
        kit.words.changed.connect(self._say_title)
        backend.runner.busy_changed.connect(self.start.set_busy)

    def _shortcuts(self) -> None:
        QShortcut(QKeySequence("Ctrl+F"), self, self.month_bar.search.start)
        QShortcut(QKeySequence("F1"), self, partial(self.actions_.read, "guide"))
        QShortcut(QKeySequence("Ctrl+L"), self, lambda: self.page.focus_filter())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, lambda: self.page.primary())

    @property
    def page(self) -> Page:
        """The page that is open."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - only pages are put into the stack
        return page

    def open_book(self, path: Path, page: str = "") -> None:
        """Open a book file at ``page``, unless the open page holds something unfinished that is to be kept."""
        if self._may_leave():
            self._page_wanted = page
            self.kit.backend.open(path, self.kit.words("ui.work_open"))

    def show_page(self, name: str) -> None:
        """Turn to a page; asks where the open one holds something unfinished."""
        if self.page.name != name and self.page.may_leave():
            self._stack.setCurrentWidget(self.pages[name])
            self._settings.put("page", name)
        self.rail.choose(self.page.name)

    def come_forward(self, book: str) -> None:
        """The program was started once more, perhaps with a book."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        facts = self.kit.backend.facts
        if book and (facts is None or facts.path.absolute() != Path(book)):
            self.open_book(Path(book))

    def _start_page(self, name: str) -> None:
        self.show_page(name)
        if self.page.name == name:
            self.page.primary()

    def show_row(self, name: str, number: str) -> None:
        """Turn to a page and there to the agent of a number."""
        self.show_page(name)
        if self.page.name == name:
            self.page.show_number(number)

    def _may_leave(self) -> bool:
        return self.kit.backend.facts is None or self.page.may_leave()

    def _book_opened(self, facts: BookFacts) -> None:
        self._settings.remember_book(facts.path)
        self.kit.month.set_book(facts.months, facts.shops)
        if facts.months:
            self.kit.month.set_month(max(month for month, _ in facts.months))
        self._outer.setCurrentIndex(1)
        name = self._page_wanted if self._page_wanted in self.pages else next(iter(self.pages))
        self._page_wanted = ""
        self._stack.setCurrentWidget(self.pages[name])
        self.rail.choose(name)
        self._ask_state()
        self._say_title()

    def _show_facts(self, facts: BookFacts) -> None:
        self.kit.month.set_book(facts.months, facts.shops)

    def _ask_state(self) -> None:
        if self.kit.backend.facts is not None:
            self.kit.backend.run_state(self.kit.month.month, self._show_state)

    def _show_state(self, month: PayMonth, state: RunState) -> None:
        if month == self.kit.month.month:
            self.kit.month.set_state(state.state, stale=state.stale)

    def _refused(self, refusal: JixinError) -> None:
        dialog = ProblemsDialog(self.kit, self, refusal.problems)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def crashed(self, fault: BaseException) -> None:
        """Tell about a bug; the program goes on."""
        dialog = CrashDialog(self.kit, self, fault)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _edited(self, sentence: str) -> None:
        self.toast.say(sentence, self.kit.words("ui.undo"), self.kit.edits.stack.undo)

    def _turned(self, sentence: str, back: bool) -> None:
        """Say what was undone or done again, with the way back."""
        words, stack = self.kit.words, self.kit.edits.stack
        if back:
            self.toast.say(words("ui.undone", text=sentence), words("ui.redo"), stack.redo)
        else:
            self.toast.say(words("ui.redone", text=sentence), words("ui.undo"), stack.undo)

    def _language_chosen(self, language: str) -> None:
        self._settings.put("language", language)
        self.kit.words.set_language(language)

    def _mode_chosen(self, mode: str) -> None:
        self._settings.put("mode", mode)
        self.kit.theme.set_mode(mode)

    def _say_title(self) -> None:
        words, facts = self.kit.words, self.kit.backend.facts
        name = words("ui.app_name") if facts is None else words("ui.window_title", file=facts.path.name)
        self.setWindowTitle(name)

    def _restore(self) -> None:
        geometry = QByteArray.fromBase64(self._settings.text("geometry").encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1366, 688)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Sheets, or a book, may be dropped anywhere in the window."""
        if books_in(event.mimeData()) or (
            self._data_page().droppable(event.mimeData()) and self.kit.backend.facts is not None
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the book, or turn to the data page and import what was dropped."""
        if books := books_in(event.mimeData()):
            event.acceptProposedAction()
            self.open_book(books[0])
            return
        page = self._data_page()
        files = page.droppable(event.mimeData())
        event.acceptProposedAction()
        self.show_page(page.name)
        if self.page is page:
            page.import_files(files)

    def _data_page(self) -> DataPage:
        page = self.pages["data"]
        assert isinstance(page, DataPage)  # noqa: S101 - as assembled
        return page

    def _settings_page(self) -> SettingsPage:
        page = self.pages["settings"]
        assert isinstance(page, SettingsPage)  # noqa: S101 - as assembled
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self._settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
