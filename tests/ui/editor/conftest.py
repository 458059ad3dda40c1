"""The schemes page, opened at a scheme; what is typed is waited for."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.pages.schemes_page import SchemesPage
from tests.ui.editor.driving import Settle


@pytest.fixture
def page(opened: MainWindow, settle: Settle, qtbot: QtBot) -> Iterator[SchemesPage]:
    """The schemes page over the demonstration book, at the scheme with conversion tiers; its draft is given up."""
    opened.show_page("schemes")
    settle()
    found = opened.pages["schemes"]
    assert isinstance(found, SchemesPage)
    texts = [found.places.itemText(at) for at in range(found.places.count())]
    found.places.setCurrentIndex(next(at for at, text in enumerate(texts) if "转化阶梯提成" in text))
    found.places.activated.emit(found.places.currentIndex())
    settle()
    yield found
    shown = found.shown()
    assert shown is not None
    found.editor.open(shown)
    qtbot.waitUntil(lambda: not found.editor.runner.waiting, timeout=20_000)


@pytest.fixture
def tried(page: SchemesPage, qtbot: QtBot, settle: Settle) -> Settle:
    """Waits until the preview has caught up with what was typed."""

    def wait() -> None:
        settle()
        qtbot.waitUntil(lambda: not page.editor.runner.waiting, timeout=20_000)
        settle()

    wait()
    return wait
