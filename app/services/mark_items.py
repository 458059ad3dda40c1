"""How the items of a scheme may be called on a sheet of marks."""

from collections.abc import Iterator

from msgspec import UnsetType

from app.domain.scheme import Manual, Scheme, ScoreItem, given


def mark_items(scheme: Scheme) -> dict[str, str]:
    """Name or id of an item → what a mark of it is called in the book.

    ``{"聊天抽检": "item:chat", "聊天抽检/态度": "item:chat/态度"}``; an item with a metric means that metric.
    """
    names: dict[str, str] = {}
    for item in scheme.every_item:
        for spelling, key in _spellings(item):
            names.setdefault(spelling, key)
    return names


def _spellings(item: ScoreItem) -> Iterator[tuple[str, str]]:
    for called in (item.id, item.name):
        if isinstance(item.rule, Manual):
            yield called, f"item:{item.id}"
            for part in given(item.rule.criteria, ()):
                yield f"{called}/{part.name}", f"item:{item.id}/{part.name}"
        elif not isinstance(item.metric, UnsetType):
            yield called, item.metric
