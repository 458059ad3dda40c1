"""人工评分: points that the supervisor typed, whole or by criteria."""

from msgspec import UnsetType

from app.domain.case import Case
from app.domain.scheme import Manual, ScoreItem
from app.domain.scoring.deductions import total_of
from app.domain.scoring.outcome import ZERO, Outcome, by_policy, capped
from app.domain.trace import Trace


def manual(item: ScoreItem, rule: Manual, case: Case) -> Outcome:
    """The mark, or the sum of the criteria's marks, each at most its full; one missing is no data."""
    if isinstance(rule.criteria, UnsetType):
        mark = case.marks.get(f"item:{item.id}")
        if mark is None:
            return by_policy(item, "no_marks", Trace("no_mark", None, "", {"item": item.name}), {})
        sources = () if mark.source is None else (mark.source,)
        leaf_trace = Trace("mark", mark.value, "points", {"item": item.name, "note": mark.note}, (), sources)
        return capped(item, mark.value, "manual", {}, (leaf_trace,))
    found: list[Trace] = []
    for part in rule.criteria:
        mark = case.marks.get(f"item:{item.id}/{part.name}")
        if mark is None:
            missing = f"{item.name}/{part.name}"
            return by_policy(item, "no_marks", Trace("no_mark", None, "", {"item": missing}), {"item": missing})
        points = max(ZERO, min(mark.value, part.full.value))
        sources = () if mark.source is None else (mark.source,)
        found.append(Trace("mark", points, "points", {"item": part.name, "note": mark.note}, (), sources))
    return capped(item, total_of(found), "manual", {}, tuple(found))
