"""Reading, checking and writing a scheme's JSON."""

import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import msgspec
from msgspec import UnsetType

from app.domain.metrics import known
from app.domain.money import decimal_text
from app.domain.problem import Problem, error, warning
from app.domain.scheme import (
    Attainment,
    Bands,
    Better,
    Commission,
    Composite,
    Deductions,
    Exact,
    Manual,
    PayItem,
    Peers,
    Piece,
    Points,
    Scheme,
    ScoreItem,
    Steps,
    better_of,
    given,
)

MAX_BYTES = 1_000_000
_STRUCTURE = (
    ("scheme_field_unknown", re.compile(r"Object contains unknown field `(.+)`")),
    ("scheme_field_missing", re.compile(r"Object missing required field `(.+)`")),
    ("scheme_value_unknown", re.compile(r"Invalid (?:enum )?value '(.+)'")),
    ("scheme_not_exact", re.compile(r"((?:not an exact decimal|Expected an exact decimal).*)")),
    ("scheme_wrong_type", re.compile(r"Expected (.+)")),
)
_CODE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_:")


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
    problems = tuple(msgspec.structs.replace(problem, file=file) for problem in _faults(scheme))
    refused = any(problem.severity.value == "error" for problem in problems)
    return (None if refused else scheme), problems


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


def _faults(scheme: Scheme) -> Iterator[Problem]:
    yield from _item_faults(scheme)
    bonuses = given(scheme.bonuses, ())
    for index, bonus in enumerate(bonuses):
        for metric in bonus.metrics:
            yield from _metric_fault(metric, f"$.bonuses[{index}].metrics")
    ids = [item.id for item in scheme.every_item] + [bonus.id for bonus in bonuses]
    yield from _repeated(ids, "scheme_id_twice")
    names = [item.name for item in scheme.every_item] + [bonus.name for bonus in bonuses]
    yield from _repeated(names, "scheme_name_twice")
    yield from _repeated([item.code for item in scheme.pay], "scheme_code_twice")
    for index, item in enumerate(scheme.pay):
        yield from _pay_faults(item, f"$.pay[{index}]")
    if scheme.overload:
        for metric in scheme.overload.metrics:
            yield from _metric_fault(metric, "$.overload.metrics")


def _item_faults(scheme: Scheme) -> Iterator[Problem]:
    if scheme.items:
        yield from _sum_fault(scheme.items, Fraction(100), "$.items")
    for index, item in enumerate(scheme.items):
        yield from _score_faults(item, f"$.items[{index}]")


def _sum_fault(parts: Iterable[Any], whole: Fraction, path: str) -> Iterator[Problem]:
    total = sum((part.full.value for part in parts), Fraction(0))
    if total != whole:
        yield error("scheme_sum", path=path, sum=decimal_text(total), expected=decimal_text(whole))


def _score_faults(item: ScoreItem, path: str) -> Iterator[Problem]:
    yield from _field_faults(item, path)
    rule = item.rule
    match rule:
        case Bands():
            yield from _band_faults(item, rule.bands, rule.otherwise, rule.better, f"{path}.rule.bands")
        case Attainment() | Peers():
            yield from _quotient_faults(item, rule, f"{path}.rule")
        case Manual():
            if not isinstance(rule.criteria, UnsetType):
                yield from _sum_fault(rule.criteria, item.full.value, f"{path}.rule.criteria")
                yield from _repeated([part.name for part in rule.criteria], "scheme_name_twice")
        case Composite():
            yield from _sum_fault(rule.items, item.full.value, f"{path}.rule.items")
            for index, part in enumerate(rule.items):
                yield from _score_faults(part, f"{path}.rule.items[{index}]")
        case _:
            pass


def _field_faults(item: ScoreItem, path: str) -> Iterator[Problem]:
    rule = item.rule
    if item.full.value <= 0:
        yield error("scheme_not_positive", path=f"{path}.full", value=item.full.text)
    without_metric = isinstance(rule, Manual | Deductions | Composite)
    if isinstance(item.metric, UnsetType):
        if not without_metric:
            yield error("scheme_metric_missing", path=f"{path}.metric")
    elif without_metric:
        yield error("scheme_metric_unused", path=f"{path}.metric")
    else:
        yield from _metric_fault(item.metric, f"{path}.metric")
    if not isinstance(item.cap, UnsetType) and (isinstance(rule, Composite) or item.cap.value <= 0):
        code = "scheme_cap_on_composite" if isinstance(rule, Composite) else "scheme_not_positive"
        yield error(code, path=f"{path}.cap", value=item.cap.text)


def _quotient_faults(item: ScoreItem, rule: Attainment | Peers, path: str) -> Iterator[Problem]:
    if isinstance(rule, Peers) and len(set(rule.by)) != len(rule.by):
        yield error("scheme_by_twice", path=f"{path}.by")
    if isinstance(rule.bands, UnsetType):
        if not isinstance(rule.otherwise, UnsetType):
            yield error("scheme_otherwise_alone", path=f"{path}.otherwise")
        return
    if isinstance(rule, Attainment) and better_of(rule.better) == "less":
        yield error("scheme_bands_with_less", path=f"{path}.bands")
        return
    yield from _band_faults(item, rule.bands, rule.otherwise, rule.better, f"{path}.bands")


def _band_faults(
    item: ScoreItem, bands: Steps, otherwise: Exact | UnsetType, better: Better | UnsetType, path: str
) -> Iterator[Problem]:
    yield from _threshold_faults(bands, path)
    limit = item.full.value * given(item.cap, Exact("1")).value
    points = [*bands] + ([] if isinstance(otherwise, UnsetType) else [(otherwise, otherwise)])
    for _, point in points:
        if point.value > limit:
            yield error("scheme_points_above_full", path=path, value=point.text, full=decimal_text(limit))
    ordered = [point.value for _, point in sorted(bands, key=lambda step: step[0].value)]
    if ordered != sorted(ordered, reverse=better_of(better) == "less"):
        yield warning("scheme_not_monotone", path=path)


def _threshold_faults(steps: Steps, path: str) -> Iterator[Problem]:
    if not steps:
        yield error("scheme_steps_empty", path=path)
    seen: set[Fraction] = set()
    for index, (threshold, _) in enumerate(steps):
        if threshold.value in seen:
            yield error("scheme_threshold_twice", path=f"{path}[{index}]", value=threshold.text)
        seen.add(threshold.value)


def _pay_faults(item: PayItem, path: str) -> Iterator[Problem]:
    if not item.code or not set(item.code) <= _CODE or item.code.count(":") > 1:
        yield error("scheme_code_bad", path=f"{path}.code", value=item.code)
    match item.rule:
        case Commission():
            yield from _commission_faults(item.rule, f"{path}.rule")
        case Piece():
            yield from _metric_fault(item.rule.metric, f"{path}.rule.metric")
            yield from _ladder_faults(item.rule.steps, f"{path}.rule.steps")
        case Points():
            yield from _metric_fault(given(item.rule.metric, "kpi_points"), f"{path}.rule.metric")
        case _:
            pass


def _commission_faults(rule: Commission, path: str) -> Iterator[Problem]:
    yield from _metric_fault(rule.amount, f"{path}.amount")
    fixed = not isinstance(rule.rate, UnsetType)
    tiered = not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType)
    half = isinstance(rule.tiers, UnsetType) != isinstance(rule.tier_metric, UnsetType)
    if fixed == tiered or half:
        yield error("scheme_rate_or_tiers", path=path)
        return
    marginal = given(rule.mode, "whole") == "marginal"
    if marginal and (fixed or rule.tier_metric != rule.amount):
        yield error("scheme_marginal", path=f"{path}.mode")
    if not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType):
        yield from _metric_fault(rule.tier_metric, f"{path}.tier_metric")
        yield from _ladder_faults(rule.tiers, f"{path}.tiers")


def _ladder_faults(steps: Steps, path: str) -> Iterator[Problem]:
    yield from _threshold_faults(steps, path)
    ordered = [step.value for _, step in sorted(steps, key=lambda step: step[0].value)]
    if ordered != sorted(ordered):
        yield warning("scheme_not_monotone", path=path)


def _metric_fault(metric: str, path: str) -> Iterator[Problem]:
    if not known(metric):
        yield error("scheme_metric_unknown", path=path, metric=metric)


def _repeated(names: list[str], code: str) -> Iterator[Problem]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error(code, value=name)
