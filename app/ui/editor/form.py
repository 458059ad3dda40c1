"""The form of one part of a scheme: short fields first, then tables and lists; built from the places it asks for."""

from itertools import groupby
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.problem import Severity
from app.ui.editor.alternatives import NAMED_BY, WAYS, way_of
from app.ui.editor.changes import blank, with_rule, with_way
from app.ui.editor.choice_field import ChoiceField
from app.ui.editor.document import ABSENT, Absent, Path, insert, put, renamed, value_at, without
from app.ui.editor.draft import Draft
from app.ui.editor.field_row import FieldRow
from app.ui.editor.form_words import FormWords
from app.ui.editor.make_field import ShortField, make_field, make_rule_field, restored, usual_of
from app.ui.editor.number_field import NumberField
from app.ui.editor.plain_edit import PlainEdit
from app.ui.editor.places import LATE, TAIL, Place, places_in, unit_at
from app.ui.editor.table_field import TableField
from app.ui.editor.table_states import table_state
from app.ui.editor.table_words import table_words, tail_of
from app.ui.editor.typed import unit_of_number
from app.ui.kit import Kit
from app.ui.models.scheme_words import SchemeWords
from app.ui.widgets.basics import button, icon_button, label, rule

_LABEL = 66
_PRESENT = {"": ABSENT, "none": None}


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

    # --- building

    def _build(self) -> None:
        focused = next((key for key, row in self.rows.items() if row.field.isAncestorOf(_focus())), None)
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
        line = 0
        for place in places:
            row = self._row(place, holder)
            self.rows[place.what, place.path] = row
            row.name.setFixedHeight(30)
            if place.spec.name == "better" and line and len(places) > 1:
                side = QHBoxLayout()
                side.setSpacing(10)
                over = grid.itemAtPosition(line - 1, 1)
                if over is not None and over.widget() is not None:
                    side.addWidget(over.widget(), 1)
                    side.addWidget(row.name)
                    side.addWidget(row.box, 1)
                    grid.addLayout(side, line - 1, 1)
                    continue
            grid.addWidget(row.name, line, 0)
            grid.addWidget(row.box, line, 1)
            line += 1
        column.addWidget(holder)

    def _row(self, place: Place, parent: QObject) -> FieldRow:
        name, field, help_text = self._field(place)
        assert isinstance(parent, QWidget)  # noqa: S101 - rows stand in their holder
        row = FieldRow(self._kit, parent, name, field, help_text)
        field.edited.connect(lambda value, place=place: self._edited(place, value))
        field.left.connect(self._draft.finish)
        return row

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
                unit = unit_of_number(spec.unit, unit_at(self._draft.document, place.path))
                help_key = f"help_{spec.owner}_{spec.name}"
                help_text = words(help_key) if words.has(help_key) else ""
                return self._label(place), make_field(spec, words, unit, self._rule()), help_text

    def _label(self, place: Place) -> str:
        unit = place.spec.unit
        metric = unit_at(self._draft.document, place.path)
        word = self._form.unit(unit_of_number(unit, metric)) if place.spec.kind == "number" else ""
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
            row.addWidget(self._element_name(place), 1)
            away = icon_button(self._kit, "ui_scheme_edit.remove", "x")
            away.clicked.connect(lambda: self._draft.edit(without(self._draft.document, place.path)))
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
        name.editingFinished.connect(lambda: self._draft.edit(renamed(self._draft.document, place.path, name.text())))
        return name

    def _table(self, place: Place) -> TableField:
        table = TableField(self._kit, place.spec)
        path = place.path
        table.edited.connect(lambda value: self._table_edited(place, value))
        table.tail_edited.connect(lambda raw: self._draft.put((*path[:-1], TAIL), raw, key=(*path, TAIL)))
        table.name_doubled.connect(lambda name: self._draft.set_doubled(path, name))
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
            table.show_value(self._draft.at(place.path), tail_of(place, self._draft.document, words, self._words))
            table.say(*table_state(self._draft, place, table, words, self._form, self._words))

    def _show_row(self, place: Place, row: FieldRow) -> None:
        spec, document = place.spec, self._draft.document
        unit = unit_of_number(spec.unit, unit_at(document, place.path))
        if isinstance(row.field, NumberField):
            row.field.set_unit(unit)
        value, before = self._state(place, document), self._state(place, self._draft.saved)
        was = ""
        if (
            value != before
            and not isinstance(before, Absent)
            and not isinstance(value_at_parent(self._draft, place), Absent)
        ):
            was = self._form("original", value=self._said(place, before, unit))
        fault = self._fault(place)
        row.show_value(value, was, fault)

    def _state(self, place: Place, document: Any) -> Any:
        found = value_at(document, place.path)
        match place.what:
            case "rule":
                return ABSENT if isinstance(found, Absent) else found.get("type", ABSENT)
            case "way":
                way = way_of(place.part, found) if isinstance(found, dict) else None
                return ABSENT if way is None else way.name
            case "presence":
                return "given" if isinstance(found, dict) else "none" if found is None and self._three(place) else ""
            case _:
                usual = usual_of(place.spec, self._rule())
                return usual if isinstance(found, Absent) and usual is not None else found

    def _three(self, place: Place) -> bool:
        return place.spec.owner == "Award"

    def _said(self, place: Place, value: Any, unit: str) -> str:
        words = self._form
        match place.what:
            case "rule":
                return words.rule(place.spec, value)
            case "way":
                return words.way(place, value)
            case "presence":
                return words(f"presence_{place.spec.name}_{value or 'usual'}")
            case _:
                return words.plain(value, place.spec, unit) if value is not None else words("nothing")

    def _fault(self, place: Place) -> str:
        owned = [fault for fault in self._draft.faults if self.owner(fault.path) == (place.what, place.path)]
        errors = [fault.problem for fault in owned if fault.problem.severity is Severity.ERROR]
        unit = unit_of_number(place.spec.unit, unit_at(self._draft.document, place.path))
        return self._form.fault(errors[0], unit) if errors else ""

    def owner(self, path: Path) -> tuple[str, Path] | None:
        """The place that says what is wrong at a path: the nearest at or above it."""
        if path and path[-1] == TAIL:
            path = (*path[:-1], "bands")
        found = [place for place in self.places if path[: len(place.path)] == place.path and place.what != "add"]
        best = max(found, key=lambda place: (len(place.path), place.what == "way"), default=None)
        return None if best is None else (best.what, best.path)

    # --- editing

    def _rule(self) -> str:
        found = self._draft.at((*self._path, "rule", "type"))
        return found if isinstance(found, str) else ""

    def _edited(self, place: Place, value: Any) -> None:
        draft, document = self._draft, self._draft.document
        match place.what:
            case "rule":
                draft.edit(with_rule(document, place.path[:-1], place.spec, value))
            case "way":
                draft.edit(with_way(document, place.path, place.part, value))
            case "presence":
                draft.put(place.path, blank(place.spec.of) if value == "given" else _PRESENT[value])
            case _:
                self._put(place, value)

    def _put(self, place: Place, value: Any) -> None:
        spec = place.spec
        if spec.kind in ("choice", "flag"):
            value = restored(value, self._draft.before(place.path), usual_of(spec, self._rule()))
        if NAMED_BY.get(place.part) == spec.name:
            self._draft.edit(with_way(self._draft.document, place.path[:-1], place.part, value))
        else:
            self._draft.put(place.path, value, key=place.path)

    def _table_edited(self, place: Place, value: Any) -> None:
        gone = not value and not place.spec.required and isinstance(self._draft.before(place.path), Absent)
        self._draft.put(place.path, ABSENT if gone else value, key=place.path)

    def _add(self, place: Place) -> None:
        draft, path = self._draft, place.path
        if place.what == "parts":
            self.part_asked.emit()
            return
        found = draft.at(path)
        if place.spec.kind == "named":
            known: dict[str, Any] = found if isinstance(found, dict) else {}
            number = next(n for n in range(1, 100) if f"P{n}" not in known)
            draft.edit(put(draft.document, (*path, f"P{number}"), blank(place.spec.of)))
        else:
            count = len(found) if isinstance(found, list) else 0  # pyright: ignore[reportUnknownArgumentType]
            draft.edit(insert(draft.document, path, count, blank(place.spec.of)))


def value_at_parent(draft: Draft, place: Place) -> Any:
    """What the version has around the field: of a part that is new nothing is said to have changed."""
    return draft.before(place.path[:-1]) if place.path else draft.saved


def _focus() -> QWidget:
    return QApplication.focusWidget() or QWidget()
