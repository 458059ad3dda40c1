"""A window as it is started, on a copy of the demonstration book; what is wrong with how widgets are shown."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services import books, roster
from app.services.demo import make_demo
from app.texts import Texts
from app.ui.application import make_kit
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.pages.data_page import DataPage
from app.ui.settings import Settings
from app.ui.widgets.basics import ElidedLabel
from app.ui.widgets.table import TableView
from app.ui.wizards.import_wizard import ImportWizard
from tests.ui.wizarding import MONTH, SHEETS, Settle


@pytest.fixture(scope="session")
def demo_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration book, made once."""
    return make_demo(tmp_path_factory.mktemp("demo"), Texts()).book


@pytest.fixture
def demo_book(demo_master: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration book that a test may change."""
    return Path(shutil.copy(demo_master, tmp_path / "演示.jixin"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def kit(qapp: QApplication, settings: Settings) -> Iterator[Kit]:
    """Words, theme, worker and month; closed afterwards."""
    kit = make_kit(qapp, Texts(), settings)
    yield kit
    kit.backend.close()
    kit.theme.deleteLater()
    flush()


@pytest.fixture
def window(kit: Kit, settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with nothing opened, 1366 × 688; it and every dialog must be gone afterwards."""
    window = MainWindow(kit, settings)
    window.resize(1366, 688)
    window.show()
    yield window
    qtbot.waitUntil(lambda: not kit.backend.runner.busy, timeout=20_000)
    window.close()
    window.deleteLater()
    flush()
    assert not shiboken6.isValid(window)
    assert [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []


@pytest.fixture
def settle(kit: Kit, qtbot: QtBot) -> Callable[[], None]:
    """Wait until the worker has nothing left to do and the window has shown it."""

    def wait() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not kit.backend.runner.busy, timeout=20_000)
        QApplication.processEvents()
        QApplication.processEvents()

    return wait


@pytest.fixture
def opened(window: MainWindow, demo_book: Path, settle: Callable[[], None]) -> MainWindow:
    """The window with the demonstration book open at its payslips."""
    window.open_book(demo_book)
    settle()
    window.show_page("payslips")
    settle()
    return window


@pytest.fixture
def clipped() -> Callable[[QWidget], list[str]]:
    """Says which texts of a shown widget do not have the room that they need."""
    return lambda root: [
        text for widget in root.findChildren(QWidget) if widget.isVisibleTo(root) for text in _faults(widget)
    ]


def flush() -> None:
    """Let deleted widgets go."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _faults(widget: QWidget) -> list[str]:
    if isinstance(widget, TableView):
        return _cut_figures(widget)
    if isinstance(widget, ElidedLabel):
        return []
    if isinstance(widget, QLabel) and widget.text():
        return _cut_label(widget)
    if isinstance(widget, QAbstractButton) and widget.text() and widget.sizeHint().width() > widget.width() + 1:
        return [f"button {widget.text()!r}: {widget.sizeHint().width()} > {widget.width()}"]
    return []


def _cut_label(label: QLabel) -> list[str]:
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        return [f"{label.text()!r}: {need} high > {label.height()}"] if need > label.height() + 1 else []
    need = label.sizeHint().width()
    return [f"{label.text()!r}: {need} wide > {label.width()}"] if need > label.width() + 1 else []


def _cut_figures(table: TableView) -> list[str]:
    """Figures and headings are never elided; names may be."""
    faults: list[str] = []
    for at, column in enumerate(table.rows.columns):
        if table.isColumnHidden(at) or column.elide:
            continue
        need = table.needed(at)
        if need > table.columnWidth(at) + 1:
            faults.append(f"column {column.head!r}: {need} > {table.columnWidth(at)}")
    return faults


@pytest.fixture(scope="module")
def roster_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with four shops and twelve people, made once."""
    path = tmp_path_factory.mktemp("book") / "小满.jixin"
    book = books.create_book(path, shop="云朵家居旗舰店", platform="tmall")
    assert roster.import_roster(book, SHEETS / "花名册.xlsx").stored
    books.close_book(book)
    return path


@pytest.fixture
def page(window: MainWindow, roster_book: Path, tmp_path: Path, settle: Settle) -> DataPage:
    """The data page over a copy of that book, October chosen."""
    window.open_book(Path(shutil.copy(roster_book, tmp_path / "小满.jixin")))
    settle()
    window.kit.month.set_month(MONTH)
    window.show_page("data")
    settle()
    found = window.pages["data"]
    assert isinstance(found, DataPage)
    return found


@pytest.fixture
def wizard(page: DataPage, settle: Settle) -> Iterator[Callable[..., ImportWizard]]:
    """Opens the wizard with files; whatever is left of it is given up afterwards."""

    def start(*files: Path) -> ImportWizard:
        page.import_files(files)
        settle()
        assert page.wizard is not None
        return page.wizard

    yield start
    if page.wizard is not None:
        page.wizard.left.emit()
    settle()
