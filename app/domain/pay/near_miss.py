"""How far an agent is from the next threshold, and what reaching it would have paid (RULES 33)."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TypeGuard

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import METRICS, Kind
from app.domain.money import Fen, to_fen
from app.domain.pay.awards.conditions import failed_condition, reaches
from app.domain.pay.context import Context
from app.domain.pay.items import own_lines
from app.domain.payline import Gain, NearMiss, PayLine
from app.domain.scheme import (
    Attainment,
    Award,
    Bands,
    Better,
    Commission,
    Exact,
    PayRule,
    Piece,
    Steps,
    better_of,
    given,
)
from app.domain.scoring.score import score
from app.domain.targets import target_of

_WON = ("people", "orders", "cases")
"""What a ratio can be raised by, one by one; messages and votes are nothing to go and get."""

_COUNTED = ("people", "orders", "times", "cases", "items", "tasks", "calls")


class _Ladder(msgspec.Struct, frozen=True):
    """Everything that the scheme's rules on one metric want to see reached."""

    better: Better
    thresholds: tuple[Fraction, ...]

    def next(self, value: Fraction) -> Fraction | None:
        """The nearest threshold of any of the rules that the value has not reached."""
        if self.better == "less":
            return max((one for one in self.thresholds if one < value), default=None)
        return min((one for one in self.thresholds if one > value), default=None)


def near_misses(at: Context, limit: Fraction) -> tuple[NearMiss, ...]:
    """The nearest next threshold of each metric whose gap is at most ``limit`` of the threshold, and its gains.

    All rules on the metric count together, today's amounts unchanged: 417 of 1,200 and 35 % → 3 people more.
    """
    found = (_near_miss(at, metric, ladder, limit) for metric, ladder in _ladders(at.case))
    return tuple(one for one in found if one is not None)


def _near_miss(at: Context, metric: str, ladder: _Ladder, limit: Fraction) -> NearMiss | None:
    measured = at.case.measured(metric)
    if measured is None or measured.value is None or measured.incomplete or measured.estimated:
        return None
    threshold = ladder.next(measured.value)
    if threshold is None or abs(threshold - measured.value) > limit * threshold:
        return None
    needed = _needed(metric, measured, threshold, ladder.better)
    if needed is None:
        return None
    reached = at.case.with_value(metric, threshold)
    then = score(reached, at.staff.peers, like=at.scored, changed=metric)
    gains = _gains(at.lines, _lines(Context(reached, then, at.staff))) + _awards(at, metric, threshold)
    if sum(gain.amount for gain in gains) <= 0:
        return None
    amount, unit = needed
    return NearMiss(metric=metric, threshold=threshold, needed=amount, unit=unit, gains=gains, better=ladder.better)


def _ladders(case: Case) -> Iterator[tuple[str, _Ladder]]:
    thresholds: dict[tuple[str, Better], list[Fraction]] = {}
    for metric, better, values in _tables(case):
        thresholds.setdefault((metric, better), []).extend(values)
    for (metric, better), values in thresholds.items():
        yield metric, _Ladder(better, tuple(values))


def _tables(case: Case) -> Iterator[tuple[str, Better, list[Fraction]]]:
    """Tiers, ladders, awards for reaching something, bands, and bands on a target: their thresholds as values."""
    for item in case.scheme.pay:
        rule = item.rule
        if isinstance(rule, Commission) and given(rule.mode, "whole") == "whole":
            if not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType):
                yield rule.tier_metric, "more", _thresholds(rule.tiers)
        elif isinstance(rule, Piece):
            yield rule.metric, "more", _thresholds(rule.steps)
        elif _for_reaching(rule):
            yield rule.metric, better_of(rule.better), [] if isinstance(rule.at, UnsetType) else [rule.at.value]
    for one in case.scheme.every_item:
        metric = given(one.metric, "")
        if isinstance(one.rule, Bands):
            yield metric, better_of(one.rule.better), _thresholds(one.rule.bands)
        elif isinstance(one.rule, Attainment) and not isinstance(one.rule.bands, UnsetType):
            target = target_of(case, metric, one.rule.target)
            if target is not None:
                yield metric, "more", [share * target.value for share in _thresholds(one.rule.bands)]


def _thresholds(steps: Steps) -> list[Fraction]:
    return [threshold.value for threshold, _ in steps]


def _needed(metric: str, measured: Measured, threshold: Fraction, better: Better) -> tuple[Fraction, str] | None:
    """What is missing in plain quantities: people for a conversion, pieces for a ladder, seconds for a time."""
    known = METRICS.get(metric)
    if known is None or measured.value is None:
        return None
    if known.kind is Kind.RATIO:
        return _needed_of_ratio(metric, measured, threshold, better)
    if known.unit == "s":
        return (measured.value - threshold, "s") if better == "less" else None
    if known.kind is not Kind.ADDITIVE:
        return None
    gap = abs(threshold - measured.value)
    return (Fraction(ceil(gap)) if known.unit in _COUNTED else gap), known.unit


def _needed_of_ratio(
    metric: str, measured: Measured, threshold: Fraction, better: Better
) -> tuple[Fraction, str] | None:
    """How many more (less is better: fewer) of the numerator, the denominator unchanged."""
    unit = METRICS[METRICS[metric].parts[0].numerator[0][1]].unit
    if unit not in _WON or measured.denominator is None or measured.numerator is None:
        return None
    wanted = threshold * measured.denominator
    if better == "less":
        return measured.numerator - floor(wanted), unit
    return ceil(wanted) - measured.numerator, unit


def _awards(at: Context, metric: str, threshold: Fraction) -> tuple[Gain, ...]:
    """The awards that the threshold itself wins, their other conditions as they are."""
    case, gains = at.case, list[Gain]()
    for item in case.scheme.pay:
        rule = item.rule
        if not _for_reaching(rule) or rule.metric != metric or item.code in case.waived:
            continue
        won = isinstance(rule.at, Exact) and reaches(threshold, rule.at.value, better_of(rule.better))
        amount = to_fen(given(rule.amount, Exact("0")).value)
        if won and amount and failed_condition(at.staff, case.agent.number, rule, (case.month,)) is None:
            gains.append(Gain(code=item.code, name=item.name, amount=amount - at.amount_of(item.code)))
    return tuple(gain for gain in gains if gain.amount)


def _for_reaching(rule: PayRule) -> TypeGuard[Award]:
    """An award of the month for reaching something."""
    return isinstance(rule, Award) and rule.kind == "threshold" and given(rule.period, "month") == "month"


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
