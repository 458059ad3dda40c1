"""Naming a metric of the owner's own in the window: the dialog and the column step."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.own_metrics import own_metrics
from app.ui.dialogs.own_metric import EVERY_KIND, OwnMetricDialog
from app.ui.kit import Kit
from app.ui.pages.data_page import DataPage
from app.ui.wizards.import_wizard import CHECK, COLUMNS, ImportWizard
from tests.ui.test_window import answer
from tests.ui.wizarding import MONTH, RECEPTION, Settle, ask_book, changed, click


@pytest.fixture
def dialog(kit: Kit, qtbot: QtBot) -> Iterator[OwnMetricDialog]:
    """The dialog over a plain widget, which lives as long."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = OwnMetricDialog(kit, parent, EVERY_KIND, ("sum:差评数",))
    dialog.show()
    yield dialog
    dialog.close()


def fill(dialog: OwnMetricDialog, name: str, kind: str, unit: str = "", parts: tuple[str, str] = ("", "")) -> None:
    """Type and choose."""
    dialog.name.setText(name)
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    if unit:
        dialog.unit.setCurrentIndex(dialog.unit.findData(unit))
    for field, text in zip(dialog.parts, parts, strict=True):
        field.setEditText(text)


@pytest.mark.parametrize(
    ("name", "kind", "unit", "parts", "metric"),
    [
        ("返现数", "sum", "", ("", ""), "sum:返现数"),
        (" 返现 ", "sum", "CNY", ("", ""), "sum:返现(元)"),
        ("处理时长", "mean", "s", ("", ""), "mean:处理时长(秒)"),
        ("五星占比", "mean", "ratio", ("", ""), "mean:五星占比(%)"),
        ("抽检", "manual", "", ("", ""), "manual:抽检"),
        ("小红书评分", "level", "", ("", ""), "level:小红书评分"),
        ("差评率", "ratio", "", ("差评数", "订单量"), "ratio:差评率=sum:差评数/orders"),
        ("人均晒图", "ratio", "number", ("晒图", "接待人数"), "ratio:人均晒图(个)=sum:晒图/received_users"),
    ],
)
def test_what_is_chosen_is_the_id(
    dialog: OwnMetricDialog, name: str, kind: str, unit: str, parts: tuple[str, str], metric: str
) -> None:
    fill(dialog, name, kind, unit, parts)
    assert (dialog.wrong(), dialog.chosen) == ("", metric)


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("", "sum", "名字写 1 到 40 个字"),
        ("好/坏", "sum", "名字写 1 到 40 个字"),
        ("询单人数", "sum", "「询单人数」已经有了"),
        ("差评率", "ratio", "分子和分母"),
    ],
)
def test_what_is_no_name_is_said(dialog: OwnMetricDialog, name: str, kind: str, said: str) -> None:
    fill(dialog, name, kind)
    assert said in dialog.wrong()


def test_only_a_ratio_has_parts(dialog: OwnMetricDialog) -> None:
    assert not any(dialog.form.isRowVisible(part) for part in dialog.parts)
    fill(dialog, "差评率", "ratio")
    assert all(dialog.form.isRowVisible(part) for part in dialog.parts)


def test_a_column_becomes_a_metric_of_ones_own_and_stays_so(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"C1": "晒图数"}))
    steps.go(COLUMNS)
    at = next(at for at, row in enumerate(steps.columns.model.shown_rows) if row.header == "晒图数")
    steps.columns.table.choose(at)
    box = steps.columns.meaning
    names: list[str] = []

    def take(dialog: OwnMetricDialog) -> None:
        names.append(dialog.name.text())
        dialog.act.click()

    answer(OwnMetricDialog, take)
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    settle()
    assert names == ["晒图数"]
    assert steps.columns.model.shown_rows[at].metric == "sum:晒图数"
    assert box.currentText() == "晒图数"
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    click(qtbot, steps.next, settle)
    assert ask_book(page, settle, lambda book: own_metrics(book, MONTH)) == ("sum:晒图数",)
    again = wizard(changed(RECEPTION, tmp_path / "b", {"C1": "晒图数", "C2": 1}))
    assert next(c.metric for c in again.session.files[0].columns if c.header == "晒图数") == "sum:晒图数"
    steps = again
    steps.go(COLUMNS)
    assert steps.columns.meaning.findData("sum:晒图数") >= 0


def test_giving_the_dialog_up_leaves_the_column_as_it_was(wizard: Callable[..., ImportWizard], settle: Settle) -> None:
    steps = wizard(RECEPTION)
    steps.go(COLUMNS)
    at = next(at for at, row in enumerate(steps.columns.model.shown_rows) if row.metric)
    steps.columns.table.choose(at)
    box, before = steps.columns.meaning, steps.columns.meaning.currentText()
    answer(OwnMetricDialog, lambda dialog: dialog.keep.click())
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    settle()
    assert box.currentText() == before
    assert not steps.session.edits.get(steps.session.files[0].path)
