"""Payslips looked over one by one with mouse and keys, flags let pass where they stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.dialogs.reason import FlagDialog
from app.ui.main_window import MainWindow
from app.ui.pages.month_page import MonthPage
from app.ui.pages.payslips_page import PayslipsPage
from tests.ui.test_window import Settle, answer, click, edit_book


@pytest.fixture
def page(opened: MainWindow) -> PayslipsPage:
    """The payslips of the demonstration's October, a draft."""
    found = opened.page
    assert isinstance(found, PayslipsPage)
    return found


def review_key(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle()


def give_reason(dialog: FlagDialog) -> None:
    dialog.why.setText("问过了，没问题")
    dialog.check()


def unseen(page: PayslipsPage) -> list[str]:
    return [row.slip.number for row in page.model.all_rows if not row.seen]


def test_the_keyboard_goes_through_the_payslips_that_nobody_looked_at(
    page: PayslipsPage, qtbot: QtBot, settle: Settle
) -> None:
    numbers = unseen(page)
    assert page.segments.buttons["unseen"].text() == f"未审 {len(numbers)}"
    for at, number in enumerate(numbers):
        assert page.chosen is not None
        assert page.chosen.number == number
        review_key(page, qtbot, settle)
        assert unseen(page) == numbers[at + 1 :]
    assert page.pane.seen.text() == "已审"
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.kit.month.state == "draft", "flags are open"


def test_only_the_payslip_gone_on_to_is_selected(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    for _ in range(3):
        review_key(page, qtbot, settle)
        selected = [one.row() for one in page.table.selectionModel().selectedRows()]
        assert selected == [page.table.currentIndex().row()]


def test_a_mark_is_set_and_taken_back_with_the_mouse(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    first = unseen(page)[0]
    click(qtbot, page.pane.seen)
    settle()
    assert first not in unseen(page)
    assert page.chosen is not None
    assert page.chosen.number != first
    page.show_number(first)
    click(qtbot, page.pane.seen)
    settle()
    assert first in unseen(page)
    assert page.chosen.number == first


def test_ctrl_z_takes_the_last_mark_back(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    before = unseen(page)
    review_key(page, qtbot, settle)
    assert unseen(page) == before[1:]
    window = page.window()
    assert isinstance(window, MainWindow)
    window.kit.edits.stack.undo()
    settle()
    assert unseen(page) == before


def test_the_list_of_what_is_left_ends_with_everybody(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    click(qtbot, page.segments.buttons["unseen"])
    for _ in unseen(page):
        assert page.segments.value == "unseen"
        review_key(page, qtbot, settle)
    assert page.segments.value == "all"
    assert page.model.rowCount() == len(page.model.all_rows)


def test_changed_data_wait_for_the_computation_and_put_one_back(
    page: PayslipsPage, qtbot: QtBot, settle: Settle
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    numbers = unseen(page)
    for _ in numbers:
        review_key(page, qtbot, settle)
    edit_book(window, settle, "A007", {"base": "4600"})
    assert not page.pane.seen.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_F5)
    settle()
    assert unseen(page) == ["A007"]


def test_flags_are_let_pass_beside_the_figures_and_the_month_is_reviewed(
    page: PayslipsPage, qtbot: QtBot, settle: Settle
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    while flagged := [row.slip.number for row in page.model.all_rows if row.flagged]:
        page.show_number(flagged[0])
        settle()
        links = [one for one in page.pane.findChildren(QPushButton) if one.text() == "豁免…" and one.isVisible()]
        answer(FlagDialog, give_reason)
        click(qtbot, links[0])
        settle()
    for number in unseen(page):
        page.show_number(number)
        click(qtbot, page.pane.seen)
        settle()
    assert window.kit.month.state == "reviewed"
    window.show_page("month")
    settle()
    month = window.page
    assert isinstance(month, MonthPage)
    assert month.checklist.rows["seal"].act.isEnabled()


def test_the_month_counts_what_was_looked_at(page: PayslipsPage, qtbot: QtBot, settle: Settle) -> None:
    count = len(unseen(page))
    review_key(page, qtbot, settle)
    window = page.window()
    assert isinstance(window, MainWindow)
    window.show_page("month")
    settle()
    month = window.page
    assert isinstance(month, MonthPage)
    assert month.overview is not None
    assert (month.overview.seen, month.overview.slips) == (1, count)
