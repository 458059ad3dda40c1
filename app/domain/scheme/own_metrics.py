"""The owner's own metrics that a part of a scheme names: to name one is to declare it."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec

from app.domain.metrics import is_own, with_parts


def own_metrics_of(part: Any) -> tuple[str, ...]:
    """Each once, in the order of the scheme's fields; of a ratio its own parts too."""
    named = (metric for text in _texts(part) if is_own(text) for metric in with_parts(text))
    return tuple(dict.fromkeys(named))


def _texts(part: Any) -> Iterator[str]:
    """Every text of a scheme's part, wherever it stands; of its JSON too."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, msgspec.Struct):
        for field in part.__struct_fields__:
            yield from _texts(getattr(part, field))
    elif isinstance(part, dict):
        yield from _texts(tuple(cast(dict[str, Any], part).items()))
    elif isinstance(part, tuple | list):
        for each in cast(tuple[Any, ...], part):
            yield from _texts(each)
