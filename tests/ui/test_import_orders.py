"""Orders and refunds in the import wizard: shown without their cells, stored like any sheet."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.domain.observations import MonthMetrics
from app.services.compute_month import month_metrics
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import CHECK, COLUMNS, ImportWizard
from tests.importing.order_files import csv_bytes
from tests.importing.sheets import DATA
from tests.ui.wizarding import MONTH, Settle, ask_book, click, records, shown_texts

ORDERS = DATA / "orders" / "ExportOrderList202610.csv"
HEADS = ("订单编号", "买家实付金额", "订单状态", "订单创建时间", "商家备注")


def test_orders_go_through_every_step(
    page: DataPage, wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(ORDERS)
    assert (steps.session.errors, steps.session.files[0].shop) == (0, "云朵家居旗舰店")
    steps.go(COLUMNS)
    settle()
    assert not steps.columns.meaning.isEnabled()
    steps.go(CHECK)
    settle()
    assert "备注里没有客服的短名" in shown_texts(steps.check)
    steps.go(CHECK)
    while steps.isVisible() and page.wizard is steps and not records(page, settle):
        click(qtbot, steps.next, settle)
    assert records(page, settle) == [ORDERS.name]
    found: MonthMetrics = ask_book(page, settle, lambda book: month_metrics(book, MONTH))
    assert any("orders" in agent.metrics for agent in found.agents)


def test_a_faulty_order_can_only_be_left_out(
    wizard: Callable[..., ImportWizard], tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "云朵家居旗舰店.csv"
    path.write_bytes(csv_bytes([HEADS, ("4000001", "十元", "交易成功", "2026-10-05 12:00:00", "")]))
    steps = wizard(path)
    steps.go(CHECK)
    settle()
    assert steps.session.errors == 1 and not steps.next.isEnabled()
    (card,) = (card for card in steps.check.problems.cards if card.said.state == "error")
    assert card.said.address == "B2" and len(card.buttons) == 1
