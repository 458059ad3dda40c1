"""What a month says about whole shops and teams, not about one agent (S3, RULES 28)."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial

from app.domain.case import Case
from app.domain.grade_review import REVIEW_MONTHS, proposals
from app.domain.payline import Flag
from app.domain.scheme import Attainment, Scheme, given
from app.domain.staff import Staff
from app.domain.targets import target_of

CONVERSIONS = ("inquiry_conversion", "reception_conversion")
MANY = Fraction(4, 5)
"""Where four in five of a shop's agents miss the target for conversion, it is hardly the people (S3)."""


def hints(staff: Staff) -> tuple[Flag, ...]:
    """Shops whose agents nearly all miss their target for conversion; grades to review in June and December."""
    return (*_shops(staff), *_review(staff))


def _shops(staff: Staff) -> Iterable[Flag]:
    missed: dict[str, list[bool]] = {}
    for case in staff.cases.values():
        for metric, rule in staff.once(("conversion_targets", id(case.scheme)), partial(_with_target, case.scheme)):
            below = _below_target(metric, rule, case)
            if below is not None:
                missed.setdefault(case.metrics.place.shop, []).append(below)
                break
    for shop, found in sorted(missed.items()):
        if len(found) > 1 and sum(found) >= MANY * len(found):
            params = {"shop": shop, "below": str(sum(found)), "count": str(len(found))}
            yield Flag(code="shop_conversion_low", params=params)


def _with_target(scheme: Scheme) -> tuple[tuple[str, Attainment], ...]:
    """The conversions that a scheme has a target for."""
    asked = ((given(item.metric, ""), item.rule) for item in scheme.every_item)
    return tuple((metric, rule) for metric, rule in asked if metric in CONVERSIONS and isinstance(rule, Attainment))


def _below_target(metric: str, rule: Attainment, case: Case) -> bool | None:
    """Whether the agent misses the target of a conversion; None where there is no target or no data."""
    measured, target = case.measured(metric), target_of(case, metric, rule.target)
    if measured is None or measured.value is None or target is None:
        return None
    return measured.value < target.value


def _review(staff: Staff) -> Iterable[Flag]:
    found = proposals(staff) if staff.month.number in REVIEW_MONTHS else ()
    if found:
        yield Flag(code="grade_review", params={"count": str(len(found))})
