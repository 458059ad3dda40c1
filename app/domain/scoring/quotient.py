"""A value against a standard (a target, or the mean of the peers): w × their quotient, or bands on it."""

from fractions import Fraction

from msgspec import UnsetType

from app.domain.scheme import Attainment, Peers, ScoreItem, better_of
from app.domain.scoring.bands import band_of
from app.domain.scoring.outcome import Scored, capped, limit_of
from app.domain.trace import Trace


def quotient(
    item: ScoreItem,
    rule: Attainment | Peers,
    value: Fraction,
    standard: Fraction,
    name: str,
    inputs: tuple[Trace, ...],
) -> Scored:
    """w × value ÷ standard (less is better: the other way round; a value of 0 is then the cap), or bands on it.

    ``name`` is attainment or peers, as the trace's rules begin. 31.5 % of a target of 35 % and 30 points → 27.
    """
    full, better = item.full.value, better_of(rule.better)
    if not isinstance(rule.bands, UnsetType):
        share = value / standard
        band = band_of(share, rule.bands, rule.otherwise, better, "ratio")
        return capped(item, band.points, band.rule, band.params, (*inputs, Trace(f"{name}_quotient", share, "ratio")))
    if better == "more":
        return capped(item, full * value / standard, f"{name}_more", {}, inputs)
    if value == 0:
        return capped(item, limit_of(item), f"{name}_less_zero", {}, inputs)
    return capped(item, full * standard / value, f"{name}_less", {}, inputs)
