"""What a table of the form says around its cells: title, note, heads, the row below the last step, who is where."""

from typing import Any

import msgspec

from app.ui.editor.document import Path, elements, fields, value_at
from app.ui.editor.form_words import FormWords
from app.ui.editor.grids import Cells, GridColumn, columns_of
from app.ui.editor.places import TAIL, Place, unit_at
from app.ui.editor.specs import Spec
from app.ui.editor.typed import number_of, shown, unit_of_number
from app.ui.models.scheme_words import SchemeWords

_BANDED = ("Bands", "Attainment", "Peers")


class TableWords(msgspec.Struct, frozen=True, kw_only=True):
    """Everything around the cells; ``tail`` is the label of the last row, "" where there is none."""

    title: str
    note: str
    heads: tuple[str, ...]
    units: tuple[str, ...]
    better: str
    metric: str


def table_words(place: Place, document: Any, form: FormWords, words: SchemeWords) -> TableWords:
    """The words of the table at a place."""
    spec, metric = place.spec, unit_at(document, place.path)
    better = str(fields(value_at(document, place.path[:-1])).get("better", "more"))
    if spec.owner in ("Linear", "Attainment"):
        better = "less" if spec.owner == "Linear" else "more"
    columns = columns_of(spec)
    units = tuple(unit_of_number(each.unit, metric) for each in columns)
    heads = _heads(spec, columns, better, metric, words, form)
    who = words.who_head if _placed(spec) else ""
    return TableWords(
        title=_title(spec, metric, form, words),
        note=words(f"bands_note_{better}", edge=_edge(document, place.path, units[0], form, better=better))
        if spec.owner == "Bands"
        else "",
        heads=("", *heads, who, ""),
        units=units,
        better=better,
        metric=metric,
    )


def tail_of(
    place: Place, document: Any, table: TableWords, form: FormWords, words: SchemeWords
) -> tuple[str, str] | None:
    """Label and figure of what holds below the last step; None where nothing does."""
    if place.spec.owner not in _BANDED:
        return None
    found = value_at(document, (*place.path[:-1], TAIL))
    edge = _edge(document, place.path, table.units[0], form, last=True, better=table.better)
    label = words(f"otherwise_{table.better}", edge=edge) if edge else words("otherwise_rest")
    return label, found if isinstance(found, str) else "0"


def who_is_where(spec: Spec, cells: Cells, table: TableWords, words: SchemeWords) -> tuple[str, ...]:
    """The people in each row this month; () where nobody can be placed."""
    values = [number_of(row[0]) for row in cells]
    known = [value for value in values if value is not None]
    if not _placed(spec) or len(known) < len(values):
        return ()
    return words.who(table.metric, known, table.better)


def _placed(spec: Spec) -> bool:
    return spec.kind == "steps" and spec.units[0] == "metric" and spec.owner != "Linear"


def _title(spec: Spec, metric: str, form: FormWords, words: SchemeWords) -> str:
    match spec.name:
        case "bands":
            return words("table_bands")
        case "tiers" | "steps":
            return words(f"table_{spec.name}", metric=form.metric(metric))
        case "points":
            return words("table_linear")
        case _:
            return form.label(spec)


def _heads(
    spec: Spec, columns: tuple[GridColumn, ...], better: str, metric: str, words: SchemeWords, form: FormWords
) -> tuple[str, ...]:
    if spec.kind == "steps":
        value = {"points": "head_points", "percent": "head_rate", "yuan": "head_price"}[spec.units[1]]
        return (_step_head(spec, better, metric, form, words), words(value))
    return tuple(_head(column, spec, form, metric) for column in columns)


def _step_head(spec: Spec, better: str, metric: str, form: FormWords, words: SchemeWords) -> str:
    if spec.owner == "Linear":
        return words.unit_head("head_value", metric)
    if spec.units[0] == "percent":
        return words(f"head_{'target' if spec.owner == 'Attainment' else 'mean'}_{better}")
    if unit_of_number("metric", metric) == "s":
        return words("head_with_unit", head=words(f"head_{better}"), unit=form.unit("s"))
    return words.unit_head(f"head_{better}", metric)


def _head(column: GridColumn, spec: Spec, form: FormWords, metric: str) -> str:
    match column.name:
        case "key":
            return form(f"key_{column.role}")
        case "value":
            unit = "percent" if unit_of_number(spec.unit, metric) == "percent" else spec.unit
            return form(f"value_{spec.name}") if form.has(f"value_{spec.name}") else form(f"value_{unit}")
        case _:
            return form(f"head_{column.name}")


def _edge(document: Any, path: Path, unit: str, form: FormWords, *, last: bool = False, better: str = "more") -> str:
    """The first or the last threshold of a table, "" where there is none."""
    values = [(value, row[0]) for row in elements(value_at(document, path)) if (value := number_of(row[0])) is not None]
    if not values:
        return ""
    found = min(values) if last == (better == "more") else max(values)
    return f"{shown(found[1], unit)} {form.unit(unit)}".strip() if unit == "s" else shown(found[1], unit)
