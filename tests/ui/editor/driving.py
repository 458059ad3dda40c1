"""Real keys and clicks for the tests of the editor."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.editor.draft import Draft
from app.ui.editor.scheme_editor import SchemeEditor
from app.ui.editor.table_field import TableField
from app.ui.pages.schemes_page import SchemesPage

Settle = Callable[[], None]


def draft_of(editor: SchemeEditor) -> Draft:
    assert editor.draft is not None
    return editor.draft


def choose(page: SchemesPage, name: str) -> None:
    """Turn to an item by its name."""
    for view in (page.editor.lists.items, page.editor.lists.pay):
        for at in range(view.rows.rowCount()):
            if view.rows.row_at(at).name == name:
                page.editor.lists.choose(view.rows.row_at(at).key)
                return
    raise AssertionError(name)


def table_of(page: SchemesPage) -> TableField:
    """The first table of the form."""
    form = page.editor.card.form
    assert form is not None
    return next(iter(form.tables.values()))


def type_cell(qtbot: QtBot, table: TableField, row: int, column: int, text: str) -> QLineEdit:
    """Go to a cell and type over it; the editor stays open."""
    table.view.setFocus()
    table.view.setCurrentIndex(table.grid.index(row, column))
    if not text.isascii():
        qtbot.keyClick(table.view, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        write(editor, text)
        return editor
    qtbot.keyClicks(table.view, text[:1])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    return editor


def write(field: QLineEdit, text: str) -> None:
    """Type over a field as an input method does, in Chinese."""
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def figures(page: SchemesPage) -> dict[str, tuple[str, str, str]]:
    """Value, 原 and difference of the preview."""
    return {
        name: (value.text(), before.text(), gain.text())
        for name, (_, value, before, gain) in page.editor.preview.figures.items()
    }


def presales(page: SchemesPage, tried: Settle) -> None:
    """Turn to a scheme that scores."""
    texts = [page.places.itemText(at) for at in range(page.places.count())]
    page.places.setCurrentIndex(next(at for at, text in enumerate(texts) if "底薪拆分（售后）" in text))
    page.places.activated.emit(page.places.currentIndex())
    tried()


def names(page: SchemesPage) -> list[str]:
    rows = page.editor.lists.items.rows
    return [rows.row_at(at).name for at in range(rows.rowCount()) if not rows.row_at(at).depth]


def combo(page: SchemesPage, name: str) -> QComboBox:
    form = page.editor.card.form
    assert form is not None
    found = [row.field for row in form.rows.values() if row.name.text() == name]
    assert len(found) == 1, name
    assert isinstance(found[0], QComboBox)
    return found[0]


def pick(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Choose an entry with the keys."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
