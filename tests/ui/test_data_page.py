"""The data page: what it shows of a month, what a sealed month refuses, what is dropped onto it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.ui.main_window import MainWindow
from app.ui.pages.data_page import DataPage

SHEETS = Path(__file__).parent.parent / "data" / "sheets"
RECEPTION = SHEETS / "咨询接待分析_20261001_20261031.xlsx"
Settle = Callable[[], None]


@pytest.fixture
def page(opened: MainWindow, settle: Settle) -> DataPage:
    """The data page over the demonstration book."""
    opened.show_page("data")
    settle()
    found = opened.pages["data"]
    assert isinstance(found, DataPage)
    return found


def go(page: DataPage, month: PayMonth, settle: Settle) -> None:
    """Look at another month."""
    page.kit.month.set_month(month)
    settle()


def test_a_month_lists_its_files(page: DataPage, settle: Settle) -> None:
    rows = page.model.shown_rows
    assert len(rows) >= 8
    heads = [column.head for column in page.model.columns]
    assert heads == ["文件", "报表", "店铺", "行数", "账号", "期间", "判定", "导入时间", "谁", "指纹", "状态"]
    reports = {page.model.columns[1].text(row) for row in rows}
    assert {"生意参谋 客服销售分析", "考勤"} <= reports
    assert page.fact.text().startswith(f"{len(rows)} 个文件")


def test_the_shop_filter_narrows_the_list(page: DataPage, settle: Settle) -> None:
    shop = next(row.shop for row in page.model.shown_rows if row.shop)
    page.kit.month.set_shop(shop)
    settle()
    assert {row.shop for row in page.model.shown_rows} <= {shop, ""}


def test_an_empty_month_says_what_belongs_there(page: DataPage, settle: Settle) -> None:
    go(page, PayMonth(2026, 12), settle)
    assert page.empty.isVisible()
    assert page.empty._what.text() == "12 月还没有表格。把平台导出的文件拖进来，或点「导入」"


def test_a_sealed_month_takes_nothing(page: DataPage, settle: Settle) -> None:
    go(page, PayMonth(2026, 9), settle)
    assert not page.start.isEnabled()
    assert not page.people.isEnabled()
    assert page.banner.text() == "9 月已封账，不能再导入"
    page.import_files([RECEPTION])
    assert page.wizard is None


def test_what_is_missing_is_listed(page: DataPage, settle: Settle) -> None:
    go(page, PayMonth(2026, 11), settle)
    assert page.missing.isVisible()
    assert page._loaded.missing


def test_in_a_narrow_window_a_link_turns_to_what_is_missing(
    opened: MainWindow, page: DataPage, settle: Settle, qtbot: QtBot
) -> None:
    opened.resize(911, 450)
    go(page, PayMonth(2026, 11), settle)
    assert page.empty.isVisible()
    assert not page.missing.isVisible()
    qtbot.mouseClick(page.gaps, Qt.MouseButton.LeftButton)
    assert page.missing.isVisible()
    assert not page.empty.isVisible()
    opened.resize(1366, 688)
    settle()
    assert page.missing.isVisible()
    assert page.empty.isVisible()
    assert not page.gaps.isVisible()
    go(page, PayMonth(2026, 10), settle)
    assert page.missing.isVisible() == bool(page._loaded.missing)


@pytest.mark.parametrize(("name", "taken"), [(RECEPTION.name, True), ("照片.png", False)])
def test_files_are_dropped(page: DataPage, settle: Settle, name: str, taken: bool) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SHEETS / name))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)
    settle()
    assert (page.wizard is not None) is taken
    if page.wizard is not None:
        page.wizard.left.emit()


def test_the_button_asks_for_files(
    page: DataPage, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(RECEPTION)], ""))
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    settle()
    assert page.wizard is not None
    assert [file.file for file in page.wizard.session.files] == [RECEPTION.name]
    page.wizard.left.emit()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("month", [PayMonth(2026, 10), PayMonth(2026, 12)])
def test_the_button_is_pressed_with_the_keys(
    page: DataPage, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, month: PayMonth
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(RECEPTION)], ""))
    go(page, month, settle)
    button = page.start if page.start.isVisible() else page.first
    button.setFocus()
    assert button.hasFocus()
    qtbot.keyClick(button, key)
    settle()
    assert page.wizard is not None
    page.wizard.left.emit()


def test_only_sheets_count_accounts(page: DataPage) -> None:
    agents = page.model.columns[4]
    assert agents.id == "agents"
    for row in page.model.shown_rows:
        assert bool(agents.text(row)) == (row.kind == "sheet")


def test_ctrl_enter_goes_on(page: DataPage, settle: Settle) -> None:
    page.import_files([RECEPTION])
    settle()
    assert page.wizard is not None
    page.primary()
    assert page.wizard.step in (0, 1)
    page.wizard.left.emit()
