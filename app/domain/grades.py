"""等级: whether an agent meets what a grade asks (RULES 28), each requirement with its evidence."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.metrics import unit_of
from app.domain.periods import count_incidents
from app.domain.scheme import Exact, Manual, Requirement, better_of, given
from app.domain.staff import Staff
from app.domain.trace import Trace, quantity


class Check(msgspec.Struct, frozen=True):
    """One requirement: met, not met, or None where there is no data; ``trace`` has its words and what was found."""

    met: bool | None
    trace: Trace


def checks(asked: Sequence[Requirement], case: Case, staff: Staff) -> tuple[Check, ...]:
    """Every requirement of a list, all of which must hold; one without data is not counted."""
    return tuple(_check(requirement, case, staff) for requirement in asked)


def holds(found: Sequence[Check]) -> bool:
    """Whether none of the requirements that have data fails."""
    return all(check.met is not False for check in found)


def _check(asked: Requirement, case: Case, staff: Staff) -> Check:
    if not isinstance(asked.mean_score, UnsetType):
        return _mean_score(asked.mean_score, _months(asked), case, staff)
    if not isinstance(asked.months_employed, UnsetType):
        return _months_employed(asked.months_employed, case)
    if not isinstance(asked.mark, UnsetType):
        return _at_least(_marked(asked.mark, case), asked, "mark", {"item": _item_name(asked.mark, case)}, "points")
    if not isinstance(asked.metric, UnsetType):
        measured = case.measured(asked.metric)
        value = None if measured is None or measured.incomplete else measured.value
        return _at_least(value, asked, "metric", {"metric": asked.metric}, unit_of(asked.metric))
    return _no_incidents(given(asked.no_incidents, ()), _months(asked), case, staff)


def _months(asked: Requirement) -> int:
    return int(given(asked.months, Exact("1")).value)


def _mean_score(at: Exact, months: int, case: Case, staff: Staff) -> Check:
    """This month and the sealed ones before it without a gap; a month without a score is no data."""
    score = staff.scores.get(case.agent.number)
    scores = [None if score is None else score.total]
    for back in range(1, months):
        past = staff.history.at(case.month.shift(-back))
        agent = None if past is None else past.agents.get(case.agent.number)
        scores.append(None if agent is None else agent.score)
    known = [one for one in scores if one is not None]
    params = {"at": at.text, "months": str(months)}
    if len(known) < len(scores):
        return Check(None, Trace("asked_mean_score", None, "points", params))
    mean = sum(known, Fraction(0)) / len(known)
    return Check(mean >= at.value, Trace("asked_mean_score", mean, "points", params))


def _months_employed(at: Exact, case: Case) -> Check:
    params = {"at": at.text}
    if case.agent.hired is None:
        return Check(None, Trace("asked_months_employed", None, "months", params))
    months = completed_months(case.agent.hired, case.month.last)
    return Check(months >= at.value, Trace("asked_months_employed", Fraction(months), "months", params))


def completed_months(since: date, day: date) -> int:
    """Whole months from one day to another: 2026-04-15 to 2026-10-14 is 5, to 2026-10-15 is 6."""
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)


def _marked(item: str, case: Case) -> Fraction | None:
    """The points as typed: the mark, else the sum of the criteria's marks; a criterion without one: no data."""
    whole = case.marks.get(f"item:{item}")
    if whole is not None:
        return whole.value
    rules = [one.rule for one in case.scheme.every_item if one.id == item and isinstance(one.rule, Manual)]
    names = [part.name for rule in rules for part in given(rule.criteria, ())]
    parts = [case.marks.get(f"item:{item}/{name}") for name in names]
    typed = [mark.value for mark in parts if mark is not None]
    return sum(typed, Fraction(0)) if names and len(typed) == len(names) else None


def _item_name(item: str, case: Case) -> str:
    return next((one.name for one in case.scheme.every_item if one.id == item), item)


def _at_least(value: Fraction | None, asked: Requirement, form: str, params: dict[str, str], unit: str) -> Check:
    at, better = given(asked.at, Exact("0")), better_of(asked.better)
    params = {**params, "at": quantity(at.text, unit)}
    met = None if value is None else value >= at.value if better == "more" else value <= at.value
    return Check(met, Trace(f"asked_{form}_{better}", value, unit, params))


def _no_incidents(kinds: tuple[str, ...], months: int, case: Case, staff: Staff) -> Check:
    """None of these kinds in so many months up to this one, sealed or not; a company has those of its people too."""
    span = [case.month.shift(-back) for back in range(months - 1, -1, -1)]
    happened = count_incidents(staff, case.agent.number, kinds, span)
    params = {"kinds": "、".join(kinds), "months": str(months)}
    return Check(not happened, Trace("asked_no_incidents", Fraction(happened), "times", params))
