"""Who may be ranked at all: conditions that must all hold, and a minimum that a figure must rest on (RULES 24)."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.month import PayMonth
from app.domain.periods import count_incidents, period_figure, unit_over
from app.domain.scheme import Award, Better, Condition, Exact, Minimum, better_of, given
from app.domain.staff import Staff
from app.domain.trace import quantity

USUAL_MINIMUM = Minimum(metric="inquiry_users", at=Exact("30"))
"""Where the metric is inquiry_conversion and the scheme says nothing: one of one is no record."""


class Failure(msgspec.Struct, frozen=True):
    """Why somebody is not ranked: the sentence and its parameters."""

    rule: str
    params: dict[str, str]


def minimum_of(rule: Award) -> Minimum | None:
    """The minimum of a rank or a record; an explicit null is none."""
    if rule.kind not in ("rank", "record"):
        return None
    usual = USUAL_MINIMUM if rule.metric == "inquiry_conversion" else None
    return given(rule.minimum, usual)


def failed_condition(staff: Staff, number: str, rule: Award, months: Sequence[PayMonth]) -> Failure | None:
    """The first condition that does not hold over the months; incidents count sealed or not, no data fails."""
    for condition in given(rule.conditions, ()):
        failure = _failed(staff, number, condition, months)
        if failure is not None:
            return failure
    return None


def failed_minimum(staff: Staff, number: str, rule: Award, months: Sequence[PayMonth]) -> Failure | None:
    """A figure that rests on too little, in the months of the figure itself."""
    minimum = minimum_of(rule)
    if minimum is None:
        return None
    return _short(staff, number, "minimum", minimum.metric, minimum.at, "more", months)


def reaches(value: Fraction, at: Fraction, better: Better) -> bool:
    """At least ``at``; where less is better at most."""
    return value >= at if better == "more" else value <= at


def _failed(staff: Staff, number: str, condition: Condition, months: Sequence[PayMonth]) -> Failure | None:
    kinds = condition.no_incidents
    if not isinstance(kinds, UnsetType):
        count = count_incidents(staff, number, kinds, months)
        params = {"kinds": "、".join(kinds), "count": str(count), "first": str(months[0])}
        return Failure("award_incidents", params) if count else None
    at, better = given(condition.at, Exact("0")), better_of(condition.better)
    return _short(staff, number, "condition", given(condition.metric, ""), at, better, months)


def _short(
    staff: Staff, number: str, name: str, metric: str, at: Exact, better: Better, months: Sequence[PayMonth]
) -> Failure | None:
    """How a figure fails a condition or the minimum, None where it does not."""
    value = period_figure(staff, number, metric, months).value
    if value is None:
        return Failure("award_condition_no_data", {"needs": metric})
    if reaches(value, at.value, better):
        return None
    unit = unit_over(metric)
    rule = f"award_{name}" if better == "more" else f"award_{name}_less"
    return Failure(rule, {"needs": metric, "at": quantity(at.text, unit), "value": quantity(str(value), unit)})
