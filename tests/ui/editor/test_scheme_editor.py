"""The editor with real keys and clicks: what is typed changes the preview, can be undone, marked, pasted, saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.ui.main_window import MainWindow
from app.ui.pages.schemes_page import SchemesPage
from tests.ui.editor.driving import Settle, choose, draft_of, figures, table_of, type_cell
from tests.ui.test_window import edit_book


def test_a_threshold_changes_the_pay_while_it_is_typed(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    tried()
    assert page.editor.preview.people.currentText() == "杨帆 P2"
    assert figures(page)["gross"][0] == "¥4,634.85"
    table = table_of(page)
    type_cell(qtbot, table, 1, 1, "34.5")
    tried()
    # 647 of 1,867 inquiries are 34.65 %: now 4 % instead of 3.5 % of 64,235.49, 0.5 % of which is 321.18.
    assert figures(page)["gross"] == ("¥4,956.03", "原 4,634.85", "+321.18")
    assert page.editor.preview.all_people.text() == "全部售前 2 人：1 人变多，0 人变少，应发合计 +¥321.18"
    assert table.grid.index(1, 3).data() == "杨帆"
    assert table.grid.origins[1] == "原 35\u00a0%，4\u00a0%"
    assert draft_of(page.editor).stack.count() == 1


def test_undo_and_redo(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    editor = type_cell(qtbot, table_of(page), 1, 1, "34.5")
    tried()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    type_cell(qtbot, table_of(page), 1, 2, "5")
    tried()
    draft = draft_of(page.editor)
    assert draft.at(("pay", 1, "rule", "tiers"))[3] == ["0.345", "0.05"]
    qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.at(("pay", 1, "rule", "tiers"))[3] == ["0.345", "0.04"]
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    tried()
    assert not draft.dirty
    assert figures(page)["gross"][0] == "¥4,634.85"
    assert not page.save.isEnabled()
    qtbot.mouseClick(page.redo, Qt.MouseButton.LeftButton)
    assert draft.at(("pay", 1, "rule", "tiers"))[3] == ["0.345", "0.04"]


def test_the_order_of_the_file_is_kept_and_rows_are_sorted_when_left(
    page: SchemesPage, qtbot: QtBot, tried: Settle
) -> None:
    choose(page, "提成")
    table = table_of(page)
    assert [row[0] for row in table.grid.cells] == ["0.40", "0.35", "0.305", "0.30", "0"]
    editor = type_cell(qtbot, table, 1, 1, "45")
    assert [row[0] for row in table.grid.cells][:2] == ["0.40", "0.45"]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    tried()
    assert [row[0] for row in table.grid.cells] == ["0.45", "0.40", "0.305", "0.30", "0"]
    kept = [row[0] for row in draft_of(page.editor).at(("pay", 1, "rule", "tiers"))]
    assert kept == ["0", "0.30", "0.305", "0.40", "0.45"]


def test_tab_walks_and_enter_adds_a_row(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    table = table_of(page)
    editor = type_cell(qtbot, table, 4, 1, "1")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (4, 2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert len(table.grid.cells) == 6
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "25")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "2.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    tried()
    assert ["0.25", "0.025"] in draft_of(page.editor).at(("pay", 1, "rule", "tiers"))


def test_a_table_of_a_spreadsheet_is_pasted(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    QGuiApplication.clipboard().setText("达到\t比例\n30%\t3%\n0\t1%\n45 %\t７％\n")
    table = table_of(page)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    tried()
    assert table.grid.cells == [["0.45", "0.07"], ["0.3", "0.03"], ["0", "0.01"]]
    # The file had the lowest first, and has so still.
    assert draft_of(page.editor).at(("pay", 1, "rule", "tiers")) == [["0", "0.01"], ["0.3", "0.03"], ["0.45", "0.07"]]
    page.editor.undo()
    assert len(table.grid.cells) == 5


def test_what_is_wrong_is_said_where_it_stands_and_is_not_saved(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    before = page.shown()
    choose(page, "提成")
    table = table_of(page)
    type_cell(qtbot, table, 1, 2, "四成")
    tried()
    assert table.grid.faults[1][0] == "「四成」不是数"
    row = page.editor.lists.pay.rows.row_at(1)
    assert (row.name, row.state) == ("提成", "error")
    assert page.editor.preview.live.text() == "标红的改好再算"
    assert figures(page)["gross"][0] == "¥4,634.85"
    choose(page, "底薪")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    tried()
    assert page.banner.text() == "还有 1 处要改，改好才能启用"
    assert page.editor.card.name.text() == "提成"
    assert page.shown() == before


def test_a_threshold_that_stands_twice(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    type_cell(qtbot, table_of(page), 1, 1, "40")
    tried()
    assert [said for said, _ in table_of(page).grid.faults.values()] == ["40\u00a0% 写了两次"]


def test_a_version_starts_in_a_month_and_what_is_sealed_stays(
    page: SchemesPage, opened: MainWindow, qtbot: QtBot, tried: Settle
) -> None:
    before = page.shown()
    assert before is not None
    assert before.from_month == PayMonth(2026, 8)
    months = [page.months.itemData(at) for at in range(page.months.count())]
    assert months[0] == PayMonth(2026, 10)
    assert PayMonth(2026, 9) in [month for month, state in opened.kit.month.months if state == "sealed"]
    page.months.setCurrentIndex(months.index(PayMonth(2026, 11)))
    page.months.activated.emit(1)
    choose(page, "提成")
    type_cell(qtbot, table_of(page), 1, 1, "34.5")
    tried()
    told: list[str] = []
    page.told.connect(told.append)
    assert page.save.text() == "启用版本 2"
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    tried()
    assert told == ["售前从 2026 年 11 月起按新方案算"]
    after = page.shown()
    assert after is not None
    assert (after.version, after.from_month) == (2, PayMonth(2026, 11))
    versions = page._loaded.versions(("售前", "", before.team))
    assert [each.version for each in versions] == [2, 1]
    assert versions[1].scheme == before.scheme
    assert not draft_of(page.editor).dirty


def test_a_version_of_an_open_month_is_rewritten(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    for text, verb in (("34.5", "启用版本 2"), ("34", "改写版本 2")):
        type_cell(qtbot, table_of(page), 1, 1, text)
        tried()
        assert page.save.text() == verb
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
        tried()
        choose(page, "提成")
    shown = page.shown()
    assert shown is not None
    assert (shown.version, shown.from_month) == (2, PayMonth(2026, 10))


def test_the_draft_survives_another_month_and_a_change_of_the_book(
    page: SchemesPage, opened: MainWindow, qtbot: QtBot, tried: Settle
) -> None:
    choose(page, "提成")
    type_cell(qtbot, table_of(page), 1, 1, "34.5")
    tried()
    opened.kit.month.set_month(PayMonth(2026, 9))
    tried()
    opened.kit.backend.changed.emit()
    tried()
    assert draft_of(page.editor).dirty


def test_undo_is_the_drafts_while_it_has_steps(
    page: SchemesPage, opened: MainWindow, qtbot: QtBot, tried: Settle
) -> None:
    undone: list[str] = []
    opened.kit.edits.add("别处改的", lambda: undone.append("别处"))
    choose(page, "底薪")
    card = page.editor.card
    card.name.setFocus()
    qtbot.keyClicks(card.name, "x")
    assert draft_of(page.editor).dirty
    for widget in (card.name, page.editor.lists.pay):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert not draft_of(page.editor).dirty
        assert undone == []
        qtbot.keyClick(widget, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert draft_of(page.editor).dirty
    page.editor.undo()


def test_the_trial_is_made_again_when_the_book_changed(page: SchemesPage, opened: MainWindow, tried: Settle) -> None:
    number, before = page.editor.preview.number, figures(page)["gross"][0]
    assert before == "¥4,634.85"
    edit_book(opened, tried, number, {"base": "9999"})
    tried()
    assert page.editor.preview.number == number
    assert figures(page)["gross"][0] not in ("–", before)
