"""What an owner met on the way from an empty book to the first payslips."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.payline import Payslip, Pending
from app.ui.dialogs.compare_people import ComparePeopleDialog
from app.ui.dialogs.reason import FlagDialog
from app.ui.dialogs.template_dialog import TemplateDialog
from app.ui.file_asking import FileAsking
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.pages.month_page import MonthPage
from app.ui.pages.schemes_page import SchemesPage
from app.ui.settings import Settings
from app.ui.widgets.pending_list import PendingList
from tests.ui.test_month_page import press, states
from tests.ui.test_window import answer, click, payslips, say

Settle = Callable[[], None]


@pytest.fixture
def first(window: MainWindow, roster_book: Path, settle: Settle) -> MonthPage:
    """The month's page of a book that has people and nothing else."""
    window.open_book(roster_book)
    settle()
    window.show_page("month")
    settle()
    page = window.page
    assert isinstance(page, MonthPage)
    return page


def test_positions_without_a_scheme_are_the_first_thing_to_do(first: MonthPage, qtbot: QtBot, settle: Settle) -> None:
    people, marks = first.checklist.rows["people"], first.checklist.rows["marks"]
    assert states(first)["people"] == "now"
    assert people.step is not None and "3 个岗位还没有考核方案" in people.step.fact
    assert marks.step is not None and (marks.step.state, marks.step.fact) == ("later", "选好考核方案才知道要填什么")
    window = first.window()
    assert isinstance(window, MainWindow)
    press(qtbot, people.act)
    settle()
    page = window.page
    assert isinstance(page, SchemesPage)
    qtbot.waitUntil(lambda: isinstance(page.acts.dialog, TemplateDialog))
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    assert (dialog.position.currentText(), dialog.template()) == ("售前", "conversion-tiered")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert page.use_template.isVisible()
    press(qtbot, page.use_template)
    settle()
    again = page.acts.dialog
    assert isinstance(again, TemplateDialog)
    assert again.position.currentText() == "售后", "the one with the most people of those that are left"
    again.reject()


def test_a_month_that_nobody_is_computed_in_costs_no_zero(first: MonthPage, qtbot: QtBot, settle: Settle) -> None:
    window = first.window()
    assert isinstance(window, MainWindow)
    page = payslips(window)
    window.show_page("payslips")
    settle()
    press(qtbot, page.first)
    settle()
    assert page.sums.shown_rows[0].people == 0
    net = next(at for at, column in enumerate(page.sums.columns) if column.id == "net")
    assert page.sums.index(0, net).data() == "–"
    window.show_page("month")
    settle()
    assert first.costs.total.text() == "–"
    assert "还没有人算得出来" in first.costs.versus.toolTip() + first.costs.versus.text()


def test_flags_that_were_let_pass_are_open_nowhere(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("month")
    settle()
    month = opened.page
    assert isinstance(month, MonthPage)

    def reason(dialog: FlagDialog) -> None:
        dialog.why.setText("逐个看过")
        dialog.check()

    answer(FlagDialog, reason)
    press(qtbot, month.flags.pass_all)
    settle()
    opened.show_page("payslips")
    settle()
    page = payslips(opened)
    assert page.segments.buttons["flagged"].text() == "有标记 0"
    at = next(at for at, row in enumerate(page.model.shown_rows) if row.slip.flags)
    page.table.choose(at)
    settle()
    said = [text.text() for text in page.pane.findChildren(QLabel) if text.isVisible()]
    assert any(text.startswith("已豁免：") and "逐个看过" in text for text in said)
    asked: list[str] = []

    def read(box: QMessageBox) -> None:
        asked.append(box.text())
        say("先不封")(box)

    answer(QMessageBox, read)
    click(qtbot, page.tools.seal)
    settle()
    assert "标记" not in asked[0]


def test_the_toast_stays_above_the_page_that_follows(opened: MainWindow, settle: Settle) -> None:
    opened.toast.say("算好了")
    for name in ("month", "payslips", "agents"):
        opened.show_page(name)
        settle()
        middle = opened.toast.mapTo(opened, QPoint(40, 18))
        found = opened.childAt(middle)
        assert found is not None
        assert found is opened.toast or opened.toast.isAncestorOf(found)


def test_a_missing_profit_rate_leads_to_the_settings(kit: Kit, qtbot: QtBot) -> None:
    waits = Pending(code="no_profit_rate", id="supervisor", item="主管提成", params={"shop": "小满"})
    slip = Payslip(
        number="A1", name="", kind="", position="", grade="", team="", shops=(), scheme="", version=0, state="blocked",
        pending=(waits,),
    )  # fmt: skip
    shown = PendingList(kit)
    qtbot.addWidget(shown)
    shown.show_payslip(slip, sealed=False)
    shown.show()
    go = next(button for button in shown.findChildren(QPushButton) if button.text() == "去店铺设置")
    with qtbot.waitSignal(shown.page_asked) as asked:
        click(qtbot, go)
    assert asked.args == ["settings"]


def test_the_next_file_is_looked_for_where_the_last_one_was(
    opened: MainWindow, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []
    chosen = tmp_path / "十月" / "表.xlsx"
    chosen.parent.mkdir()

    def one(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        starts.append(start)
        return str(chosen), ""

    def several(_parent: object, _title: str, start: str, _kinds: str) -> tuple[list[str], str]:
        starts.append(start)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", one)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", several)
    asking = FileAsking(opened.kit.words, opened, settings)
    assert asking.existing("ui_import.open_title", "ui_import.sheet_files") == chosen
    assert FileAsking(opened.kit.words, opened, settings).several("ui_import.open_title", "ui_import.sheet_files") == []
    assert Path(starts[0]) != Path.cwd()
    assert starts[1] == str(chosen.parent)


def test_two_agents_side_by_side(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    page = payslips(opened)
    assert page.chosen is not None
    one, seen = page.chosen, list[tuple[str, list[tuple[str, int]], int]]()

    def read(dialog: ComparePeopleDialog) -> None:
        for at in (0, 1):
            dialog.other.setCurrentIndex(at)
            rows = dialog.model.shown_rows
            net = next(at for at, row in enumerate(rows) if row.total)
            seen.append((dialog.other.currentText(), [(row.name, row.gap) for row in rows[:net]], rows[net].gap))
            assert any(row.reasons[0] and row.reasons[1] for row in rows)
        click(qtbot, dialog.close_button)

    answer(ComparePeopleDialog, read)
    qtbot.mouseClick(page.pane.compare, Qt.MouseButton.LeftButton)
    settle()
    slips = {f"{row.slip.name} {row.slip.position}": row.slip for row in page.model.all_rows}
    for name, lines, net in seen:
        assert slips[name].position == one.position
        assert one.net is not None
        other = slips[name].net
        assert other is not None
        assert net == one.net - other == sum(gap for _, gap in lines)


def test_the_order_follows_its_column(opened: MainWindow) -> None:
    page = payslips(opened)
    ids = [column.id for column in page.model.columns]
    page.table.sortByColumn(ids.index("net"), Qt.SortOrder.DescendingOrder)
    order = [row.slip.number for row in page.model.shown_rows]
    page.model.set_columns([column for column in page.model.columns if column.id != "score"])
    assert [row.slip.number for row in page.model.shown_rows] == order
    assert page.table.head.sortIndicatorSection() == ids.index("net") - 1
