"""本月: the first page of a book; each step's button moves it on; flags are let pass; the chart is drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services import books
from app.texts import LANGUAGES
from app.ui.dialogs.reason import FlagDialog
from app.ui.main_window import MainWindow
from app.ui.models.month_steps_view import STEPS
from app.ui.pages.month_page import MonthPage
from app.ui.pages.payslips_page import PayslipsPage
from tests.ui.test_window import answer, edit_book, say

Settle = Callable[[], None]


@pytest.fixture
def month(window: MainWindow, demo_book: Path, settle: Settle) -> MonthPage:
    """The page as a book opens with it."""
    window.open_book(demo_book)
    settle()
    assert window.page.name == "month"
    found = window.page
    assert isinstance(found, MonthPage)
    return found


def states(page: MonthPage) -> dict[str, str]:
    return {name: row.step.state for name, row in page.checklist.rows.items() if row.step is not None}


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible() and button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_step_to_do_now_has_the_only_primary_button_and_the_keyboard(month: MonthPage, settle: Settle) -> None:
    settle()
    assert list(states(month)) == list(STEPS)
    assert states(month)["review"] == "now"
    primaries = [name for name, row in month.checklist.rows.items() if row.act.property("kind") == "primary"]
    assert primaries == ["review"]
    assert month.checklist.rows["review"].act.hasFocus()
    assert not month.checklist.rows["seal"].act.isEnabled()


def test_from_flags_to_sealed(month: MonthPage, qtbot: QtBot, settle: Settle) -> None:
    window = month.window()
    assert isinstance(window, MainWindow)
    while month.flags.rows:
        count = len(month.flags.rows)

        def reason(dialog: FlagDialog) -> None:
            dialog.check()
            assert dialog.isVisible()
            dialog.why.setText("看过了")
            dialog.check()

        answer(FlagDialog, reason)
        press(qtbot, month.flags.rows[0].buttons[1])
        settle()
        assert len(month.flags.rows) == count - 1
    assert not window.kit.month.stale
    press(qtbot, month.checklist.rows["review"].act)
    settle()
    assert states(month)["review"] == "done"
    assert window.kit.month.state == "reviewed"
    assert states(month)["seal"] == "now"
    answer(QMessageBox, say("封账"))
    month.primary()
    settle()
    assert {state for name, state in states(month).items() if name != "out"} == {"done"}
    assert states(month)["out"] == "now"
    press(qtbot, month.checklist.rows["out"].act)
    assert window.page.name == "payslips"


def test_all_flags_are_let_pass_for_one_reason(month: MonthPage, qtbot: QtBot, settle: Settle) -> None:
    answer(FlagDialog, lambda dialog: (dialog.why.setText("逐个看过"), dialog.check()))
    press(qtbot, month.flags.pass_all)
    settle()
    assert month.flags.rows == []
    assert not month.flags.pass_all.isVisible()
    assert month.checklist.rows["review"].act.text() == "审核完了"


def test_changed_data_are_computed_again_from_here(month: MonthPage, qtbot: QtBot, settle: Settle) -> None:
    window = month.window()
    assert isinstance(window, MainWindow)
    edit_book(window, settle, "A001", {"base": "2700"})
    assert states(month)["compute"] == "now"
    total = month.costs.total.text()
    press(qtbot, month.checklist.rows["compute"].act)
    settle()
    assert states(month)["compute"] == "done"
    assert month.costs.total.text() != total


def test_a_row_is_pressed_anywhere(month: MonthPage, qtbot: QtBot) -> None:
    window = month.window()
    assert isinstance(window, MainWindow)
    qtbot.mouseClick(month.checklist.rows["people"], Qt.MouseButton.LeftButton)
    assert window.page.name == "agents"


def test_a_mover_leads_to_the_payslip(month: MonthPage, settle: Settle, qtmodeltester: ModelTester) -> None:
    window = month.window()
    assert isinstance(window, MainWindow)
    qtmodeltester.check(month.movers.model)
    row = month.movers.model.shown_rows[-1]
    month.movers.table.choose(month.movers.model.rowCount() - 1)
    month.movers.table.row_opened.emit(row)
    settle()
    page = window.page
    assert isinstance(page, PayslipsPage)
    assert page.chosen is not None
    assert page.chosen.number == row.number


def test_the_chart_has_a_bar_for_each_month_and_says_them(month: MonthPage, settle: Settle) -> None:
    settle()
    chart = month.costs.trend
    assert chart.accessibleDescription().count(";") == 2
    assert not chart.grab().isNull()
    plot = chart._plot
    assert len([item for item in plot.items() if type(item).__name__ == "BarGraphItem"]) == 3


def test_an_empty_book_begins_with_people(
    window: MainWindow, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = books.create_book(tmp_path / "新.jixin", shop="小满旗舰店")
    books.close_book(book)
    window.open_book(tmp_path / "新.jixin")
    settle()
    page = window.page
    assert isinstance(page, MonthPage)
    assert states(page)["people"] == "now"
    assert page.costs.total.text() == "–"
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: asked.append("roster") or ("", ""))
    page.primary()
    assert (window.page.name, asked) == ("agents", ["roster"])


def test_everything_is_said_in_every_language(month: MonthPage, settle: Settle) -> None:
    window = month.window()
    assert isinstance(window, MainWindow)
    seen: set[str] = set()
    for language in LANGUAGES:
        window.kit.words.set_language(language)
        settle()
        seen.add(month.checklist.rows["seal"].fact.text())
    assert len(seen) == 3
    QApplication.processEvents()
