"""Tables of a scheme as rows of cells, and back: bands, tiers, amounts by name, amounts by place, small structs."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from app.ui.editor.document import Absent
from app.ui.editor.specs import Spec, Unit, specs_of
from app.ui.editor.typed import kept, number_of

Cells: TypeAlias = list[list[str | None]]
"""Numbers and names as the scheme keeps them; None where a cell that may be empty is."""


class GridColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its unit ("text" for names), what it names, whether a cell may be empty."""

    name: str
    unit: Unit | Literal["text"]
    role: str = ""
    optional: bool = False


def columns_of(spec: Spec) -> tuple[GridColumn, ...]:
    """The columns of a field that is a table."""
    match spec.kind:
        case "steps":
            return tuple(GridColumn(name=f"step{at}", unit=unit) for at, unit in enumerate(spec.units))
        case "map":
            key = GridColumn(name="key", unit="text", role=spec.role or spec.name)
            return (key, GridColumn(name="value", unit=spec.unit, optional=spec.nullable))
        case "column":
            unit = "text" if spec.of is str else spec.unit
            return (GridColumn(name=spec.name, unit=unit, optional=spec.nullable),)
        case _:
            return tuple(
                GridColumn(
                    name=each.name, unit="text" if each.kind == "text" else each.unit, optional=not each.required
                )
                for each in specs_of(spec.of)
            )


def cells_of(value: Any, spec: Spec) -> Cells:
    """The rows of a table; of none at all no rows."""
    if value is None or isinstance(value, Absent):
        return []
    match spec.kind:
        case "steps":
            return [[str(each) for each in row] for row in value]
        case "map":
            return [[key, None if each is None else str(each)] for key, each in value.items()]
        case "column":
            return [[None if each is None else str(each)] for each in value]
        case _:
            names = [each.name for each in specs_of(spec.of)]
            return [[None if row.get(name) is None else str(row[name]) for name in names] for row in value]


def value_of(cells: Cells, spec: Spec) -> Any:
    """The table as the scheme keeps it; a name that stands twice is to be found before (``doubled``)."""
    match spec.kind:
        case "steps":
            return [[each or "" for each in row] for row in cells]
        case "map":
            return {row[0] or "": row[1] if row[1] is not None or spec.nullable else "" for row in cells}
        case "column":
            return [row[0] if row[0] is not None or spec.nullable else "" for row in cells]
        case _:
            return [_struct(row, spec) for row in cells]


def _struct(row: list[str | None], spec: Spec) -> dict[str, Any]:
    pairs = zip(specs_of(spec.of), row, strict=True)
    return {each.name: cell or "" for each, cell in pairs if each.required or cell is not None}


def doubled(cells: Cells, spec: Spec) -> str:
    """A name that stands twice in a table by name; "" if none does."""
    names = [row[0] or "" for row in cells] if spec.kind == "map" else []
    return next((name for at, name in enumerate(names) if name in names[:at]), "")


def best_first(cells: Cells, better: str) -> Cells:
    """Steps in order, the best first; rows without a number keep their place at the end."""
    known = [row for row in cells if number_of(row[0]) is not None]
    rest = [row for row in cells if number_of(row[0]) is None]
    known.sort(key=lambda row: number_of(row[0]) or 0, reverse=better == "more")
    return known + rest


def originals(cells: Cells, before: Cells) -> list[list[str | None] | None]:
    """For each row what it was: None where it is as it was, [] where it is new, else the cells it had."""
    changed = [row for row in before if row not in cells]
    return [None if row in before else changed.pop(0) if changed else [] for row in cells]


def pasted(text: str) -> Cells:
    """Cells of a spreadsheet: a line a row, tabs between cells; empty lines at the end are dropped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines]


def is_head(row: Sequence[str | None], columns: Sequence[GridColumn]) -> bool:
    """Whether a pasted row is the heading of its block: no number where numbers belong."""
    numbers = [cell for cell, column in zip(row, columns, strict=False) if column.unit != "text"]
    return bool(numbers) and all(number_of(kept(cell or "", "plain")) is None for cell in numbers)
