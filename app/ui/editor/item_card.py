"""The middle card: one part of the scheme to be edited, its name and full marks on top, what to look at below."""

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.problem import Severity
from app.domain.scheme import Bonus, PayItem, Scheme, ScoreItem
from app.ui.editor.checking import Fault
from app.ui.editor.document import Absent, Path
from app.ui.editor.draft import Draft
from app.ui.editor.form import Form
from app.ui.editor.form_words import FormWords
from app.ui.editor.number_field import NumberField
from app.ui.editor.place_states import owner
from app.ui.editor.text_field import TextField
from app.ui.kit import Kit
from app.ui.models.scheme_words import SchemeWords
from app.ui.widgets.basics import button, icon_button, label, repolish
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.notes import Banner, ErrorSentence

_HEADED: tuple[type[msgspec.Struct], ...] = (ScoreItem, PayItem, Bonus)


class ItemCard(QFrame):
    """Shows the part of a draft at a path; edits go into the draft at once."""

    remove_asked = Signal(object)
    part_asked = Signal(object)
    hint_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit, self._words = kit, SchemeWords(kit.words.texts)
        self._draft: Draft | None = None
        self._path: Path = ()
        self._part: type[msgspec.Struct] = Scheme
        self.form: Form | None = None
        self.name = TextField(several=False, optional=False)
        self.name.setObjectName("titleedit")
        self.name_fault = ErrorSentence(kit)
        self.title = label("name")
        self.full_name, self.full = label("fact"), NumberField("points", optional=False)
        self.full.setFixedWidth(64)
        self.remove = icon_button(kit, "ui_scheme_edit.remove_item", "trash-2")
        self.note = Banner(kit)
        self.to_hint = button(kit, "ui_scheme_edit.to_source", kind="link")
        self.hint = Banner(kit, self.to_hint)
        self.to_hint.clicked.connect(self.hint_asked)
        self._lay_out()
        self.name.edited.connect(partial(self._put, "name"))
        self.full.edited.connect(partial(self._put, "full"))
        for field in (self.name, self.full):
            field.left.connect(self._finish)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self._path))
        kit.words.put(self.full_name, "ui_scheme_edit.label_full")
        kit.words.put(self.full, "ui_scheme_edit.label_full", "setAccessibleName")
        kit.words.put(self.name, "ui_scheme_edit.label_name", "setAccessibleName")
        self.full_name.setBuddy(self.full)

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(7, 8, 10, 4)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for widget, stretch in ((self.name, 1), (self.full_name, 0), (self.full, 0), (self.remove, 0)):
            row.addWidget(widget, stretch)
        said = QHBoxLayout()
        said.setContentsMargins(14, 0, 14, 4)
        said.addWidget(self.name_fault)
        self._scroll = CalmScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.addStretch(1)
        self._scroll.setWidget(self._inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 4, 14, 10)
        foot.addWidget(self.note)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(said)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def show_part(self, draft: Draft, path: Path, part: type[msgspec.Struct], title: str) -> None:
        """Turn to another part, or to the same one of another draft; what a table could not keep is let go."""
        self.hint.say("")
        draft.forget_doubled()
        draft.finish()
        self._draft, self._path, self._part = draft, path, part
        headed = part in _HEADED
        self.title.setText(title)
        self.title.setVisible(not headed)
        self.title.setContentsMargins(7, 6, 0, 6)
        for widget in (self.name, self.remove):
            widget.setVisible(headed)
        for widget in (self.full_name, self.full):
            widget.setVisible(part is ScoreItem)
        if self.form is not None:
            self.form.retire()
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form(self._kit, draft, path, part, head=("name", "full") if headed else ())
        self.form.part_asked.connect(lambda: self.part_asked.emit(self._path))
        self._column.insertWidget(0, self.form)
        self._scroll.verticalScrollBar().setValue(0)
        self.refresh()

    def set_words(self, words: SchemeWords) -> None:
        """Words with who stands where this month."""
        self._words = words
        if self.form is not None:
            self.form.set_words(words)

    def refresh(self) -> None:
        """Show the part as it is in the draft."""
        if self._draft is None or self.form is None or isinstance(self._draft.at(self._path), Absent):
            return
        self._show_head(self._draft)
        self.form.set_words(self._words)
        self.note.say("\n".join(self._notes(self._draft)))

    def focus_fault(self) -> None:
        """Go to what is wrong."""
        if self.name_fault.text():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.form is not None:
            self.form.focus_fault()

    def _show_head(self, draft: Draft) -> None:
        if self._part not in _HEADED:
            self.name_fault.say("")
            return
        words = FormWords(self._kit.words)
        faults = [fault for fault in draft.faults if fault.path in ((*self._path, "name"), (*self._path, "full"))]
        self.name_fault.say(words.fault(faults[0].problem) if faults else "")
        for field, name in ((self.name, "name"), (self.full, "full")):
            value, before = draft.at((*self._path, name)), draft.before((*self._path, name))
            field.show_value(value)
            wrong = any(fault.path[-1] == name for fault in faults)
            state = "error" if wrong else "changed" if value != before and not isinstance(before, Absent) else ""
            field.setToolTip(words("original", value=before) if state == "changed" else "")
            if field.property("state") != state:
                field.setProperty("state", state)
                repolish(field)

    def _notes(self, draft: Draft) -> list[str]:
        """What no field shows: warnings, and faults of the part or the scheme as a whole."""
        words = FormWords(self._kit.words)
        found = [words.fault(fault.problem) for fault in draft.faults if self._noted(fault)]
        return list(dict.fromkeys(found))[:4]

    def _noted(self, fault: Fault) -> bool:
        warned = fault.problem.severity is Severity.WARNING
        if not fault.path:
            return True
        if not self._path:
            return warned
        inside = fault.path[: len(self._path)] == self._path
        return inside and (warned or self._unowned(fault.path))

    def _unowned(self, path: Path) -> bool:
        head = path in ((*self._path, "name"), (*self._path, "full"))
        return not head and self.form is not None and owner(self.form.places, path) is None

    def _put(self, name: str, value: Any) -> None:
        if self._draft is not None:
            self._draft.put((*self._path, name), value, key=(*self._path, name))

    def _finish(self) -> None:
        if self._draft is not None:
            self._draft.finish()
