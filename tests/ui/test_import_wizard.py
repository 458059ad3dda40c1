"""The import wizard over a real book: recognise, columns, people, check, import; nothing stays after a cancel."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services import import_sheets, roster
from app.texts import LANGUAGES
from app.ui.main_window import MainWindow
from app.ui.models.people_rows import PersonRow
from app.ui.pages import data_page
from app.ui.pages.data_page import DataPage
from app.ui.wizards.files_step import sureness
from app.ui.wizards.import_wizard import CHECK, COLUMNS, DONE, FILES, PEOPLE, ImportWizard
from tests.ui.wizarding import (
    MONTH,
    PDD,
    RECEPTION,
    SALES,
    SHEETS,
    Settle,
    ask_book,
    card_button,
    changed,
    click,
    records,
    shown_texts,
)


def test_two_sheets_go_all_the_way(
    page: DataPage, wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(RECEPTION, SALES)
    assert [row.plan.layout_name for row in steps.files.model.shown_rows] == [
        "生意参谋 咨询接待分析",
        "生意参谋 客服销售分析",
    ]
    assert steps.files.fact() == "2 个文件，12 行"
    assert not page.start.isVisible()
    seen = [steps.step]
    for _ in range(3):
        click(qtbot, steps.next, settle)
        seen.append(steps.step)
    assert seen == [FILES, COLUMNS, PEOPLE, CHECK]
    assert steps.next.text() == "导入 12 行"
    assert records(page, settle) == []
    click(qtbot, steps.next, settle)
    assert (steps.step, steps.done.finished, steps.next.text()) == (DONE, True, "完成")
    click(qtbot, steps.next, settle)
    assert page.wizard is None
    assert records(page, settle) == [RECEPTION.name, SALES.name]
    assert [record.file for record in page.model.shown_rows] == [RECEPTION.name, SALES.name]
    assert page.start.isVisible()
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0


def test_an_error_keeps_the_import_shut_until_the_cell_is_put_right(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3"}))
    steps.go(CHECK)
    assert not steps.next.isEnabled()
    assert steps.sentence().startswith("改完 1 处必须改的")
    assert steps.next.toolTip() == steps.sentence()
    assert steps.check.problems.cards[0].said.address == "B4"
    index = steps.check.grid.index_of("B4")
    assert "1O3" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert steps.check.grid.setData(index, "3250")
    settle()
    assert steps.session.errors == 0
    assert steps.next.isEnabled()
    click(qtbot, steps.next, settle)
    found = ask_book(page, settle, lambda book: import_sheets.imports(book, MONTH))
    assert "B4" in found[-1].edits


def test_the_sheets_own_total_proposes_the_figure(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "325O"}))
    steps.go(CHECK)
    settle()
    sums = steps.check.sums
    column = [sums.index(row, 2).data() for row in range(3)]
    assert column == ["16,847", "13,597", "\u22123,250"]
    click(qtbot, card_button(steps, "改成 3250"), settle)
    assert steps.session.errors == 0
    assert [sums.index(row, 2).data() for row in range(3)] == ["16,847", "16,847", "✓"]


def test_a_card_and_its_cell_choose_each_other(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3", "C6": "没有"}))
    steps.go(CHECK)
    settle()
    table, cards = steps.check.table.table, steps.check.problems.cards
    places = {card.said.address: card for card in cards}
    qtbot.mouseClick(places["C6"], Qt.MouseButton.LeftButton)
    assert steps.check.grid.address(table.currentIndex()) == "C6"
    table.setCurrentIndex(steps.check.grid.index_of("B4"))
    assert [address for address, card in places.items() if card.property("state")] == ["B4"]
    qtbot.keyClick(table, Qt.Key.Key_F8)
    assert steps.check.grid.address(table.currentIndex()) != "B4"


def test_a_row_can_be_left_out_and_put_back(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3"}))
    steps.go(CHECK)
    settle()
    click(qtbot, card_button(steps, "不要这一行"), settle)
    assert (steps.session.errors, steps.session.rows) == (0, 5)
    click(qtbot, card_button(steps, "放回来"), settle)
    assert (steps.session.errors, steps.session.rows) == (1, 6)


def test_a_file_with_errors_can_be_left_out(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3"}), SALES)
    bad = steps.session.files[0]
    steps.files.table.choose(0)
    click(qtbot, steps.files.pane.leave_out, settle)
    assert steps.session.left_out == {bad.path}
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    assert records(page, settle) == [SALES.name]


def test_unknown_accounts_are_given_left_out_or_wait(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    cells: dict[str, object] = {
        "A2": "云朵家居旗舰店:夜班01",
        "A3": "云朵家居旗舰店:店小蜜",
        "A4": "云朵家居旗舰店:临时",
    }
    steps = wizard(changed(RECEPTION, tmp_path / "a", cells))
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    assert steps.step == PEOPLE
    assert steps.people.fact() == "6 个账号，4 个已对上"
    pane = steps.people.pane
    choose(steps, "夜班01")
    pane.existing.radio.setChecked(True)
    pane.who.agent.setCurrentIndex([agent.number for agent in pane.who._agents].index("A004"))
    click(qtbot, pane.done, settle)
    choose(steps, "店小蜜")
    assert pane.out.radio.isChecked()
    assert [row.full for row in steps.session.open_accounts] == ["云朵家居旗舰店:临时"]
    agents = ask_book(page, settle, lambda book: roster.agents(book, MONTH))
    assert not any(account.name == "夜班01" for agent in agents for account in agent.accounts)
    click(qtbot, steps.next, settle)
    assert steps.sentence().startswith("1 个账号还没定")
    click(qtbot, steps.next, settle)
    agents = ask_book(page, settle, lambda book: roster.agents(book, MONTH))
    owners = [agent.number for agent in agents for account in agent.accounts if account.name == "夜班01"]
    assert owners == ["A004"]
    plan = ask_book(page, settle, lambda book: import_sheets.plan_import(book, steps.session.paths, MONTH))
    assert plan.unmatched == ("云朵家居旗舰店:临时",)


def test_the_accounts_that_are_done_fold(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"A2": "云朵家居旗舰店:夜班01"}))
    steps.go(PEOPLE)
    settle()
    table = steps.people.table
    assert [row.state for row in steps.people.model.shown_rows] == ["ask", "section", *["done"] * 5]
    place = table.visualRect(steps.people.model.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.state for row in steps.people.model.shown_rows] == ["ask", "folded"]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(steps.people.model.shown_rows) == 7


def test_a_known_account_is_handed_on_from_a_day(
    page: DataPage, wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(RECEPTION)
    steps.go(PEOPLE)
    settle()
    pane, row = steps.people.pane, steps.people.model.shown_rows[0]
    assert row.state == "done"
    steps.people.table.choose(0)
    assert f"归{row.owner}，" in shown_texts(pane)
    assert pane.wait.radio.isChecked()
    assert not pane.out.isVisible()
    qtbot.mouseClick(pane.existing.radio, Qt.MouseButton.LeftButton)
    assert row.account is not None
    numbers = [agent.number for agent in pane.who._agents]
    assert row.account.owners[0] not in numbers
    pane.who.agent.setFocus()
    assert not pane.done.isEnabled()
    for _ in range(numbers.index("A004") + 1):
        qtbot.keyClick(pane.who.agent, Qt.Key.Key_Down)
    pane.who.day.setDate(QDate(2026, 10, 16))
    assert pane.done.text().startswith("换给")
    click(qtbot, pane.done, settle)
    decided = steps.people.model.shown_rows[0]
    assert (decided.state, decided.key) == ("decided", row.key)
    steps.people.table.choose(0)
    assert f"归{row.owner}，" in shown_texts(pane)
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    agents = ask_book(page, settle, lambda book: roster.agents(book, MONTH))
    here = {a.number: account for a in agents for account in a.accounts if account.name == row.account.account}
    assert here["A004"].first == date(2026, 10, 16)
    click(qtbot, steps.next, settle)


def test_the_foot_says_of_a_column_what_its_row_says(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"C1": "见到的人"}))
    steps.go(COLUMNS)
    settle()
    columns, table = steps.columns.model.columns, steps.columns.table
    table.setFocus()
    for at, row in enumerate(steps.columns.model.shown_rows):
        assert table.currentIndex().row() == at
        assert steps.columns.meaning.currentText() == columns[3].text(row)
        assert steps.columns.meaning.isEnabled() == (row.role not in ("account", "date"))
        qtbot.keyClick(table, Qt.Key.Key_Down)


def test_samples_of_a_share_are_shown_as_percent(
    wizard: Callable[..., ImportWizard], tmp_path: Path, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"H2": 0.9971, "H8": "-", "H9": "-"}))
    steps.go(COLUMNS)
    settle()
    row = next(row for row in steps.columns.model.shown_rows if row.at == 7)
    assert "99.71\u00a0%" in row.samples
    assert "0.9971" not in row.samples


@pytest.mark.parametrize(("confidence", "said"), [(99, "sure"), (70, "fairly_sure"), (69, "unsure")])
def test_how_sure_the_recognition_is(confidence: int, said: str) -> None:
    assert sureness(confidence) == said


def test_the_facts_of_a_file_are_words(wizard: Callable[..., ImportWizard]) -> None:
    said = shown_texts(wizard(RECEPTION).files.pane)
    assert "很有把握" in said
    assert "认出的列" in said
    assert "满分" not in said


@pytest.mark.parametrize("step", [FILES, COLUMNS, PEOPLE, CHECK])
def test_escape_asks_to_cancel(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
    step: int,
) -> None:
    steps = wizard(RECEPTION)
    steps.go(step)
    settle()
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, *_rest: object, **_buttons: object) -> bool:
        asked.append(title)
        return True

    monkeypatch.setattr(data_page, "ask", answer)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    settle()
    assert asked == ["取消导入"]
    assert page.wizard is None


def choose(steps: ImportWizard, name: str) -> None:
    """Choose an account in the table."""
    rows = steps.people.model.shown_rows
    steps.people.table.choose([row.name for row in rows].index(name))
    assert isinstance(steps.people.table.chosen(), PersonRow)


def test_a_wrong_column_is_put_right_and_remembered(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"C1": "见到的人"}))
    click(qtbot, steps.next, settle)
    row = next(at for at, row in enumerate(steps.columns.model.shown_rows) if row.header == "见到的人")
    steps.columns.table.choose(row)
    assert steps.columns.model.shown_rows[row].role == "ignored"
    box = steps.columns.meaning
    box.setCurrentIndex(box.findData("received_users"))
    box.activated.emit(box.currentIndex())
    settle()
    assert steps.columns.model.shown_rows[row].metric == "received_users"
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    again = wizard(changed(RECEPTION, tmp_path / "b", {"C1": "见到的人", "C2": 1}))
    assert next(c.metric for c in again.session.files[0].columns if c.header == "见到的人") == "received_users"


def test_stopping_leaves_nothing(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    steps = wizard(RECEPTION, SALES)
    steps.go(CHECK)
    write = import_sheets._store
    written: list[str] = []

    def slowly(db: Any, month: Any, file: Any, *rest: Any) -> None:
        write(db, month, file, *rest)
        written.append(file.file)
        while not steps.done.working:
            sleep(0.01)
        steps.done.cancel()

    monkeypatch.setattr(import_sheets, "_store", slowly)
    click(qtbot, steps.next, settle)
    assert written == [RECEPTION.name]
    assert (steps.step, steps.sentence()) == (CHECK, "停下了，没有写入任何数据。")
    assert records(page, settle) == []


def test_shares_without_a_sign_are_asked_about(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    shares: dict[str, object] = {f"H{row}": value for row, value in enumerate((0.9, 1, 1.5, 1.2, 1.8, 1.6), 2)}
    steps = wizard(changed(RECEPTION, tmp_path / "a", {**shares, "D1": "别的", "H8": "-", "H9": "-"}))
    steps.go(CHECK)
    settle()
    assert not steps.next.isEnabled()
    click(qtbot, card_button(steps, "是百分数"), settle)
    assert steps.session.files[0].edits.percent == {7: True}
    assert steps.session.errors == 0


def test_values_of_an_earlier_file_are_kept_or_removed(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(RECEPTION)
    for _ in range(5):
        click(qtbot, steps.next, settle)
    fewer = changed(RECEPTION, tmp_path / "a", {f"{letter}7": None for letter in "ABCDEFGHIJKL"})
    again = wizard(fewer)
    again.go(CHECK)
    settle()
    click(qtbot, card_button(again, "去掉旧的"), settle)
    assert again.session.remove_leftovers
    assert card_button(again, "还是留着旧的")
    click(qtbot, again.next, settle)
    plan = ask_book(page, settle, lambda book: import_sheets.plan_import(book, (fewer,), MONTH))
    assert "only_in_earlier_import" not in {problem.code for problem in plan.problems}


@pytest.mark.parametrize("agreed", [True, False])
def test_leaving_asks(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
    agreed: bool,
) -> None:
    steps = wizard(RECEPTION)
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, question: str, **_buttons: object) -> bool:
        asked.append(question)
        return agreed

    monkeypatch.setattr(data_page, "ask", answer)
    click(qtbot, steps.give_up, settle)
    assert len(asked) == 1
    assert (page.wizard is None) is agreed
    assert records(page, settle) == []


def test_the_owners_own_sheets_are_recognised(
    page: DataPage, wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    names = ("奖惩记录.xlsx", "人工评分.xlsx", "考勤.xlsx", "花名册.xlsx")
    steps = wizard(*(SHEETS / name for name in names))
    assert [row.kind for row in steps.files.model.shown_rows] == ["incidents", "marks", "attendance", "roster"]
    click(qtbot, steps.next, settle)
    assert steps.step == CHECK
    click(qtbot, steps.next, settle)
    assert steps.done.finished
    assert len(records(page, settle)) == 3


def test_incidents_by_the_menu(page: DataPage, settle: Settle) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    page.import_people(SHEETS / "奖惩记录.xlsx", "incidents")
    settle()
    assert told == ["奖惩记录：已导入 12 行"]
    assert records(page, settle) == ["奖惩记录.xlsx"]


def test_models_keep_qts_promises(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtmodeltester: ModelTester, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3", "A3": "云朵家居旗舰店:夜班01"}), SALES)
    for step in (COLUMNS, PEOPLE, CHECK):
        steps.go(step)
        settle()
    check, people = steps.check, steps.people
    for model in (check.grid, check.sums, check.files.model, people.model, steps.columns.model, steps.files.model):
        qtmodeltester.check(model)
    check.grid.set_only_problems(True)
    assert check.grid.rowCount() == 2
    qtmodeltester.check(check.grid)


@pytest.mark.parametrize("size", [(1366, 688), (1093, 540), (911, 450)])
def test_no_text_is_cut(
    window: MainWindow,
    wizard: Callable[..., ImportWizard],
    clipped: Callable[[QWidget], list[str]],
    tmp_path: Path,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    window.resize(*size)
    files = (changed(RECEPTION, tmp_path / "a", {"B4": "1O3", "A3": "云朵家居旗舰店:夜班01"}), SALES, PDD)
    steps = wizard(*files, SHEETS / "考勤.xlsx")
    faults: dict[tuple[str, int], list[str]] = {}
    for language in LANGUAGES:
        window.kit.words.set_language(language)
        for step in (FILES, COLUMNS, PEOPLE, CHECK):
            steps.go(step)
            settle()
            if found := clipped(window):
                faults[(language, step)] = found
    assert faults == {}
