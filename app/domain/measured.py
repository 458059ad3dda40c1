"""A metric of an agent, measured: its value, what it was made of, and how such values add up over accounts."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from app.domain.metrics import Terms, kind_of, unit_of
from app.domain.money import decimal_text, total
from app.domain.source import Source
from app.domain.trace import Trace

MONTH, DAYS, MANUAL = "month", "days", "manual"
_ZERO = Fraction(0)


class Share(msgspec.Struct, frozen=True, gc=False):
    """What one account of one shop contributed to an additive figure."""

    shop: str
    account: str
    value: Fraction
    sources: tuple[Source, ...]


class Measured(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One metric's value; None: not known yet (``incomplete``), or ``undivided``.

    ``numerator`` and ``denominator`` are a ratio's parts, or of a mean the weighted sum and the weights; None for a
    sum, and for a single value that needs no weight. ``weight_exact`` says whether those weights make a mean of several
    values exact. ``marks`` says how many marks a typed mean is of. ``inputs`` are the measured parts of a ratio by
    metric, of a level those of its shops by name; a ratio leaves its ``sources`` to them. ``first_value`` is the first
    known value of a level that has several.
    """

    value: Fraction | None
    basis: str
    sources: tuple[Source, ...] = ()
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    marks: int = 0
    estimated: bool = False
    weight_exact: bool = True
    incomplete: bool = False
    taken_from: str = ""
    shares: tuple[Share, ...] = ()
    inputs: tuple[tuple[str, "Measured"], ...] = ()
    first_value: Fraction | None = None

    @property
    def undivided(self) -> bool:
        """Whether the sheets say something and yet there is no value: nothing to divide by, or no weight."""
        return self.value is None and not self.incomplete

    @property
    def source_count(self) -> int:
        """How many cells stand behind the value."""
        return sum(len(source.cells) for source in self.every_source)

    @property
    def every_source(self) -> tuple[Source, ...]:
        """The cells behind the value; of one that is divided those of its parts."""
        return self.sources or merge_sources([part.every_source for _, part in self.inputs])


def merge_sources(groups: Iterable[tuple[Source, ...]]) -> tuple[Source, ...]:
    """All cells once each, by import, in order of appearance."""
    found = [source for group in groups for source in group]
    if len(found) < 2 or (len(found) == 2 and found[0].import_id != found[1].import_id):
        return tuple(found)
    cells: dict[int, list[str]] = {}
    for source in found:
        cells.setdefault(source.import_id, []).extend(source.cells)
    return tuple([Source(number, tuple(dict.fromkeys(names))) for number, names in cells.items()])


def combine(metric: str, found: list[Measured]) -> Measured:
    """One agent's (or shop's) figure from those of the accounts: sums added, ratios re-divided, means re-weighted.

    Means that were typed are weighed by their marks. ``undivided`` when it cannot be said: a mean of several values of
    which one has no weight (no denominator), or a denominator of 0.
    """
    if len(found) == 1:
        return found[0]
    return _added(found) if kind_of(metric) == "additive" else _pooled(found)


def _added(found: list[Measured]) -> Measured:
    known = [one.value for one in found if one.value is not None]
    return Measured(
        value=sum(known, Fraction(0)) if known else None,
        basis=_basis(found),
        sources=merge_sources(one.sources for one in found),
        incomplete=any(one.incomplete for one in found),
        taken_from=next((one.taken_from for one in found if one.taken_from), ""),
        shares=tuple(share for one in found for share in one.shares),
    )


def _pooled(found: list[Measured]) -> Measured:
    weighed = [one for one in found if one.denominator is not None or one.value is not None or one.undivided]
    incomplete = any(one.incomplete for one in found)
    if all(one.marks for one in weighed):
        weighed = [_by_marks(one) for one in weighed]
    if any(one.denominator is None or one.numerator is None for one in weighed):
        sources = merge_sources(one.every_source for one in found)
        return Measured(value=None, basis=_basis(found), sources=sources, incomplete=incomplete)
    numerator = sum((one.numerator or Fraction(0) for one in weighed), Fraction(0))
    denominator = sum((one.denominator or Fraction(0) for one in weighed), Fraction(0))
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=_basis(found),
        sources=merge_sources(one.every_source for one in found),
        numerator=numerator,
        denominator=denominator,
        estimated=any(one.estimated or not one.weight_exact for one in found),
        marks=sum(one.marks for one in weighed) if all(one.marks for one in weighed) else 0,
        incomplete=incomplete,
        taken_from=next((one.taken_from for one in found if one.taken_from), ""),
        inputs=_pooled_inputs(found),
    )


def _by_marks(typed: Measured) -> Measured:
    """A mean of marks as their sum and their number."""
    count = Fraction(typed.marks)
    return msgspec.structs.replace(typed, numerator=(typed.value or Fraction(0)) * count, denominator=count)


def _pooled_inputs(found: list[Measured]) -> tuple[tuple[str, Measured], ...]:
    names = list(dict.fromkeys(name for one in found for name, _ in one.inputs))
    if not names or any(not one.inputs for one in found):
        return ()
    grouped = ((name, [part for one in found for key, part in one.inputs if key == name]) for name in names)
    return tuple((name, _added(parts)) for name, parts in grouped)


def _basis(found: list[Measured]) -> str:
    bases = {one.basis for one in found}
    return DAYS if DAYS in bases else MANUAL if bases == {MANUAL} else MONTH


def add_terms(terms: Terms, parts: Mapping[str, Measured]) -> Fraction:
    """The value of a sum of metrics, ``consulted_users − unreplied_users``; a part without a value counts as 0."""
    if len(terms) == 1 and terms[0][0] == 1:
        return parts[terms[0][1]].value or _ZERO
    values = [(sign, parts[name].value or _ZERO) for sign, name in terms]
    return total([value if sign > 0 else -value for sign, value in values])


def measured_trace(metric: str, measured: Measured) -> Trace:
    """The reasons behind a measured value, down to its cells."""
    if measured.inputs:
        return _trace_of_parts(metric, measured)
    params, unit = {"metric": metric}, unit_of(metric)
    if len(measured.shares) > 1:
        shares = tuple(
            Trace("share", share.value, unit, {"shop": share.shop, "account": share.account}, (), share.sources)
            for share in measured.shares
        )
        return Trace("sum", measured.value, unit, params, shares)
    if measured.taken_from:
        params["taken_from"] = measured.taken_from
    return Trace(_leaf_rule(metric, measured), measured.value, unit, params, (), measured.sources)


def _trace_of_parts(metric: str, measured: Measured) -> Trace:
    params, unit = {"metric": metric}, unit_of(metric)
    if kind_of(metric) == "level":
        shops = tuple([_level_of_shop(unit, *part) for part in measured.inputs])
        return Trace("level_weighted", measured.value, unit, params, shops)
    parts = tuple([measured_trace(name, part) for name, part in measured.inputs])
    numerator, denominator = measured.numerator or _ZERO, measured.denominator or _ZERO
    params |= {"numerator": decimal_text(numerator), "denominator": decimal_text(denominator)}
    return Trace("ratio", measured.value, unit, params, parts)


def _level_of_shop(unit: str, shop: str, level: Measured) -> Trace:
    weight = {} if level.denominator is None else {"weight": decimal_text(level.denominator)}
    return Trace("level_of_shop", level.value, unit, {"shop": shop, **weight}, (), level.sources)


def _leaf_rule(metric: str, measured: Measured) -> str:
    if measured.taken_from:
        return "stand_in"
    if measured.basis == MANUAL:
        return "typed"
    if measured.estimated:
        return "weighted"
    if measured.basis != DAYS:
        return "metric"
    return "level_last" if kind_of(metric) == "level" else "metric_days"
