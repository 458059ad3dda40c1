"""The picture by which a build proves that it starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.texts import Texts
from app.ui import application
from app.ui.page_kinds import PAGES


@pytest.fixture(autouse=True)
def quits_again(qapp: QApplication) -> Iterator[None]:
    """Closing the last window ends the program again, for the tests after this."""
    yield
    qapp.setQuitOnLastWindowClosed(True)


def test_the_window_saves_its_picture_and_closes(
    demo_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "picture.png"
    monkeypatch.setattr(application, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setenv("JIXIN_PICTURE", str(file))
    assert application.run_window(demo_book, Texts()) == 0
    picture = QImage(str(file))
    assert picture.width() > 800
    seen = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(seen) > 8


def test_each_page_in_turn(demo_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setenv("JIXIN_PICTURES", str(tmp_path))
    assert application.run_window(demo_book, Texts()) == 0
    pictures = {kind.name: QImage(str(tmp_path / f"{kind.name}.png")) for kind in PAGES}
    assert len({bytes(picture.constBits()) for picture in pictures.values()}) == len(PAGES)


def test_a_picture_that_cannot_be_saved_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setenv("JIXIN_PICTURE", str(tmp_path / "nowhere" / "picture.png"))
    assert application.run_window(None, Texts()) == 1
