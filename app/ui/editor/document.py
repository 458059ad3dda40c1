"""A scheme as plain JSON and pure changes of it; places in it are paths such as ``("items", 0, "rule", "bands", 1)``."""

import re
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Absent:
    """Stands for a field that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")


def value_at(document: Any, path: Path) -> Any:
    """What stands at the path, ABSENT if nothing does."""
    for step in path:
        if isinstance(document, dict) and step in document:
            document = document[step]  # pyright: ignore[reportUnknownVariableType]
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):  # pyright: ignore[reportUnknownArgumentType]
            document = document[step]  # pyright: ignore[reportUnknownVariableType]
        else:
            return ABSENT
    return document  # pyright: ignore[reportUnknownVariableType]


def put(document: Any, path: Path, value: Any) -> Any:
    """The document with another value at the path; ABSENT takes the field away. What is not on the way is shared."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(document, list):
        changed: list[Any] = list(document)  # pyright: ignore[reportUnknownArgumentType]
        changed[int(step)] = put(changed[int(step)], rest, value)
        return changed
    fields: dict[str, Any] = dict(document or {})
    if not rest and isinstance(value, Absent):
        fields.pop(str(step), None)
    else:
        fields[str(step)] = put(fields.get(str(step)), rest, value)
    return fields


def insert(document: Any, path: Path, at: int, value: Any) -> Any:
    """The document with a further element in the list at the path, which is made if it is not there."""
    found = value_at(document, path)
    elements: list[Any] = [] if found is None or isinstance(found, Absent) else list(found)
    return put(document, path, [*elements[:at], value, *elements[at:]])


def without(document: Any, path: Path) -> Any:
    """The document without the element of a list, or the field."""
    if isinstance(path[-1], int):
        elements: list[Any] = list(value_at(document, path[:-1]))
        del elements[path[-1]]
        return put(document, path[:-1], elements)
    return put(document, path, ABSENT)


def moved(document: Any, path: Path, to: int) -> Any:
    """The document with the element of a list at another place in it."""
    elements: list[Any] = list(value_at(document, path[:-1]))
    elements.insert(to, elements.pop(int(path[-1])))
    return put(document, path[:-1], elements)


def renamed(document: Any, path: Path, name: str) -> Any:
    """The document with another name for the part at the path; one that is blank or taken changes nothing."""
    fields: dict[str, Any] = value_at(document, path[:-1])
    if not name.strip() or name.strip() in fields:
        return document
    return put(document, path[:-1], {name.strip() if key == path[-1] else key: each for key, each in fields.items()})


def path_of(text: str) -> Path:
    """The path that a problem names: ``$.items[0].rule.bands[1]``; a key that it does not name (``[...]``) ends it."""
    steps: list[str | int] = []
    for name, number, unnamed in _STEP.findall(text.removeprefix("$")):
        if unnamed:
            break
        steps.append(name or int(number))
    return tuple(steps)
