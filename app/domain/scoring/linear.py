"""线性: points between the drawn pairs of value and points, flat outside."""

from fractions import Fraction

from app.domain.scheme import Linear, ScoreItem
from app.domain.scoring.outcome import Scored, capped
from app.domain.trace import Trace, quantity


def linear(item: ScoreItem, rule: Linear, value: Fraction, trace: Trace) -> Scored:
    """(30 s, 0) … (5 s, 10): 10 s → 8 points. As drawn, whether rising or falling (RULES 16)."""
    pairs = sorted(rule.points, key=lambda pair: pair[0].value)
    (low, least), (high, most) = pairs[0], pairs[-1]
    if value <= low.value:
        params = {"value": quantity(low.text, trace.unit), "points": least.text}
        return capped(item, least.value, "linear_below", params, (trace,))
    if value >= high.value:
        params = {"value": quantity(high.text, trace.unit), "points": most.text}
        return capped(item, most.value, "linear_above", params, (trace,))
    index = next(place for place, (at, _) in enumerate(pairs) if at.value > value)
    (left, start), (right, end) = pairs[index - 1], pairs[index]
    share = (value - left.value) / (right.value - left.value)
    params = {
        "from": quantity(left.text, trace.unit),
        "start": start.text,
        "to": quantity(right.text, trace.unit),
        "end": end.text,
    }
    return capped(item, start.value + (end.value - start.value) * share, "linear", params, (trace,))
