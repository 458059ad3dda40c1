"""Days without a row: in the check step, on the data page, in the month's checklist."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import CHECK, ImportWizard
from tests.ui.wizarding import RECEPTION, Settle, click, shown_texts

GAPS = ("全店 缺 10-04～10-31", "缺 10-02")


def by_day(folder: Path) -> Path:
    """Three days of two accounts of the sample; one of them has no row on the second."""
    source = openpyxl.load_workbook(RECEPTION).worksheets[0]
    header, first, second = (list(row) for row in source.iter_rows(max_row=3, values_only=True))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["日期", *header])
    for day in ("2026-10-01", "2026-10-02", "2026-10-03"):
        sheet.append([day, *first])
        if not day.endswith("02"):
            sheet.append([day, *second])
    path = folder / "咨询接待分析.xlsx"
    book.save(path)
    return path


def test_they_are_named_before_and_after_the_import(
    window: MainWindow,
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    steps = wizard(by_day(tmp_path))
    steps.go(CHECK)
    (card,) = (each for each in steps.check.problems.cards if each.said.state == "gap")
    for gap in GAPS:
        assert gap in card.said.text
    assert steps.next.isEnabled()
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    said = shown_texts(page.missing)
    assert all(gap in said for gap in GAPS)
    window.show_page("month")
    settle()
    assert GAPS[0] in shown_texts(window.pages["month"])
