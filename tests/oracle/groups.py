"""Peer groups and what is measured of several people or months together (RULES 17, 24)."""

from collections.abc import Iterable
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.catalogue import is_level, is_pooled, is_sum
from tests.oracle.cells import ZERO, Figure


def key_of(case: Case, name: str) -> str:
    """What a peer group is formed by."""
    return case.home if name == "shop" else case.terms.get(name) or ""


def same_group(case: Case, by: list[str], everybody: Iterable[Case]) -> list[Case]:
    """The peers of an agent, with themself: who agrees in every key; without keys every person (RULES 17; SCHEME).

    A shift that is not given is no key.
    """
    keys = [name for name in by if name != "shift" or key_of(case, "shift")]
    return [
        other
        for other in everybody
        if (by or not other.is_company) and all(key_of(other, name) == key_of(case, name) for name in keys)
    ]


def pooled(figures: Iterable[Figure], metric: str) -> Fraction | None:
    """The metric of many together: Σ, Σ ÷ Σ, or the plain mean of levels and marks without parts."""
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        return None
    if is_sum(metric):
        return sum((figure.value for figure in known if figure.value is not None), ZERO)
    parts = [(figure.top, figure.bottom) for figure in known if figure.top is not None and figure.bottom is not None]
    if is_pooled(metric) or (parts and not is_level(metric)):
        if len(known) == 1:
            return known[0].value
        bottom = sum((bottom for _, bottom in parts), ZERO)
        if bottom == 0 or len(parts) < len(known):  # of several each needs a weight: never the plain mean
            return None
        return sum((top for top, _ in parts), ZERO) / bottom
    return sum((figure.value for figure in known if figure.value is not None), ZERO) / len(known)


def mean_of(cases: list[Case], metric: str) -> tuple[Fraction | None, int]:
    """The peers' mean and how many have data: pooled for ratios and means, else the mean of the totals (RULES 17)."""
    figures = [figure for case in cases if (figure := case.figure(metric)) and figure.value is not None]
    if is_pooled(metric):
        return pooled(figures, metric), len(figures)
    values = [figure.value for figure in figures if figure.value is not None]
    return (sum(values, ZERO) / len(values) if values else None), len(values)


def over_months(who: str, months: list[dict[str, Case]], metric: str) -> Figure | None:
    """A person's metric over months: Σ ÷ Σ; a score is the mean of the printed scores; a level is its last."""
    cases = [month[who] for month in months if who in month]
    if metric == "score":
        scores = [case.score for case in cases if case.score is not None]
        return Figure(sum(scores, ZERO) / len(scores)) if scores else None
    figures = [figure for case in cases if (figure := case.figure(metric)) is not None]
    if not figures:
        return None
    incomplete = any(figure.incomplete for figure in figures)
    if is_pooled(metric) and len(months) > 1 and any(figure.value is not None for figure in figures):
        return Figure(over_periods(figures), incomplete)
    if is_level(metric):
        known = [figure for figure in figures if figure.value is not None]
        return Figure(known[-1].value if known else None, incomplete)
    return Figure(pooled(figures, metric), incomplete)


def over_periods(figures: list[Figure]) -> Fraction | None:
    """Σ ÷ Σ: a month with something over nothing counts with it (RULES 24), one without a weight leaves no data."""
    found = [one for one in figures if one.value is not None or one.top or one.unweighed]
    if len(found) == 1:
        return found[0].value
    parts = [(one.top, one.bottom) for one in found if one.top is not None and one.bottom is not None]
    bottom = sum((bottom for _, bottom in parts), ZERO)
    if bottom == 0 or len(parts) < len(found):
        return None
    return sum((top for top, _ in parts), ZERO) / bottom


def best_of(values: Iterable[Fraction], better: str) -> Fraction:
    """The best of some values."""
    return max(values) if better == "more" else min(values)


def places(values: dict[str, Fraction], better: str) -> dict[str, int]:
    """Place 1 for the best, by exact value; places after a tie skip: 1, 1, 3 (RULES 23)."""
    sign = 1 if better == "more" else -1
    return {
        who: 1 + sum(1 for other in values.values() if sign * other > sign * value) for who, value in values.items()
    }


def reaches(value: Fraction, at: Fraction, better: str) -> bool:
    """≥, or ≤ where less is better."""
    return value >= at if better == "more" else value <= at
