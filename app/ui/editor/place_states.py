"""What stands at a place of a form: its value, in words, what is wrong there."""

from collections.abc import Sequence
from typing import Any

from app.domain.problem import Severity
from app.ui.editor.alternatives import way_of
from app.ui.editor.checking import Fault
from app.ui.editor.document import ABSENT, Absent, Path, fields, value_at
from app.ui.editor.form_words import FormWords
from app.ui.editor.make_field import usual_of
from app.ui.editor.places import TAIL, Place


def state_of(place: Place, document: Any, rule: str) -> Any:
    """The value of the place's widget in a document; a choice that is left out is what it means."""
    found = value_at(document, place.path)
    match place.what:
        case "rule":
            return fields(found).get("type", ABSENT)
        case "way":
            way = way_of(place.part, fields(found)) if isinstance(found, dict) else None
            return ABSENT if way is None else way.name
        case "presence":
            return "given" if isinstance(found, dict) else "none" if found is None and three_ways(place) else ""
        case _:
            usual = usual_of(place.spec, rule)
            return usual if isinstance(found, Absent) and usual is not None else found


def three_ways(place: Place) -> bool:
    """Whether null is something else than leaving the group out: an award's minimum."""
    return place.spec.owner == "Award"


def said(place: Place, value: Any, unit: str, words: FormWords) -> str:
    """A value of the place in words."""
    match place.what:
        case "rule":
            return words.rule(place.spec, value)
        case "way":
            return words.way(place, value)
        case "presence":
            return words(f"presence_{place.spec.name}_{value or 'usual'}")
        case _:
            return words.plain(value, place.spec, unit) if value is not None else words("nothing")


def owner(places: Sequence[Place], path: Path) -> tuple[str, Path] | None:
    """The place that says what is wrong at a path: the nearest at or above it."""
    if path and path[-1] == TAIL:
        path = (*path[:-1], "bands")
    found = [place for place in places if path[: len(place.path)] == place.path and place.what != "add"]
    best = max(found, key=lambda place: (len(place.path), place.what == "way"), default=None)
    return None if best is None else (best.what, best.path)


def fault_of(place: Place, places: Sequence[Place], faults: Sequence[Fault], unit: str, words: FormWords) -> str:
    """The first thing that is wrong at the place, "" for nothing."""
    for fault in faults:
        if fault.problem.severity is Severity.ERROR and owner(places, fault.path) == (place.what, place.path):
            return words.fault(fault.problem, unit)
    return ""
