"""The window used as a person does: clicks, keys, dialogs; from the first start to sealed payslips."""

import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.services import agent_changes, sheet_forms
from app.texts import Texts
from app.ui import book_actions
from app.ui.dialogs.new_book import NewBookDialog
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.reason import AdjustDialog, WaiveDialog
from app.ui.dialogs.roster_report import RosterReportDialog
from app.ui.main_window import MainWindow
from app.ui.pages.agents_page import AgentsPage
from app.ui.pages.payslips_page import PayslipsPage
from app.ui.settings import Settings

Settle = Callable[[], None]
OCTOBER = PayMonth(2026, 10)


def click(qtbot: QtBot, button: QPushButton) -> None:
    """Press a visible button with the mouse."""
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(kind: type[QDialog], fill: Callable[[Any], None]) -> None:
    """Fill in and close the next dialog, once it is open."""

    def look(tries: int = 500) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            assert tries, dialog
            QTimer.singleShot(20, lambda: look(tries - 1))
            return
        try:
            fill(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, look)


def say(text: str) -> Callable[[QMessageBox], None]:
    """Press the message box's button of that text."""
    return lambda box: next(button for button in box.buttons() if button.text() == text).click()


def payslips(window: MainWindow) -> PayslipsPage:
    page = window.pages["payslips"]
    assert isinstance(page, PayslipsPage)
    return page


def agents(window: MainWindow) -> AgentsPage:
    page = window.pages["agents"]
    assert isinstance(page, AgentsPage)
    return page


def edit_book(
    window: MainWindow, settle: Settle, number: str, values: dict[str, str], start: PayMonth | date = OCTOBER
) -> None:
    """Change an agent behind the window's back, as another page would."""
    window.kit.backend.run(
        "edit",
        lambda book, _progress: agent_changes.set_agent(book, number, values, start),
        lambda _nothing: None,
        changes=True,
    )
    settle()


def test_a_new_book(window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    def fill(dialog: NewBookDialog) -> None:
        click(qtbot, dialog.act)
        assert dialog.shop_error.text()
        assert dialog.isVisible()
        dialog.shop.setText("小满家纺旗舰店")
        assert dialog.file.text().endswith("小满家纺旗舰店.jixin")
        dialog.file.setText(str(tmp_path / "小满"))
        click(qtbot, dialog.act)

    answer(NewBookDialog, fill)
    click(qtbot, window.start.buttons["new"])
    settle()
    assert (tmp_path / "小满.jixin").exists()
    assert window.page.name == "month"
    window.show_page("agents")
    settle()
    assert agents(window).empty.isVisible()
    assert "小满.jixin" in window.windowTitle()
    window.show_page("payslips")
    settle()
    assert payslips(window).empty.isVisible()


def test_the_roster_form_can_be_saved_and_a_roster_imported(
    window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.kit.backend.create(tmp_path / "a.jixin", shop="云朵旗舰店", platform="", business="", title="x")
    settle()
    form = tmp_path / "空表.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(form), ""))
    agents(window).form_asked.emit("roster")
    settle()
    assert zipfile.is_zipfile(form)
    assert form.name in window.toast.text()
    roster = tmp_path / "花名册.csv"
    roster.write_text("工号,姓名,岗位,底薪,店铺,子账号,星座\nA1,林晓月,售前,2500,云朵旗舰店,小美,天秤\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(roster), ""))
    answer(RosterReportDialog, lambda dialog: dialog.accept())
    window.show_page("agents")
    settle()
    click(qtbot, agents(window).empty.findChildren(QPushButton)[0])
    qtbot.waitUntil(lambda: agents(window).model.rowCount() == 1, timeout=5000)
    settle()
    assert agents(window).model.shown_rows[0].name == "林晓月"


def test_demonstration_from_the_start_page(
    window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_actions, "user_documents_path", lambda: tmp_path)
    click(qtbot, window.start.buttons["demo"])
    settle()
    assert (tmp_path / "jixin-demo" / "demo.jixin").exists()
    assert window.page.name == "month"
    window.show_page("payslips")
    settle()
    assert payslips(window).model.rowCount() == 13
    answer(QMessageBox, say("接着用"))
    window.menu.demo_asked.emit()
    settle()
    window.show_page("payslips")
    settle()
    assert payslips(window).model.rowCount() == 13


def test_a_book_can_be_dropped(window: MainWindow, demo_book: Path, settle: Settle, tmp_path: Path) -> None:
    def drop(file: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        window.start.dropEvent(
            QDropEvent(
                QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        )

    drop(tmp_path / "表格.xlsx")
    assert window.kit.backend.facts is None
    drop(demo_book)
    settle()
    assert window.kit.backend.facts is not None
    assert window.kit.backend.facts.path == demo_book


def test_a_file_that_is_no_book_is_refused_in_words(
    window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wrong = tmp_path / "坏.jixin"
    wrong.write_bytes(os.urandom(4096))
    window.open_book(wrong)
    settle()
    dialog = window.findChild(ProblemsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()
    assert window.kit.backend.facts is None


def test_payslip_unfolds_to_the_cell(opened: MainWindow, qtbot: QtBot) -> None:
    page = payslips(opened)
    tree = page.pane.tree
    index = tree.payslip.index_of("commission")
    tree.scrollTo(index)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    assert tree.isExpanded(index)
    cells = [
        (source.file, source.cells)
        for row in range(tree.payslip.rowCount(index))
        if (node := tree.payslip.node(tree.payslip.index(row, 0, index)))
        for source in node.sources
    ]
    assert cells
    assert cells[0][0].endswith(".xlsx")
    tree.setCurrentIndex(tree.payslip.index(0, 0, index))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert cells[0][0] in QGuiApplication.clipboard().text()
    assert page.pane.net.text() == page.pane.facts.net if page.pane.facts else False


def test_next_and_previous_payslip(opened: MainWindow, qtbot: QtBot) -> None:
    page = payslips(opened)
    names = [row.slip.name for row in page.model.shown_rows]
    page.step(1)
    assert page.chosen is not None
    assert page.chosen.name == names[1]
    page.next_flag(1)
    assert page.chosen.flags
    page.step(-1)
    page.table.choose(0)
    page.step(-1)
    assert page.chosen.name == names[0]


def test_grid_copies_as_a_block_of_plain_numbers(opened: MainWindow, qtbot: QtBot) -> None:
    page = payslips(opened)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert page.model.shown_rows[0].slip.name in text
    assert "," not in text
    assert "\t" in text


def test_stale_then_blocked_then_waived(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    page = payslips(opened)
    before = page.pane.net.text()
    edit_book(opened, settle, "A013", {"performance": ""})
    assert page.tools.stale.isVisible()
    assert page.pane.net.text() == before
    assert opened.kit.month.stale
    click(qtbot, page.tools.again)
    settle()
    assert not page.tools.stale.isVisible()
    assert not page.tools.seal.isEnabled()
    click(qtbot, page.segments.buttons["blocked"])
    assert [row.slip.number for row in page.model.shown_rows] == ["A013"]
    assert page.pane.pending.isVisible()
    waive = [button for button in page.pane.pending.findChildren(QPushButton) if "豁免" in button.text()]

    def reason(dialog: WaiveDialog) -> None:
        dialog.check()
        assert dialog.isVisible()
        dialog.why.setText("本月不考核")
        dialog.check()

    answer(WaiveDialog, reason)
    click(qtbot, waive[0])
    settle()
    assert page.tools.stale.isVisible()
    click(qtbot, page.tools.again)
    settle()
    assert page.view is not None
    assert page.view.run is not None
    assert page.view.run.blocked == 0


def test_adjustment(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    page = payslips(opened)
    assert page.chosen is not None
    before, number = page.chosen.net or 0, page.chosen.number

    def fill(dialog: AdjustDialog) -> None:
        dialog.figure.setText("十元")
        dialog.check()
        assert dialog.figure_error.text()
        assert dialog.why_error.text()
        dialog.figure.setText("−56.50")
        dialog.why.setText("多发的餐补")
        dialog.check()

    answer(AdjustDialog, fill)
    click(qtbot, page.tools.adjust)
    settle()
    click(qtbot, page.tools.again)
    settle()
    assert page.chosen.number == number
    assert page.chosen.net == before - 5650


def test_saving_pdf_and_register(
    opened: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = payslips(opened)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / Path(args[2]).name), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "each"))
    click(qtbot, page.pane.save)
    settle()
    assert page.pane.facts is not None
    one = tmp_path / f"{page.pane.facts.stem}.pdf"
    assert one.read_bytes().startswith(b"%PDF")
    assert one.name in opened.toast.text()
    actions: list[QAction] = page.tools.menu.actions()
    next(action for action in actions if action.text() == "工资表（Excel）…").trigger()
    settle()
    assert zipfile.is_zipfile(next(tmp_path.glob("*.xlsx")))
    actions[1].trigger()
    settle()
    assert len(list((tmp_path / "each").glob("*.pdf"))) == 13
    actions[3].trigger()
    settle()
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_sealing_asks_and_closes_the_month(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    page = payslips(opened)
    answer(QMessageBox, say("先不封"))
    click(qtbot, page.tools.seal)
    settle()
    assert opened.kit.month.state == "draft"
    answer(QMessageBox, say("封账"))
    click(qtbot, page.tools.seal)
    settle()
    assert opened.kit.month.state == "sealed"
    assert not page.tools.seal.isVisible()
    assert not page.tools.adjust.isVisible()
    assert page.tools.sealed.isVisible()
    opened.show_page("agents")
    settle()
    assert {field.property("state") for field in agents(opened).pane.terms.fields.values()} == {"sealed"}
    assert agents(opened).pane.terms.fields["base"].isReadOnly()


def test_an_agent_is_edited_and_the_edit_undone(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("agents")
    settle()
    page = agents(opened)
    field = page.pane.terms.fields["base"]
    old = field.held
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "2750.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert page.pane.terms.fields["base"].held == "2,750.50"
    assert opened.kit.month.stale
    click(qtbot, opened.toast.findChild(QPushButton))
    settle()
    assert page.pane.terms.fields["base"].held == old


def test_a_toast_keeps_the_focus_of_nothing_that_goes(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    """A button that goes hands its focus on; on a toast it would stay, and the toast with it."""
    toast, page = opened.toast, payslips(opened)
    toast.say("算好了")
    buttons = [one for one in toast.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.focusPolicy() for one in buttons] == [Qt.FocusPolicy.NoFocus]
    toast.say("改好了", "撤销", lambda: None)
    link = toast.findChild(QPushButton)
    link.setFocus()
    page.table.setFocus()
    toast._timer.timeout.emit()  # pyright: ignore[reportPrivateUsage]
    assert not toast.isVisible()


def test_a_bad_figure_is_said_beside_the_field(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("agents")
    settle()
    page = agents(opened)
    field = page.pane.terms.fields["base"]
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert page.pane.terms.error.text()
    assert field.property("state") == "error"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == field.held


def test_search_and_filters(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("agents")
    settle()
    page = agents(opened)
    qtbot.keyClicks(page.search, "a00")
    qtbot.waitUntil(lambda: page.model.rowCount() == 9)
    page.search.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == 15)
    page.positions.setCurrentIndex(1)
    assert {agent.position for agent in page.model.shown_rows} == {page.positions.value}
    page.positions.setCurrentIndex(0)
    shop = opened.kit.month.shops[0]
    opened.kit.month.set_shop(shop)
    assert all(shop in agent.shops for agent in page.model.shown_rows)
    opened.show_page("payslips")
    settle()
    assert 0 < payslips(opened).model.rowCount() < 13
    opened.kit.month.set_shop("")


def test_months_and_pages_by_keyboard(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.kit.month.month == OCTOBER.shift(-1))
    settle()
    assert opened.kit.month.state == "sealed"
    qtbot.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.page.name == "agents")
    qtbot.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: agents(opened).search.hasFocus())
    opened.month_bar.month.menu().aboutToShow.emit()
    assert [action.text() for action in opened.month_bar.month.menu().actions()][:2] == [
        "2026 年 11 月",
        "2026 年 10 月",
    ]


def test_one_column_in_a_narrow_window(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.resize(911, 450)
    settle()
    page = payslips(opened)
    assert not page.pane.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert not page.table.isVisible()
    qtbot.keyClick(page.pane.tree, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_language_and_look_are_remembered(window: MainWindow, settings: Settings, tmp_path: Path) -> None:
    window.menu.language_chosen.emit("en")
    window.menu.mode_chosen.emit("dark")
    assert window.start.buttons["new"].text() == Texts("en")("ui.start_new_act").split("(")[0]
    again = Settings(tmp_path / "settings.json")
    assert (again.text("language"), again.text("mode")) == ("en", "dark")


def test_every_form_can_be_written(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    written: list[Path] = []
    for form in sheet_forms.FORMS:
        window.kit.backend.write_form(form, tmp_path / f"{form}.xlsx", window.kit.words.texts, written.append)
    settle()
    assert len(written) == 4


def test_a_bug_is_told_with_details(window: MainWindow, qtbot: QtBot) -> None:
    from app.ui.dialogs.crash import CrashDialog

    window.crashed(RuntimeError("something odd"))
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    click(qtbot, dialog.findChildren(QPushButton)[0])
    assert "something odd" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_tab_goes_from_filters_to_table_to_pane(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("agents")
    settle()
    page = agents(opened)
    page.search.setFocus()
    seen: list[object] = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [
        page.positions,
        page.teams,
        page.presence,
        page.choice,
        page.table,
        page.pane.more,
        page.pane.tabs,
        page.pane.terms.fields["name"],
    ]
