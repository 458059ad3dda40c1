"""Where a part of a scheme can be given in one of several ways: which fields belong to which way."""

from typing import Any

import msgspec

from app.domain.scheme import (
    Attainment,
    Award,
    Commission,
    Condition,
    Guarantee,
    Manual,
    Peers,
    Requirement,
    TeamGoal,
)


class Way(msgspec.Struct, frozen=True):
    """One way: the fields that belong to it, and of these those that it cannot be without."""

    name: str
    fields: tuple[str, ...]
    needed: tuple[str, ...] = ()


_BANDED = (Way("formula", ()), Way("bands", ("bands", "otherwise"), ("bands",)))

WAYS: dict[type[msgspec.Struct], tuple[Way, ...]] = {
    Attainment: _BANDED,
    Peers: _BANDED,
    Manual: (Way("whole", ()), Way("criteria", ("criteria",), ("criteria",))),
    Commission: (
        Way("fixed", ("rate",), ("rate",)),
        Way("tiers", ("tier_metric", "tiers", "mode"), ("tier_metric", "tiers")),
    ),
    TeamGoal: (Way("one", ("target",), ("target",)), Way("each", ("targets",), ("targets",))),
    Guarantee: (
        Way("limits", ("of", "at_least", "at_most"), ("of", "at_least")),
        Way("larger", ("larger_of",), ("larger_of",)),
    ),
    Condition: (
        Way("incidents", ("no_incidents",), ("no_incidents",)),
        Way("metric", ("metric", "better", "at"), ("metric", "at")),
    ),
    Requirement: (
        Way("mean_score", ("mean_score", "months"), ("mean_score", "months")),
        Way("employed", ("months_employed",), ("months_employed",)),
        Way("mark", ("mark", "at"), ("mark", "at")),
        Way("metric", ("metric", "better", "at"), ("metric", "at")),
        Way("incidents", ("no_incidents", "months"), ("no_incidents", "months")),
    ),
    Award: (
        Way("rank", ("by", "amounts", "ties", "minimum"), ("by", "amounts")),
        Way("record", ("by", "amount", "against", "minimum"), ("by", "amount")),
        Way("streak", ("by", "amount", "months", "ties"), ("by", "amount", "months")),
        Way("threshold", ("amount", "at"), ("amount", "at")),
    ),
}
"""A field that no way names is asked for in every one."""

NAMED_BY: dict[type[msgspec.Struct], str] = {Award: "kind"}
"""Parts in which a field of their own says the way."""


def way_of(part: type[msgspec.Struct], given: dict[str, Any]) -> Way | None:
    """The way in which a part is given: the one it names, else the one of which most is there."""
    ways = WAYS.get(part)
    if ways is None:
        return None
    if part in NAMED_BY:
        return next((way for way in ways if way.name == given.get(NAMED_BY[part])), ways[0])
    return max(ways, key=lambda way: (sum(name in given for name in way.needed), -len(way.needed)))


def asked(part: type[msgspec.Struct], name: str, given: dict[str, Any]) -> bool:
    """Whether a field is asked for: it belongs to the way in use or to no way, or it is there although it does not."""
    way = way_of(part, given)
    if way is None or name in way.fields or name in given:
        return True
    return all(name not in other.fields for other in WAYS[part])
