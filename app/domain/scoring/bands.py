"""分段: the points of the band that a value has reached."""

from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.scheme import Bands, Better, Exact, ScoreItem, Steps, better_of, given
from app.domain.scoring.outcome import Scored, capped
from app.domain.steps import reached
from app.domain.trace import Trace, quantity


class Band(msgspec.Struct, frozen=True):
    """The points of a value in a table of bands, and how to say it."""

    points: Fraction
    rule: str
    params: dict[str, str]


def bands(item: ScoreItem, rule: Bands, value: Fraction, trace: Trace) -> Scored:
    """≥ 30 % → 24 points: the band reached, below (less is better: above) all of them ``otherwise``."""
    found = band_of(value, rule.bands, rule.otherwise, better_of(rule.better), trace.unit)
    return capped(item, found.points, found.rule, found.params, (trace,))


def band_of(value: Fraction, steps: Steps, otherwise: Exact | UnsetType, better: Better, unit: str) -> Band:
    """The band of a value; thresholds are shown in ``unit``."""
    step = reached(value, steps, better)
    if step is None:
        points = given(otherwise, Exact("0"))
        return Band(points.value, "bands_otherwise", {"points": points.text, "better": better})
    threshold, points = step
    params = {"threshold": quantity(threshold.text, unit), "points": points.text}
    return Band(points.value, f"bands_{better}", params)
