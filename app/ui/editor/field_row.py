"""One short field of a form: label, widget, what it was before, what is wrong with it."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.editor.make_field import ShortField
from app.ui.editor.text_field import TextField
from app.ui.kit import Kit
from app.ui.widgets.basics import label, repolish
from app.ui.widgets.notes import ErrorSentence


class FieldRow(QObject):
    """``box`` holds the widget with what is said below it; ``name`` stands left of it."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, field: ShortField, help_text: str = "") -> None:
        super().__init__(parent)
        self.field = field
        self.name: QLabel = label("fact", name)
        self.name.setBuddy(field)
        field.setAccessibleName(name)
        self.before, self.fault = label("changed"), ErrorSentence(kit)
        self.before.setWordWrap(True)
        self.before.hide()
        self.box = QWidget()
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        for widget in (self.name, field) if help_text else ():
            widget.setToolTip(help_text)
        if isinstance(field, TextField):
            field.setPlaceholderText(help_text)
        column.addWidget(self.before)
        column.addWidget(self.fault)

    def show_value(self, value: Any, before: str, fault: str) -> None:
        """The value; ``before`` what it was in the version, ``fault`` what is wrong, "" for neither."""
        self.field.show_value(value)
        if self.before.text() != before:
            self.before.setText(before)
        self.before.setVisible(bool(before))
        if self.fault.text() != fault:
            self.fault.say(fault)
        state = "error" if fault else "changed" if before else ""
        if self.field.property("state") != state:
            self.field.setProperty("state", state)
            self.field.setAccessibleDescription(fault or before)
            repolish(self.field)

    def focus(self) -> None:
        """Go there."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
