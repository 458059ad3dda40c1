"""Everything that is wrong with a scheme's document while it is typed, each with the path of the field."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from app.domain.problem import Problem, error, has_errors
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.ui.editor.document import Path, fields, path_of
from app.ui.editor.specs import Spec, rules_in, specs_of
from app.ui.editor.typed import number_of


class Fault(msgspec.Struct, frozen=True):
    """A problem and the field it is in; () where it is the scheme's as a whole."""

    path: Path
    problem: Problem


def check(document: Any) -> tuple[Scheme | None, tuple[Fault, ...]]:
    """The scheme and its warnings, or None and every fault: first what is no number, then what does not fit."""
    typed = tuple(_no_numbers(document, Scheme, ()))
    if typed:
        return None, typed
    scheme, problems = read_scheme(json.dumps(document, ensure_ascii=False).encode())
    faults = tuple(Fault(_place_of(problem), problem) for problem in problems)
    return (None if has_errors(problems) else scheme), faults


def _place_of(problem: Problem) -> Path:
    """Where the person has to look: a field that is missing is looked for where it would be."""
    path = path_of(problem.params.get("path", "$"))
    return (*path, problem.params["value"]) if problem.code == "scheme_field_missing" else path


def _no_numbers(value: Any, part: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        return
    for spec in specs_of(part):
        if spec.name in value:
            yield from _in_field(value[spec.name], spec, (*path, spec.name))


def _in_field(value: Any, spec: Spec, path: Path) -> Iterator[Fault]:
    match spec.kind:
        case "number":
            yield from _number(value, path, spec)
        case "text" if spec.role in ("metric", "measure", "incident", "mark") or spec.name in ("name", "code"):
            if value == "":
                yield _blank(path)
        case "steps":
            for at, row in enumerate(value):
                for column, each in enumerate(row):
                    yield from _number(each, (*path, at, column), spec)
        case "column" if spec.of is not str:
            for at, each in enumerate(value):
                yield from _number(each, (*path, at), spec)
        case "map":
            for key, each in value.items():
                yield from _number(each, (*path, key), spec)
                if not key:
                    yield _blank((*path, key))
        case _:
            yield from _inside(value, spec, path)


def _inside(value: Any, spec: Spec, path: Path) -> Iterator[Fault]:
    match spec.kind:
        case "rule":
            rule = rules_in(spec.of).get(str(fields(value).get("type")))
            if rule is not None:
                yield from _no_numbers(value, rule, path)
        case "group":
            yield from _no_numbers(value, spec.of, path)
        case "rows" | "list":
            for at, each in enumerate(value):
                yield from _no_numbers(each, spec.of, (*path, at))
        case "named":
            for key, each in value.items():
                yield from _no_numbers(each, spec.of, (*path, key))
        case _:
            pass


def _number(value: Any, path: Path, spec: Spec) -> Iterator[Fault]:
    if value is None and spec.nullable:
        return
    if value == "":
        yield _blank(path)
    elif number_of(value) is None:
        yield Fault(path, error("scheme_not_exact", path=".".join(map(str, path)), value=str(value)))


def _blank(path: Path) -> Fault:
    return Fault(path, error("scheme_blank", path=".".join(map(str, path))))
