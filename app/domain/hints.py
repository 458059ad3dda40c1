"""What a month says about whole shops and teams, not about one agent (S3, RULES 28)."""

from collections.abc import Iterable
from fractions import Fraction

from app.domain.case import Case
from app.domain.grade_review import REVIEW_MONTHS, proposals
from app.domain.payline import Flag
from app.domain.scheme import Attainment, ScoreItem, given
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
        for item in case.scheme.every_item:
            below = _below_target(item, case)
            if below is not None:
                missed.setdefault(case.metrics.place.shop, []).append(below)
                break
    for shop, found in sorted(missed.items()):
        if len(found) > 1 and sum(found) >= MANY * len(found):
            params = {"shop": shop, "below": str(sum(found)), "count": str(len(found))}
            yield Flag(code="shop_conversion_low", params=params)


def _below_target(item: ScoreItem, case: Case) -> bool | None:
    """Whether the agent misses the target of a conversion; None where the item asks for none or there is no data."""
    metric, rule = given(item.metric, ""), item.rule
    if metric not in CONVERSIONS or not isinstance(rule, Attainment):
        return None
    measured, target = case.measured(metric), target_of(case, metric, rule.target)
    if measured is None or measured.value is None or target is None:
        return None
    return measured.value < target.value


def _review(staff: Staff) -> Iterable[Flag]:
    found = proposals(staff) if staff.month.number in REVIEW_MONTHS else ()
    if found:
        yield Flag(code="grade_review", params={"count": str(len(found))})
