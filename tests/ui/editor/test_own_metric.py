"""A metric of the owner's own in the scheme editor: named in a dialog, typed, offered, undone."""

from pytestqt.qtbot import QtBot

from app.ui.dialogs.own_metric import OwnMetricDialog
from app.ui.editor.metric_field import MetricField
from app.ui.pages.schemes_page import SchemesPage
from tests.ui.editor.driving import Settle, choose, draft_of
from tests.ui.test_own_metric import fill
from tests.ui.test_window import answer

AMOUNT = ("pay", 1, "rule", "amount")


def fields(page: SchemesPage) -> list[MetricField]:
    form = page.editor.card.form
    assert form is not None
    return [row.field for row in form.rows.values() if isinstance(row.field, MetricField)]


def test_one_is_named_in_the_dialog_and_can_be_undone(page: SchemesPage, tried: Settle) -> None:
    choose(page, "提成")
    tried()
    field = fields(page)[0]

    def take(dialog: OwnMetricDialog) -> None:
        fill(dialog, "返现", "sum", "CNY")
        dialog.act.click()

    answer(OwnMetricDialog, take)
    field.setCurrentIndex(field.count() - 1)
    field.activated.emit(field.currentIndex())
    tried()
    draft = draft_of(page.editor)
    assert draft.at(AMOUNT) == "sum:返现(元)"
    assert fields(page)[0].currentText() == "返现"
    draft.stack.undo()
    tried()
    assert draft.at(AMOUNT) == "inquiry_sales_amount"
    assert fields(page)[0].currentText() == "询单销售额"


def test_what_is_typed_as_an_id_shows_its_name_and_is_offered_elsewhere(
    page: SchemesPage, qtbot: QtBot, tried: Settle
) -> None:
    choose(page, "提成")
    tried()
    field = fields(page)[0]
    line = field.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "sum:gifts")
    tried()
    assert draft_of(page.editor).at(AMOUNT) == "sum:gifts"
    assert not draft_of(page.editor).faults
    choose(page, "底薪")
    choose(page, "提成")
    tried()
    assert [each.findText("gifts") >= 0 for each in fields(page)] == [True, True]
    assert fields(page)[0].currentText() == "gifts"
