"""The window's start: application, font, theme, worker, pages; the outermost edge for faults in it."""

import gc
import sys
from functools import cache, partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.month import PayMonth
from app.resources import resource_path
from app.services import clock
from app.services.backup_folder import home
from app.texts import Texts
from app.ui.backend import Backend
from app.ui.backend_backup import places
from app.ui.edits import Edits
from app.ui.first_paint import after_first_paint
from app.ui.i18n import Words
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.month_context import MonthContext
from app.ui.notices import Notices
from app.ui.picture import pictures_if_wished
from app.ui.second_start import FirstStart
from app.ui.settings import Settings, settings_file
from app.ui.splash import application, end_if_timed
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme

BUNDLED = "Noto Sans SC"
SYSTEM_FONTS = ("Microsoft YaHei UI", "Microsoft JhengHei UI", "Segoe UI")
"""Windows' own fonts that show our texts as drawn; with any other the bundled one is used."""


def run_window(book: Path | None, texts: Texts, splash: QWidget | None = None) -> int:
    """Open the window, with ``book`` in it if one is given, until it is closed; the exit status.

    ``splash`` goes away once the window is there.
    """
    app = application()
    start = FirstStart(settings_file().parent)
    if not start.first and start.hand_over(book):
        return 0
    settings = Settings(settings_file(), home())
    kit = make_kit(app, texts, settings)
    last = Path(settings.text("book")) if book is None and settings.text("book") else None
    page = settings.text("page") if book is None else ""
    book = last if last is not None and last.is_file() else book
    window = MainWindow(kit, settings, opens=book is not None)
    catch_faults(window)
    start.asked.connect(window.come_forward)
    if book is None and last is not None:
        window.start.say_lost(last)
    window.show()
    if splash is not None:
        after_first_paint(window, splash.hide)
    after_first_paint(window, lambda: _begin(window, book, page))
    status = app.exec()
    sys.excepthook = sys.__excepthook__
    kit.backend.close()
    start.release()
    return status


def _begin(window: MainWindow, book: Path | None, page: str) -> None:
    """What waits until the window is seen: its book, its pages, the collector over what is made from now on."""
    end_if_timed("window")
    gc.freeze()
    gc.enable()
    if book is not None:
        window.open_book(book, page)
    window.pages.prepare_all()
    pictures_if_wished(window)


def make_kit(app: QApplication, texts: Texts, settings: Settings) -> Kit:
    """Font, theme, words, worker and month: what every widget is given."""
    app.setApplicationName("jixin")
    app.setFont(window_font())
    translator = QTranslator(app)
    words = Words(texts)

    def translate() -> None:
        """Qt's own dialogs in the language in use."""
        app.removeTranslator(translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{words.texts.language}", folder):
            app.installTranslator(translator)

    translate()
    words.changed.connect(translate)
    month = PayMonth.of(clock.today()).shift(-1)
    theme = Theme(app, settings.text("mode", "system"))
    app.setWindowIcon(QIcon(str(resource_path("icons", "jixin.ico"))))
    backend = Backend(TaskRunner(), partial(places, settings))
    return Kit(
        words=words,
        theme=theme,
        backend=backend,
        month=MonthContext(month),
        edits=Edits(backend),
        settings=settings,
        notices=Notices(),
    )


def window_font() -> QFont:
    """The system's font on Windows, elsewhere the bundled one; 13 px with figures of one width."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if (sys.platform != "win32" or font.family() not in SYSTEM_FONTS) and load_bundled_font():
        font = QFont(BUNDLED)
    font.setPixelSize(13)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def load_bundled_font() -> bool:
    """Make the font that ships with the program known to Qt: once, each time reads 20 MB."""
    files = sorted(resource_path("fonts").glob("*.ttf"))
    return all(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def catch_faults(window: MainWindow) -> None:
    """Let a bug in the window be told with its details instead of ending the program."""

    def hook(kind: type[BaseException], fault: BaseException, place: TracebackType | None) -> None:
        sys.__excepthook__(kind, fault, place)
        if isinstance(fault, Exception):
            window.crashed(fault)

    sys.excepthook = hook
