"""The models keep Qt's promises, sort by value, and give plain numbers to the clipboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.ui.main_window import MainWindow
from app.ui.models.payslip_nodes import node_text
from app.ui.models.payslip_tree import PayslipTree
from app.ui.models.rows import COPY_ROLE, VALUE_ROLE, Column, RowsModel
from app.ui.pages.agents_page import AgentsPage
from app.ui.pages.payslips_page import PayslipsPage


def numbers() -> RowsModel[int]:
    """Rows 3, 1, 10 with an unknown one."""
    model: RowsModel[int] = RowsModel()
    model.set_columns(
        (
            Column("n", "数", lambda row: f"{row:,}.00", value=lambda row: row or None, copy=str, right=True),
            Column("odd", "单", lambda row: "单" if row % 2 else "双"),
        )
    )
    model.set_rows((3, 1000, 0, 20))
    return model


def test_rows_model_passes_the_tester(qtmodeltester: ModelTester) -> None:
    model = numbers()
    qtmodeltester.check(model)
    model.sort(0)
    model.set_filter(lambda row: row > 5)
    qtmodeltester.check(model)


def test_sorts_by_value_with_the_unknown_last() -> None:
    model = numbers()
    model.sort(0)
    assert model.shown_rows == (3, 20, 1000, 0)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.shown_rows == (1000, 20, 3, 0)
    model.sort(-1)
    assert model.shown_rows == (3, 1000, 0, 20)


def test_a_sort_keeps_the_current_row() -> None:
    model = numbers()
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(model.index(1, 1))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert (kept.row(), kept.column()) == (0, 1)
    assert model.row_at(kept) == 1000


def test_clipboard_gets_plain_numbers() -> None:
    model = numbers()
    index = model.index(1, 0)
    assert (index.data(), index.data(COPY_ROLE), index.data(VALUE_ROLE)) == ("1,000.00", "1000", 1000)


def test_payslip_tree_passes_the_tester(
    opened: MainWindow, settle: Callable[[], None], qtmodeltester: ModelTester
) -> None:
    page = opened.pages["payslips"]
    assert isinstance(page, PayslipsPage)
    tree = page.pane.tree.payslip
    assert tree.rowCount() > 5
    qtmodeltester.check(tree)
    node = tree.node(tree.index_of("commission"))
    assert node is not None
    assert "客服销售分析" in node_text(node)


def test_empty_payslip_tree(qtmodeltester: ModelTester) -> None:
    tree = PayslipTree()
    qtmodeltester.check(tree)
    assert not tree.index_of("base").isValid()


@pytest.mark.parametrize(("page", "rows"), [("agents", 15), ("payslips", 13)])
def test_tables_of_the_pages(
    opened: MainWindow, settle: Callable[[], None], qtmodeltester: ModelTester, page: str, rows: int
) -> None:
    opened.show_page(page)
    settle()
    shown = opened.pages[page]
    assert isinstance(shown, AgentsPage | PayslipsPage)
    assert shown.model.rowCount() == rows
    qtmodeltester.check(shown.model)
    for column in range(shown.model.columnCount()):
        shown.model.sort(column, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(shown.model)
