"""Reading, checking and writing a scheme's JSON."""

import json
import re
from typing import Any

import msgspec

from app.domain.problem import Problem, error
from app.domain.scheme import Exact, PayItem, Scheme
from app.domain.schemefile.checks import faults

MAX_BYTES = 1_000_000
_STRUCTURE = (
    ("scheme_field_unknown", re.compile(r"Object contains unknown field `(.+)`")),
    ("scheme_field_missing", re.compile(r"Object missing required field `(.+)`")),
    ("scheme_value_unknown", re.compile(r"Invalid (?:enum )?value '(.+)'")),
    ("scheme_not_exact", re.compile(r"((?:not an exact decimal|Expected an exact decimal).*)")),
    ("scheme_wrong_type", re.compile(r"Expected (.+)")),
)


def read_scheme(data: bytes, file: str = "") -> tuple[Scheme | None, tuple[Problem, ...]]:
    """Bytes of a scheme file → (scheme, warnings), or (None, every problem found)."""
    if len(data) > MAX_BYTES:
        return None, (error("scheme_too_large", file=file),)
    try:
        scheme = msgspec.json.decode(data, type=Scheme, dec_hook=_decode)
    except msgspec.ValidationError as fault:
        return None, (_structure_problem(str(fault), file),)
    except (msgspec.DecodeError, RecursionError) as fault:
        return None, (error("scheme_not_json", file=file, detail=str(fault)),)
    problems = tuple(msgspec.structs.replace(problem, file=file) for problem in faults(scheme))
    refused = any(problem.severity.value == "error" for problem in problems)
    return (None if refused else scheme), problems


def read_pay_item(plain: Any) -> PayItem | None:
    """One pay item of a scheme's JSON that is still being written, unchecked; None where it is not whole."""
    try:
        return msgspec.convert(plain, PayItem, dec_hook=_decode)
    except (msgspec.ValidationError, ValueError):
        return None


def write_scheme(scheme: Scheme) -> bytes:
    """The scheme's file: fields in the documented order, two spaces deep, numbers as they were written."""
    plain = msgspec.to_builtins(scheme, enc_hook=_encode)
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def _decode(kind: Any, value: Any) -> Any:
    if kind is not Exact:
        raise NotImplementedError(str(kind))
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError('Expected an exact decimal such as "0.40"')
    if isinstance(value, str) and len(value) > 40:
        raise ValueError("Expected an exact decimal of at most 40 characters")
    return Exact(value)


def _encode(value: Any) -> Any:
    if isinstance(value, Exact):
        return value.raw
    raise NotImplementedError(str(value))


def _structure_problem(message: str, file: str) -> Problem:
    """msgspec says ``Object contains unknown field `x` - at `$.items[0]` ``: what is wrong, and where."""
    fault, _, path = message.partition(" - at `")
    where = path.rstrip("`") or "$"
    for code, pattern in _STRUCTURE:
        match = pattern.fullmatch(fault)
        if match is not None:
            return error(code, file=file, path=where, value=match[1])
    return error("scheme_field", file=file, path=where, expected=fault)
