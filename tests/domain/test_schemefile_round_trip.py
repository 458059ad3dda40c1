"""A scheme's file is written again byte for byte, whatever is absent; a field in another order is read."""

import json
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UnsetType

from app.domain.scheme import Exact, Rule, Scheme
from app.domain.schemefile import read_scheme, reading, write_scheme
from tests.domain.full_scheme import FULL

Path = tuple[str | int, ...]

MAY_BE_ABSENT = {
    "scheme": "description bonuses score_cap overload grades",
    "item": "cap no_data incomplete",
    "bands": "better otherwise",
    "attainment": "better otherwise",
    "target": "value by_shop by_quarter by_grade by_grade_quarter grade_factor",
    "peers": "better otherwise no_peers",
    "manual": "criteria",
    "composite": "kinds",
    "bonus": "cap",
    "pay item": "missing tax_exempt",
    "base": "prorate amount probation_rate",
    "performance": "amount prorate",
    "commission": "mode",
    "piece": "mode",
    "award": "better ties period conditions minimum noncash against",
    "condition": "better",
    "team_goal": "better share",
    "contest": "better noncash ties share",
    "points": "metric",
    "supervisor": "profit_rate",
    "allowance": "from to",
    "guarantee": "at_most",
    "attendance": "late_price sick_rate",
    "grade": "base performance enter stay penalty_factor",
    "requirement": "better",
}
"""Fields that may be left out by themselves; a few more may be, but only with what stands beside them."""


def file_of(plain: Any) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def copy_of(plain: Any) -> Any:
    return json.loads(json.dumps(plain))


def at(plain: Any, path: Path) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def objects(plain: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all objects of the file."""
    children: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(plain, dict):
        yield path
        children = iter(plain.items())
    elif isinstance(plain, list):
        children = iter(enumerate(plain))
    for key, value in children:
        yield from objects(value, (*path, key))


def owner(path: Path) -> str:
    """The kind of object that stands there, as in MAY_BE_ABSENT."""
    by_place = {"items": "item", "bonuses": "bonus", "pay": "pay item", "grades": "grade", "conditions": "condition",
                "enter": "requirement", "stay": "requirement"}  # fmt: skip
    one = at(FULL, path)
    named = [step for step in path if isinstance(step, str)]
    if "type" in one:
        return str(one["type"])
    if not path:
        return "scheme"
    return by_place.get(str(path[-2]) if len(path) > 1 else "", str(named[-1]))


LEFT_OUT: list[Path] = [
    (*path, field)
    for path in objects(FULL)
    for field in at(FULL, path)
    if field in MAY_BE_ABSENT.get(owner(path), "").split()
]


def without(paths: typing.Iterable[Path]) -> Any:
    plain = copy_of(FULL)
    for path in sorted(paths, key=len, reverse=True):
        del at(plain, path[:-1])[path[-1]]
    return plain


def test_the_scheme_has_every_rule_and_every_field() -> None:
    seen: dict[str, set[str]] = {}
    for path in objects(FULL):
        seen.setdefault(owner(path), set()).update(at(FULL, path))
    rules = [kind for kind in _structs(Scheme) if issubclass(kind, Rule)]
    assert len(rules) == 31
    for kind in rules:
        fields = {"type", *(field.encode_name for field in msgspec.structs.fields(kind))}
        assert seen[str(kind.__struct_config__.tag)] == fields
    for name, fields in MAY_BE_ABSENT.items():
        assert set(fields.split()) <= seen[name], name


def test_every_field_is_kept() -> None:
    scheme, problems = read_scheme(file_of(FULL))
    assert problems == () and scheme is not None
    assert write_scheme(scheme) == file_of(FULL)


@pytest.mark.parametrize("path", LEFT_OUT, ids=lambda path: ".".join(map(str, path)))
def test_each_optional_field_may_be_absent_and_stays_so(path: Path) -> None:
    plain = without([path])
    scheme, problems = read_scheme(file_of(plain))
    assert scheme is not None, problems
    assert write_scheme(scheme) == file_of(plain)


@given(st.sets(st.sampled_from([path for path in LEFT_OUT if len(path) > 1])))
def test_any_of_them_may_be_absent(paths: set[Path]) -> None:
    plain = without(path for path in paths if not any(path[:n] in paths for n in range(1, len(path))))
    scheme, problems = read_scheme(file_of(plain))
    assert scheme is not None, problems
    assert write_scheme(scheme) == file_of(plain)


@given(st.randoms(use_true_random=False))
def test_fields_in_any_order_are_read_and_written_in_the_documented_one(random: Any) -> None:
    def shuffled(value: Any, *, fields: bool = True) -> Any:
        if isinstance(value, list):
            return [shuffled(one) for one in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        if fields:
            random.shuffle(keys)
        return {key: shuffled(value[key], fields=key not in TABLES) for key in keys}

    scheme, problems = read_scheme(file_of(shuffled(FULL)))
    assert scheme is not None, problems
    assert write_scheme(scheme) == file_of(FULL)


TABLES = frozenset(
    {"kinds", "metrics", "by_shop", "by_quarter", "by_grade", "by_grade_quarter", "grade_factor", "targets", "grades"}
)
"""Objects whose keys the owner chooses: they keep their order."""


@pytest.mark.parametrize(
    "path",
    [path for path in objects(FULL) if not path or path[-1] not in TABLES],
    ids=lambda path: ".".join(map(str, path)) or "$",
)
def test_an_unknown_field_is_refused_at_every_level_with_its_path(path: Path) -> None:
    plain = copy_of(FULL)
    at(plain, path)["colour"] = "red"
    scheme, problems = read_scheme(file_of(plain))
    assert scheme is None
    assert [(one.code, one.params) for one in problems] == [
        ("scheme_field_unknown", {"path": spoken(path), "value": "colour"})
    ]


def spoken(path: Path) -> str:
    """``("items", 0, "rule")`` → ``$.items[0].rule``; a key that the owner chose is ``[...]``."""
    text = "$"
    for index, step in enumerate(path):
        chosen = index > 0 and path[index - 1] in TABLES
        text += f"[{step}]" if isinstance(step, int) else "[...]" if chosen else f".{step}"
    return text


# Files made from the types alone: whatever the types allow is read and written; the checks of meaning are asked to
# say something about it, never to fall over.

NUMBERS = st.sampled_from(["0", "0.40", "-1", "100", "007", "2.50", 3, -2, 10**18, "0.0000000001"])
TEXTS = st.sampled_from(["", "投诉", "a", "\u2028", '"\\', "😀", "\x00\n"])


def _structs(kind: Any, seen: set[Any] | None = None) -> set[Any]:
    seen = set() if seen is None else seen
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            _structs(field.type, seen)
    for part in get_args(kind):
        _structs(part, seen)
    return seen


def plain_of(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """JSON of a type, its fields in the type's order."""
    if kind is Exact:
        return NUMBERS
    if kind is str:
        return TEXTS
    if kind is bool:
        return st.booleans()
    if kind is type(None):
        return st.none()
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _object(kind, depth + 1)
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return st.dictionaries(TEXTS, plain_of(parts[1], depth), max_size=2)
    if get_origin(kind) is tuple and parts[-1] is ...:
        return st.lists(plain_of(parts[0], depth), max_size=0 if depth > 5 else 2)
    if get_origin(kind) is tuple:
        return st.tuples(*(plain_of(part, depth) for part in parts)).map(list)
    assert get_origin(kind) in (typing.Union, types.UnionType), kind
    return st.one_of([plain_of(part, depth) for part in parts if part is not UnsetType])


@st.composite
def _object(draw: st.DrawFn, kind: Any, depth: int) -> dict[str, Any]:
    config = kind.__struct_config__
    plain: dict[str, Any] = {config.tag_field: config.tag} if config.tag else {}
    for field in msgspec.structs.fields(kind):
        if field.required or draw(st.booleans()):
            plain[field.encode_name] = draw(plain_of(field.type, depth))
    return plain


@pytest.mark.parametrize(
    "kind", sorted(_structs(Scheme) - {Scheme}, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_whatever_a_type_allows_keeps_its_bytes(kind: Any) -> None:
    @settings(max_examples=25)
    @given(plain_of(kind))
    def check(plain: dict[str, Any]) -> None:
        found = msgspec.json.decode(file_of(plain), type=kind, dec_hook=lambda _, value: Exact(value))
        again = msgspec.to_builtins(found, enc_hook=lambda value: value.raw)
        assert file_of(again) == file_of(plain)

    check()


@given(plain_of(Scheme))
def test_no_scheme_that_the_types_allow_makes_a_check_fall_over(plain: dict[str, Any]) -> None:
    scheme, problems = read_scheme(file_of(plain))
    refused = any(one.severity.value == "error" for one in problems)
    assert (scheme is None) == refused
    if scheme is not None:
        assert write_scheme(scheme) == file_of(plain)


@given(plain_of(Scheme))
def test_whatever_the_types_allow_is_written_again(plain: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "faults", lambda scheme: ())
        scheme, problems = read_scheme(file_of(plain))
    assert scheme is not None, problems
    assert write_scheme(scheme) == file_of(plain)
