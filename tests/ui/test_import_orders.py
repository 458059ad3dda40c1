"""Orders and refunds in the import wizard: shown without their cells, stored like any sheet."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.domain.observations import MonthMetrics
from app.services.compute_month import month_metrics
from app.services.month_steps import month_steps
from app.services.remarks import remarks
from app.ui.dialogs.remark_names import RemarkDialog
from app.ui.main_window import MainWindow
from app.ui.pages.data_page import DataPage
from app.ui.pages.settings_page import SettingsPage
from app.ui.wizards.import_wizard import CHECK, COLUMNS, PEOPLE, ImportWizard
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
    steps.go(PEOPLE)
    settle()
    assert steps.sentence().startswith("还有 ") and "没有对上人" in steps.sentence()
    steps.go(CHECK)
    settle()
    assert "备注里没有客服的短名" in shown_texts(steps.check)
    assert steps.sentence().startswith("可以导入。") and "没有对上人" in steps.sentence()
    assert steps.check.none.isVisible() and not steps.check.table.isVisible()
    while steps.isVisible() and page.wizard is steps and not records(page, settle):
        click(qtbot, steps.next, settle)
    assert records(page, settle) == [ORDERS.name]
    found: MonthMetrics = ask_book(page, settle, lambda book: month_metrics(book, MONTH))
    assert any("orders" in agent.metrics for agent in found.agents)
    steps_of_month = ask_book(page, settle, lambda book: month_steps(book, MONTH))
    assert steps_of_month.unnamed == (296, 4581307)


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


def test_short_names_are_set_where_orders_are_nobodys_and_counted_at_once(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    rows = [(f"400000{at}", "10.00", "交易成功", "2026-10-05 12:00:00", text) for at, text in enumerate("甲甲乙")]
    path = tmp_path / "云朵家居旗舰店.csv"
    path.write_bytes(csv_bytes([HEADS, *rows]))
    steps = wizard(path)
    steps.go(PEOPLE)
    settle()
    assert steps.session.nobodys_orders == (3, 3000)
    click(qtbot, steps.people.remarks, settle)
    dialog = steps.people.findChild(RemarkDialog)
    assert dialog is not None
    assert dialog.total.text() == "对上 0 单 ¥0.00；备注里没有短名 3 单 ¥30.00；不止一位客服 0 单 ¥0.00"
    assert dialog.unread.text() == "没有短名的备注：甲 × 2、乙 × 1"
    account = dialog.model.rows[0][1]
    dialog.model.put([(0, 2, f"{account}、甲")])
    assert dialog.model.rows[0][3] == "2 单 ¥20.00"
    click(qtbot, dialog.keep, settle)
    assert steps.session.nobodys_orders == (1, 1000)
    held = ask_book(page, settle, lambda book: remarks(book)["云朵家居旗舰店"])
    assert held.own and ("甲", account) in held.names


def test_a_shop_has_its_short_names_in_the_settings_too(opened: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    opened.show_page("settings")
    settle()
    page = opened.pages["settings"]
    assert isinstance(page, SettingsPage)
    click(qtbot, page.shops.remarks, settle)
    dialog = page.shops.findChild(RemarkDialog)
    assert dialog is not None and dialog.model.rows
    assert "对上多少单" in dialog.total.text()
    dialog.reject()
