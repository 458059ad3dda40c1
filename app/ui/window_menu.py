"""The window's menu and its choices of language and appearance."""

from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.services.sheet_forms import FORMS
from app.texts import LANGUAGES
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.ui.theme import MODES


class WindowMenu(QObject):
    """Fills the menu when it is opened for the first time; what is asked comes out as signals."""

    new_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()
    form_asked = Signal(str)
    entry_asked = Signal()
    backup_asked = Signal()
    backup_elsewhere_asked = Signal()
    restore_asked = Signal()
    about_asked = Signal()
    guide_asked = Signal()
    keys_asked = Signal()
    book_asked = Signal(object)
    quit_asked = Signal()
    language_chosen = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__()
        self._kit, self._settings = kit, settings
        self.menu = QMenu()
        self.languages = QMenu()
        self._looks = QMenu()
        self._forms, self._recent = QMenu(), QMenu()
        for menu in (self.menu, self.languages):
            menu.aboutToShow.connect(self._fill)
        self.menu.aboutToShow.connect(self._fill_recent)

    def _fill(self) -> None:
        if not self.menu.isEmpty():
            return
        kit = self._kit
        self._add("new", "file-plus", self.new_asked)
        self._add("open", "folder-open", self.open_asked)
        self._submenu(self._recent, "ui.menu_recent")
        self._add("demo", "play", self.demo_asked)
        self.menu.addSeparator()
        self._with_book = (
            self._add("backup", "archive", self.backup_asked),
            self._add("backup_elsewhere", "hard-drive-download", self.backup_elsewhere_asked),
        )
        self._add("restore", "history", self.restore_asked)
        self.menu.addSeparator()
        self._add("entry", "pencil", self.entry_asked)
        self._submenu(self._forms, "ui.menu_forms")
        for form in FORMS:
            action = self._forms.addAction("")
            kit.words.put(action, f"ui.form_{form}")
            action.triggered.connect(partial(_emit, self.form_asked, form))
        self.menu.addSeparator()
        self._submenu(self.languages, "ui.menu_language")
        self._choices(self.languages, "ui.language_", LANGUAGES, kit.words.texts.language, self.language_chosen)
        self._submenu(self._looks, "ui.menu_look")
        self._choices(self._looks, "ui.look_", MODES, kit.theme.mode, self.mode_chosen)
        self.menu.addSeparator()
        self._add("guide", "info", self.guide_asked)
        self._add("keys", "list-checks", self.keys_asked)
        self._add("about", "info", self.about_asked)
        self._add("quit", "x", self.quit_asked)

    def _add(self, name: str, icon: str, signal: SignalInstance) -> QAction:
        action = self.menu.addAction("")
        self._kit.words.put(action, f"ui.menu_{name}")
        self._kit.theme.put_icon(action, icon, "text2", 16)
        action.triggered.connect(partial(_emit, signal))
        return action

    def _fill_recent(self) -> None:
        """The books opened last, without the open one; what can be done with an open one."""
        self._recent.clear()
        facts = self._kit.backend.facts
        for action in self._with_book:
            action.setEnabled(facts is not None)
        for book in self._settings.recent_books():
            if facts is None or book != facts.path:
                action = self._recent.addAction(book.name.replace("&", "&&"))
                action.setToolTip(str(book))
                action.triggered.connect(partial(_emit, self.book_asked, book))
        self._recent.menuAction().setVisible(not self._recent.isEmpty())

    def _submenu(self, submenu: QMenu, key: str) -> None:
        self.menu.addMenu(submenu)
        self._kit.words.put(submenu, key, "setTitle")

    def _choices(self, menu: QMenu, prefix: str, names: tuple[str, ...], now: str, signal: SignalInstance) -> None:
        group = QActionGroup(menu)
        for name in names:
            action: QAction = menu.addAction("")
            self._kit.words.put(action, f"{prefix}{name}")
            action.setCheckable(True)
            action.setChecked(name == now)
            group.addAction(action)
            action.triggered.connect(partial(_emit, signal, name))


def _emit(signal: SignalInstance, *words: object) -> None:
    """Send ``signal`` with its own words; the checked state that Qt appends is left out."""
    signal.emit(*(word for word in words if not isinstance(word, bool)))
