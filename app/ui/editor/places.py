"""What a form asks for, one after the other: the fields of a part of a scheme, of its rule, of what stands inside."""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import msgspec

from app.ui.editor.alternatives import NAMED_BY, WAYS, asked
from app.ui.editor.document import Path, elements, fields, value_at
from app.ui.editor.specs import Spec, rules_in, specs_of

What: TypeAlias = Literal["field", "rule", "way", "presence", "element", "add", "parts"]
"""``rule``: which rule; ``way``: which of several ways; ``presence``: whether a group is there; ``element``: the head
of one element of a list, with ``add`` after the last; ``parts``: the sub-items, listed at the left."""

TAIL = "otherwise"
"""What holds below the last step: the last row of the table of steps."""
_ELSEWHERE: dict[str, frozenset[str]] = {
    "ScoreItem": frozenset({"id"}),
    "Bonus": frozenset({"id"}),
    "Bands": frozenset({TAIL}),
    "Attainment": frozenset({TAIL}),
    "Peers": frozenset({TAIL}),
    "Scheme": frozenset({"format", "items", "bonuses", "pay", "grades"}),
}
LATE = frozenset({"cap", "incomplete", "code", "missing", "tax_exempt"})
"""Fields of an item that its rule and its tables go before."""
_WITHOUT_METRIC = frozenset({"manual", "deductions", "composite"})
TABLES = frozenset({"steps", "map", "column", "rows"})


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a form; ``depth`` 1 and more belong to the element above them."""

    what: What
    path: Path
    spec: Spec
    part: Any
    depth: int = 0

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width below the short fields."""
        return self.what in ("element", "add", "parts") or (self.what == "field" and self.spec.kind in TABLES)


def places_in(document: Any, path: Path, part: type[msgspec.Struct], depth: int = 0) -> tuple[Place, ...]:
    """The rows of the form of a part; of a document that is broken those that can be told."""
    return tuple(_places(document, path, part, depth))


def _places(document: Any, path: Path, part: type[msgspec.Struct], depth: int) -> Iterator[Place]:
    given = fields(value_at(document, path))
    hidden = _ELSEWHERE.get(part.__name__, frozenset())
    told = part not in WAYS or part in NAMED_BY
    for spec in sorted(specs_of(part), key=lambda spec: spec.name in LATE):
        if spec.name in hidden or not _fits(part, spec, given):
            continue
        if not told and any(spec.name in way.fields for way in WAYS[part]):
            told = True
            yield Place(what="way", path=path, spec=spec, part=part, depth=depth)
        if asked(part, spec.name, given):
            yield from _of_field(document, (*path, spec.name), spec, part, depth)


def _fits(part: type[msgspec.Struct], spec: Spec, given: dict[str, Any]) -> bool:
    """Whether a policy of a score item means anything with its rule."""
    if part.__name__ != "ScoreItem" or spec.name in given:
        return True
    rule = given.get("rule", {}).get("type", "")
    match spec.name:
        case "metric" | "incomplete":
            return rule not in _WITHOUT_METRIC
        case "cap":
            return rule != "composite"
        case "no_data":
            return rule not in ("composite", "deductions")
        case _:
            return True


def _of_field(document: Any, path: Path, spec: Spec, part: Any, depth: int) -> Iterator[Place]:
    def place(what: What, at: Path = path) -> Place:
        return Place(what=what, path=at, spec=spec, part=part, depth=depth)

    match spec.kind:
        case "rule":
            yield place("rule")
            rule = rules_in(spec.of).get(str(value_at(document, (*path, "type"))))
            if rule is not None:
                yield from _places(document, path, rule, depth)
        case "group":
            if not spec.required:
                yield place("presence")
            if isinstance(value_at(document, path), dict):
                yield from _places(document, path, spec.of, depth)
        case "list" if spec.of.__name__ == "ScoreItem":
            yield place("parts")
        case "list" | "named":
            for key in _keys(value_at(document, path)):
                yield place("element", (*path, key))
                yield from _places(document, (*path, key), spec.of, depth + 1)
            yield place("add")
        case _:
            yield place("field")


def _keys(found: Any) -> list[str | int]:
    return [*fields(found), *range(len(elements(found)))]


def unit_at(document: Any, path: Path) -> str:
    """The metric that a number in ``metric`` units is of: that of its tiers, of its own part, else of the item."""
    if path[-1] == "tiers":
        return _text(value_at(document, (*path[:-1], "tier_metric")))
    for end in range(len(path) - 1, 0, -1):
        metric = value_at(document, (*path[:end], "metric"))
        if isinstance(metric, str):
            return metric
    return ""


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""
