"""Numbers of persons are masked until asked for, and masked again soon."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.services.private_facts import PrivateFacts
from app.ui.kit import Kit
from app.ui.models.masks import masked
from app.ui.widgets.agent_private import AgentPrivate


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("id_number", "330102199003071224", "3301 **** **** **** 24"),
        ("phone", "13812342071", "138 **** 2071"),
        ("bank_account", "6222021202041 6218", "**** **** **** *621 8"),
        ("bank_account", "6222021202046218", "**** **** **** 6218"),
        ("alipay", "xiaomei@example.com", "xia* **** **** **** *om"),
        ("phone", "12345", "**** *"),
        ("id_number", "", ""),
    ],
)
def test_masks(kind: str, text: str, shown: str) -> None:
    assert masked(kind, text) == shown


def test_a_number_shows_itself_when_asked_and_copies_its_mask(kit: Kit, qtbot: QtBot) -> None:
    private = AgentPrivate(kit)
    qtbot.addWidget(private)
    private.show()
    private.show_facts(PrivateFacts(phone="13812342071"))
    field = private.fields["phone"]
    assert not private.fields["id_number"].isVisible()
    assert field.line.text() == "138 **** 2071"
    field.line.selectAll()
    field.line.copy()
    assert QGuiApplication.clipboard().text() == "138 **** 2071"
    qtbot.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.text() == "1381 2342 071"
    assert field.shown
    private.show_facts(PrivateFacts(phone="13900000000"))
    assert field.line.text() == "139 **** 0000"
    qtbot.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    private.hide()
    assert not field.shown


def test_the_pane_asks_the_book(opened: object, settle: Callable[[], None]) -> None:
    from app.ui.main_window import MainWindow
    from app.ui.pages.agents_page import AgentsPage

    assert isinstance(opened, MainWindow)
    opened.show_page("agents")
    settle()
    page = opened.pages["agents"]
    assert isinstance(page, AgentsPage)
    shown = page.pane.terms.private
    assert all("*" in field.line.text() for field in shown.fields.values() if field.isVisible())
