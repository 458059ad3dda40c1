"""What an edit of a place does to the draft."""

from typing import Any

from app.ui.editor.alternatives import NAMED_BY
from app.ui.editor.changes import blank, with_rule, with_way
from app.ui.editor.document import ABSENT, Absent, elements, fields, insert, put
from app.ui.editor.draft import Draft
from app.ui.editor.make_field import restored, usual_of
from app.ui.editor.places import TAIL, Place

_PRESENT = {"": ABSENT, "none": None}


def edit_place(draft: Draft, place: Place, value: Any, rule: str) -> None:
    """Take over what was typed or picked in a short field; ``rule`` is that of the item."""
    match place.what:
        case "rule":
            draft.edit(with_rule(draft.document, place.path[:-1], place.spec, value))
        case "way":
            draft.edit(with_way(draft.document, place.path, place.part, value))
        case "presence":
            draft.put(place.path, blank(place.spec.of) if value == "given" else _PRESENT[value])
        case _:
            _edit_field(draft, place, value, rule)


def _edit_field(draft: Draft, place: Place, value: Any, rule: str) -> None:
    spec = place.spec
    if spec.kind in ("choice", "flag"):
        value = restored(value, draft.before(place.path), usual_of(spec, rule))
    if NAMED_BY.get(place.part) == spec.name:
        draft.edit(with_way(draft.document, place.path[:-1], place.part, value))
    else:
        draft.put(place.path, value, key=place.path)


def edit_table(draft: Draft, place: Place, value: Any) -> None:
    """Take over a whole table; one that may be left out and never was there goes with its last row."""
    gone = not value and not place.spec.required and isinstance(draft.before(place.path), Absent)
    draft.put(place.path, ABSENT if gone else value, key=place.path)


def edit_tail(draft: Draft, place: Place, raw: str) -> None:
    """Take over what holds below the last step of a table."""
    path = (*place.path[:-1], TAIL)
    draft.put(path, raw, key=path)


def add_element(draft: Draft, place: Place) -> None:
    """A further element of a list, or a further grade."""
    found, path = draft.at(place.path), place.path
    if place.spec.kind == "named":
        number = next(n for n in range(1, 100) if f"P{n}" not in fields(found))
        draft.edit(put(draft.document, (*path, f"P{number}"), blank(place.spec.of)))
    else:
        draft.edit(insert(draft.document, path, len(elements(found)), blank(place.spec.of)))
