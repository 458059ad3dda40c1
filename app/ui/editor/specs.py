"""The fields of every part of a scheme, read off the declared types; a new rule needs at most a unit here."""

from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, UnsetType
from msgspec.structs import replace

from app.domain.scheme import Exact

Kind: TypeAlias = Literal[
    "number", "text", "flag", "choice", "keys", "names", "pair", "steps", "map", "column", "rows",
    "group", "list", "named", "rule",
]  # fmt: skip
"""What a field is made of; ``rows`` are structs that fit a table, ``list`` those that do not."""

Unit: TypeAlias = Literal["percent", "points", "yuan", "plain", "metric"]
"""How a number is typed; ``metric``: in the unit of the metric beside it."""

_PERCENT = frozenset({
    "rate", "probation_rate", "sick_rate", "culprit_share", "profit_rate", "penalty_factor", "share", "factor", "cap",
})  # fmt: skip
_POINTS = frozenset({"full", "otherwise", "rise", "flat", "fall", "score_cap", "mean_score", "kinds", "metrics"})
_YUAN = frozenset({
    "amount", "amounts", "base", "performance", "yuan", "late_price", "at_least", "at_most",
})  # fmt: skip
_OF_METRIC = frozenset({
    "at", "value", "target", "targets", "by_shop", "by_quarter", "by_grade", "by_grade_quarter",
})  # fmt: skip
_BY_NAME: tuple[tuple[Unit, frozenset[str]], ...] = (
    ("percent", _PERCENT),
    ("points", _POINTS),
    ("yuan", _YUAN),
    ("metric", _OF_METRIC),
)
_UNITS: dict[tuple[str, str], Unit] = {("Bonus", "cap"): "points"}

_STEPS: dict[tuple[str, str], tuple[Unit, Unit]] = {
    ("Bands", "bands"): ("metric", "points"),
    ("Attainment", "bands"): ("percent", "points"),
    ("Peers", "bands"): ("percent", "points"),
    ("Linear", "points"): ("metric", "points"),
    ("Commission", "tiers"): ("metric", "percent"),
    ("Supervisor", "tiers"): ("metric", "percent"),
    ("Piece", "steps"): ("metric", "yuan"),
}
_METRICS = frozenset({"metric", "tier_metric"})
_SCORE_TOO = frozenset({"Award", "Contest"})


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """One field: its JSON name, kind and unit; ``role`` says what a text or name stands for."""

    owner: str
    name: str
    kind: Kind
    required: bool
    nullable: bool = False
    unit: Unit = "plain"
    units: tuple[Unit, Unit] = ("plain", "plain")
    role: str = ""
    choices: tuple[str, ...] = ()
    of: Any = None


@cache
def specs_of(part: type[msgspec.Struct]) -> tuple[Spec, ...]:
    """The fields of a type in their documented order."""
    return tuple(_spec(part.__name__, field) for field in msgspec.structs.fields(part))


def spec_of(part: type[msgspec.Struct], name: str) -> Spec:
    """One field of a type."""
    return next(spec for spec in specs_of(part) if spec.name == name)


def tag_of(part: type[msgspec.Struct]) -> str:
    """What ``type`` says in a rule's file."""
    return str(part.__struct_config__.tag)


def rules_in(kind: Any) -> dict[str, type[msgspec.Struct]]:
    """The rules that a ``rule`` field can hold, by their tag, in the order declared."""
    return {tag_of(each): each for each in get_args(kind)}


def _spec(owner: str, field: msgspec.structs.FieldInfo) -> Spec:
    kinds = [each for each in _parts(field.type) if each is not UnsetType]
    plain = Spec(
        owner=owner,
        name=field.encode_name,
        kind="text",
        required=field.default is NODEFAULT,
        nullable=NoneType in kinds,
        unit=_unit(owner, field.encode_name),
        role=_role(owner, field.encode_name),
    )
    kinds = [each for each in kinds if each is not NoneType]
    if len(kinds) > 1:
        return replace(plain, kind="rule", of=Union[tuple(kinds)])  # noqa: UP007 - made of a list
    return _one(kinds[0], plain)


def _one(kind: Any, plain: Spec) -> Spec:
    origin = get_origin(kind)
    if kind in _PLAIN:
        return replace(plain, kind=_PLAIN[kind])
    if origin is Literal:
        return replace(plain, kind="choice", choices=get_args(kind))
    if origin is dict:
        held = get_args(kind)[1]
        if _is_struct(held):
            return replace(plain, kind="named", of=held)
        return replace(plain, kind="map", nullable=NoneType in _parts(held))
    if origin is tuple:
        return _sequence(get_args(kind)[0], plain)
    return replace(plain, kind="group", of=kind)


def _sequence(each: Any, plain: Spec) -> Spec:
    if get_origin(each) is Literal:
        return replace(plain, kind="keys", choices=get_args(each))
    if get_origin(each) is tuple:
        if get_args(each)[0] is str:
            return replace(plain, kind="pair")
        return replace(plain, kind="steps", units=_STEPS[plain.owner, plain.name])
    if _is_struct(each):
        table = all(spec.kind in ("number", "text") for spec in specs_of(each)) and each.__name__ not in _WIDE
        return replace(plain, kind="rows" if table else "list", of=each)
    if each is str:
        return replace(plain, kind="names")
    kept = Exact if Exact in _parts(each) else str
    return replace(plain, kind="column", of=kept, nullable=NoneType in _parts(each))


_PLAIN: dict[Any, Kind] = {Exact: "number", str: "text", bool: "flag"}
_WIDE = frozenset({"ScoreItem", "PayItem", "Bonus"})
"""Parts that are listed at the left, each with a form of its own."""


def _parts(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _unit(owner: str, name: str) -> Unit:
    if (owner, name) in _UNITS:
        return _UNITS[owner, name]
    found: Unit = "plain"
    for unit, names in _BY_NAME:
        found = unit if name in names else found
    return found


def _role(owner: str, name: str) -> str:
    if name in _METRICS or (owner in ("Commission", "Supervisor") and name == "amount"):
        return "measure" if owner in _SCORE_TOO else "metric"
    if (owner, name) == ("Overload", "metrics"):
        return "metric"
    if (owner, name) == ("Bonus", "metrics"):
        return "metric"
    return {
        "kind": "incident",
        "kinds": "incident",
        "no_incidents": "incident",
        "of": "line",
        "larger_of": "line",
        "mark": "mark",
        "from": "month",
        "to": "month",
    }.get(name, "")
