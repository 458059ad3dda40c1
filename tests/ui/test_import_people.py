"""Step 人 with real clicks: robots proposed, new agents, an account of two people, accounts that are left out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import import_sheets, roster
from app.services.ignored_accounts import ignore_account, ignored_accounts
from app.ui.dialogs.ignored_accounts import IgnoredDialog
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import CHECK, PEOPLE, ImportWizard
from tests.ui.wizarding import MONTH, RECEPTION, Settle, ask_book, changed, click, shown_texts

SHOP = "云朵家居旗舰店"


def at_people(wizard: Callable[..., ImportWizard], folder: Path, *names: str, settle: Settle) -> ImportWizard:
    """The wizard at step 人, the first accounts of the sheet being called so."""
    cells: dict[str, object] = {f"A{row}": f"{SHOP}:{name}" for row, name in enumerate(names, 2)}
    steps = wizard(changed(RECEPTION, folder / "a", cells))
    steps.go(PEOPLE)
    settle()
    return steps


def choose(steps: ImportWizard, name: str) -> None:
    steps.people.table.choose([row.name for row in steps.people.model.shown_rows].index(name))


def state_of(steps: ImportWizard, name: str) -> tuple[str, str, str]:
    """State, owner and reason of an account."""
    row = next(row for row in steps.people.model.shown_rows if row.name == name)
    return row.state, row.owner, row.reason


def test_robots_and_the_main_account_are_proposed_to_be_left_out(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = at_people(wizard, tmp_path, "阿里店小蜜", SHOP, settle=settle)
    assert state_of(steps, "阿里店小蜜") == ("out", "不算（机器人）", "像平台机器人，先建议不算")
    assert state_of(steps, SHOP) == ("out", "不算（主账号）", "与店铺同名，先建议不算")
    choose(steps, SHOP)
    qtbot.mouseClick(steps.people.pane.wait.radio, Qt.MouseButton.LeftButton)
    click(qtbot, steps.people.pane.done, settle)
    assert state_of(steps, SHOP)[0] == "ask"
    steps.go(CHECK)
    settle()
    texts = shown_texts(steps.check.problems)
    assert "阿里店小蜜" not in texts and f"{SHOP}:{SHOP}" in texts
    click(qtbot, steps.next, settle)
    assert ask_book(page, settle, ignored_accounts) == (f"{SHOP}:阿里店小蜜",)


def test_a_new_agent_is_registered_with_the_import(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = at_people(wizard, tmp_path, "夜班01", settle=settle)
    pane = steps.people.pane
    choose(steps, "夜班01")
    qtbot.mouseClick(pane.fresh.radio, Qt.MouseButton.LeftButton)
    assert not pane.done.isEnabled()
    pane.newcomer.called.setText("夏岚")
    pane.newcomer.day.setDate(QDate(2026, 10, 8))
    pane.newcomer.called.setFocus()
    qtbot.keyClick(pane.newcomer.called, Qt.Key.Key_Return)
    assert state_of(steps, "夜班01")[:2] == ("decided", "夏岚（新）")
    choose(steps, "夜班01")
    assert (pane.fresh.radio.isChecked(), pane.newcomer.name()) == (True, "夏岚")
    steps.go(CHECK)
    settle()
    assert steps.check.grid.index(0, 1).data() == "夏岚（新）"
    click(qtbot, steps.next, settle)
    assert "新登记了 1 位客服" in shown_texts(steps.done)
    (agent,) = (one for one in ask_book(page, settle, lambda book: roster.agents(book, MONTH)) if one.name == "夏岚")
    assert (agent.hired, agent.shops, [one.name for one in agent.accounts]) == (date(2026, 10, 8), (SHOP,), ["夜班01"])


def test_an_account_of_two_people_is_split_by_date(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = at_people(wizard, tmp_path, "夜班01", settle=settle)
    pane = steps.people.pane
    choose(steps, "夜班01")
    for number, until in (("A003", QDate(2026, 10, 15)), ("A004", None)):
        qtbot.mouseClick(pane.existing.radio, Qt.MouseButton.LeftButton)
        numbers = [agent.number for agent in pane.who._agents]
        pane.who.agent.setCurrentIndex(numbers.index(number))
        if until:
            qtbot.mouseClick(pane.who.ends, Qt.MouseButton.LeftButton)
            pane.who.until.setDate(until)
        click(qtbot, pane.done, settle)
        if until:
            assert state_of(steps, "夜班01")[::2] == ("ask", "10-16 起还没定")
            assert pane.who.first() == date(2026, 10, 16)
    assert state_of(steps, "夜班01")[0] == "decided"
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    agents = ask_book(page, settle, lambda book: roster.agents(book, MONTH))
    days = {a.number: (one.first, one.last) for a in agents for one in a.accounts if one.name == "夜班01"}
    assert days == {"A003": (MONTH.first, date(2026, 10, 15)), "A004": (date(2026, 10, 16), None)}


def test_what_an_agents_figures_come_to_is_said_before_it_is_decided(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    text = "旺旺昵称,询单人数,询单最终付款人数\n云朵家居旗舰店:若曦,100,30\n云朵家居旗舰店:夜班01,20,9\n"
    file = tmp_path / "客服绩效_20261001_20261031.csv"
    file.write_text(text, "utf-8")
    steps = wizard(file)
    steps.go(PEOPLE)
    settle()
    pane = steps.people.pane
    choose(steps, "夜班01")
    qtbot.mouseClick(pane.existing.radio, Qt.MouseButton.LeftButton)
    assert "对上以后" not in shown_texts(pane)
    names = [agent.name for agent in pane.who._agents]
    pane.who.agent.setCurrentIndex(names.index("黄若曦"))
    assert "对上以后：黄若曦付款 30 → 39 人，转化率 30.00\u00a0% → 32.50\u00a0%" in shown_texts(pane)


def test_a_last_day_before_the_first_is_not_taken(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = at_people(wizard, tmp_path, "夜班01", settle=settle)
    pane = steps.people.pane
    choose(steps, "夜班01")
    qtbot.mouseClick(pane.existing.radio, Qt.MouseButton.LeftButton)
    assert not pane.done.isEnabled()
    pane.who.agent.setCurrentIndex(0)
    assert pane.done.isEnabled()
    qtbot.mouseClick(pane.who.ends, Qt.MouseButton.LeftButton)
    pane.who.until.setDate(QDate(2026, 9, 30))
    assert not pane.done.isEnabled()


def test_a_left_out_account_is_taken_in_again_in_the_wizard(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    ask_book(page, settle, lambda book: ignore_account(book, f"{SHOP}:夜班01"))
    steps = at_people(wizard, tmp_path, "夜班01", settle=settle)
    assert state_of(steps, "夜班01")[:2] == ("out", "不算")
    choose(steps, "夜班01")
    pane = steps.people.pane
    assert (pane.out.radio.isChecked(), pane.wait.radio.text()) == (True, "再算上")
    qtbot.mouseClick(pane.wait.radio, Qt.MouseButton.LeftButton)
    click(qtbot, pane.done, settle)
    assert state_of(steps, "夜班01")[0] == "ask"
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    assert ask_book(page, settle, ignored_accounts) == ()
    plan = ask_book(page, settle, lambda book: import_sheets.plan_import(book, steps.session.paths, MONTH))
    assert plan.unmatched == (f"{SHOP}:夜班01",)


def test_accounts_that_are_left_out_are_seen_and_taken_in_again(page: DataPage, qtbot: QtBot, settle: Settle) -> None:
    ask_book(page, settle, lambda book: ignore_account(book, f"{SHOP}:店小蜜"))
    page.refresh()
    settle()
    page.ignored_act.trigger()
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, IgnoredDialog) and one.isVisible())
    assert list(dialog.model.shown_rows) == [f"{SHOP}:店小蜜"]
    click(qtbot, dialog.back, settle)
    assert not dialog.back.isEnabled()
    assert ask_book(page, settle, ignored_accounts) == ()
    dialog.close()
    settle()
