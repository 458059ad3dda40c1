"""Figures that were typed: several marks as one figure, and ratios whose parts were typed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from app.domain.inputs import Mark
from app.domain.measured import MANUAL, MONTH, Measured, add_terms, merge_sources
from app.domain.metrics import ATTENDANCE, DIVIDED, Metric, kind_of, reported
from app.domain.money import total


def typed_figures(marks: Iterable[Mark]) -> dict[str, Measured]:
    """The figures of an agent that were typed, by metric; marks of score items are none."""
    grouped: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.item.startswith(ATTENDANCE) or reported(mark.item):
            grouped.setdefault(mark.item, []).append(mark)
    return {name: _typed(name, found) for name, found in grouped.items()}


def _typed(name: str, marks: list[Mark]) -> Measured:
    """Several values of a sum are added, of a level the last counts, of anything else they are averaged."""
    kind = kind_of(name)
    count = 0 if kind in ("additive", "level") else len(marks)
    if len(marks) == 1:
        source = marks[0].source
        return Measured(value=marks[0].value, basis=MANUAL, sources=() if source is None else (source,), marks=count)
    ordered = sorted(marks, key=lambda mark: mark.day or date.min)
    values = [mark.value for mark in ordered]
    if kind == "additive":
        value = total(values)
    elif kind == "level":
        value = values[-1]
    else:
        value = total(values) / len(values)
    sources = merge_sources([(mark.source,) for mark in ordered if mark.source is not None])
    first = values[0] if kind == "level" else None
    return Measured(value=value, basis=MANUAL, sources=sources, first_value=first, marks=count)


def ratios_of_typed(
    typed: dict[str, Measured], sheets: dict[str, Measured], divided: Sequence[Metric] = DIVIDED
) -> Iterator[tuple[str, Measured]]:
    """Ratios whose parts were typed: both typed parts win, one typed part joins the sheets' other (RULES 5, 8)."""
    if all(name.startswith(ATTENDANCE) for name in typed):
        return
    for metric in divided:
        if metric.id in typed:
            continue
        for parts in metric.parts:
            names = parts.names
            all_typed = all(name in typed for name in names)
            mixed = any(name in typed for name in names) and metric.id not in sheets
            found = {name: typed.get(name) or sheets.get(name) for name in names}
            if not (all_typed or mixed) or any(one is None or one.value is None for one in found.values()):
                continue
            inputs = tuple((name, one) for name, one in found.items() if one is not None)
            values = dict(inputs)
            numerator, denominator = (add_terms(terms, values) for terms in (parts.numerator, parts.denominator))
            yield metric.id, _ratio(numerator, denominator, inputs)
            break


def _ratio(numerator: Fraction, denominator: Fraction, inputs: tuple[tuple[str, Measured], ...]) -> Measured:
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=MANUAL if all(one.basis == MANUAL for _, one in inputs) else MONTH,
        numerator=numerator,
        denominator=denominator,
        incomplete=any(one.incomplete for _, one in inputs),
        inputs=inputs,
    )
