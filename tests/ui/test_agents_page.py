"""客服: people added, changed together, leaving; every edit undone and done again; columns and search."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services.roster import RosterRow, add_agent
from app.ui.dialogs.add_account import AddAccountDialog
from app.ui.dialogs.bulk_change import BulkChangeDialog
from app.ui.dialogs.choose_shops import ChooseShopsDialog
from app.ui.dialogs.day_dialog import DayDialog
from app.ui.dialogs.new_agent import NewAgentDialog
from app.ui.dialogs.private_change import PrivateChangeDialog
from app.ui.main_window import MainWindow
from app.ui.pages.agents_page import AgentsPage
from app.ui.settings import Settings
from app.ui.widgets.term_fields import TermLine
from tests.ui.test_window import answer, click, edit_book

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(opened: MainWindow, settle: Settle) -> AgentsPage:
    opened.activateWindow()
    opened.show_page("agents")
    settle()
    found = opened.pages["agents"]
    assert isinstance(found, AgentsPage)
    return found


def numbers(page: AgentsPage) -> list[str]:
    return [agent.number for agent in page.model.all_rows]


def agent(page: AgentsPage, number: str):
    return next(one for one in page.model.all_rows if one.number == number)


def turn(window: MainWindow, qtbot: QtBot, settle: Settle, key: Qt.Key) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    focus = QApplication.focusWidget() or window
    before = window.kit.edits.stack.index()
    qtbot.keyClick(focus, key, CTRL)
    qtbot.waitUntil(lambda: window.kit.edits.stack.index() != before)  # a button's keys press it for a moment
    settle()
    settle()


def test_somebody_new_is_added_chosen_undone_and_added_again(
    page: AgentsPage, opened: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    def fill(dialog: NewAgentDialog) -> None:
        dialog.check()
        assert dialog.isVisible()
        assert dialog.fault.text()
        dialog.name.setText("新来")
        dialog.base.setText("两千")
        dialog.check()
        assert dialog.isVisible()
        dialog.base.setText("2,100")
        dialog.accounts.setText("新美；新美2")
        dialog.words_["position"].setEditText("售前")
        dialog.check()

    before = numbers(page)
    answer(NewAgentDialog, fill)
    click(qtbot, page.add_button)
    settle()
    assert numbers(page) == [*before, "A016"]
    assert page.table.chosen().name == "新来"
    assert len(agent(page, "A016").accounts) == 2
    turn(opened, qtbot, settle, Qt.Key.Key_Z)
    assert numbers(page) == before
    assert "已撤销" in opened.toast.text()
    turn(opened, qtbot, settle, Qt.Key.Key_Y)
    assert numbers(page) == [*before, "A016"]


def test_several_are_changed_together(page: AgentsPage, qtbot: QtBot, opened: MainWindow, settle: Settle) -> None:
    assert not page.bulk.isVisible()
    page.table.selectAll()
    assert page.bulk.isVisible()

    def fill(dialog: BulkChangeDialog) -> None:
        dialog.check()
        assert dialog.isVisible()
        dialog.fields["team"].setEditText("合组")
        dialog.fields["pension"].setText("300.50")
        dialog.check()

    teams = [one.team for one in page.model.all_rows]
    answer(BulkChangeDialog, fill)
    click(qtbot, page.bulk)
    settle()
    assert {one.team for one in page.model.all_rows} == {"合组"}
    turn(opened, qtbot, settle, Qt.Key.Key_Z)
    assert [one.team for one in page.model.all_rows] == teams


def test_leaving_and_an_account_and_shops_and_own_numbers(
    page: AgentsPage, qtbot: QtBot, opened: MainWindow, settle: Settle
) -> None:
    page.show_number("A001")
    settle()
    answer(DayDialog, lambda dialog: (dialog.when.setDate(QDate(2026, 10, 20)), dialog.check()))
    page.pane._leave.trigger()
    settle()
    assert agent(page, "A001").left == date(2026, 10, 20)
    assert page.pane._rejoin.isVisible()
    turn(opened, qtbot, settle, Qt.Key.Key_Z)
    assert agent(page, "A001").left is None
    page.pane.tabs.setCurrentIndex(1)
    answer(AddAccountDialog, lambda dialog: (dialog.check(), dialog.name.setText("备用"), dialog.check()))
    click(qtbot, page.pane.accounts.add_button)
    settle()
    assert [one.name for one in agent(page, "A001").accounts][-1] == "备用"
    page.pane.tabs.setCurrentIndex(0)

    def every(dialog: ChooseShopsDialog) -> None:
        for box in dialog.boxes.values():
            box.setChecked(True)
        dialog.check()

    answer(ChooseShopsDialog, every)
    click(qtbot, page.pane.terms.shops_button)
    settle()
    assert len(agent(page, "A001").shops) == 4
    answer(PrivateChangeDialog, lambda dialog: (dialog.fields["phone"].setText("13800002071"), dialog.check()))
    click(qtbot, page.pane.terms.private_button)
    settle()
    settle()
    assert "****" in page.pane.terms.private.fields["phone"].line.text()


def test_tax_and_openings_are_typed_in_the_pane(page: AgentsPage, qtbot: QtBot, settle: Settle) -> None:
    page.show_number("A004")
    page.pane.tabs.setCurrentIndex(2)
    settle()
    form = page.pane.pay.forms["opening"]
    for key, text in (("tax_opening_income", "48000"), ("tax_opening_withheld", "90.09")):
        field = form.fields[key]
        assert isinstance(field, TermLine)
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        settle()
        settle()
    opening = agent(page, "A004").tax.opening
    assert opening is not None
    assert (str(opening.month), str(opening.income), float(opening.withheld)) == ("2026-10", "48000", 90.09)
    assert page.pane.pay.dated.model.shown_rows[0].from_month == "2026-10"
    mode = page.pane.pay.forms["tax"].fields["tax_mode"]
    mode.setCurrentIndex(1)  # pyright: ignore
    mode.activated.emit(1)  # pyright: ignore
    settle()
    assert agent(page, "A004").tax.mode == "first"


def test_a_dated_entry_is_taken_away(page: AgentsPage, opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    edit_book(opened, settle, "A001", {"base": "9999"})
    page.show_number("A001")
    page.pane.tabs.setCurrentIndex(2)
    settle()
    rows = page.pane.pay.dated.model.shown_rows
    assert (rows[0].key, rows[0].value) == ("base", "9999")
    page.pane.pay.ensureWidgetVisible(page.pane.pay.dated.remove)
    click(qtbot, page.pane.pay.dated.remove)
    settle()
    base = agent(page, "A001").base
    assert base is not None
    assert base.value == 2600


def test_a_change_within_the_month_shows_its_day_and_is_taken_away(
    page: AgentsPage, opened: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    edit_book(opened, settle, "A001", {"base": "9999"}, date(2026, 10, 16))
    page.show_number("A001")
    page.pane.tabs.setCurrentIndex(2)
    settle()
    dated = page.pane.pay.dated
    assert dated.table.indexAt(dated.table.visualRect(dated.model.index(0, 2)).center()).data() == "2026-10-16"
    page.pane.pay.ensureWidgetVisible(dated.remove)
    click(qtbot, dated.remove)
    settle()
    assert agent(page, "A001").pay_changes == {}


def test_history_of_incidents_and_payslips(
    page: AgentsPage, opened: MainWindow, settle: Settle, qtmodeltester: ModelTester
) -> None:
    page.show_number("A003")
    settle()
    settle()
    pane = page.pane
    assert [one.kind for one in pane.events.model.shown_rows] == ["迟到"]
    assert [str(slip.month) for slip in pane.slips.model.shown_rows] == ["2026-10", "2026-09", "2026-08"]
    for model in (pane.events.model, pane.slips.model, pane.pay.dated.model):
        qtmodeltester.check(model)
    pane.slips.table.row_opened.emit(pane.slips.model.shown_rows[1])
    settle()
    assert str(opened.kit.month.month) == "2026-09"
    assert opened.page.name == "payslips"


def test_columns_are_remembered(page: AgentsPage, settings: Settings) -> None:
    heads = [column.id for column in page.model.columns]
    action = page.choice.menu().actions()[0]
    action.trigger()
    assert [column.id for column in page.model.columns] == [head for head in heads if head != "position"]
    assert settings.text("agents_hidden") == "position"
    page.choice.menu().actions()[0].trigger()
    assert [column.id for column in page.model.columns] == heads


@pytest.mark.qt_log_ignore("does not support")  # the offscreen platform, of the list under the field
def test_anybody_is_found_from_any_page(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key.Key_F, CTRL)
    search = opened.month_bar.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "a011")
    settle()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle()
    settle()
    page = opened.page
    assert isinstance(page, AgentsPage)
    assert page.table.chosen().name == "徐朵"
    assert search.text() == ""


def test_the_people_shown_are_exported(
    page: AgentsPage, qtbot: QtBot, opened: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "花名册.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    click(qtbot, page.export_button)
    settle()
    assert file.exists()
    assert "15 人" in opened.toast.text()


def test_undo_is_refused_where_something_else_came_between(
    page: AgentsPage, opened: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    row = RosterRow(row=0, number="", name="甲")
    opened.kit.edits.do(lambda book: add_agent(book, row), "加了甲", owner=page)
    settle()
    edit_book(opened, settle, "A001", {"base": "9999"})
    told: list[object] = []
    opened.kit.backend.refused.connect(told.append)
    opened.kit.edits.stack.undo()
    settle()
    assert len(told) == 1
    assert not opened.kit.edits.stack.canUndo()
    for widget in QApplication.topLevelWidgets():
        if widget is not opened and widget.isVisible():
            widget.close()
