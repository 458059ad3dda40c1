"""Typing marks and incidents by keyboard, with paste; kept at once, undone from the dialog."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.ui.dialogs.entry_dialog import EntryDialog
from app.ui.main_window import MainWindow
from app.ui.models.text_grid import HINT_ROLE
from app.ui.widgets.typing_table import TypingTable
from tests.ui.test_window import answer

Settle = Callable[[], None]


@pytest.fixture
def dialog(opened: MainWindow, settle: Settle) -> Iterator[EntryDialog]:
    dialog = EntryDialog(opened.kit, opened, "marks")
    dialog.show()
    settle()
    yield dialog
    settle()
    dialog.close()
    dialog.deleteLater()


def type_cell(qtbot: QtBot, table: TypingTable, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """As a person does: the first key opens the cell, the rest go into it."""
    table.setFocus()
    qtbot.keyClicks(table, text[:1])
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    at = table.currentIndex()
    qtbot.keyClick(editor, end)
    qtbot.waitUntil(lambda: table.currentIndex() != at)


def column_of(dialog: EntryDialog, head: str) -> int:
    model = dialog.marks.model
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return next(at for at, one in enumerate(heads) if head in one)


def test_marks_down_a_column(dialog: EntryDialog, qtbot: QtBot, settle: Settle, qtmodeltester: ModelTester) -> None:
    table, model = dialog.marks.table, dialog.marks.model
    qtmodeltester.check(model)
    at = column_of(dialog, "夜班")
    table.setCurrentIndex(model.index(0, at))
    type_cell(qtbot, table, "3")
    type_cell(qtbot, table, "12")
    assert model.rows[1][at] == "12"  # a fast typist is not overtaken by the book
    settle()
    settle()
    assert [model.rows[0][at], model.rows[1][at]] == ["3", "12"]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, at)
    type_cell(qtbot, table, "x")
    settle()
    assert dialog.marks.error.text()
    table.setCurrentIndex(model.index(1, at))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert model.rows[1][at] == ""
    assert (model.rows[2][at], model.index(2, at).data(HINT_ROLE)) == ("x", "bad"), "it waits to be put right"
    assert dialog.marks.error.text() == model.index(2, at).data(Qt.ItemDataRole.ToolTipRole)
    dialog.undo.click()
    settle()
    settle()
    assert model.rows[1][at] == "12"


def test_enter_passes_over_those_of_whom_no_figure_is_asked(dialog: EntryDialog, qtbot: QtBot, settle: Settle) -> None:
    table, model = dialog.marks.table, dialog.marks.model
    hints = [
        [model.index(row, at).data(HINT_ROLE) for row in range(model.rowCount())] for at in range(model.columnCount())
    ]
    at, first = next(
        (at, row)
        for at, column in enumerate(hints)
        for row in range(len(column) - 2)
        if at >= model.fixed
        and column[row] != "none"
        and column[row + 1] == "none"
        and set(column[row + 2 :]) != {"none"}
    )
    after = next(row for row in range(first + 1, model.rowCount()) if hints[at][row] != "none")
    table.setCurrentIndex(model.index(first, at))
    type_cell(qtbot, table, "3")
    settle()
    assert table.currentIndex().row() == after
    table.setCurrentIndex(model.index(first + 1, at))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.currentIndex().row() == first + 2)


def test_what_is_refused_stays_until_it_is_right_and_the_rest_of_a_block_is_kept(
    dialog: EntryDialog, qtbot: QtBot, settle: Settle
) -> None:
    table, model = dialog.marks.table, dialog.marks.model
    at = column_of(dialog, "夜班")
    before = [row[at] for row in model.rows]
    QGuiApplication.clipboard().setText("1\n两次\n3\n")
    table.setCurrentIndex(model.index(0, at))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert [row[at] for row in model.rows] == ["1", "两次", "3", *before[3:]]
    assert [model.index(row, at).data(HINT_ROLE) == "bad" for row in range(3)] == [False, True, False]
    dialog.marks.load()
    settle()
    assert model.rows[1][at] == "两次", "the book does not write over it"
    table.setCurrentIndex(model.index(1, at))
    type_cell(qtbot, table, "2")
    settle()
    settle()
    assert [row[at] for row in model.rows][:3] == ["1", "2", "3"]
    assert model.reasons == []
    assert not dialog.marks.error.text()


def test_a_block_from_excel(dialog: EntryDialog, qtbot: QtBot, settle: Settle, opened: MainWindow) -> None:
    table, model = dialog.marks.table, dialog.marks.model
    at = column_of(dialog, "夜班")
    QGuiApplication.clipboard().setText("1\n2\n3\n")
    table.setCurrentIndex(model.index(0, at))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [row[at] for row in model.rows[:3]] == ["1", "2", "3"]
    assert opened.kit.edits.stack.count() == 1
    table.selectColumn(at)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[:3] == ["1", "2", "3"]


def test_incidents(dialog: EntryDialog, qtbot: QtBot, settle: Settle, qtmodeltester: ModelTester) -> None:
    dialog.tabs.setCurrentIndex(1)
    table, model = dialog.incidents.table, dialog.incidents.model
    before = len(model.rows)
    table.setCurrentIndex(model.index(before - 1, 0))
    QGuiApplication.clipboard().setText("3\tA001\t大单\t\t100\t一单五千\n4\tA002\t迟到\t-1\n")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert not dialog.incidents.error.text()
    assert [row[:3] for row in model.rows[before - 1 : before + 1]] == [
        ("2026-10-03", "A001 林小美", "大单"),
        ("2026-10-04", "A002 周子涵", "迟到"),
    ]
    assert model.rows[-1] == ("",) * 6
    table.setCurrentIndex(model.index(before - 1, 0))
    type_cell(qtbot, table, "44", Qt.Key.Key_Tab)
    settle()
    assert "44" in dialog.incidents.error.text()
    table.setCurrentIndex(model.index(before - 1, 0))
    dialog.incidents.remove.click()
    settle()
    settle()
    assert len(model.rows) == before + 1
    qtmodeltester.check(model)


def test_it_is_reached_from_the_month_and_from_what_is_missing(
    opened: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    seen: list[str] = []
    for page in ("month", "data"):
        opened.show_page(page)
        settle()
        answer(EntryDialog, lambda dialog: (seen.append(dialog.windowTitle()), dialog.accept()))
        opened.page.entry_asked.emit("incidents")
        settle()
    assert seen == ["2026 年 10 月的评分和奖惩"] * 2
