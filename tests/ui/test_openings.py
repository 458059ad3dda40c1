"""A start in mid-year: the best figures of the month before, typed with the keyboard."""

import pytest
from pytestqt.qtbot import QtBot

from app.services.schemes import use_template
from app.ui.dialogs.opening_dialog import OpeningDialog
from app.ui.models.text_grid import HINT_ROLE
from app.ui.pages.data_page import DataPage
from tests.ui.test_entry import type_cell
from tests.ui.wizarding import MONTH, Settle


@pytest.fixture
def dialog(page: DataPage, settle: Settle) -> OpeningDialog:
    """The dialog over a book that begins with October, its 售前 with an award for a record."""
    page.kit.backend.run(
        "scheme",
        lambda book, _progress: use_template(book, "conversion-tiered", position="售前", from_month=MONTH),
        lambda _name: None,
        changes=True,
    )
    settle()
    dialog = OpeningDialog(page.kit, page.window())
    dialog.show()
    settle()
    return dialog


def test_the_best_of_last_month(dialog: OpeningDialog, qtbot: QtBot, settle: Settle) -> None:
    dialog.tabs.setCurrentIndex(1)
    model, table = dialog.bests.model, dialog.bests.table
    assert model.rowCount() > 0
    assert "询单转化率" in model.rows[0][0]
    table.setCurrentIndex(model.index(0, 1))
    type_cell(qtbot, table, "42")
    settle()
    assert model.index(0, 1).data(HINT_ROLE) == "bad"
    assert "%" in dialog.bests.error.text()
    table.setCurrentIndex(model.index(0, 1))
    type_cell(qtbot, table, "42%")
    settle()
    settle()
    assert not dialog.bests.error.text()
    again = OpeningDialog(dialog.bests.kit, dialog)
    settle()
    assert again.bests.model.rows[0][1] == "42%"
    again.deleteLater()
    dialog.close()
    dialog.deleteLater()
