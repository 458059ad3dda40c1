"""run_window: opens the book that is given, remembers it, and ends with everything closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.texts import Texts
from app.ui import application
from app.ui.main_window import MainWindow
from app.ui.settings import Settings


def close_when_open(wanted: Path, seen: list[str]) -> None:
    """Close the window once the book is open."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.kit.backend.facts is not None:
            seen.append(str(window.kit.backend.facts.path))
            window.close()
            window.deleteLater()
            return
    QTimer.singleShot(50, lambda: close_when_open(wanted, seen))


@pytest.mark.parametrize("given", [True, False])
def test_opens_the_given_book_else_the_last_one(
    qapp: QApplication, demo_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    file = tmp_path / "settings.json"
    monkeypatch.setattr(application, "settings_file", lambda: file)
    if not given:
        Settings(file).put("book", str(demo_book))
    seen: list[str] = []
    QTimer.singleShot(50, lambda: close_when_open(demo_book, seen))
    assert application.run_window(demo_book if given else None, Texts()) == 0
    assert seen == [str(demo_book)]
    assert Settings(file).text("book") == str(demo_book)
    assert Settings(file).text("geometry")


def test_settings_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("[1, 2", "utf-8")
    settings = Settings(file)
    assert settings.text("mode", "system") == "system"
    settings.put("mode", "dark")
    assert Settings(file).text("mode") == "dark"


def test_says_that_the_last_book_is_lost(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, said = tmp_path / "settings.json", list[str]()
    monkeypatch.setattr(application, "settings_file", lambda: file)
    Settings(file).put("book", str(tmp_path / "小满.jixin"))

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                said.append(window.start.lost.text())
                window.close()
                window.deleteLater()

    QTimer.singleShot(100, look)
    assert application.run_window(None, Texts()) == 0
    assert len(said) == 1
    assert "小满.jixin" in said[0]
