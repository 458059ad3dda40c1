"""扣分制: full marks minus the points of the month's incidents."""

from collections.abc import Iterable
from fractions import Fraction

from app.domain.case import Case
from app.domain.money import decimal_text
from app.domain.scheme import Deductions, Kinds, ScoreItem
from app.domain.scoring.outcome import ZERO, Missing, Outcome, capped
from app.domain.trace import Trace


def deductions(item: ScoreItem, rule: Deductions, case: Case) -> Outcome:
    """Full marks without an incident, never below 0, never no data (RULES 19)."""
    taken = deducted(case, rule.kinds)
    if isinstance(taken, Missing):
        return taken
    total = total_of(taken)
    return capped(item, item.full.value - total, "deductions", {"deducted": decimal_text(total)}, taken)


def deducted(case: Case, kinds: Kinds) -> tuple[Trace, ...] | Missing:
    """The points that the month's incidents of these kinds take off, one trace an incident.

    Points come from the scheme, else the absolute points of the sheet; an incident without either blocks.
    """
    found: list[Trace] = []
    for kind, points in kinds.items():
        for incident in case.incidents_of(kind):
            each = points.value if points is not None else incident.points
            params = {"day": incident.day.isoformat(), "kind": kind, "note": incident.note}
            sources = () if incident.source is None else (incident.source,)
            if each is None:
                return Missing("no_points", "block", Trace("incident", None, "", params, (), sources), params)
            found.append(Trace("incident", abs(each), "points", params, (), sources))
    return tuple(found)


def total_of(traces: Iterable[Trace]) -> Fraction:
    """The sum of the traces' values."""
    return sum((trace.value or ZERO for trace in traces), ZERO)
