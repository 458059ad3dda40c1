"""The window: assembles rail, month bar, pages and status bar, and connects them. Nothing else."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QMainWindow, QStackedWidget, QVBoxLayout

from app.domain.problem import JixinError
from app.ui.backups import Backups
from app.ui.book_actions import BookActions
from app.ui.choices import join_choices
from app.ui.drops import Drops
from app.ui.edit_toasts import say_edits
from app.ui.kit import Kit
from app.ui.month_keeper import MonthKeeper
from app.ui.page_kinds import PAGES
from app.ui.page_stack import PageStack
from app.ui.pages.page import Page
from app.ui.pages.start_page import BACKUP_SUFFIX, StartPage
from app.ui.restore_actions import RestoreActions
from app.ui.settings import Settings
from app.ui.tab_order import follow_layouts
from app.ui.widgets.book_notice import BookNotice
from app.ui.widgets.month_bar import MonthBar
from app.ui.widgets.notes import Toast
from app.ui.widgets.rail import Rail
from app.ui.widgets.shell import Shell
from app.ui.widgets.status_bar import StatusBar
from app.ui.window_menu import WindowMenu

if TYPE_CHECKING:
    from app.services.books import BookFacts
    from app.ui.pages.data_page import DataPage
    from app.ui.pages.settings_page import SettingsPage


class MainWindow(QMainWindow):
    """Start page without a book; rail, month bar and pages with one.

    ``opens``: a book is about to be opened, so the window begins without the start page. What is not seen at first is
    built later: the window is painted at once.
    """

    def __init__(self, kit: Kit, settings: Settings, *, opens: bool = False) -> None:
        super().__init__()
        self.kit, self._settings, self._page_wanted = kit, settings, ""
        self.menu = WindowMenu(kit, settings)
        self.rail, self.month_bar = Rail(kit), MonthBar(kit, self.menu.menu)
        self.backups = Backups(kit, self, settings)
        self.restoring = RestoreActions(kit, self, settings, self._may_leave)
        self.status = StatusBar(kit, self.backups)
        self.pages, self._outer = PageStack(kit, settings), QStackedWidget()
        self.toast = Toast(kit, self.pages)
        self.actions_ = BookActions(kit, self, settings, self._may_leave)
        self._keeper = MonthKeeper(kit, self)
        self._assemble()
        self._connect()
        self._shortcuts()
        self.setMinimumSize(900, 440)
        self.drops = Drops(self, self._sheets_in)
        self.drops.book_dropped.connect(self.open_book)
        self.drops.sheets_dropped.connect(self._import_files)
        self._restore()
        self._say_title()
        if not opens:
            self._outer.setCurrentWidget(self.start)

    @cached_property
    def start(self) -> StartPage:
        """The page without a book."""
        start = StartPage(self.kit, self.menu.languages)
        self._join_ways_in(start)
        start.file_dropped.connect(self.open_book)
        self.kit.backend.working.connect(start.wait_for)
        self._outer.addWidget(start)
        return start

    def _assemble(self) -> None:
        self.notice = BookNotice(self.kit)
        self._outer.addWidget(Shell(self.rail, self.month_bar, self.notice, self.pages))
        root = QFrame()
        root.setObjectName("root")
        rows = QVBoxLayout(root)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._outer, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(root)
        for kind in PAGES:
            self.rail.add(kind.name, kind.icon, kind.shortcut, last=kind is PAGES[-1])

    def _connect(self) -> None:
        kit, menu, actions = self.kit, self.menu, self.actions_
        self._join_ways_in(menu)
        join_choices(menu, kit, actions)
        menu.form_asked.connect(actions.save_form)
        menu.entry_asked.connect(partial(actions.enter, "marks"))
        menu.quit_asked.connect(self.close)
        menu.book_asked.connect(self.open_book)
        self.rail.page_asked.connect(self.show_page)
        self.pages.built.connect(self._join_page)
        self.pages.currentChanged.connect(lambda: self.toast.raise_())
        self._join_backups()
        self.month_bar.search.found.connect(partial(self.show_row, "agents"))
        say_edits(kit, self.toast)
        kit.notices.offered.connect(self.toast.say)
        kit.backend.opened.connect(self._book_opened)
        kit.backend.refused.connect(self._refused)
        kit.backend.crashed.connect(self.crashed)
        kit.words.changed.connect(self._say_title)

    def _join_backups(self) -> None:
        menu, backups, restoring = self.menu, self.backups, self.restoring
        menu.backup_asked.connect(backups.now)
        menu.backup_elsewhere_asked.connect(backups.elsewhere)
        for source in (self.actions_, backups, restoring):
            source.told.connect(self.toast.say)
        backups.warned.connect(self.toast.warn)
        restoring.given_up.connect(self._ready)

    def _join_ways_in(self, source: StartPage | WindowMenu) -> None:
        source.new_asked.connect(self.actions_.make_book)
        source.open_asked.connect(self.actions_.choose_book)
        source.demo_asked.connect(self.actions_.make_demo)
        source.restore_asked.connect(self.restoring.choose)

    def _join_page(self, page: Page) -> None:
        actions = self.actions_
        page.told.connect(self.toast.say)
        page.undoable.connect(self.kit.edits.add)
        page.offered.connect(self.toast.say)
        page.warned.connect(self.toast.warn)
        page.page_asked.connect(self.show_page)
        page.start_asked.connect(self._start_page)
        page.row_asked.connect(self.show_row)
        page.form_asked.connect(actions.save_form)
        page.entry_asked.connect(actions.enter)
        page.grades_asked.connect(actions.review_grades)
        if page.name == "settings":
            settings = cast("SettingsPage", page)
            join_choices(settings, self.kit, actions)
            settings.opening_asked.connect(actions.enter_openings)
            settings.backup_asked.connect(self.backups.now)
            settings.restore_asked.connect(self.restoring.choose)

    def _shortcuts(self) -> None:
        QShortcut(QKeySequence("Ctrl+F"), self, self.month_bar.search.start)
        QShortcut(QKeySequence("Ctrl+S"), self, self.backups.now)
        QShortcut(QKeySequence("F1"), self, partial(self.actions_.read, "guide"))
        QShortcut(QKeySequence("Ctrl+L"), self, lambda: self._on_page(lambda page: page.focus_filter()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, lambda: self._on_page(lambda page: page.primary()))

    def _on_page(self, act: Callable[[Page], None]) -> None:
        if self.pages.page is not None:
            act(self.pages.page)

    @property
    def page(self) -> Page:
        """The page that is open; asked only once a book is."""
        return cast("Page", self.pages.page)

    def open_book(self, path: Path, page: str = "") -> None:
        """Open a book file at ``page``, unless the open page holds something unfinished that is to be kept."""
        if path.suffix.casefold() == BACKUP_SUFFIX:
            self.restoring.from_file(path)
        elif self._may_leave():
            self._page_wanted = page if page in self.pages else PAGES[0].name
            self.pages.prepare(self._page_wanted)
            self.kit.backend.open(path, self.kit.words("ui.work_open"))

    def show_page(self, name: str) -> None:
        """Turn to a page; asks where the open one holds something unfinished."""
        if self._open_page != name and self._may_leave():
            self.pages.turn_to(name)
            self._settings.put("page", name)
            self._page_wanted = name if self.kit.backend.facts is None else ""
        self.rail.choose(self._open_page)

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
        if self._open_page == name:
            self.page.primary()

    def show_row(self, name: str, number: str) -> None:
        """Turn to a page and there to the agent of a number."""
        self.show_page(name)
        if self._open_page == name:
            self.page.show_number(number)

    @property
    def _open_page(self) -> str:
        return self.pages.page.name if self.pages.page is not None else ""

    def _may_leave(self) -> bool:
        return self.kit.backend.facts is None or self.page.may_leave()

    def _book_opened(self, facts: "BookFacts") -> None:
        self._settings.remember_book(facts.path)
        self._outer.setCurrentIndex(0)
        name, self._page_wanted = self._page_wanted or PAGES[0].name, ""
        self.pages.turn_to(name)
        self.rail.choose(name)
        self._say_title()

    def _refused(self, refusal: JixinError) -> None:
        from app.ui.dialogs.problems import ProblemsDialog

        self._tell(ProblemsDialog(self.kit, self, refusal.problems))

    def crashed(self, fault: BaseException) -> None:
        """Tell about a bug; the program goes on."""
        from app.ui.dialogs.crash import CrashDialog

        self._tell(CrashDialog(self.kit, self, fault))

    def _ready(self) -> None:
        if self.kit.backend.facts is None:
            self._outer.setCurrentWidget(self.start)

    def _tell(self, dialog: QDialog) -> None:
        self._ready()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _say_title(self) -> None:
        words, facts = self.kit.words, self.kit.backend.facts
        self.setWindowTitle(words("ui.window_title", file=facts.path.name) if facts else words("ui.app_name"))

    def _restore(self) -> None:
        geometry = QByteArray.fromBase64(self._settings.text("geometry").encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1366, 688)

    def _sheets_in(self, data: QMimeData) -> tuple[Path, ...]:
        return self._data_page().droppable(data) if self.kit.backend.facts is not None else ()

    def _import_files(self, files: tuple[Path, ...]) -> None:
        page = self._data_page()
        self.show_page(page.name)
        if self._open_page == page.name:
            page.import_files(files)

    def _data_page(self) -> "DataPage":
        return cast("DataPage", self.pages["data"])

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        follow_layouts(self._outer)
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave() or not self.backups.leave():
            event.ignore()
            return
        self._settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
