"""A scheme as plain JSON, pure changes of it, and paths to its parts: ``("items", 0, "rule", "bands", 1)``."""

import re
from typing import Any, TypeAlias, cast

Path: TypeAlias = tuple[str | int, ...]


class Absent:
    """Stands for a field that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")


def fields(value: Any) -> dict[str, Any]:
    """The value as an object; anything else has no fields."""
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def elements(value: Any) -> list[Any]:
    """The value as a list; anything else has no elements."""
    return cast(list[Any], value) if isinstance(value, list) else []


def value_at(document: Any, path: Path) -> Any:
    """What stands at the path, ABSENT if nothing does."""
    for step in path:
        if isinstance(step, str):
            document = fields(document).get(step, ABSENT)
        else:
            document = elements(document)[step] if step < len(elements(document)) else ABSENT
    return document


def put(document: Any, path: Path, value: Any) -> Any:
    """The document with another value at the path; ABSENT takes the field away. What is not on the way is shared."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        listed = list(elements(document))
        listed[step] = put(listed[step], rest, value)
        return listed
    changed = dict(fields(document))
    if not rest and isinstance(value, Absent):
        changed.pop(step, None)
    else:
        changed[step] = put(changed.get(step), rest, value)
    return changed


def insert(document: Any, path: Path, at: int, value: Any) -> Any:
    """The document with a further element in the list at the path, which is made if it is not there."""
    listed = elements(value_at(document, path))
    return put(document, path, [*listed[:at], value, *listed[at:]])


def without(document: Any, path: Path) -> Any:
    """The document without the element of a list, or the field."""
    if isinstance(path[-1], str):
        return put(document, path, ABSENT)
    listed = elements(value_at(document, path[:-1]))
    return put(document, path[:-1], [each for at, each in enumerate(listed) if at != path[-1]])


def moved(document: Any, path: Path, to: int) -> Any:
    """The document with the element of a list at another place in it."""
    listed = list(elements(value_at(document, path[:-1])))
    listed.insert(to, listed.pop(int(path[-1])))
    return put(document, path[:-1], listed)


def renamed(document: Any, path: Path, name: str) -> Any:
    """The document with another name for the part at the path; one that is blank or taken changes nothing."""
    found = fields(value_at(document, path[:-1]))
    if not name.strip() or name.strip() in found:
        return document
    return put(document, path[:-1], {name.strip() if key == path[-1] else key: each for key, each in found.items()})


def path_of(text: str) -> Path:
    """The path that a problem names: ``$.items[0].rule.bands[1]``; a key that it does not name (``[...]``) ends it."""
    steps: list[str | int] = []
    for name, number, unnamed in _STEP.findall(text.removeprefix("$")):
        if unnamed:
            break
        steps.append(name or int(number))
    return tuple(steps)
