"""From the start to the first page: what is painted first, what waits until then, what comes in idle moments."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.page_kinds import PAGES
from app.ui.pages.data_page import DataPage
from app.ui.pages.page import Page
from app.ui.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = {
    "pandas", "numpy", "openpyxl", "reportlab", "pypdfium2", "pypdf", "PIL", "pyqtgraph", "python_calamine", "rapidfuzz",
    "sqlite3",
}  # fmt: skip


@pytest.mark.parametrize("last", [True, False], ids=["with the last book", "without a book"])
def test_nothing_heavy_is_loaded_before_the_window_is_painted(demo_book: Path, tmp_path: Path, last: bool) -> None:
    Settings(tmp_path / "jixin" / "settings.json").put("book", str(demo_book) if last else "")
    program = (
        "import os, sys\nimport app.ui.application as start\n"
        "def painted(*_given): print(' '.join(sys.modules), flush=True); os._exit(0)\n"
        "start._begin = painted\nfrom app.main import main\nmain([])"
    )
    home = dict.fromkeys(("XDG_CONFIG_HOME", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "app.ui.main_window" in loaded
    assert not loaded & HEAVY
    assert not {name for name in loaded if name.startswith(("app.importing", "app.documents", "app.storage"))}
    assert not {f"app.ui.pages.{kind.name}_page" for kind in PAGES} & loaded
    assert not {name for name in loaded if name.startswith(("app.ui.dialogs.", "app.ui.editor.", "app.ui.wizards."))}


@pytest.fixture
def opening(kit: Kit, settings: Settings, qtbot: QtBot) -> MainWindow:
    """A window that is about to open a book."""
    window = MainWindow(kit, settings, opens=True)
    window.show()
    return window


def gone(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


def test_the_frame_is_there_before_the_book(opening: MainWindow, demo_book: Path, settle: Callable[[], None]) -> None:
    assert opening.rail.isVisible() and opening.month_bar.isVisible()
    assert opening.pages.page is None
    opening.open_book(demo_book, "agents")
    settle()
    assert opening.page.name == "agents"
    gone(opening)


def test_the_rail_may_be_pressed_before_the_book_is_there(
    opening: MainWindow, demo_book: Path, settle: Callable[[], None]
) -> None:
    opening.open_book(demo_book, "month")
    opening.show_page("settings")
    settle()
    assert opening.page.name == "settings"
    assert opening.kit.backend.facts is not None
    gone(opening)


def test_a_book_that_cannot_be_opened_leads_back_to_the_start_page(
    opening: MainWindow, tmp_path: Path, settle: Callable[[], None]
) -> None:
    torn = tmp_path / "坏.jixin"
    torn.write_bytes(b"no book")
    opening.open_book(torn)
    settle()
    dialog = opening.findChild(ProblemsDialog)
    assert dialog is not None
    dialog.close()
    assert opening.start.isVisible()
    assert opening.start.buttons["new"].isEnabled()
    gone(opening)


def test_pages_are_built_when_asked_for_and_the_others_ahead(
    window: MainWindow, demo_book: Path, settle: Callable[[], None], qtbot: QtBot
) -> None:
    built: list[str] = []
    window.pages.built.connect(lambda page: built.append(page.name))
    window.open_book(demo_book)
    settle()
    assert built == ["month"]
    window.show_page("schemes")
    settle()
    assert built == ["month", "schemes"]
    window.pages.prepare_all()
    qtbot.waitUntil(lambda: len(built) == len(PAGES), timeout=20_000)
    assert sorted(built) == sorted(kind.name for kind in PAGES)
    assert window.page.name == "schemes"


@pytest.mark.parametrize("name", [kind.name for kind in PAGES])
def test_a_page_says_its_own_name(window: MainWindow, name: str) -> None:
    page = window.pages[name]
    assert isinstance(page, Page)
    assert page.name == name
    assert window.pages[name] is page


def test_a_page_built_in_a_sealed_month_takes_nothing_in(
    window: MainWindow, demo_book: Path, settle: Callable[[], None]
) -> None:
    window.open_book(demo_book)
    settle()
    window.kit.month.set_month(PayMonth(2026, 9))
    settle()
    assert window.kit.month.sealed
    page = window.pages["data"]
    assert isinstance(page, DataPage)
    assert not page.start.isEnabled()


def test_the_start_page_waits_while_a_book_is_opened(
    window: MainWindow, demo_book: Path, settle: Callable[[], None]
) -> None:
    window.open_book(demo_book)
    assert not any(each.isEnabled() for each in window.start.findChildren(QPushButton))
    settle()
    assert all(each.isEnabled() for each in window.start.buttons.values())
    assert QApplication.activeModalWidget() is None


def test_the_menu_is_filled_when_it_is_opened(window: MainWindow) -> None:
    assert window.menu.menu.isEmpty()
    window.menu.languages.aboutToShow.emit()
    assert len(window.menu.languages.actions()) == 3
    shown = len(window.menu.menu.actions())
    window.menu.menu.aboutToShow.emit()
    assert len(window.menu.menu.actions()) == shown > 10
