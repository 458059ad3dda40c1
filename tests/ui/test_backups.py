"""Backups from the window: by key, by themselves, before leaving; restoring; a book that is damaged or in use."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.services import books, roster
from app.services.backup import backups
from app.storage.hold import Hold, hold
from app.ui.backend_backup import places
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.restore_dialog import RestoreDialog
from app.ui.main_window import MainWindow
from app.ui.pages.settings_page import SettingsPage
from app.ui.settings import Settings
from app.ui.widgets.term_fields import TermLine
from tests.ui.wizarding import Settle


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book with one shop and two people."""
    (tmp_path / "花名册.csv").write_text("工号,姓名,岗位,店铺\nA1,小美,售前,云朵\nA2,阿强,售前,云朵\n", "utf-8")
    book = books.create_book(tmp_path / "小满.jixin", shop="云朵")
    assert roster.import_roster(book, tmp_path / "花名册.csv").stored
    books.close_book(book)
    return book.path


@pytest.fixture
def over(window: MainWindow, small: Path, settle: Settle) -> MainWindow:
    """The window over it."""
    window.open_book(small)
    settle()
    return window


def kept(settings: Settings, book: Path) -> list[int]:
    """The numbers of the backups of a book, newest first."""
    return [one.number for one in backups(places(settings), book)]


def rename(window: MainWindow, name: str, settle: Settle, qtbot: QtBot) -> None:
    """Change something, as a person does."""
    window.show_page("settings")
    settle()
    page = window.page
    assert isinstance(page, SettingsPage)
    page.business.setFocus()
    page.business.setText(name)
    qtbot.keyClick(page.business, Qt.Key.Key_Return)
    settle()


def answer(text: str, seen: list[str]) -> None:
    """Press the button of that text in the question that comes next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        seen.append(box.text())
        wanted = next(one for one in box.buttons() if one.text().replace("&", "") == text)
        wanted.click()

    QTimer.singleShot(20, press)


def in_dialog(act: Callable[[RestoreDialog], None]) -> None:
    """Do something in the list of backups once it is open."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, RestoreDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(20, wait)


def click(widget: QAbstractButton, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_ctrl_s_backs_up_and_says_where(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    before = len(kept(settings, small))
    qtbot.keyClick(over, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    newest = backups(places(settings), small)[0]
    assert len(kept(settings, small)) == before + 1
    assert over.toast.isVisible()
    assert str(newest.file) in (over.toast.text() + over.toast._text.toolTip())
    assert over.status.backup.text() == f"上次备份 {newest.made}"


def test_a_book_that_was_never_backed_up_is_when_it_is_opened(
    over: MainWindow, small: Path, settings: Settings
) -> None:
    assert kept(settings, small) == [1]
    assert over.status.backup.isVisible()
    assert not over.toast.isVisible()


def test_changes_are_backed_up_after_half_an_hour_and_on_leaving(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(over, "改名一", settle, qtbot)
    assert kept(settings, small) == [1]
    keeper = over.kit.backend.desk.keeper
    assert keeper is not None
    clock = keeper._ticks() + 1801
    keeper._ticks = lambda: clock
    over.backups._timer.timeout.emit()
    settle()
    assert kept(settings, small) == [2, 1]
    over.backups._timer.timeout.emit()
    settle()
    assert kept(settings, small) == [2, 1]
    rename(over, "改名二", settle, qtbot)
    assert over.close()
    assert kept(settings, small) == [3, 2, 1]
    newest = backups(places(settings), small)[0]
    assert newest.facts is not None
    assert newest.facts.business == "改名二"


def test_nothing_changed_nothing_to_wait_for(over: MainWindow, small: Path, settings: Settings, settle: Settle) -> None:
    assert over.close()
    settle()
    assert kept(settings, small) == [1]


def test_opening_another_book_backs_the_first_up(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot, demo_book: Path
) -> None:
    rename(over, "改名", settle, qtbot)
    over.open_book(demo_book)
    settle()
    assert kept(settings, small) == [2, 1]
    assert kept(settings, demo_book) == [1]


def fail(_: object) -> None:
    raise OSError(28, os.strerror(28))


def test_a_failed_backup_is_said_once_and_stops_nothing(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        qtbot.keyClick(over, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        settle()
    dialog = over.findChild(ProblemsDialog)
    assert dialog is not None
    dialog.accept()
    over.activateWindow()
    assert over.status.backup.text() == "备份没有做全"
    assert "先前的备份都还在" in over.status.backup.toolTip()
    assert kept(settings, small) == [1]
    rename(over, "照样能改", settle, qtbot)
    assert over.kit.backend.facts is not None
    assert over.kit.backend.facts.business == "照样能改"
    qtbot.keyClick(over, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert over.status.backup.text().startswith("上次备份")


@pytest.mark.parametrize("stays", [True, False])
def test_a_backup_that_fails_on_leaving_asks(
    over: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    rename(over, "改名", settle, qtbot)
    seen: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        answer("先不退出" if stays else "仍然退出", seen)
        assert over.close() is not stays
    assert len(seen) == 1
    assert "账套本身已经存好" in seen[0]


def test_the_second_folder_gets_its_own_copy_and_its_lack_is_said(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stick = tmp_path / "U 盘"
    stick.mkdir()
    over.show_page("settings")
    settle()
    page = over.page
    assert isinstance(page, SettingsPage)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    click(page.backups.choose, qtbot)
    page.backups.keep.setValue(12)
    click(page.backups.now, qtbot)
    settle()
    assert [path.name for path in stick.iterdir()] == ["小满"]
    assert len(list((stick / "小满").iterdir())) == 1
    assert places(settings).keep == 12
    shutil.rmtree(stick)
    click(page.backups.now, qtbot)
    settle()
    assert over.toast.icon == "triangle-alert"
    assert "U 盘没插" in (over.toast.text() + over.toast._text.toolTip())
    assert not stick.exists()
    click(page.backups.remove, qtbot)
    click(page.backups.now, qtbot)
    settle()
    assert over.toast.icon == "check"


def test_restoring_from_the_list_and_taking_it_back(
    over: MainWindow, small: Path, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    rename(over, "改过的名字", settle, qtbot)
    shown: list[str] = []

    def take(dialog: RestoreDialog) -> None:
        shown.append(dialog.content.text())
        click(dialog.act, qtbot)

    def restore_one() -> str:
        seen: list[str] = []
        in_dialog(take)
        over.menu.restore_asked.emit()
        qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
        answer("恢复这一份", seen)
        qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
        settle()
        return seen[0]

    question = restore_one()
    assert "云朵：2 人" in shown[0]
    assert "云朵：2 人" in question
    assert "改过的名字：2 人" in question
    facts = over.kit.backend.facts
    assert facts is not None
    assert (facts.business, facts.path) == ("云朵", small)
    shown.clear()
    restore_one()  # the newest backup is now what was there before
    facts = over.kit.backend.facts
    assert facts is not None
    assert facts.business == "改过的名字"


def test_restoring_on_a_new_computer_starts_from_a_file(
    window: MainWindow, small: Path, tmp_path: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Path(shutil.copy(small, tmp_path / "小满-00007-20261101-1200.jixin-backup"))
    target = tmp_path / "新电脑" / "小满.jixin"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seen: list[str] = []
    in_dialog(lambda dialog: click(dialog.file, qtbot))
    click(window.start.buttons["restore"], qtbot)
    answer("恢复这一份", seen)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    settle()
    facts = window.kit.backend.facts
    assert facts is not None
    assert (facts.path, facts.business) == (target, "云朵")
    assert source.exists()


def test_a_damaged_book_is_answered_with_its_newest_good_backup(
    over: MainWindow, small: Path, demo_book: Path, settle: Settle, qtbot: QtBot
) -> None:
    over.open_book(demo_book)
    settle()
    data = small.read_bytes()
    small.write_bytes(data[:5000])
    seen: list[str] = []
    answer("恢复这一份", seen)
    over.open_book(small)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    settle()
    assert "云朵：2 人" in seen[0]
    facts = over.kit.backend.facts
    assert facts is not None
    assert (facts.path, facts.business) == (small, "云朵")
    assert small.with_name("小满-损坏.jixin").read_bytes() == data[:5000]


def test_a_damaged_book_without_a_backup_is_said_to_be_damaged(window: MainWindow, small: Path, settle: Settle) -> None:
    small.write_bytes(small.read_bytes()[:5000])
    window.open_book(small)
    settle()
    dialog = window.findChild(ProblemsDialog)
    assert dialog is not None
    dialog.accept()
    assert window.start.isVisible()


@pytest.fixture
def held(small: Path) -> Iterator[Hold]:
    """Another program has the book open."""
    found = hold(small, "小李", computer="前台")
    assert found is not None
    yield found
    found.release()


def test_a_book_that_is_open_elsewhere_can_be_read(
    window: MainWindow, small: Path, held: Hold, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    before = small.read_bytes()
    seen: list[str] = []
    answer("只读打开", seen)
    window.open_book(small)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    settle()
    assert "小李" in seen[0]
    facts = window.kit.backend.facts
    assert facts is not None
    assert facts.read_only
    assert window.notice.banner.isVisible()
    assert "只读" in window.notice.banner.text()
    window.show_page("agents")
    settle()
    assert "新增客服" not in _free(window)
    assert "导出" in _free(window)
    assert small.read_bytes() == before
    assert window.close()
    assert kept(settings, small) == []


def _free(window: MainWindow) -> list[str]:
    return [one.text() for one in window.page.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]


EDITING = {
    "month": {"都没问题…", "豁免…"},
    "agents": {"新增客服", "导入花名册", "晋级考核", "改店铺…", "改证件和银行卡…"},
    "data": {"导入", "奖惩、评分、考勤", "去填"},
    "schemes": {"选用模板"},
    "payslips": {"计算", "补发补扣", "封账", "看过了"},
    "settings": {"填年初到上月的数", "备注里怎么称呼客服…"},
}


@pytest.mark.parametrize(("page", "edits"), EDITING.items(), ids=EDITING)
def test_what_edits_is_off_while_a_book_is_read_and_on_again_afterwards(
    window: MainWindow, demo_book: Path, settle: Settle, page: str, edits: set[str]
) -> None:
    before = demo_book.read_bytes()
    free: list[set[str]] = []
    for read_only in (True, False):
        window.kit.backend.open(demo_book, "", read_only=read_only)
        settle()
        window.show_page(page)
        settle()
        free.append(set(_free(window)))
    reading, writing = free
    assert writing - reading == edits
    assert reading - writing == set()
    assert demo_book.read_bytes() == before


def test_fields_are_off_too(window: MainWindow, demo_book: Path, settle: Settle) -> None:
    window.kit.backend.open(demo_book, "", read_only=True)
    settle()
    window.show_page("settings")
    settle()
    page = window.page
    assert isinstance(page, SettingsPage)
    assert not page.business.isEnabled()
    assert not any(field.isEnabled() for field in page.shops.fields.values())
    window.show_page("agents")
    settle()
    assert all(field.isReadOnly() for field in window.page.findChildren(TermLine) if field.isVisible())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize(("folder", "file"), [(0o500, 0o644), (0o700, 0o444)])
def test_a_book_that_cannot_be_written_is_opened_to_read(
    window: MainWindow, small: Path, settle: Settle, folder: int, file: int
) -> None:
    small.chmod(file)
    small.parent.chmod(folder)
    try:
        window.open_book(small)
        settle()
        facts = window.kit.backend.facts
        assert facts is not None
        assert facts.read_only
    finally:
        small.parent.chmod(0o700)


def test_not_opening_leaves_the_start_page(
    window: MainWindow, small: Path, held: Hold, settle: Settle, qtbot: QtBot
) -> None:
    seen: list[str] = []
    answer("不打开", seen)
    window.open_book(small)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    settle()
    assert window.kit.backend.facts is None
    assert window.start.isVisible()


def test_what_another_computer_left_can_be_passed(
    window: MainWindow, small: Path, settle: Settle, qtbot: QtBot
) -> None:
    found = hold(small, "小李", computer="前台")
    assert found is not None
    found._db.close()  # as a cloud disk brings it: the file without its lock
    seen: list[str] = []
    answer("仍要打开修改", seen)
    window.open_book(small)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    settle()
    facts = window.kit.backend.facts
    assert facts is not None
    assert not facts.read_only


def test_every_edit_of_a_read_book_is_refused_in_words(
    window: MainWindow, small: Path, settle: Settle, qtbot: QtBot
) -> None:
    window.kit.backend.open(small, "", read_only=True)
    settle()
    before = small.read_bytes()
    window.kit.edits.do(lambda book: book.edit().__enter__(), "", owner=window)
    settle()
    dialog = window.findChild(ProblemsDialog)
    assert dialog is not None
    dialog.accept()
    assert small.read_bytes() == before


def test_a_warning_stays_until_it_was_read(
    window: MainWindow, small: Path, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    (tmp_path / "坚果云").mkdir()
    book = Path(shutil.copy(small, tmp_path / "坚果云" / "小满.jixin"))
    shutil.copy(small, tmp_path / "坚果云" / "小满-冲突-小李.jixin")
    window.open_book(book)
    settle()
    assert window.notice.banner.isVisible()
    assert "小满-冲突-小李.jixin" in window.notice.banner.text()
    assert "坚果云" in window.notice.banner.text()
    click(window.notice.read, qtbot)
    assert not window.notice.banner.isVisible()
