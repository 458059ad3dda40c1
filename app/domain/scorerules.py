"""One small function per scoring rule: a case's figures → raw points, before re-weighting and rounding."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.money import decimal_text
from app.domain.peers import Peers
from app.domain.scheme import (
    Attainment,
    Bands,
    Deductions,
    Exact,
    Kinds,
    Manual,
    ScoreItem,
    Steps,
    given,
)
from app.domain.scheme import Peers as PeersRule
from app.domain.targets import target_of
from app.domain.trace import Trace, quantity

ZERO = Fraction(0)


class Scored(msgspec.Struct, frozen=True, gc=False):
    """Raw points of a leaf item, 0 … cap × full, exact."""

    points: Fraction
    trace: Trace


class Missing(msgspec.Struct, frozen=True, gc=False):
    """A leaf without points: ``code`` says why; ``policy`` is block or reweight."""

    code: str
    policy: str
    trace: Trace
    params: dict[str, str] = {}


Outcome: TypeAlias = Scored | Missing


def leaf(item: ScoreItem, case: Case, peers: Peers) -> Outcome:
    """The raw points of one item that is not a composite, by its rule and its policies for what is missing."""
    rule = item.rule
    if isinstance(rule, Manual):
        return _manual(item, rule, case)
    if isinstance(rule, Deductions):
        return _deductions(item, rule, case)
    metric = given(item.metric, "")
    measured = case.measured(metric)
    trace = case.trace(metric)
    if measured is not None and measured.incomplete and given(item.incomplete, "block") == "block":
        return Missing("not_yet_known", "block", trace, {"metric": metric})
    if measured is None or measured.value is None:
        return _by_policy(item, "no_data", trace, {"metric": metric})
    value = measured.value
    match rule:
        case Bands():
            return _capped(
                item, *_band(value, rule.bands, rule.otherwise, rule.better, trace.unit), (trace,), item.full.value
            )
        case Attainment():
            return _attainment(item, rule, case, value, trace)
        case PeersRule():
            return _peers(item, rule, case, peers, value, trace)
        case _:
            raise TypeError(type(rule))


def _by_policy(item: ScoreItem, code: str, trace: Trace, params: dict[str, str]) -> Outcome:
    """What a leaf without data is worth: RULES 20."""
    policy = given(item.no_data, "block")
    if policy == "zero":
        return Scored(ZERO, Trace("no_data_zero", ZERO, "points", params, (trace,)))
    if policy == "full":
        full = item.full.value
        return Scored(full, Trace("no_data_full", full, "points", {**params, "full": item.full.text}, (trace,)))
    why = trace if trace.rule == code else Trace(code, None, "", params, (trace,))
    return Missing(code, policy, why, params)


def _capped(
    item: ScoreItem, points: Fraction, rule: str, params: dict[str, str], inputs: tuple[Trace, ...], full: Fraction
) -> Scored:
    limit = full * given(item.cap, Exact("1")).value
    kept = max(ZERO, min(points, limit))
    if kept < points:
        params = {**params, "capped": decimal_text(limit)}
    return Scored(kept, Trace(rule, kept, "points", {**params, "full": item.full.text}, inputs))


def _band(
    value: Fraction, bands: Steps, otherwise: Exact | UnsetType, better: str, unit: str
) -> tuple[Fraction, str, dict[str, str]]:
    """More is better: the highest threshold ≤ value; less is better: the lowest ≥ value; else ``otherwise``."""
    step = reached(value, bands) if better == "more" else _reached_less(value, bands)
    if step is None:
        points = given(otherwise, Exact("0"))
        return points.value, "bands_otherwise", {"points": points.text, "better": better}
    threshold, points = step
    params = {"threshold": quantity(threshold.text, unit), "points": points.text}
    return points.value, f"bands_{better}", params


def reached(value: Fraction, steps: Steps) -> tuple[Exact, Exact] | None:
    """The step with the highest threshold ≤ value (thresholds are inclusive)."""
    below = [step for step in steps if step[0].value <= value]
    return max(below, key=lambda step: step[0].value) if below else None


def next_step(value: Fraction, steps: Steps) -> Exact | None:
    """The lowest threshold above the value."""
    above = [step[0] for step in steps if step[0].value > value]
    return min(above, key=lambda threshold: threshold.value) if above else None


def _reached_less(value: Fraction, steps: Steps) -> tuple[Exact, Exact] | None:
    above = [step for step in steps if step[0].value >= value]
    return min(above, key=lambda step: step[0].value) if above else None


def _attainment(item: ScoreItem, rule: Attainment, case: Case, value: Fraction, trace: Trace) -> Outcome:
    metric = given(item.metric, "")
    target = target_of(case, metric, rule.target)
    if target is None:
        return _by_policy(item, "no_target", trace, {"metric": metric})
    found = Trace("target", target.value, trace.unit, {"level_word": target.level, "key": target.key})
    return _quotient(item, rule, value, target.value, "attainment", (trace, found))


def _peers(item: ScoreItem, rule: PeersRule, case: Case, peers: Peers, value: Fraction, trace: Trace) -> Outcome:
    metric = given(item.metric, "")
    group = peers.mean(case.metrics, metric, rule.by)
    params = {"metric": metric, "count": str(group.count), "group": "|".join(group.group)}
    found = Trace("peer_mean", group.mean, trace.unit, params)
    if not group.mean:
        return _no_peers(item, rule, (trace, found))
    return _quotient(item, rule, value, group.mean, "peers", (trace, found))


def _no_peers(item: ScoreItem, rule: PeersRule, inputs: tuple[Trace, ...]) -> Outcome:
    policy = given(rule.no_peers, "full")
    if policy == "full":
        full = item.full.value
        return Scored(full, Trace("no_peers_full", full, "points", {"full": item.full.text}, inputs))
    trace = Trace("no_peers", None, "", {}, inputs)
    return Missing("no_peers", "reweight" if policy == "leave_out" else "block", trace)


def _quotient(
    item: ScoreItem,
    rule: Attainment | PeersRule,
    value: Fraction,
    standard: Fraction,
    name: str,
    inputs: tuple[Trace, ...],
) -> Scored:
    """w × value ÷ standard (less is better: the other way round; a value of 0 is then the cap), or bands on it."""
    full = item.full.value
    if not isinstance(rule.bands, UnsetType):
        quotient = value / standard
        inputs = (*inputs, Trace(f"{name}_quotient", quotient, "ratio"))
        return _capped(item, *_band(quotient, rule.bands, rule.otherwise, rule.better, "ratio"), inputs, full)
    if rule.better == "more":
        return _capped(item, full * value / standard, f"{name}_more", {}, inputs, full)
    if value == 0:
        limit = full * given(item.cap, Exact("1")).value
        return _capped(item, limit, f"{name}_less_zero", {}, inputs, full)
    return _capped(item, full * standard / value, f"{name}_less", {}, inputs, full)


def _manual(item: ScoreItem, rule: Manual, case: Case) -> Outcome:
    if isinstance(rule.criteria, UnsetType):
        mark = case.marks.get(f"item:{item.id}")
        if mark is None:
            return _by_policy(item, "no_marks", Trace("no_mark", None, "", {"item": item.name}), {})
        sources = () if mark.source is None else (mark.source,)
        leaf_trace = Trace("mark", mark.value, "points", {"item": item.name, "note": mark.note}, (), sources)
        return _capped(item, mark.value, "manual", {}, (leaf_trace,), item.full.value)
    found: list[Trace] = []
    for part in rule.criteria:
        mark = case.marks.get(f"item:{item.id}/{part.name}")
        if mark is None:
            missing = f"{item.name}/{part.name}"
            return _by_policy(item, "no_marks", Trace("no_mark", None, "", {"item": missing}), {"item": missing})
        points = max(ZERO, min(mark.value, part.full.value))
        sources = () if mark.source is None else (mark.source,)
        found.append(Trace("mark", points, "points", {"item": part.name, "note": mark.note}, (), sources))
    total = total_of(found)
    return _capped(item, total, "manual", {}, tuple(found), item.full.value)


def _deductions(item: ScoreItem, rule: Deductions, case: Case) -> Outcome:
    full = item.full.value
    taken = deducted(case, rule.kinds)
    if isinstance(taken, Missing):
        return taken
    total = total_of(taken)
    return _capped(item, full - total, "deductions", {"deducted": decimal_text(total)}, taken, full)


def deducted(case: Case, kinds: Kinds) -> tuple[Trace, ...] | Missing:
    """The points that the month's incidents of these kinds take off, one trace an incident.

    Points come from the scheme, else the absolute points of the sheet; an incident without either blocks.
    """
    found: list[Trace] = []
    for kind, points in kinds.items():
        for incident in case.incidents_of(kind):
            each = points.value if points is not None else incident.points
            params = {"day": incident.day.isoformat(), "kind": kind, "note": incident.note}
            sources = () if incident.source is None else (incident.source,)
            if each is None:
                return Missing("no_points", "block", Trace("incident", None, "", params, (), sources), params)
            found.append(Trace("incident", abs(each), "points", params, (), sources))
    return tuple(found)


def total_of(traces: Iterable[Trace]) -> Fraction:
    """The sum of the traces' values."""
    return sum((trace.value or ZERO for trace in traces), ZERO)
