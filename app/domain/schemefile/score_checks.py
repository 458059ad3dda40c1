"""What can be wrong with a score item."""

import re
from collections.abc import Iterator

from msgspec import UnsetType

from app.domain.metrics import kind_of, reported
from app.domain.money import decimal_text
from app.domain.problem import Problem, error, warning
from app.domain.scheme import (
    Attainment,
    Bands,
    Better,
    Composite,
    Deductions,
    Exact,
    Linear,
    Manual,
    Peers,
    ScoreItem,
    Steps,
    Target,
    Trend,
    better_of,
    given,
)
from app.domain.schemefile.common import (
    by_fault,
    ladder_faults,
    metric_fault,
    positive_fault,
    repeated,
    sum_fault,
    threshold_faults,
)

_ONE = Exact("1")
_QUARTER = re.compile(r"([0-9]{4})?Q[1-4]")


def score_faults(item: ScoreItem, path: str) -> Iterator[Problem]:
    """The faults of an item, of its rule, and of the sub-items of a composite."""
    yield from _field_faults(item, path)
    rule = item.rule
    match rule:
        case Bands():
            yield from _band_faults(item, rule.bands, rule.otherwise, rule.better, f"{path}.rule.bands")
        case Linear():
            yield from _linear_faults(item, rule, f"{path}.rule.points")
        case Attainment() | Peers():
            yield from _quotient_faults(item, rule, f"{path}.rule")
        case Trend():
            yield from _trend_faults(item, rule, path)
        case Manual():
            if not isinstance(rule.criteria, UnsetType):
                yield from sum_fault(rule.criteria, item.full.value, f"{path}.rule.criteria")
                for index, part in enumerate(rule.criteria):
                    yield from positive_fault(part.full, f"{path}.rule.criteria[{index}].full")
                yield from repeated([part.name for part in rule.criteria], "scheme_name_twice")
        case Composite():
            yield from sum_fault(rule.items, item.full.value, f"{path}.rule.items")
            for index, part in enumerate(rule.items):
                yield from score_faults(part, f"{path}.rule.items[{index}]")
        case Deductions():
            pass


def _field_faults(item: ScoreItem, path: str) -> Iterator[Problem]:
    rule = item.rule
    yield from positive_fault(item.full, f"{path}.full")
    without_metric = isinstance(rule, Manual | Deductions | Composite)
    if isinstance(item.metric, UnsetType):
        if not without_metric:
            yield error("scheme_metric_missing", path=f"{path}.metric")
    elif without_metric:
        yield error("scheme_metric_unused", path=f"{path}.metric")
    else:
        yield from metric_fault(item.metric, f"{path}.metric")
    if not isinstance(item.cap, UnsetType) and (isinstance(rule, Composite) or item.cap.value <= 0):
        code = "scheme_cap_on_composite" if isinstance(rule, Composite) else "scheme_not_positive"
        yield error(code, path=f"{path}.cap", value=item.cap.text)


def _quotient_faults(item: ScoreItem, rule: Attainment | Peers, path: str) -> Iterator[Problem]:
    if isinstance(rule, Peers):
        yield from by_fault(rule.by, f"{path}.by")
    else:
        yield from _quarter_faults(rule.target, f"{path}.target")
    if isinstance(rule.bands, UnsetType):
        if not isinstance(rule.otherwise, UnsetType):
            yield error("scheme_otherwise_alone", path=f"{path}.otherwise")
        return
    if isinstance(rule, Attainment) and better_of(rule.better) == "less":
        yield error("scheme_bands_with_less", path=f"{path}.bands")
        return
    yield from _band_faults(item, rule.bands, rule.otherwise, rule.better, f"{path}.bands")


def _quarter_faults(target: Target, path: str) -> Iterator[Problem]:
    """A quarter that no month would ever find."""
    for key in given(target.by_quarter, {}):
        if not _QUARTER.fullmatch(key):
            yield error("scheme_quarter_bad", path=f"{path}.by_quarter", value=key)
    for key in given(target.by_grade_quarter, {}):
        grade, _, quarter = key.rpartition("/")
        if not grade or not _QUARTER.fullmatch(quarter):
            yield error("scheme_quarter_bad", path=f"{path}.by_grade_quarter", value=key)


def _band_faults(
    item: ScoreItem, bands: Steps, otherwise: Exact | UnsetType, better: Better | UnsetType, path: str
) -> Iterator[Problem]:
    yield from ladder_faults(bands, path, better)
    limit = item.full.value * given(item.cap, _ONE).value
    points = [point for _, point in bands] + ([] if isinstance(otherwise, UnsetType) else [otherwise])
    for point in points:
        if point.value > limit:
            yield error("scheme_points_above_full", path=path, value=point.text, full=decimal_text(limit))


def _linear_faults(item: ScoreItem, rule: Linear, path: str) -> Iterator[Problem]:
    yield from threshold_faults(rule.points, path)
    if len(rule.points) == 1:
        yield error("scheme_linear_one", path=path)
    yield from _capped_faults(item, [point for _, point in rule.points], path)


def _trend_faults(item: ScoreItem, rule: Trend, path: str) -> Iterator[Problem]:
    metric = given(item.metric, "")
    if reported(metric) and kind_of(metric) != "level":
        yield error("scheme_not_a_level", path=f"{path}.metric", metric=metric)
    yield from _capped_faults(item, [rule.rise, rule.flat, rule.fall], f"{path}.rule")


def _capped_faults(item: ScoreItem, points: list[Exact], path: str) -> Iterator[Problem]:
    """Points above the cap will be cut off there: to be confirmed."""
    limit = item.full.value * given(item.cap, _ONE).value
    for point in points:
        if point.value > limit:
            yield warning("scheme_points_capped", path=path, value=point.text, full=decimal_text(limit))
