"""What a scoring rule gives: raw points, or why there are none; and the policies for what is missing."""

from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.money import decimal_text
from app.domain.scheme import ScoreItem, given
from app.domain.trace import Trace

ZERO = Fraction(0)


class Scored(msgspec.Struct, frozen=True, gc=False):
    """Raw points of a leaf item, 0 … cap × full, exact."""

    points: Fraction
    trace: Trace


class Missing(msgspec.Struct, frozen=True, gc=False):
    """A leaf without points: ``code`` says why; ``policy`` is block or reweight."""

    code: str
    policy: str
    trace: Trace
    params: dict[str, str] = {}


Outcome: TypeAlias = Scored | Missing


def by_policy(item: ScoreItem, code: str, trace: Trace, params: dict[str, str]) -> Outcome:
    """What a leaf without data is worth: RULES 20."""
    policy = given(item.no_data, "block")
    if policy == "zero":
        return Scored(ZERO, Trace("no_data_zero", ZERO, "points", params, (trace,)))
    if policy == "full":
        full = item.full.value
        return Scored(full, Trace("no_data_full", full, "points", {**params, "full": item.full.text}, (trace,)))
    why = trace if trace.rule == code else Trace(code, None, "", params, (trace,))
    return Missing(code, policy, why, params)


def limit_of(item: ScoreItem) -> Fraction:
    """The most points that the item can give: cap × full."""
    return item.full.value if isinstance(item.cap, msgspec.UnsetType) else item.full.value * item.cap.value


def capped(item: ScoreItem, points: Fraction, rule: str, params: dict[str, str], inputs: tuple[Trace, ...]) -> Scored:
    """The points within 0 … cap × full; the trace says where they were capped."""
    limit = limit_of(item)
    (over, under), (most, whole) = points.as_integer_ratio(), limit.as_integer_ratio()
    if over * whole > most * under:
        points = limit
        params = {**params, "capped": decimal_text(limit)}
    elif over < 0:
        points = ZERO
    return Scored(points, Trace(rule, points, "points", {**params, "full": item.full.text}, inputs))
