"""The files step of the import wizard: shops, periods, what is no sheet."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import CHECK, COLUMNS, ImportWizard
from app.ui.wizards.shop_proposal import shop_in_name
from tests.importing.sheets import DATA
from tests.ui.wizarding import (
    PDD,
    RECEPTION,
    Settle,
    card_button,
    changed,
    click,
    shown_texts,
)

SHEETS = DATA / "quirks" / "sheet-for-each-day_202610.xlsx"


def nameless(folder: Path, name: str = "绩效.xlsx") -> Path:
    """A sheet that does not tell its shop, neither in its rows nor in its name."""
    return Path(shutil.copy(PDD, folder / name))


def test_a_file_without_shop_asks_for_it(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(RECEPTION, nameless(tmp_path))
    steps.files.table.choose(1)
    box = steps.files.pane.shop
    assert box.isVisible()
    assert box.property("state") == "error"
    assert "请在上面选店铺" in shown_texts(steps.files.pane)
    assert not steps.next.isEnabled()
    assert steps.sentence() == "「绩效.xlsx」还不知道是哪家店的：选对店铺，或不导入它。"
    box.setFocus()
    for _ in range(box.findText("小满拼多多店")):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    settle()
    assert steps.files.model.shown_rows[1].plan.shop == "小满拼多多店"
    assert (steps.session.errors, box.property("state")) == (0, "")
    assert box.hasFocus()
    assert steps.next.isEnabled()


def test_sheets_of_one_report_ask_which_is_meant(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(Path(shutil.copy(SHEETS, tmp_path / "小满拼多多店_202610.xlsx")))
    box = steps.files.pane.sheet
    assert box.isVisible() and box.currentText() not in ("10.1", "10.2")
    assert steps.session.errors == 1 and "有几个工作表是同一种报表" in shown_texts(steps.files.pane)
    box.setFocus()
    for _ in range(box.findText("10.1")):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    settle()
    assert box.currentText() == steps.session.files[0].sheet == "10.1"
    assert "sheets_alike" not in {problem.code for problem in steps.session.files[0].problems}


def test_the_shop_in_a_files_name_is_proposed_and_can_be_changed(
    wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(PDD)
    box = steps.files.pane.shop
    assert (box.currentText(), steps.session.errors) == ("小满拼多多店", 0)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    settle()
    assert box.currentText() == box.itemText(0) == steps.session.files[0].shop != "小满拼多多店"


def test_a_shop_in_the_rows_wins_over_the_files_name(wizard: Callable[..., ImportWizard], tmp_path: Path) -> None:
    steps = wizard(Path(shutil.copy(RECEPTION, tmp_path / "小满拼多多店_20261001_20261031.xlsx")))
    assert steps.session.files[0].shop == "云朵家居旗舰店"
    assert steps.session.errors == 0


def test_the_same_file_again_has_the_shop_of_its_earlier_import(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(PDD)
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    again = wizard(nameless(tmp_path))
    assert (again.session.files[0].shop, again.session.errors) == ("小满拼多多店", 0)


@pytest.mark.parametrize(
    ("name", "shop"),
    [("小满旗舰店10月", "小满旗舰店"), ("小满和云朵", ""), ("绩效", ""), (" 云朵 ", "云朵")],
)
def test_the_shop_of_a_name(name: str, shop: str) -> None:
    assert shop_in_name(name, ("小满", "小满旗舰店", "云朵")) == shop


def test_a_faulty_cell_does_not_stop_at_the_files(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": "1O3"}))
    assert steps.session.errors == 1
    click(qtbot, steps.next, settle)
    assert steps.step == COLUMNS


def test_long_names_leave_shop_and_rows_in_sight(wizard: Callable[..., ImportWizard], tmp_path: Path) -> None:
    steps = wizard(Path(shutil.copy(RECEPTION, tmp_path / f"{'咨询接待分析' * 8}_20261001_20261031.xlsx")))
    table = steps.files.table
    heads = [each.head for at, each in enumerate(table.rows.columns) if not table.isColumnHidden(at)]
    assert heads == ["文件", "报表", "期间", "店铺", "行数", "状态"]
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_a_month_that_the_file_does_not_tell_is_said_so(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    file = Path(shutil.copy(RECEPTION, tmp_path / "咨询接待.xlsx"))
    steps = wizard(RECEPTION, file)
    period = steps.files.model.columns[2].text
    assert [period(row) for row in steps.files.model.shown_rows] == ["2026 年 10 月", "2026 年 10 月（所选）"]
    steps.files.table.choose(1)
    assert "文件里没有日期，先按所选月份" in shown_texts(steps.files.pane)
    steps.files.pane.remove.click()
    settle()
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    page.kit.month.set_month(PayMonth(2026, 11))
    settle()
    again = wizard(file)
    assert again.files.model.shown_rows[0].state == "warn"
    assert "已经导入到 2026 年 10 月" in shown_texts(again.files.pane)
    again.go(CHECK)
    settle()
    assert any("已经导入到 2026 年 10 月" in card.said.title for card in again.check.problems.cards)


def test_a_foreign_file_must_go_first(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    foreign = tmp_path / "菜单.csv"
    foreign.write_text("菜名,价格\n豆腐,8\n", "utf-8")
    steps = wizard(foreign, RECEPTION)
    assert not steps.next.isEnabled()
    assert "菜单.csv" in steps.sentence()
    assert "：-" not in shown_texts(steps.files.pane)
    assert steps.files.pane.remove.isVisible()
    click(qtbot, steps.files.pane.remove, settle)
    assert steps.next.isEnabled()
    assert [file.file for file in steps.session.files] == [RECEPTION.name]


def test_the_only_date_in_a_name_is_asked_about(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(Path(shutil.copy(RECEPTION, tmp_path / "咨询接待分析_20261031.xlsx")))
    steps.go(CHECK)
    settle()
    assert not steps.next.isEnabled()
    assert "就是 10 月 31 日的" in [each.text() for card in steps.check.problems.cards for each in card.buttons]
    click(qtbot, card_button(steps, "是整个 2026 年 10 月的"), settle)
    period = steps.session.files[0].period
    assert period is not None and (period.first.day, period.last.day) == (1, 31)
    assert steps.next.isEnabled()
