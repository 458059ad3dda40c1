"""通用 KPI: points that the supervisor gave × yuan, whatever the base pay is."""

from app.domain.money import short_text
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, figure
from app.domain.scheme import PayItem, Points, given
from app.domain.scoring.outcome import ZERO


def points(item: PayItem, rule: Points, at: Context) -> Lines:
    """12 points × 5 yuan = 60.00; the note of the mark is the interview note."""
    case = at.case
    metric = given(rule.metric, "kpi_points")
    points = figure(item, case, metric)
    if isinstance(points, Lines):
        return points
    value = points.value or ZERO
    note = case.marks[metric].note if metric in case.marks else ""
    params = {"count": short_text(value), "yuan": rule.yuan.text, "metric": metric, "note": note}
    return Lines(lines=(earning(item, value * rule.yuan.value, "points", params, (case.trace(metric),)),))
