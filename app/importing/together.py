"""What the files of an import, and those that were stored before, settle for each other."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

import msgspec

from app.domain.metrics import metric_of
from app.domain.problem import Problem
from app.importing.figures import ways_given
from app.importing.plan import DAY, FilePlan

Given: TypeAlias = Callable[[str], frozenset[str]]
"""The metrics that are given elsewhere for a shop."""
Days: TypeAlias = Callable[[str, str], frozenset[date]]
"""The single days that are given elsewhere for a shop by a report family."""


def without_settled(files: Sequence[FilePlan]) -> list[FilePlan]:
    """The files without what the others of the same import settle."""
    return [still_said(file, *_given_by(other for other in files if other is not file)) for file in files]


def _given_by(files: Iterable[FilePlan]) -> tuple[Given, Days]:
    others = [file for file in files if file.observations]

    def metrics(shop: str) -> frozenset[str]:
        return frozenset(one.metric for file in others for one in file.observations if one.shop == shop)

    def days(shop: str, family: str) -> frozenset[date]:
        same = (file for file in others if file.family == family and shop in shops_of(file))
        return frozenset(file.period.first for file in same if file.period and file.period.kind == DAY)

    return metrics, days


def shops_of(file: FilePlan) -> tuple[str, ...]:
    """The shops that the file speaks of."""
    return tuple(filter(None, file.shop.split("、")))


def still_said(file: FilePlan, given: Given, days: Days) -> FilePlan:
    """The file without a ratio whose parts are given elsewhere, and without the question whether the only date in its
    name is the day it speaks of, where the same report has other days."""

    def settled(problem: Problem) -> bool:
        shops = shops_of(file)
        if problem.code == "ratio_without_parts":
            return bool(shops) and all(ways_given(metric_of(problem.params["metric"]), given(shop)) for shop in shops)
        if problem.code == "day_from_name" and file.period:
            return any(days(shop, file.family) - {file.period.first} for shop in shops)
        return False

    asked = [problem for problem in file.problems if problem.code in ("ratio_without_parts", "day_from_name")]
    if not any(map(settled, asked)):
        return file
    return msgspec.structs.replace(file, problems=tuple(one for one in file.problems if not settled(one)))
