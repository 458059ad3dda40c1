"""What a new user ran into: closed dialogs, open matters, a lost book, nobody computed, stale errors, the rail."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.domain.people import Account, Agent
from app.services import seal_month
from app.ui.dialogs.move_account import MoveAccountDialog
from app.ui.dialogs.new_book import NewBookDialog
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.template_dialog import Choices, TemplateDialog
from app.ui.i18n import plain
from app.ui.main_window import MainWindow
from app.ui.widgets.rail import RailButton
from app.ui.widgets.term_fields import TermLine
from tests.ui.conftest import flush
from tests.ui.test_looks import dialogs
from tests.ui.test_window import agents, answer, click, edit_book, payslips, say

Settle = Callable[[], None]
OCTOBER = PayMonth(2026, 10)


def hold(widgets: list[QDialog], kit: Any, parent: QWidget) -> None:
    """Open and close one of every dialog; ``widgets`` keeps them as a page might."""
    choices = Choices(positions=("售前",), shops=("云朵旗舰店",), teams=(), months=(OCTOBER,))
    for dialog in (*dialogs(kit, parent), TemplateDialog(kit, choices)):
        widgets.append(dialog)
        dialog.show()
        QApplication.processEvents()
        dialog.close()
        dialog.deleteLater()
    flush()


def test_languages_and_looks_after_every_dialog_was_closed(opened: MainWindow, settle: Settle) -> None:
    held: list[QDialog] = []
    hold(held, opened.kit, opened)
    assert not any(map(shiboken6.isValid, held))
    for language, title in (("en", "Agents"), ("zh_TW", "客服"), ("zh_CN", "客服")):
        opened.menu.language_chosen.emit(language)
        opened.menu.mode_chosen.emit("dark" if language == "en" else "light")
        settle()
        assert agents(opened).title.text() == opened.kit.words("ui.nav_agents")
        assert opened.kit.words("ui.nav_agents").startswith(title)
        assert payslips(opened).tools.seal.text().startswith(plain(opened.kit.words("ui.pay_seal"))[:2])


def test_sealing_names_what_is_still_open(
    opened: MainWindow, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def read(box: QMessageBox) -> None:
        asked.append(box.text())
        say("先不封")(box)

    page = payslips(opened)
    matters = [seal_month.OpenMatters(flagged=4, missing=6), seal_month.OpenMatters(flagged=0, missing=0)]
    flagged = sum(bool(row.slip.flags) for row in page.model.all_rows)
    answer(QMessageBox, read)
    click(qtbot, page.tools.seal)
    settle()
    assert f"{flagged} 人还有标记" in asked[0]
    monkeypatch.setattr(seal_month, "open_matters", lambda *_args: matters.pop(0))
    for _ in range(2):
        answer(QMessageBox, read)
        click(qtbot, page.tools.seal)
        settle()
    assert asked[1].startswith("4 人还有标记，6 个数没填。封 2026 年 10 月的账？")
    assert asked[2].startswith("封 2026 年 10 月的账？")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file from being deleted")
def test_an_edit_of_a_book_that_was_deleted(opened: MainWindow, demo_book: Path, settle: Settle) -> None:
    demo_book.unlink()
    edit_book(opened, settle, "A001", {"team": "暖阳组"})
    dialog = opened.findChild(ProblemsDialog)
    assert dialog is not None
    assert any("账套文件不见了" in text.text() for text in dialog.findChildren(QLabel))
    dialog.accept()


def test_the_start_page_says_that_the_last_book_is_lost(window: MainWindow) -> None:
    assert not window.start.lost.isVisible()
    window.resize(911, 450)
    window.start.say_lost(Path("/nowhere/小满.jixin"))
    assert window.start.lost.isVisible()
    assert "上次的账套「小满.jixin」找不到了" in window.start.lost.text()
    assert not window.start.lost.visibleRegion().isEmpty()
    window.kit.words.set_language("en")
    assert "小满.jixin" in window.start.lost.text()
    assert "Open a book" in window.start.lost.text()


def test_an_error_goes_away_with_the_fault(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewBookDialog(window.kit, window, tmp_path)
    dialog.show()
    click(qtbot, dialog.act)
    assert dialog.shop_error.isVisible()
    assert dialog.shop.property("state") == "error"
    qtbot.keyClicks(dialog.shop, "a")
    assert not dialog.shop_error.isVisible()
    assert dialog.shop.property("state") == ""
    assert not dialog.file_error.isVisible()
    dialog.close()
    dialog.deleteLater()


def test_computing_some_and_nobody(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    page = payslips(opened)
    edit_book(opened, settle, "A013", {"performance": ""})
    click(qtbot, page.tools.again)
    settle()
    assert (opened.toast.icon, "12 人" in opened.toast.text()) == ("triangle-alert", True)
    assert "1 人算不了" in opened.toast.text()
    run = page.view.run if page.view is not None else None
    assert run is not None
    nobody = [replace(slip, state="blocked", net=None) for slip in run.payslips]
    page.actions_._computed(replace(run, payslips=tuple(nobody)))
    assert opened.toast.icon == "triangle-alert"
    assert opened.toast.text() == "2026 年 10 月没有人算得出来：13 人都还缺东西。点名字看缺什么"
    page.actions_._computed(replace(run, payslips=()))
    assert opened.toast.icon == "triangle-alert"
    edit_book(opened, settle, "A013", {"performance": "3000"})
    click(qtbot, page.tools.again)
    settle()
    assert (opened.toast.icon, "13 人" in opened.toast.text()) == ("check", True)


def test_the_state_column_keeps_its_width_when_nobody_is_computed(opened: MainWindow, settle: Settle) -> None:
    page = payslips(opened)
    usual = page.table.columnWidth(0)
    assert usual == page.table.needed(0)
    assert page.view is not None
    assert page.view.run is not None
    nobody = [replace(slip, state="blocked", net=None, score=None, lines=()) for slip in page.view.run.payslips]
    page.show_month(replace(page.view, run=replace(page.view.run, payslips=tuple(nobody)), before={}))
    settle()
    assert page.table.columnWidth(0) == usual
    assert page.table.horizontalHeader().length() == page.table.viewport().width()


def test_what_cannot_be_done_is_not_offered_in_a_low_window(opened: MainWindow, settle: Settle) -> None:
    page = payslips(opened)
    opened.resize(911, 450)
    settle()
    assert page.tools.row.more.isVisible()
    assert page.view is not None
    assert page.view.run is not None
    nobody = [replace(slip, state="blocked", net=None, score=None, lines=()) for slip in page.view.run.payslips]
    page.show_month(replace(page.view, run=replace(page.view.run, payslips=tuple(nobody)), before={}))
    settle()
    assert not page.tools.save.isVisible()
    assert not page.tools.papers.isVisible()
    assert page.tools.compute.isVisible()


def test_saving_names_the_papers_and_offers_the_folder(
    opened: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "全部.pdf"), ""))
    actions = payslips(opened).tools.menu.actions()
    assert [action.text() for action in actions][1:] == [
        "每人一个 PDF（A5）…",
        "每人一个 PDF（A4）…",
        "全部合成一个 PDF（A4，一页两张）…",
        "",
        "工资表（Excel）…",
        "银行、支付宝转账文件…",
        "",
        "核对校验码…",
        "打印测试页…",
    ]
    actions[3].trigger()
    settle()
    sheets = re.findall(rb"/MediaBox \[ 0 0 (\d+)\S* (\d+)", (tmp_path / "全部.pdf").read_bytes())
    assert set(sheets) == {(b"842", b"595")}  # A4 lying on its side: two A5 payslips
    link = next(each for each in opened.toast.findChildren(QPushButton) if each.text() == "打开文件夹")
    click(qtbot, link)
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path]


def test_reasons_of_lines_say_no_rounding(opened: MainWindow) -> None:
    page = payslips(opened)
    rounded = 0
    for at in range(page.model.rowCount()):
        page.table.choose(at)
        tree = page.pane.tree.payslip
        for row in range(tree.rowCount()):
            node = tree.node(tree.index(row, 0))
            if node is not None and node.children and node.code and not node.code.startswith("item:"):
                assert "四舍五入" not in node.text
                rounded += "四舍五入" in node.children[-1].label + node.children[-1].text
    assert rounded


def test_an_amount_is_shown_as_it_is_kept(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("agents")
    settle()
    page = agents(opened)
    field = page.pane.terms.fields["base"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "9999")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert isinstance(field, TermLine)
    assert (field.text(), field.hasFocus()) == ("9,999.00", True)
    assert "改为 9,999.00" in opened.toast.text()
    assert "没封账" in page.import_button.toolTip()


def test_the_rail_shows_the_page_that_is_shown(
    opened: MainWindow, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.show_page("data")
    settle()
    page = opened.pages["data"]
    marked: list[str] = []
    agreed = [False, True]

    def may_leave() -> bool:
        marked.extend(each.text() for each in opened.rail.findChildren(RailButton) if each.isChecked())
        return agreed.pop(0)

    monkeypatch.setattr(page, "may_leave", may_leave)
    other = next(each for each in opened.rail.findChildren(RailButton) if each.text() == "客服")
    for shown in ("data", "agents"):
        qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
        assert opened.page.name == shown
    assert marked == ["数据", "数据"]
    assert other.isChecked()


def test_a_day_has_room_at_its_left(window: MainWindow) -> None:
    account = Account(shop="云朵旗舰店", name="小美")
    dialog = MoveAccountDialog(window.kit, window, account, (Agent(number="A1", name="林晓月"),))
    assert dialog.when.lineEdit().textMargins().left() >= 6
    assert dialog.when.text() == f"{window.kit.month.month.first:%Y-%m-%d}"
    dialog.deleteLater()
