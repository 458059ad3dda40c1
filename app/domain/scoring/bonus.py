"""加分项: points outside the 100, for incidents and for units of metrics, up to a cap."""

from app.domain.case import Case
from app.domain.money import round_half_up
from app.domain.payline import ItemResult, Pending
from app.domain.scheme import Bonus, Exact, given
from app.domain.scoring.deductions import deducted, total_of
from app.domain.scoring.outcome import Missing
from app.domain.trace import Trace


def bonus_points(bonus: Bonus, case: Case) -> tuple[ItemResult, list[Pending]]:
    """Points outside the 100, at most ``cap``; rounded like a leaf, never re-weighted."""
    cap = given(bonus.cap, Exact("10"))
    pending: list[Pending] = []
    parts: list[Trace] = []
    taken = deducted(case, bonus.kinds)
    if isinstance(taken, Missing):
        pending.append(Pending(code=taken.code, id=bonus.id, item=bonus.name, params=taken.params))
    else:
        parts += taken
    for metric, each in bonus.metrics.items():
        measured = case.measured(metric)
        if measured is not None and measured.incomplete:
            params = {"metric": metric}
            pending.append(Pending(code="not_yet_known", id=bonus.id, item=bonus.name, params=params))
        elif measured is not None and measured.value is not None:
            params = {"metric": metric, "each": each.text}
            parts.append(Trace("bonus_metric", measured.value * each.value, "points", params, (case.trace(metric),)))
    waived = bonus.id in case.waived
    total = total_of(parts)
    points = None if pending or waived else round_half_up(min(total, cap.value), 2)
    trace = Trace("bonus", points, "points", {"cap": cap.text}, tuple(parts))
    result = ItemResult(id=bonus.id, name=bonus.name, full="0", points=points, trace=trace)
    return result, [] if waived else pending
