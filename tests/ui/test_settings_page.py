"""设置, the guide, recent books, a book dropped on the window, a second start."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.services.shops import shops
from app.texts import LANGUAGES
from app.ui.dialogs.opening_dialog import OpeningDialog
from app.ui.dialogs.reading import ReadingDialog
from app.ui.main_window import MainWindow
from app.ui.pages.settings_page import SettingsPage
from app.ui.second_start import FirstStart
from app.ui.settings import Settings
from app.ui.widgets.term_fields import TermLine
from tests.ui.test_window import answer

Settle = Callable[[], None]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(opened: MainWindow, settle: Settle) -> SettingsPage:
    opened.show_page("settings")
    settle()
    found = opened.page
    assert isinstance(found, SettingsPage)
    return found


def type_in(qtbot: QtBot, field: TermLine, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def read_shops(window: MainWindow, settle: Settle) -> dict[str, str]:
    found: list[dict[str, str]] = []
    month = window.kit.month.month
    window.kit.backend.run("x", lambda book, _p: shops(book, month)[0].settings, found.append)
    settle()
    return found[0]


def test_shop_settings_are_kept_refused_and_undone(
    page: SettingsPage, opened: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    fields = page.shops.fields
    before = read_shops(opened, settle)
    for key, text in (("minimum_wage", "2,490"), ("profit_rate", "40 %"), ("pay_day", "10")):
        field = fields[key]
        assert isinstance(field, TermLine)
        type_in(qtbot, field, text)
        settle()
    after = read_shops(opened, settle)
    assert (after["minimum_wage"], after["profit_rate"], after["pay_day"]) == ("2490", "0.4", "10")
    field = fields["pay_day"]
    assert isinstance(field, TermLine)
    type_in(qtbot, field, "40")
    settle()
    assert page.shops.error.text()
    for _ in range(3):
        opened.kit.edits.stack.undo()
        settle()
    assert read_shops(opened, settle) == before


def test_the_business_is_renamed_and_back(page: SettingsPage, opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    facts = opened.kit.backend.facts
    assert facts is not None
    page.business.hold(facts.business)
    type_in(qtbot, page.business, "Xiaoman")
    settle()
    settle()
    facts = opened.kit.backend.facts
    assert facts is not None
    assert facts.business == "Xiaoman"
    opened.kit.edits.stack.undo()
    settle()
    settle()
    facts = opened.kit.backend.facts
    assert facts is not None
    assert facts.business != "Xiaoman"


def test_language_and_look(page: SettingsPage, opened: MainWindow, settings: Settings) -> None:
    page.language.setCurrentIndex(2)
    page.language.activated.emit(2)
    assert (opened.kit.words.texts.language, settings.text("language")) == ("en", "en")
    page.mode.setCurrentIndex(2)
    page.mode.activated.emit(2)
    assert (opened.kit.theme.mode, settings.text("mode")) == ("dark", "dark")
    opened.kit.theme.set_mode("light")


def test_sums_before_the_first_month(page: SettingsPage, opened: MainWindow, settle: Settle) -> None:
    seen: list[str] = []

    def fill(dialog: OpeningDialog) -> None:
        settle()
        row = next(at for at, one in enumerate(dialog.sums.model.rows) if one[0] == "A004")
        dialog.sums.table.setCurrentIndex(dialog.sums.model.index(row, 2))
        dialog.sums.table.paste("48000\t1600\t\t\t90.09")
        settle()
        settle()
        seen.extend(dialog.sums.model.rows[row][2:7])
        dialog.accept()

    answer(OpeningDialog, fill)
    page.opening.click()
    settle()
    assert seen == ["48000", "1600", "", "", "90.09"]
    assert opened.kit.edits.stack.canUndo()


def test_the_guide_opens_with_its_pictures_in_every_language(opened: MainWindow) -> None:
    for language in LANGUAGES:
        opened.kit.words.set_language(language)
        for name in ("guide", "keys"):
            dialog = ReadingDialog(opened.kit, opened, name)
            text = dialog.text.document().toPlainText()
            assert len(text) > 200
            assert "{" not in text
            pictures = dialog.text.document().toMarkdown().count("![")
            assert pictures == (3 if name == "guide" else 0)
            dialog.deleteLater()
    folder = ROOT / "resources" / "guide"
    assert {one.name for one in folder.glob("*.png")} == {"month.png", "agents.png", "payslips.png"}


def test_recent_books(opened: MainWindow, settings: Settings, demo_book: Path, settle: Settle) -> None:
    assert settings.recent_books() == (demo_book,)
    other = demo_book.with_name("另一本.jixin")
    other.write_bytes(demo_book.read_bytes())
    opened.open_book(other)
    settle()
    assert settings.recent_books() == (other, demo_book)
    opened.menu.menu.aboutToShow.emit()
    actions = opened.menu._recent.actions()
    assert [action.text() for action in actions] == [demo_book.name]
    actions[0].trigger()
    settle()
    facts = opened.kit.backend.facts
    assert facts is not None
    assert facts.path == demo_book
    other.unlink()
    assert settings.recent_books() == (demo_book,)


def test_a_book_dropped_on_the_window_is_opened(opened: MainWindow, demo_book: Path, settle: Settle) -> None:
    other = demo_book.with_name("拖来的.jixin")
    other.write_bytes(demo_book.read_bytes())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    copying, held = (Qt.DropAction.CopyAction, data), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(opened, QDragEnterEvent(QPoint(50, 50), *copying, *held))
    QCoreApplication.sendEvent(opened, QDropEvent(QPointF(50, 50), *copying, *held))
    settle()
    facts = opened.kit.backend.facts
    assert facts is not None
    assert facts.path == other


def test_the_last_page_is_remembered(opened: MainWindow, demo_book: Path, settings: Settings, settle: Settle) -> None:
    opened.show_page("schemes")
    assert settings.text("page") == "schemes"
    opened.open_book(demo_book, "schemes")
    settle()
    assert opened.page.name == "schemes"
    opened.open_book(demo_book)
    settle()
    assert opened.page.name == "month"


def test_a_second_start_hands_its_book_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = FirstStart(tmp_path)
    assert first.first
    asked: list[str] = []
    first.asked.connect(asked.append)
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "from app.ui.second_start import FirstStart; start = FirstStart(Path(sys.argv[1]));"
        "sys.exit(0 if not start.first and start.hand_over(Path(sys.argv[2])) else 1)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path), "/books/a.jixin"], cwd=ROOT) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=15_000)
        assert second.returncode == 0
    assert asked == [str(Path("/books/a.jixin").absolute())]
    first.release()


def test_a_first_that_was_killed_does_not_stand_in_the_way(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from app.ui.second_start import FirstStart;"
        "start = FirstStart(Path(sys.argv[1])); assert start.first; os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == 9
    again = FirstStart(tmp_path)
    assert again.first
    again.release()


def test_a_first_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.second_start._WAIT_SECONDS", 0.2)
    first = FirstStart(tmp_path)
    second = FirstStart(tmp_path)
    assert (first.first, second.first) == (True, False)
    assert not second.hand_over(None)
    first.release()


@pytest.mark.qt_log_ignore("Got unexpected locking error", extend=True)  # on Windows, of the lock that is refused
def test_a_place_where_nothing_can_be_kept_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.second_start._WAIT_SECONDS", 0.2)
    file = tmp_path / "file"
    file.write_text("")
    start = FirstStart(file / "folder")
    assert not start.hand_over(None)
    start.release()
