"""The form of one part of a scheme: short fields first, then tables and lists; built from the places it asks for."""

from functools import partial
from itertools import groupby
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.scheme import own_metrics_of
from app.ui.dialogs.own_metric import EVERY_KIND, OwnMetricDialog
from app.ui.editor.alternatives import WAYS
from app.ui.editor.choice_field import ChoiceField
from app.ui.editor.document import Absent, Path, renamed, without
from app.ui.editor.draft import Draft
from app.ui.editor.field_row import FieldRow
from app.ui.editor.form_words import FormWords
from app.ui.editor.make_field import ShortField, make_field, make_rule_field, names_of
from app.ui.editor.metric_field import MetricField
from app.ui.editor.number_field import NumberField
from app.ui.editor.place_edits import add_element, edit_place, edit_table, edit_tail
from app.ui.editor.place_states import fault_of, said, state_of
from app.ui.editor.places import LATE, Place, places_in, unit_at
from app.ui.editor.plain_edit import PlainEdit
from app.ui.editor.table_field import TableField
from app.ui.editor.table_states import table_state
from app.ui.editor.table_words import table_words, tail_of
from app.ui.editor.typed import unit_of_number
from app.ui.kit import Kit
from app.ui.models.scheme_words import SchemeWords
from app.ui.widgets.basics import button, icon_button, label, rule

_LABEL = 66


class Form(QWidget):
    """Shows the part of ``draft`` at ``path``; ``head`` are names of fields that stand elsewhere.

    ``part_asked`` asks for a new sub-item, ``placed`` are the places that show their own faults.
    """

    part_asked = Signal()

    def __init__(
        self, kit: Kit, draft: Draft, path: Path, part: type[msgspec.Struct], head: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.setObjectName("body")
        self._kit, self._draft, self._path, self._part, self._head = kit, draft, path, part, head
        self._form = FormWords(kit.words)
        self._words = SchemeWords(kit.words.texts)
        self.rows: dict[tuple[str, Path], FieldRow] = {}
        self.tables: dict[Path, TableField] = {}
        self.places: tuple[Place, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None

    def set_words(self, words: SchemeWords) -> None:
        """Words with who stands where this month."""
        self._words = words
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is; the widgets are made anew only when other fields are asked for."""
        found = places_in(self._draft.document, self._path, self._part)
        places = tuple(place for place in found if not (place.path[:-1] == self._path and place.path[-1] in self._head))
        if places != self.places or self._body is None:
            self.places = places
            self._build()
        for place in self.places:
            self._show(place)

    def focus_fault(self) -> None:
        """Go to the first field that has something wrong."""
        row = next((row for row in self.rows.values() if row.fault.text()), None)
        if row is not None:
            row.focus()

    def retire(self) -> None:
        """Nothing that still happens to these widgets is an edit any more."""
        for widget in (*(row.field for row in self.rows.values()), *self.tables.values()):
            widget.blockSignals(True)
        for table in self.tables.values():
            table.grid.blockSignals(True)

    # --- building

    def _build(self) -> None:
        focused = next((key for key, row in self.rows.items() if _has_focus(row)), None)
        self.retire()
        self.rows, self.tables = {}, {}
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        short = [place for place in self.places if not place.wide and not place.depth]
        late = [place for place in short if place.spec.name in LATE and place.path[:-1] == self._path]
        self._short(column, [place for place in short if place not in late])
        rest = [place for place in self.places if place not in short]
        for wide, places in groupby(rest, key=lambda place: place.wide):
            if not wide:
                self._short(column, list(places))
            else:
                for place in places:
                    self._wide(column, place)
        if late and rest:
            column.addWidget(rule())
        self._short(column, late)
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)
        if focused in self.rows:
            self.rows[focused].focus()

    def _short(self, column: QVBoxLayout, places: list[Place]) -> None:
        if not places:
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(14, 2, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        line, above = 0, None
        for place in places:
            row = self._row(place, holder)
            self.rows[place.what, place.path] = row
            row.name.setFixedHeight(30)
            if place.spec.name == "better" and above is not None:
                grid.addLayout(_beside(above, row), line - 1, 1)
                continue
            grid.addWidget(row.name, line, 0)
            grid.addWidget(row.box, line, 1)
            line, above = line + 1, row
        column.addWidget(holder)

    def _row(self, place: Place, parent: QObject) -> FieldRow:
        name, field, help_text = self._field(place)
        assert isinstance(parent, QWidget)  # noqa: S101 - rows stand in their holder
        row = FieldRow(self._kit, parent, name, field, help_text)
        field.edited.connect(partial(self._edited, place))
        field.left.connect(self._draft.finish)
        if isinstance(field, MetricField):
            field.own_asked.connect(partial(self._ask_own, field))
        return row

    def _ask_own(self, field: MetricField) -> None:
        """A metric of the owner's own, named in a dialog."""
        dialog = OwnMetricDialog(self._kit, self.window(), EVERY_KIND, own_metrics_of(self._draft.document))
        if dialog.exec():
            field.take(dialog.chosen)

    def _field(self, place: Place) -> tuple[str, ShortField, str]:
        words, spec = self._form, place.spec
        match place.what:
            case "rule":
                return words("label_rule"), make_rule_field(spec, words), ""
            case "way":
                ways = [(words.way(place, way.name), way.name) for way in WAYS[place.part]]
                return words.way(place), ChoiceField(ways), ""
            case "presence":
                states = ("", "none", "given") if spec.owner == "Award" else ("", "given")
                named = [(words(f"presence_{spec.name}_{state or 'usual'}"), state) for state in states]
                return words.label(spec), ChoiceField(named, ""), ""
            case _:
                unit = self._unit(place)
                help_key = f"help_{spec.owner}_{spec.name}"
                help_text = words(help_key) if words.has(help_key) else ""
                return self._label(place), make_field(spec, words, unit, self._rule(), self._draft.document), help_text

    def _label(self, place: Place) -> str:
        word = self._form.unit(self._unit(place)) if place.spec.kind == "number" else ""
        name = self._form.label(place.spec)
        return self._kit.words("ui_schemes.head_with_unit", head=name, unit=word) if word else name

    def _wide(self, column: QVBoxLayout, place: Place) -> None:
        if place.what == "field":
            column.addWidget(rule())
            column.addWidget(self._table(place))
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 4, 10, 4)
        if place.what == "element":
            column.addWidget(rule())
            row.addWidget(self._element_name(place))
            row.addStretch(1)
            away = icon_button(self._kit, "ui_scheme_edit.remove", "x")
            away.clicked.connect(lambda: self._remove(place))
            row.addWidget(away)
        else:
            words = f"ui_scheme_edit.add_{place.spec.owner}_{place.spec.name}"
            more = button(self._kit, words, icon="plus", kind="link")
            more.clicked.connect(lambda: self._add(place))
            row.addWidget(more)
            row.addStretch(1)
        column.addWidget(line)

    def _element_name(self, place: Place) -> QWidget:
        key = place.path[-1]
        if isinstance(key, int):
            return label("strong", self._form(f"element_{place.spec.owner}_{place.spec.name}", n=key + 1))
        name = PlainEdit(key)
        name.setAccessibleName(self._form(f"key_{place.spec.name}"))
        name.setMaximumWidth(140)
        name.editingFinished.connect(lambda: self._rename(place, name))
        return name

    def _table(self, place: Place) -> TableField:
        table = TableField(self._kit, place.spec)
        path = place.path
        table.grid.names = names_of(place.spec, self._form, self._draft.document)
        table.edited.connect(partial(edit_table, self._draft, place))
        table.tail_edited.connect(partial(edit_tail, self._draft, place))
        table.name_doubled.connect(partial(self._draft.set_doubled, path))
        table.left.connect(self._draft.finish)
        self.tables[path] = table
        return table

    # --- showing

    def _show(self, place: Place) -> None:
        row, table = self.rows.get((place.what, place.path)), self.tables.get(place.path)
        if row is not None:
            self._show_row(place, row)
        elif table is not None and place.what == "field":
            words = table_words(place, self._draft.document, self._form, self._words)
            table.name(words.title, words.note, words.heads, words.units, words.better)
            table.show_value(
                self._draft.at(place.path), tail_of(place, self._draft.document, words, self._form, self._words)
            )
            table.say(*table_state(self._draft, place, table, words, self._form, self._words))

    def _show_row(self, place: Place, row: FieldRow) -> None:
        document, words = self._draft.document, self._form
        unit = self._unit(place)
        if isinstance(row.field, NumberField):
            row.field.set_unit(unit)
        value, before = (state_of(place, each, self._rule()) for each in (document, self._draft.saved))
        new = isinstance(before, Absent) or isinstance(self._draft.before(place.path[:-1]), Absent)
        was = "" if value == before or new else words("original", value=said(place, before, unit, words))
        row.show_value(value, was, fault_of(place, self.places, self._draft.faults, unit, words))

    def _unit(self, place: Place) -> str:
        return unit_of_number(place.spec.unit, unit_at(self._draft.document, place.path))

    def _rule(self) -> str:
        found = self._draft.at((*self._path, "rule", "type"))
        return found if isinstance(found, str) else ""

    # --- editing

    def _edited(self, place: Place, value: Any) -> None:
        edit_place(self._draft, place, value, self._rule())

    def _add(self, place: Place) -> None:
        if place.what == "parts":
            self.part_asked.emit()
        else:
            add_element(self._draft, place)

    def _rename(self, place: Place, field: PlainEdit) -> None:
        self._draft.edit(renamed(self._draft.document, place.path, field.text()))

    def _remove(self, place: Place) -> None:
        self._draft.edit(without(self._draft.document, place.path))


def _beside(row: FieldRow, other: FieldRow) -> QHBoxLayout:
    """Two short fields in one line: the rule and its direction."""
    side = QHBoxLayout()
    side.setSpacing(10)
    side.addWidget(row.box, 1)
    side.addWidget(other.name, 0, Qt.AlignmentFlag.AlignTop)
    side.addWidget(other.box, 1)
    return side


def _has_focus(row: FieldRow) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (row.field is focused or row.field.isAncestorOf(focused))
