"""How the window looks, compared with the pictures in tests/reference/screens.

The bundled font, a day that stands still and paths without a machine's folders: pictures do not change by themselves.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.services import clock
from app.services.books import close_book, create_book
from app.services.compute_month import compute_month
from app.services.demo import make_demo
from app.texts import Texts
from app.ui import application
from app.ui.application import make_kit, window_font
from app.ui.dialogs import crash
from app.ui.main_window import MainWindow
from app.ui.pages.data_page import DataPage
from app.ui.settings import Settings
from tests.benchmarks.big_book import MONTH, make_book
from tests.ui.conftest import flush
from tests.ui.pictures import FOLDER, fault, picture
from tests.ui.scenes import SCENES, Scene
from tests.ui.test_looks import dialogs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems draw letters in another way")
NOW = datetime(2026, 11, 5, 1, 30, tzinfo=UTC)
LONG_NAME, LONG_SHOP = "欧阳上官婉如·阿依古丽 第{}号客服专员", "云朵家居生活馆官方旗舰店（华东仓直发）"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of its own to be in, letters without a machine's hinting, a moment that stays, in Shanghai, and no blinking cursor."""
    folder = tmp_path_factory.mktemp("screens")
    flash = QApplication.cursorFlashTime()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        patch.setattr(application, "window_font", _unhinted)
        patch.setattr(clock, "datetime", SimpleNamespace(now=_now))
        patch.setattr(crash, "crash_details", lambda fault: f"{type(fault).__name__}: {fault}")
        QApplication.setCursorFlashTime(0)
        yield folder
    QApplication.setCursorFlashTime(flash)
    time.tzset()


def _unhinted() -> QFont:
    font = window_font()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _now(zone: tzinfo | None = None) -> datetime:
    return NOW.astimezone(zone)


@pytest.fixture(scope="module")
def stage(qapp: QApplication, frozen: Path) -> Iterator[Callable[[str], MainWindow]]:
    """The window over a book, kept until another book is asked for."""
    with ExitStack() as last:
        held: dict[str, MainWindow] = {}

        def over(book: str) -> MainWindow:
            if book not in held:
                last.close()
                held.clear()
                held[book] = last.enter_context(_window(qapp, Settings(frozen / "settings.json"), book))
            return held[book]

        yield over


@contextmanager
def _window(app: QApplication, settings: Settings, book: str) -> Iterator[MainWindow]:
    kit = make_kit(app, Texts(), settings)
    window = MainWindow(kit, settings)
    window.show()
    if book != "none":
        window.open_book(_book(book))
        settle(window)
    yield window
    leave_wizard(window)
    kit.theme.set_mode("light")
    window.close()
    kit.backend.close()
    window.deleteLater()
    kit.theme.deleteLater()
    flush()


def _book(name: str) -> Path:
    """A book by a path that says nothing about the machine."""
    folder = Path("账套")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if name == "demo":
        return make_demo(folder, Texts()).book
    if name == "empty":
        close_book(create_book(folder / "小满.jixin", shop="云朵家居旗舰店", platform="tmall"))
        return folder / "小满.jixin"
    book = make_book(folder, 300, shop=LONG_SHOP, name=LONG_NAME)
    compute_month(book, MONTH)
    close_book(book)
    return folder / "book.jixin"


def settle(window: MainWindow) -> None:
    """Wait until the worker has nothing left to do, nothing waits for its moment, and the window has shown it."""
    until = time.monotonic() + 20
    flush()
    while window.kit.backend.runner.busy or any(map(_waits, window.findChildren(QTimer))):
        assert time.monotonic() < until
        QApplication.processEvents()
        time.sleep(0.001)
    flush()


def _waits(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() <= 500


def leave_wizard(window: MainWindow) -> None:
    """Give up an import that an earlier scene began."""
    data = window.pages["data"]
    assert isinstance(data, DataPage)
    if data.wizard is not None:
        data.wizard.left.emit()
        settle(window)


def set_up(window: MainWindow, scene: Scene) -> None:
    """The window as a scene wants it."""
    leave_wizard(window)
    if window.kit.theme.mode != scene.mode:
        window.kit.theme.set_mode(scene.mode)
    window.kit.words.set_language(scene.language)
    window.resize(*scene.size)
    if scene.page:
        window.show_page(scene.page)
    settle(window)
    if scene.act is not None:
        scene.act(window, lambda: settle(window))
        settle(window)


@pytest.mark.parametrize("scene", [pytest.param(scene, id=scene.name) for scene in SCENES])
def test_window(stage: Callable[[str], MainWindow], scene: Scene) -> None:
    window = stage(scene.book)
    set_up(window, scene)
    assert fault(scene.name, picture(window)) == ""


def test_dialogs(stage: Callable[[str], MainWindow]) -> None:
    window = stage("demo")
    set_up(window, Scene("", "demo", "month"))
    names: list[str] = []
    faults: list[str] = []
    for dialog in dialogs(window.kit, window):
        names.append(name := type(dialog).__name__.removesuffix("Dialog").lower())
        again = names.count(name)
        dialog.show()
        settle(window)
        faults.append(fault(f"dialog-{name}{f'-{again}' if again > 1 else ''}", picture(dialog)))
        dialog.close()
        dialog.deleteLater()
    assert [each for each in faults if each] == []


def test_nothing_is_kept_that_is_not_shown() -> None:
    kept = {file.stem for file in FOLDER.glob("*.png") if not file.stem.endswith(".new")}
    assert {name for name in kept if not name.startswith("dialog-")} == {scene.name for scene in SCENES}
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < 3_000_000
