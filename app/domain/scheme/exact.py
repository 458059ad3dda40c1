"""What every rule of a scheme is made of: exact numbers that keep their text, steps, fields that may be absent.

A field that was absent stays absent (UNSET), so that a file that is read and written again has the same bytes.
"""

from fractions import Fraction
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from app.domain.money import exact

T = TypeVar("T")


class Exact:
    """An exact decimal that keeps its spelling: ``Exact("0.40").value == 2/5``.

    ``text`` is the number as it was written; ``ratio`` its value in whole numbers, (2, 5), for comparing with many
    figures.
    """

    __slots__ = ("ratio", "raw", "text", "value")

    def __init__(self, raw: str | int) -> None:
        self.raw = raw
        self.text = str(raw)
        self.value: Fraction = exact(raw)
        self.ratio: tuple[int, int] = self.value.as_integer_ratio()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        return f"Exact({self.raw!r})"

    def __reduce__(self) -> tuple[type["Exact"], tuple[str | int]]:
        return (Exact, (self.raw,))


Steps: TypeAlias = tuple[tuple[Exact, Exact], ...]
"""``[[threshold, points | rate | price], …]`` in any order."""

Kinds: TypeAlias = dict[str, Exact | None]
"""Incident kind → points each; None: the points of the incident itself."""

Better: TypeAlias = Literal["more", "less"]
Mode: TypeAlias = Literal["whole", "marginal"]

PeerKey: TypeAlias = Literal["shop", "position", "shift", "team"]
"""What the members of a peer group have in common; no key: everyone of the book."""


def given(value: T | UnsetType, default: T) -> T:
    """The field, or its default where the file has none."""
    return default if isinstance(value, UnsetType) else value


def better_of(better: Better | UnsetType) -> Better:
    """Whether more or less is better; more where the file does not say."""
    return given(better, "more")


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a scheme; an unknown field is refused."""


class Rule(Field, frozen=True, kw_only=True, tag_field="type"):
    """Base of all rules; told apart by ``type``."""


class Condition(Field, frozen=True, kw_only=True):
    """What has to hold besides: no incident of these kinds, or a metric at least (less is better: at most) ``at``."""

    no_incidents: tuple[str, ...] | UnsetType = UNSET
    metric: str | UnsetType = UNSET
    better: Better | UnsetType = UNSET
    at: Exact | UnsetType = UNSET
