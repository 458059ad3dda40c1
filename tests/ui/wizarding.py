"""Sheets, a book and clicks for the tests of the import wizard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.services import import_sheets
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import ImportWizard

SHEETS = Path(__file__).parent.parent / "data" / "sheets"
MONTH = PayMonth(2026, 10)
RECEPTION = SHEETS / "咨询接待分析_20261001_20261031.xlsx"
SALES = SHEETS / "客服销售分析_20261001_20261031.xlsx"
PDD = SHEETS / "拼多多_客服绩效详情_小满拼多多店.xlsx"
Settle = Callable[[], None]


def ask_book(page: DataPage, settle: Settle, question: Callable[[Any], Any]) -> Any:
    """What the book says, asked on the worker."""
    answers: list[Any] = []
    page.kit.backend.run("test", lambda book, _progress: question(book), answers.append)
    settle()
    return answers[0]


def records(page: DataPage, settle: Settle) -> list[str]:
    """The files that were imported for the month."""
    found = ask_book(page, settle, lambda book: import_sheets.imports(book, MONTH))
    return [record.file for record in found if record.kind != "roster"]


def changed(source: Path, folder: Path, cells: dict[str, object]) -> Path:
    """A copy of a sheet with other cells."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    for address, value in cells.items():
        sheet[address] = value
    folder.mkdir(exist_ok=True)
    book.save(folder / source.name)
    return folder / source.name


def click(qtbot: QtBot, button: QPushButton, settle: Settle) -> None:
    """A real click."""
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def card_button(wizard: ImportWizard, text: str) -> QPushButton:
    """A button of any problem card by its text."""
    return next(each for card in wizard.check.problems.cards for each in card.buttons if text in each.text())


def shown_texts(widget: QWidget) -> str:
    """What the labels of a widget say."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())
