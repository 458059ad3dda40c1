"""Tables and charts are copied and saved from their context menu and their button."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app.ui.main_window import MainWindow
from app.ui.pages.month_page import MonthPage
from app.ui.pages.payslips_page import PayslipsPage
from app.ui.widgets.table import TableView
from tests.ui.test_window import Settle


@pytest.fixture
def page(opened: MainWindow) -> PayslipsPage:
    found = opened.page
    assert isinstance(found, PayslipsPage)
    return found


def save_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(*_args: object) -> tuple[str, str]:
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)


def test_the_whole_grid_goes_to_the_clipboard(page: PayslipsPage) -> None:
    page.table.take_out.actions_["copy_table"].trigger()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert len({len(line) for line in lines}) == 1
    assert lines[0][0] == "姓名"
    assert len(lines) == 1 + page.model.rowCount() + 1, "heads, people, sums"
    net = lines[0].index("实发")
    assert [line[net] for line in lines[1:3]] == ["4248.34", "3489.33"]
    assert lines[-1][0] == "合计"


def test_the_grid_is_saved_as_a_workbook_and_the_folder_offered(
    page: PayslipsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(tmp_path / "工资.xlsx", monkeypatch)
    page.table.take_out.actions_["save_table"].trigger()
    settle()
    sheet = openpyxl.load_workbook(tmp_path / "工资.xlsx").active
    assert sheet is not None
    assert sheet.max_row == page.model.rowCount() + 2
    window = page.window()
    assert isinstance(window, MainWindow)
    assert "工资.xlsx" in window.toast.text()


def test_the_costs_of_the_month_are_saved_as_a_picture_and_a_table(
    opened: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.show_page("month")
    settle()
    page = opened.page
    assert isinstance(page, MonthPage)
    save_to(tmp_path / "成本.png", monkeypatch)

    def choose(text: str) -> None:
        assert page.costs.take.isVisible()
        next(action for action in page.costs.take.menu().actions() if action.text() == text).trigger()
        settle()

    choose("存成图片…")
    assert QImage(str(tmp_path / "成本.png")).width() >= 300
    save_to(tmp_path / "成本.csv", monkeypatch)
    choose("存成表格…")
    lines = (tmp_path / "成本.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "项目,应发"
    assert lines[-1] == "2026 年 10 月合计,64643.71"


def test_every_table_of_the_window_offers_it(opened: MainWindow, settle: Settle) -> None:
    seen = 0
    for name in ("month", "agents", "data", "payslips"):
        opened.show_page(name)
        settle()
        for table in opened.page.findChildren(TableView):
            seen += 1
            assert table.accessibleName(), f"{name}: a file has a name"
            assert {"copy_table", "save_table"} <= set(table.take_out.actions_)
    assert seen > 5
