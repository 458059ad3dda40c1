"""Items and weights with real keys and clicks: moved, added, removed, weighed, given another rule."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.pages.schemes_page import SchemesPage
from tests.ui.editor.driving import Settle, choose, combo, draft_of, names, pick, presales, write


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
