"""月初月末对比: points for a level that rose, stayed or fell."""

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.money import round_half_up
from app.domain.scheme import ScoreItem, Trend, given
from app.domain.scoring.outcome import Outcome, by_policy, capped
from app.domain.trace import Trace


def trend(item: ScoreItem, rule: Trend, case: Case, measured: Measured, trace: Trace) -> Outcome:
    """The first against the last known value at 2 decimals; one value only: the last of the month before against it.

    Neither: no data (RULES 18).
    """
    metric = given(item.metric, "")
    before = measured.first_value if measured.first_value is not None else case.level_before(metric)
    if measured.value is None or before is None:
        return by_policy(item, "no_first_level", trace, {"metric": metric})
    first, last = round_half_up(before, 2), round_half_up(measured.value, 2)
    way, points = ("rise", rule.rise) if last > first else ("fall", rule.fall) if last < first else ("flat", rule.flat)
    name = "level_first" if measured.first_value is not None else "level_before"
    start = Trace(name, first, trace.unit, {"metric": metric})
    return capped(item, points.value, f"trend_{way}", {"points": points.text}, (start, trace))
