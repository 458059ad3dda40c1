"""Everything that is wrong with a scheme, in one go."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.problem import Problem, error
from app.domain.scheme import Scheme, given
from app.domain.schemefile.common import metric_fault, negative_fault, positive_fault, repeated, sum_fault
from app.domain.schemefile.grade_checks import grade_faults
from app.domain.schemefile.pay_checks import code_faults, pay_faults, rule_twice_faults
from app.domain.schemefile.score_checks import score_faults


def faults(scheme: Scheme) -> Iterator[Problem]:
    """Errors keep a scheme out; warnings are to be confirmed."""
    if scheme.items:
        yield from sum_fault(scheme.items, Fraction(100), "$.items")
    for index, item in enumerate(scheme.items):
        yield from score_faults(item, f"$.items[{index}]")
    bonuses = given(scheme.bonuses, ())
    for index, bonus in enumerate(bonuses):
        for metric in bonus.metrics:
            yield from metric_fault(metric, f"$.bonuses[{index}].metrics")
        yield from negative_fault(bonus.cap, f"$.bonuses[{index}].cap")
    ids = [item.id for item in scheme.every_item] + [bonus.id for bonus in bonuses]
    yield from repeated(ids, "scheme_id_twice")
    names = [item.name for item in scheme.every_item] + [bonus.name for bonus in bonuses]
    yield from repeated(names, "scheme_name_twice")
    yield from code_faults(scheme)
    for index, item in enumerate(scheme.pay):
        yield from pay_faults(item, f"$.pay[{index}]", scheme)
    yield from rule_twice_faults(scheme)
    yield from _limit_faults(scheme)
    yield from grade_faults(scheme)


def _limit_faults(scheme: Scheme) -> Iterator[Problem]:
    cap, overload = given(scheme.score_cap, None), given(scheme.overload, None)
    if cap is not None:
        yield from positive_fault(cap, "$.score_cap")
    if overload is not None:
        if not overload.metrics:
            yield error("scheme_steps_empty", path="$.overload.metrics")
        for index, metric in enumerate(overload.metrics):
            yield from metric_fault(metric, f"$.overload.metrics[{index}]")
        yield from positive_fault(overload.per_day, "$.overload.per_day")
