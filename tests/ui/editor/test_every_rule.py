"""Every rule of every template in its form: nothing changes by looking at it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme, write_scheme
from app.services.schemes import StoredScheme, templates
from app.ui.pages.schemes_page import SchemesPage
from tests.domain.full_scheme import FULL
from tests.ui.editor.driving import (
    Settle,
    choose,
    draft_of,
    table_of,
    type_cell,
)


def stored(scheme: Scheme) -> StoredScheme:
    return StoredScheme(scheme=scheme, version=1, position="售前", shop="", team="", from_month=PayMonth(2026, 10))


def every_scheme() -> list[Scheme]:
    full, problems = read_scheme(json.dumps(FULL).encode())
    assert full is not None, problems
    return [full, *(template.scheme for template in templates())]


@pytest.mark.parametrize("scheme", every_scheme(), ids=lambda one: one.name)
def test_every_rule_goes_through_its_form_unchanged(
    page: SchemesPage, tried: Settle, clipped: Callable[[QWidget], list[str]], scheme: Scheme
) -> None:
    page.editor.open(stored(scheme))
    draft = draft_of(page.editor)
    for view in (page.editor.lists.items, page.editor.lists.pay):
        for at in range(view.rows.rowCount()):
            page.editor.lists.choose(view.rows.row_at(at).key)
            QApplication.processEvents()
            form = page.editor.card.form
            assert form is not None
            for row in form.rows.values():
                row.focus()
            for table in form.tables.values():
                table.view.setFocus()
                table.view.setCurrentIndex(table.grid.index(0, 1))
                table.view.row_left.emit()
            assert clipped(page.editor.card) == []
    tried()
    assert draft.stack.count() == 0
    assert draft.scheme is not None
    assert write_scheme(draft.scheme) == write_scheme(scheme)
    assert draft.faults == () or all(fault.problem.severity.value == "warning" for fault in draft.faults)


def test_models_keep_qts_promises(page: SchemesPage, qtmodeltester: ModelTester, tried: Settle) -> None:
    full: Any = every_scheme()[0]
    page.editor.open(stored(full))
    for view in (page.editor.lists.items, page.editor.lists.pay):
        qtmodeltester.check(view.model())
        for at in range(view.rows.rowCount()):
            page.editor.lists.choose(view.rows.row_at(at).key)
            form = page.editor.card.form
            assert form is not None
            for table in form.tables.values():
                qtmodeltester.check(table.grid)
    tried()
    page.editor.undo()


def test_a_name_that_stands_twice_in_a_table_waits(page: SchemesPage, qtbot: QtBot, tried: Settle) -> None:
    page.editor.open(stored(every_scheme()[0]))
    choose(page, "扣分")
    table = table_of(page)
    assert table.grid.cells == [["投诉", "3"], ["迟到", None]]
    type_cell(qtbot, table, 1, 1, "投诉")
    tried()
    assert table.fault.text() == "「投诉」写了两次，改掉一个才会算"
    assert not draft_of(page.editor).ready
    type_cell(qtbot, table, 1, 1, "早退")
    tried()
    assert table.fault.text() == ""
    assert draft_of(page.editor).at(("items", 6, "rule", "kinds")) == {"投诉": "3", "早退": None}
