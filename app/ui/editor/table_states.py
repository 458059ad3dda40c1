"""What the rows of a table say beside their cells: who is there, what they were, what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from app.domain.problem import Severity
from app.ui.editor.document import Absent, Path
from app.ui.editor.draft import Draft
from app.ui.editor.form_words import FormWords
from app.ui.editor.grids import cells_of, columns_of, originals
from app.ui.editor.places import TAIL, Place
from app.ui.editor.specs import Spec, specs_of
from app.ui.editor.table_field import TableField
from app.ui.editor.table_words import TableWords, who_is_where
from app.ui.editor.typed import shown
from app.ui.models.scheme_words import SchemeWords

Faults = Mapping[int, tuple[str, frozenset[int]]]


def table_state(
    draft: Draft, place: Place, table: TableField, around: TableWords, form: FormWords, words: SchemeWords
) -> tuple[tuple[str, ...], list[str], Faults, Mapping[int, str], str]:
    """Who, what it was, faults by row, what empty cells mean, and what is wrong with the table as a whole."""
    spec, path = place.spec, place.path
    rows, whole = _faults(draft, path, spec, table, around, form)
    hints = {at: _hint(spec, form) for at, column in enumerate(columns_of(spec)) if column.optional}
    double = draft.doubled.get(path, "")
    said = form("fault_doubled", value=double) if double else whole
    return (
        who_is_where(spec, table.grid.cells, around, words),
        _origins(draft, path, spec, table, around, form),
        rows,
        hints,
        said,
    )


def _hint(spec: Spec, form: FormWords) -> str:
    key = f"empty_{spec.name}"
    return form(key) if form.has(key) else "–"


def _origins(draft: Draft, path: Path, spec: Spec, table: TableField, around: TableWords, form: FormWords) -> list[str]:
    before = draft.before(path)
    if isinstance(draft.before(path[:-1]), Absent):
        return []
    found = originals(table.grid.cells, [] if isinstance(before, Absent) else cells_of(before, spec))
    said = [_origin(row, around, form) for row in found]
    tail, was = draft.at((*path[:-1], TAIL)), draft.before((*path[:-1], TAIL))
    if table.grid.tail is not None:
        value = "0" if isinstance(was, Absent) else str(was)
        changed = value != ("0" if isinstance(tail, Absent) else tail)
        said.append(form("original", value=_figure(value, len(around.units) - 1, around, form)) if changed else "")
    return said


def _origin(row: list[str | None] | None, around: TableWords, form: FormWords) -> str:
    if row is None:
        return ""
    if not row:
        return form("added")
    cells = [_figure(cell, at, around, form) for at, cell in enumerate(row) if cell is not None]
    return form("original", value=form("comma").join(cells))


def _figure(cell: str, at: int, around: TableWords, form: FormWords) -> str:
    unit = around.units[at]
    if unit == "text":
        return cell
    word = form.unit(unit)
    return f"{shown(cell, unit)} {word}".strip()


def _faults(
    draft: Draft, path: Path, spec: Spec, table: TableField, around: TableWords, form: FormWords
) -> tuple[Faults, str]:
    rows: dict[int, tuple[str, frozenset[int]]] = {}
    whole = ""
    for fault in draft.faults:
        if fault.problem.severity is not Severity.ERROR:
            continue
        if table.grid.tail is not None and fault.path == (*path[:-1], TAIL):
            rows[len(table.grid.cells)] = (form.fault(fault.problem), frozenset({len(around.units) - 1}))
        elif fault.path[: len(path)] == path:
            row = _row(fault.path[len(path) :], spec, table)
            if row is None:
                whole = whole or form.fault(fault.problem, around.units[-1])
            else:
                column = _column(fault.path[len(path) + 1 :], spec)
                text = form.fault(fault.problem, around.units[min(column, default=0)])
                known = rows.get(row, (text, frozenset[int]()))
                rows[row] = (known[0], known[1] | column)
    return rows, whole


def _row(rest: Path, spec: Spec, table: TableField) -> int | None:
    if not rest:
        return None
    if spec.kind == "map":
        return next((at for at, cells in enumerate(table.grid.cells) if (cells[0] or "") == rest[0]), None)
    return table.row_of(int(rest[0])) if isinstance(rest[0], int) else None


def _column(rest: Path, spec: Spec) -> frozenset[int]:
    """The cells of a row that a fault is in: of a map the value, of a column its only one."""
    if spec.kind == "map":
        return frozenset({1})
    if not rest:
        return frozenset({0})
    if isinstance(rest[0], int):
        return frozenset({rest[0]})
    names: list[Any] = [each.name for each in specs_of(spec.of)] if spec.kind == "rows" else []
    return frozenset({names.index(rest[0])}) if rest[0] in names else frozenset({0})
