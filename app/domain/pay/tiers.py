"""Which tier of a table of rates a figure has reached, and how to say it."""

from fractions import Fraction

from app.domain.metrics import unit_of
from app.domain.scheme import Exact, Steps
from app.domain.steps import next_threshold, reached
from app.domain.trace import Trace, quantity


def tier_of(value: Fraction, metric: str, tiers: Steps, trace: Trace) -> tuple[Exact, Trace]:
    """The rate of the tier reached (0 below all of them), and its reason: its threshold and the next one missed.

    ``trace`` tells where the value came from.
    """
    step, above = reached(value, tiers), next_threshold(value, tiers)
    params = {"metric": metric}
    if above is not None:
        params["next"] = quantity(above.text, unit_of(metric))
    if step is None:
        return Exact("0"), Trace("tier_none", Fraction(0), "rate", params, (trace,))
    params |= {"threshold": quantity(step[0].text, unit_of(metric)), "rate": step[1].text}
    return step[1], Trace("tier_top" if above is None else "tier", step[1].value, "rate", params, (trace,))
