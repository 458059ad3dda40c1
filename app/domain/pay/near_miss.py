"""How far an agent is from the next threshold, and what reaching it would have paid (RULES 33)."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from msgspec import UnsetType

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import METRICS, Kind
from app.domain.money import Fen
from app.domain.pay.context import Context
from app.domain.pay.items import own_lines
from app.domain.payline import Gain, NearMiss, PayLine
from app.domain.scheme import Bands, Commission, Piece, Steps, given
from app.domain.scoring.score import score
from app.domain.steps import next_threshold

_WON = ("people", "orders", "cases")
"""What a ratio can be raised by, one by one; messages and votes are nothing to go and get."""

_COUNTED = ("people", "orders", "times", "cases", "items", "tasks", "calls")


def near_misses(at: Context, limit: Fraction) -> tuple[NearMiss, ...]:
    """The nearest next threshold of each metric whose gap is at most ``limit`` of the threshold, and its gains.

    All rules on the metric count together, today's amounts unchanged: 417 of 1,200 and 35 % → 3 people more.
    """
    found: list[NearMiss] = []
    case = at.case
    for metric, steps in _ladders(case).items():
        measured = case.measured(metric)
        if measured is None or measured.value is None or measured.incomplete or measured.estimated:
            continue
        above = [step.value for ladder in steps if (step := next_threshold(measured.value, ladder))]
        threshold = min(above, default=None)
        if threshold is None or threshold - measured.value > limit * threshold:
            continue
        needed = _needed(metric, measured, threshold)
        if needed is None:
            continue
        reached = case.with_value(metric, threshold)
        then = score(reached, at.staff.peers, like=at.scored, changed=metric)
        gains = _gains(at.lines, _lines(Context(reached, then, at.staff)))
        if sum(gain.amount for gain in gains) > 0:
            value, unit = needed
            found.append(NearMiss(metric=metric, threshold=threshold, needed=value, unit=unit, gains=gains))
    return tuple(found)


def _ladders(case: Case) -> dict[str, list[Steps]]:
    """The threshold tables of the scheme by metric: bands, commission tiers and piece ladders; more is better."""
    ladders: dict[str, list[Steps]] = {}
    for metric, steps in _tables(case):
        ladders.setdefault(metric, []).append(steps)
    return ladders


def _tables(case: Case) -> Iterator[tuple[str, Steps]]:
    for item in case.scheme.pay:
        rule = item.rule
        if isinstance(rule, Commission) and given(rule.mode, "whole") == "whole":
            if not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType):
                yield rule.tier_metric, rule.tiers
        elif isinstance(rule, Piece):
            yield rule.metric, rule.steps
    for item in case.scheme.every_item:
        if isinstance(item.rule, Bands) and item.rule.better == "more" and not isinstance(item.metric, UnsetType):
            yield item.metric, item.rule.bands


def _needed(metric: str, measured: Measured, threshold: Fraction) -> tuple[Fraction, str] | None:
    """What is missing in units that one can go and get: people for a conversion, pieces for a ladder."""
    known = METRICS.get(metric)
    if known is None or measured.value is None:
        return None
    if known.kind is Kind.RATIO:
        unit = METRICS[known.parts[0].numerator[0][1]].unit
        if unit not in _WON or measured.denominator is None or measured.numerator is None:
            return None
        return Fraction(ceil(threshold * measured.denominator)) - measured.numerator, unit
    if known.kind is not Kind.ADDITIVE:
        return None
    gap = threshold - measured.value
    return (Fraction(ceil(gap)) if known.unit in _COUNTED else gap), known.unit


def _lines(at: Context) -> tuple[PayLine, ...]:
    """What would be paid; () where something is pending."""
    found = own_lines(at)
    return () if at.scored.pending or found.pending else found.lines


def _gains(now: tuple[PayLine, ...], then: tuple[PayLine, ...]) -> tuple[Gain, ...]:
    before: dict[str, Fen] = {line.code: line.amount for line in now}
    return tuple(
        Gain(code=line.code, name=line.name, amount=line.amount - before.get(line.code, 0))
        for line in then
        if line.amount != before.get(line.code, 0)
    )
