"""The editor with real keys and clicks: what is typed changes the preview, can be undone, marked, pasted, moved."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme, write_scheme
from app.services.schemes import StoredScheme, templates
from app.ui.editor.draft import Draft
from app.ui.editor.scheme_editor import SchemeEditor
from app.ui.editor.table_field import TableField
from app.ui.main_window import MainWindow
from app.ui.pages.schemes_page import SchemesPage
from tests.domain.full_scheme import FULL

Settle = Callable[[], None]


@pytest.fixture
def page(opened: MainWindow, settle: Settle, qtbot: QtBot) -> Iterator[SchemesPage]:
    """The schemes page over the demonstration book, at the scheme with conversion tiers; its draft is given up."""
    opened.show_page("schemes")
    settle()
    found = opened.pages["schemes"]
    assert isinstance(found, SchemesPage)
    texts = [found.places.itemText(at) for at in range(found.places.count())]
    found.places.setCurrentIndex(next(at for at, text in enumerate(texts) if "转化阶梯提成" in text))
    found.places.activated.emit(found.places.currentIndex())
    settle()
    yield found
    shown = found.shown()
    assert shown is not None
    found.editor.open(shown)
    qtbot.waitUntil(lambda: not found.editor.runner.waiting, timeout=20_000)


@pytest.fixture
def tried(page: SchemesPage, qtbot: QtBot, settle: Settle) -> Settle:
    """Waits until the preview has caught up with what was typed."""

    def wait() -> None:
        settle()
        qtbot.waitUntil(lambda: not page.editor.runner.waiting, timeout=20_000)
        settle()

    wait()
    return wait


def draft_of(editor: SchemeEditor) -> Draft:
    assert editor.draft is not None
    return editor.draft


def choose(page: SchemesPage, name: str) -> None:
    """Turn to an item by its name."""
    for view in (page.editor.lists.items, page.editor.lists.pay):
        for at in range(view.rows.rowCount()):
            if view.rows.row_at(at).name == name:
                page.editor.lists.choose(view.rows.row_at(at).key)
                return
    raise AssertionError(name)


def table_of(page: SchemesPage) -> TableField:
    """The first table of the form."""
    form = page.editor.card.form
    assert form is not None
    return next(iter(form.tables.values()))


def type_cell(qtbot: QtBot, table: TableField, row: int, column: int, text: str) -> QLineEdit:
    """Go to a cell and type over it; the editor stays open."""
    table.view.setFocus()
    table.view.setCurrentIndex(table.grid.index(row, column))
    if not text.isascii():
        qtbot.keyClick(table.view, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        write(editor, text)
        return editor
    qtbot.keyClicks(table.view, text[:1])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    return editor


def write(field: QLineEdit, text: str) -> None:
    """Type over a field as an input method does, in Chinese."""
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def figures(page: SchemesPage) -> dict[str, tuple[str, str, str]]:
    """Value, 原 and difference of the preview."""
    return {
        name: (value.text(), before.text(), gain.text())
        for name, (_, value, before, gain) in page.editor.preview.figures.items()
    }


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


# --- the lists


def presales(page: SchemesPage, tried: Settle) -> None:
    """Turn to a scheme that scores."""
    texts = [page.places.itemText(at) for at in range(page.places.count())]
    page.places.setCurrentIndex(next(at for at, text in enumerate(texts) if "底薪拆分（售后）" in text))
    page.places.activated.emit(page.places.currentIndex())
    tried()


def names(page: SchemesPage) -> list[str]:
    rows = page.editor.lists.items.rows
    return [rows.row_at(at).name for at in range(rows.rowCount()) if not rows.row_at(at).depth]


def test_items_are_moved_with_the_keys_and_the_mouse(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    presales(page, tried)
    view = page.editor.lists.items
    first, second, third = names(page)[:3]
    view.setFocus()
    view.setCurrentIndex(view.rows.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:3] == [second, first, third]
    assert page.editor.card.name.text() == first
    grip = view.visualRect(view.rows.index(0))
    start, end = QPoint(14, grip.center().y()), QPoint(14, grip.center().y() + 2 * grip.height())
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end - QPoint(0, grip.height()))
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert names(page)[:3] == [first, third, second]
    page.editor.undo()
    page.editor.undo()
    page.editor.undo()
    assert names(page)[:3] == [first, second, third]


def test_the_weights_must_reach_100(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    presales(page, tried)
    choose(page, names(page)[1])
    card = page.editor.card
    assert card.full.text() == "15"
    card.full.setFocus()
    card.full.selectAll()
    qtbot.keyClicks(card.full, "10")
    assert page.editor.lists._total.text() == "合计 95 分，还差 5 分"
    assert not draft_of(page.editor).ready
    card.full.selectAll()
    qtbot.keyClicks(card.full, "20")
    assert page.editor.lists._total.text() == "合计 105 分，多了 5 分"
    card.full.selectAll()
    qtbot.keyClicks(card.full, "15")
    assert page.editor.lists._total.text() == "✓ 合计 100 分"
    assert draft_of(page.editor).ready


def test_a_joint_of_the_bar_moves_weight(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    presales(page, tried)
    bar = page.editor.lists.bar
    before = [weight for _, _, weight in bar._segments]
    joint = int(bar._rects()[0].right())
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(joint, 8))
    qtbot.mouseMove(bar, QPoint(joint + round(bar.width() * 0.031), 8))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(joint + 8, 8))
    after = [weight for _, _, weight in bar._segments]
    assert (after[0] - before[0], after[1] - before[1]) == (3, -3)
    assert after[2:] == before[2:]
    page.editor.undo()
    assert [weight for _, _, weight in bar._segments] == before


def test_items_are_added_and_removed(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    presales(page, tried)
    count = len(names(page))
    removed = names(page)[0]
    choose(page, removed)
    qtbot.mouseClick(page.editor.card.remove, Qt.MouseButton.LeftButton)
    assert removed not in names(page)
    page.editor.lists.item_asked.emit("manual")
    assert names(page)[-2:] == ["新考核项", "加分项"]
    card = page.editor.card
    assert card.name.hasFocus()
    write(card.name, "聊天质检")
    assert card.full.text() == "5"
    assert len(names(page)) == count
    tried()
    assert draft_of(page.editor).ready
    page.editor.lists.pay_asked.emit("full_attendance")
    assert page.editor.card.name.text() == "全勤奖"
    assert not draft_of(page.editor).ready


def combo(page: SchemesPage, name: str) -> QComboBox:
    form = page.editor.card.form
    assert form is not None
    found = [row.field for row in form.rows.values() if row.name.text() == name]
    assert len(found) == 1, name
    assert isinstance(found[0], QComboBox)
    return found[0]


def pick(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Choose an entry with the keys."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_another_rule_brings_its_own_form(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "提成")
    pick(qtbot, combo(page, "比例"), "固定比例")
    assert draft_of(page.editor).at(("pay", 1, "rule")) == {
        "type": "commission", "amount": "inquiry_sales_amount", "rate": "",
    }  # fmt: skip
    form = page.editor.card.form
    assert form is not None
    assert not form.tables
    rate = next(row for row in form.rows.values() if row.name.text() == "提成比例")
    assert rate.fault.text() == "还没填"
    assert isinstance(rate.field, QLineEdit)
    rate.field.setFocus()
    qtbot.keyClicks(rate.field, "2")
    tried()
    assert rate.fault.text() == ""
    assert draft_of(page.editor).at(("pay", 1, "rule", "rate")) == "0.02"
    way = next(row for row in form.rows.values() if row.name.text() == "比例")
    assert way.before.text() == "原 按档"
    page.editor.undo()
    page.editor.undo()
    assert not draft_of(page.editor).dirty


def test_choosing_what_is_left_out_anyway_changes_nothing(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    choose(page, "底薪")
    box = combo(page, "免个税")
    pick(qtbot, box, "是")
    assert draft_of(page.editor).dirty
    pick(qtbot, box, "否")
    assert not draft_of(page.editor).dirty


# --- every rule


def stored(scheme: Scheme) -> StoredScheme:
    return StoredScheme(scheme=scheme, version=1, position="售前", shop="", team="", from_month=PayMonth(2026, 10))


def every_scheme() -> list[Scheme]:
    full, problems = read_scheme(json.dumps(FULL).encode())
    assert full is not None, problems
    return [full, *(template.scheme for template in templates())]


@pytest.mark.parametrize("scheme", every_scheme(), ids=lambda one: one.name)
def test_every_rule_goes_through_its_form_unchanged(
    page: SchemesPage, tried: Settle, clipped: Callable[[QWidget], list[str]], scheme: Scheme
) -> None:
    page.editor.open(stored(scheme))
    draft = draft_of(page.editor)
    for view in (page.editor.lists.items, page.editor.lists.pay):
        for at in range(view.rows.rowCount()):
            page.editor.lists.choose(view.rows.row_at(at).key)
            QApplication.processEvents()
            form = page.editor.card.form
            assert form is not None
            for row in form.rows.values():
                row.focus()
            for table in form.tables.values():
                table.view.setFocus()
                table.view.setCurrentIndex(table.grid.index(0, 1))
                table.view.row_left.emit()
            assert clipped(page.editor.card) == []
    tried()
    assert draft.stack.count() == 0
    assert draft.scheme is not None
    assert write_scheme(draft.scheme) == write_scheme(scheme)
    assert draft.faults == () or all(fault.problem.severity.value == "warning" for fault in draft.faults)


def test_models_keep_qts_promises(page: SchemesPage, qtmodeltester: ModelTester, tried: Settle) -> None:
    full: Any = every_scheme()[0]
    page.editor.open(stored(full))
    for view in (page.editor.lists.items, page.editor.lists.pay):
        qtmodeltester.check(view.model())
        for at in range(view.rows.rowCount()):
            page.editor.lists.choose(view.rows.row_at(at).key)
            form = page.editor.card.form
            assert form is not None
            for table in form.tables.values():
                qtmodeltester.check(table.grid)
    tried()
    page.editor.undo()


def test_a_name_that_stands_twice_in_a_table_waits(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    page.editor.open(stored(every_scheme()[0]))
    choose(page, "扣分")
    table = table_of(page)
    assert table.grid.cells == [["投诉", "3"], ["迟到", None]]
    type_cell(qtbot, table, 1, 1, "投诉")
    tried()
    assert table.fault.text() == "「投诉」写了两次，改掉一个才会算"
    assert not draft_of(page.editor).ready
    type_cell(qtbot, table, 1, 1, "早退")
    tried()
    assert table.fault.text() == ""
    assert draft_of(page.editor).at(("items", 6, "rule", "kinds")) == {"投诉": "3", "早退": None}
