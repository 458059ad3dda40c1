"""How far an agent is from the next threshold, and what reaching it would have paid (RULES 33)."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TypeGuard

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.metrics import ATTENDANCE, INCIDENTS, metric_of, unit_of
from app.domain.money import Fen, to_fen
from app.domain.pay.allowance import counted_by
from app.domain.pay.awards.conditions import failed_condition, reaches
from app.domain.pay.context import Context
from app.domain.pay.items import item_lines
from app.domain.pay.lines import together
from app.domain.payline import Gain, NearMiss
from app.domain.scheme import (
    Allowance,
    Attainment,
    Award,
    Bands,
    Better,
    Commission,
    Exact,
    PayItem,
    PayRule,
    Performance,
    Piece,
    Points,
    Scheme,
    ScoreRule,
    Steps,
    better_of,
    given,
)
from app.domain.scoring.score import rescored, resting_on
from app.domain.targets import target_of

_WON = ("people", "orders", "cases")
"""What a ratio can be raised by, one by one; messages and votes are nothing to go and get."""

_COUNTED = ("people", "orders", "times", "cases", "items", "tasks", "calls")


class _Ladder(msgspec.Struct, frozen=True):
    """Everything that the scheme's rules on one metric want to see reached, the nearest to reach first.

    ``scored`` are the places of the score items on the metric, ``items`` the pay items whose lines may be others then,
    ``awards`` those of awards for reaching something of it.
    """

    better: Better
    thresholds: tuple[Fraction, ...]
    ratios: tuple[tuple[int, int], ...]
    scored: tuple[int, ...]
    items: tuple[PayItem, ...]
    awards: tuple[tuple[PayItem, Award], ...]

    def next(self, value: Fraction, limit: Fraction) -> Fraction | None:
        """The nearest threshold of any of the rules that the value has not reached, if it is within ``limit`` of it.

        Nearly every figure is asked and few are near: compared in whole numbers.
        """
        over, under = value.as_integer_ratio()
        for threshold, (at, of) in zip(self.thresholds, self.ratios, strict=True):
            gap = at * under - over * of
            if gap < 0 if self.better == "less" else gap > 0:
                most, whole = limit.as_integer_ratio()
                return threshold if abs(gap) * whole <= most * at * under else None
        return None


def near_misses(at: Context, limit: Fraction) -> tuple[NearMiss, ...]:
    """The nearest next threshold of each metric whose gap is at most ``limit`` of the threshold, and its gains.

    All rules on the metric count together, today's amounts unchanged: 417 of 1,200 and 35 % → 3 people more.
    """
    found = (_near_miss(at, metric, ladder, limit) for metric, ladder in _ladders(at))
    return tuple(one for one in found if one is not None)


def _near_miss(at: Context, metric: str, ladder: _Ladder, limit: Fraction) -> NearMiss | None:
    measured = at.case.measured(metric)
    if measured is None or measured.value is None or measured.incomplete or measured.estimated:
        return None
    threshold = ladder.next(measured.value, limit)
    if threshold is None:
        return None
    needed = _needed(metric, measured, threshold, ladder.better)
    if needed is None:
        return None
    gains = _gains(at, ladder, metric, threshold)
    if ladder.awards:
        gains += _awards(at, ladder.awards, threshold)
    if sum(gain.amount for gain in gains) <= 0:
        return None
    amount, unit = needed
    return NearMiss(metric=metric, threshold=threshold, needed=amount, unit=unit, gains=gains, better=ladder.better)


def _ladders(at: Context) -> tuple[tuple[str, _Ladder], ...]:
    """The ladder of each metric; a scheme without bands on a target has the same ones for everybody."""
    scheme = at.case.scheme
    common = at.staff.once(("ladders", id(scheme)), lambda: None if _has_targets(scheme) else _ladders_of(at.case))
    return _ladders_of(at.case) if common is None else common


def _has_targets(scheme: Scheme) -> bool:
    return any(_on_target(one.rule) for one in scheme.every_item)


def _ladders_of(case: Case) -> tuple[tuple[str, _Ladder], ...]:
    thresholds: dict[tuple[str, Better], list[Fraction]] = {}
    for metric, better, values in tables(case):
        thresholds.setdefault((metric, better), []).extend(values)
    return tuple((metric, _ladder(case, metric, better, values)) for (metric, better), values in thresholds.items())


def _ladder(case: Case, metric: str, better: Better, values: list[Fraction]) -> _Ladder:
    ordered = sorted(values, reverse=better == "less")
    ratios = tuple(one.as_integer_ratio() for one in ordered)
    items = tuple(item for item in case.scheme.pay if _rests_on(item.rule, metric))
    rules = ((item, item.rule) for item in case.scheme.pay)
    awards = tuple((item, rule) for item, rule in rules if _for_reaching(rule) and rule.metric == metric)
    return _Ladder(better, tuple(ordered), ratios, resting_on(case.scheme, metric), items, awards)


def tables(case: Case) -> Iterator[tuple[str, Better, list[Fraction]]]:
    """Metric, direction and thresholds of tiers, ladders, awards for reaching something and bands, all as values."""
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
        elif _on_target(one.rule):
            target = target_of(case, metric, one.rule.target)
            if target is not None and not isinstance(one.rule.bands, UnsetType):
                yield metric, "more", [share * target.value for share in _thresholds(one.rule.bands)]


def _on_target(rule: ScoreRule) -> TypeGuard[Attainment]:
    return isinstance(rule, Attainment) and not isinstance(rule.bands, UnsetType)


def _thresholds(steps: Steps) -> list[Fraction]:
    return [threshold.value for threshold, _ in steps]


def _needed(metric: str, measured: Measured, threshold: Fraction, better: Better) -> tuple[Fraction, str] | None:
    """What is missing in plain quantities: people for a conversion, pieces for a ladder, seconds for a time."""
    known = metric_of(metric)
    if metric.startswith((INCIDENTS, ATTENDANCE)) or measured.value is None:
        return None
    if known.kind == "ratio":
        return _needed_of_ratio(metric, measured, threshold, better)
    if known.unit == "s":
        return (measured.value - threshold, "s") if better == "less" else None
    if known.kind != "additive":
        return None
    gap = abs(threshold - measured.value)
    return (Fraction(ceil(gap)) if known.unit in _COUNTED else gap), known.unit


def _needed_of_ratio(
    metric: str, measured: Measured, threshold: Fraction, better: Better
) -> tuple[Fraction, str] | None:
    """How many more (less is better: fewer) of the numerator, the denominator unchanged.

    Whole people or orders, also where the numerator comes from a rate of the sheet and has a fraction.
    """
    unit = unit_of(metric_of(metric).parts[0].numerator[0][1])
    if unit not in _WON or measured.denominator is None or measured.numerator is None:
        return None
    wanted = threshold * measured.denominator
    if better == "less":
        return Fraction(ceil(measured.numerator - floor(wanted))), unit
    return Fraction(ceil(ceil(wanted) - measured.numerator)), unit


def _awards(at: Context, awards: tuple[tuple[PayItem, Award], ...], threshold: Fraction) -> tuple[Gain, ...]:
    """The awards that the threshold itself wins, their other conditions as they are."""
    case, gains = at.case, list[Gain]()
    for item, rule in awards:
        if item.code in case.waived:
            continue
        won = isinstance(rule.at, Exact) and reaches(threshold, rule.at.value, better_of(rule.better))
        amount = to_fen(given(rule.amount, Exact("0")).value)
        if won and amount and failed_condition(at.staff, case.agent.number, rule, (case.month,)) is None:
            gains.append(Gain(code=item.code, name=item.name, amount=amount - at.amount_of(item.code)))
    return tuple(gain for gain in gains if gain.amount)


def _for_reaching(rule: PayRule) -> TypeGuard[Award]:
    """An award of the month for reaching something."""
    return isinstance(rule, Award) and rule.kind == "threshold" and given(rule.period, "month") == "month"


def _gains(at: Context, ladder: _Ladder, metric: str, threshold: Fraction) -> tuple[Gain, ...]:
    """What the agent's own lines would pay more with the threshold as the metric's value; () where one would wait."""
    case = at.case.with_value(metric, threshold)
    scored = rescored(at.scored, case, at.staff.peers, ladder.scored)
    if scored.pending:
        return ()
    then = Context(case, scored, at.staff)
    same_score = scored.total == at.scored.total
    paid = together(
        item_lines(one, then) for one in ladder.items if not (same_score and isinstance(one.rule, Performance))
    )
    if paid.pending:
        return ()
    before: dict[str, Fen] = {line.code: line.amount for line in at.lines}
    return tuple(
        Gain(code=line.code, name=line.name, amount=line.amount - before.get(line.code, 0))
        for line in paid.lines
        if line.amount != before.get(line.code, 0)
    )


def _rests_on(rule: PayRule, metric: str) -> bool:
    """Whether an agent's own line may be another one with another value of a metric of the catalogue."""
    match rule:
        case Performance():
            return True
        case Commission():
            return metric in (rule.amount, rule.tier_metric)
        case Piece():
            return metric == rule.metric
        case Points():
            return metric == given(rule.metric, "kpi_points")
        case Allowance():
            return metric == counted_by(rule)
        case _:
            return False
