"""Checks that score items and pay items share: each says the path of the wrong field."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Protocol

from msgspec import UnsetType

from app.domain.metrics import known
from app.domain.money import decimal_text
from app.domain.problem import Problem, error, warning
from app.domain.scheme import SCORE, Better, Condition, Exact, PeerKey, Steps, better_of


class _Full(Protocol):
    @property
    def full(self) -> Exact: ...


def metric_fault(metric: str, path: str, *, score: bool = False) -> Iterator[Problem]:
    """A metric that nobody knows; ``score`` where the printed score may stand for one."""
    if not known(metric) and not (score and metric == SCORE):
        yield error("scheme_metric_unknown", path=path, metric=metric)


def sum_fault(parts: Iterable[_Full], whole: Fraction, path: str) -> Iterator[Problem]:
    """Full marks that do not add up."""
    total = sum((part.full.value for part in parts), Fraction(0))
    if total != whole:
        yield error("scheme_sum", path=path, sum=decimal_text(total), expected=decimal_text(whole))


def threshold_faults(steps: Steps, path: str) -> Iterator[Problem]:
    """No step at all, or one threshold twice (RULES 15)."""
    if not steps:
        yield error("scheme_steps_empty", path=path)
    seen: set[Fraction] = set()
    for index, (threshold, _) in enumerate(steps):
        if threshold.value in seen:
            yield error("scheme_threshold_twice", path=f"{path}[{index}]", value=threshold.text)
        seen.add(threshold.value)


def negative_steps(steps: Steps, path: str) -> Iterator[Problem]:
    """Rates or prices below 0."""
    for index, (_, value) in enumerate(steps):
        yield from negative_fault(value, f"{path}[{index}]")


def ladder_faults(steps: Steps, path: str, better: Better | UnsetType = "more") -> Iterator[Problem]:
    """As thresholds; points, rates or prices that do not rise all the way (less is better: fall) are to be checked."""
    yield from threshold_faults(steps, path)
    ordered = [step.value for _, step in sorted(steps, key=lambda step: step[0].value)]
    if ordered != sorted(ordered, reverse=better_of(better) == "less"):
        yield warning("scheme_not_monotone", path=path)


def negative_fault(value: Exact | UnsetType, path: str) -> Iterator[Problem]:
    """An amount, rate or price below 0."""
    if not isinstance(value, UnsetType) and value.value < 0:
        yield error("scheme_negative", path=path, value=value.text)


def positive_fault(value: Exact, path: str) -> Iterator[Problem]:
    """Full marks, a cap or a count that is not above 0."""
    if value.value <= 0:
        yield error("scheme_not_positive", path=path, value=value.text)


def by_fault(by: tuple[PeerKey, ...], path: str) -> Iterator[Problem]:
    """A key of a peer group that stands twice."""
    if len(set(by)) != len(by):
        yield error("scheme_by_twice", path=path)


def share_fault(value: Exact | UnsetType, path: str) -> Iterator[Problem]:
    """A share that is not within 0 … 1."""
    if not isinstance(value, UnsetType) and not 0 <= value.value <= 1:
        yield error("scheme_not_a_share", path=path, value=value.text)


def count_fault(value: Exact | UnsetType, path: str) -> Iterator[Problem]:
    """A number of months that is missing, not whole or below 1."""
    if isinstance(value, UnsetType):
        yield error("scheme_field_missing", path=path.rpartition(".")[0], value=path.rpartition(".")[2])
    elif value.value.denominator != 1 or value.value < 1:
        yield error("scheme_not_a_count", path=path, value=value.text)


def missing_fault(value: object, path: str) -> Iterator[Problem]:
    """A field that this kind of the rule needs."""
    if isinstance(value, UnsetType):
        yield error("scheme_field_missing", path=path.rpartition(".")[0], value=path.rpartition(".")[2])


def condition_faults(condition: Condition, path: str) -> Iterator[Problem]:
    """Neither or both of the two forms of a condition."""
    by_incidents = not isinstance(condition.no_incidents, UnsetType)
    by_metric = not isinstance(condition.metric, UnsetType) and not isinstance(condition.at, UnsetType)
    parts = [condition.metric, condition.at, condition.better]
    if by_incidents == by_metric or (by_incidents and any(not isinstance(part, UnsetType) for part in parts)):
        yield error("scheme_condition_bad", path=path)
    elif not isinstance(condition.metric, UnsetType):
        yield from metric_fault(condition.metric, f"{path}.metric")


def repeated(names: list[str], code: str, path: str = "") -> Iterator[Problem]:
    """Names that stand more than once."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error(code, value=name, **({"path": path} if path else {}))
