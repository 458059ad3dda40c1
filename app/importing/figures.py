"""Rows of people → exact figures by metric → observations, with the cells that each came from."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import msgspec

from app.domain.inputs import Observation
from app.domain.metrics import Kind, Metric, Parts, Terms, metric_of, unit_of
from app.domain.problem import Problem, error, warning
from app.domain.source import Source, column_letters
from app.importing.grid import Cell, where
from app.importing.layouts import Recognised
from app.importing.percents import FRACTION, PERCENT, UNCLEAR, decide, scaled
from app.importing.plan import Column, FileEdits, Period
from app.importing.rows import DataRow
from app.importing.values import NOT_YET, VALUE, header_key


class Figure(msgspec.Struct, frozen=True, gc=False):
    """One metric of one row: exact value, or None if it is not known yet; ``places`` decimals are shown."""

    value: Fraction | None
    places: int
    cell: str


class PersonRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row with its shop, its days and its figures by metric; a metric without a figure is absent."""

    data: DataRow
    shop: str
    period: Period
    figures: dict[str, Figure]

    def value(self, metric: str) -> Fraction | None:
        """The metric's value, None where the row has none."""
        figure = self.figures.get(metric)
        return figure.value if figure else None


def percent_decisions(
    rows: Sequence[DataRow], sheet: Recognised, edits: FileEdits
) -> tuple[dict[int, str], tuple[Problem, ...]]:
    """For each column of a ratio whether bare numbers are percent; an error for a column that tells neither way."""
    column_of = columns_by_metric(sheet)
    decisions: dict[int, str] = {}
    problems: list[Problem] = []
    for about in sheet.columns:
        if not about.metric or unit_of(about.metric) != "ratio":
            continue
        decision = decisions[about.index] = _decision(rows, about, column_of, edits)
        if decision == UNCLEAR:
            first = next(row.row for row in rows if row.readings[about.index].value is not None)
            place, text = where(first, about.index), sheet.grid.text(first, about.index)
            problems.append(error("percent_unclear", cell=place, header=about.header, metric=about.metric, value=text))
    return decisions, tuple(problems)


def _decision(rows: Sequence[DataRow], about: Column, column_of: Mapping[str, int], edits: FileEdits) -> str:
    """The owner's answer, else the header's ``(%)``, else what the cells tell."""
    readings = [row.readings[about.index] for row in rows]
    if about.index in edits.percent:
        return PERCENT if edits.percent[about.index] else FRACTION
    if header_key(about.header).endswith("(%)") and not any(reading.percent for reading in readings):
        return PERCENT
    return decide(readings, _own_parts(rows, metric_of(about.metric), column_of))


def columns_by_metric(sheet: Recognised) -> dict[str, int]:
    """The column of each metric that the file gives."""
    return {column.metric: column.index for column in sheet.columns if column.metric}


def _own_parts(
    rows: Iterable[DataRow], metric: Metric, column_of: Mapping[str, int]
) -> Iterator[tuple[Fraction, Fraction] | None]:
    """Of each row the numerator and denominator of the ratio that it gives itself."""
    ways = ways_given(metric, column_of)
    if not ways:
        yield from (None for _ in rows)
        return
    for row in rows:
        yield parts_of(ways, {name: row.readings[column_of[name]].value for parts in ways for name in parts.names})


def ways_given(metric: Metric, given: Container[str]) -> tuple[Parts, ...]:
    """The ways of dividing the metric of which a file has all parts."""
    return tuple(parts for parts in metric.parts if all(name in given for name in parts.names))


def parts_of(ways: Iterable[Parts], values: Mapping[str, Fraction | None]) -> tuple[Fraction, Fraction] | None:
    """Numerator and denominator by the first way that has all of them; None without, or over nothing."""
    for parts in ways:
        numerator, denominator = _sum(parts.numerator, values), _sum(parts.denominator, values)
        if numerator is not None and denominator:
            return numerator, denominator
    return None


def _sum(terms: Terms, values: Mapping[str, Fraction | None]) -> Fraction | None:
    if len(terms) == 1 and terms[0][0] == 1:
        return values.get(terms[0][1])
    total = Fraction(0)
    for sign, name in terms:
        value = values.get(name)
        if value is None:
            return None
        total = total + value if sign > 0 else total - value
    return total


def figures_of(row: DataRow, columns: Mapping[str, int], decisions: Mapping[int, str]) -> dict[str, Figure]:
    """Every metric of the row that has a figure, or is not known yet. ``columns`` are those of the metrics."""
    found: dict[str, Figure] = {}
    readings, number = row.readings, row.row + 1
    for metric, column in columns.items():
        reading = readings[column]
        if reading.state == NOT_YET:
            found[metric] = Figure(None, 0, f"{column_letters(column)}{number}")
        elif reading.state == VALUE:
            value, places = reading.value, reading.places
            if column in decisions or reading.percent:
                value, places = scaled(reading, decisions.get(column, FRACTION))
            found[metric] = Figure(value, places, f"{column_letters(column)}{number}")
    return found


def observations(rows: Iterable[PersonRow], family: str) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """One observation for each account, days and metric.

    Identical rows of an account count once, different ones are summed.
    """
    groups: dict[tuple[str, str, Period], list[PersonRow]] = {}
    for row in rows:
        groups.setdefault((row.shop, row.data.account, row.period), []).append(row)
    found: list[Observation] = []
    problems: list[Problem] = []
    for group in groups.values():
        kept, doubts = _without_duplicates(group)
        problems.extend(doubts)
        found.extend(_observed(kept, family))
    return tuple(found), tuple(problems)


def _without_duplicates(group: list[PersonRow]) -> tuple[list[PersonRow], list[Problem]]:
    if len(group) == 1:
        return group, []
    once: dict[tuple[Cell, ...], PersonRow] = {}
    problems: list[Problem] = []
    for row in group:
        first = once.setdefault(row.data.whole, row)
        if first is not row:
            problems.append(_doubt("duplicate_row", first, row))
    kept = list(once.values())
    problems.extend(_doubt("account_twice", kept[0], row) for row in kept[1:])
    return kept, problems


def without_repeated(rows: Sequence[PersonRow], doubts: Iterable[Problem]) -> Sequence[PersonRow]:
    """The rows without those that ``observations`` found to be there twice, and counted once."""
    repeated = {doubt.cell for doubt in doubts if doubt.code == "duplicate_row"}
    return [row for row in rows if row.data.cell not in repeated] if repeated else rows


def _doubt(code: str, first: PersonRow, row: PersonRow) -> Problem:
    return warning(code, cell=row.data.cell, account=f"{row.shop}:{row.data.spelling}", first=first.data.cell)


def _observed(rows: list[PersonRow], family: str) -> Iterable[Observation]:
    """The observations of an account's rows of the same days."""
    first = rows[0]
    for metric in dict.fromkeys(name for row in rows for name in row.figures) if len(rows) > 1 else first.figures:
        about = metric_of(metric)
        if not about.weights and about.kind is Kind.RATIO:
            continue  # computed anew from its parts, never from the file
        summed = _of_rows(about, rows) if len(rows) > 1 else _of_row(about, first.figures)
        if summed is None:
            continue
        value, cells, weight, weight_metric = summed
        yield Observation(
            shop=first.shop,
            account=first.data.account,
            metric=metric,
            first=first.period.first,
            last=first.period.last,
            family=family,
            value=value,
            source=Source(0, cells),
            weight=weight,
            weight_metric=weight_metric,
        )


_Summed: TypeAlias = tuple[Fraction | None, tuple[str, ...], Fraction | None, str]
"""A value with its cells, its weight and the metric that weighs it."""


def _of_row(metric: Metric, figures: Mapping[str, Figure]) -> _Summed:
    """The metric of the only row."""
    figure = figures[metric.id]
    for name in metric.weights:
        weight = figures.get(name)
        if weight is not None and weight.value:
            return figure.value, (figure.cell,), weight.value, name
    return figure.value, (figure.cell,), None, ""


def _of_rows(metric: Metric, rows: list[PersonRow]) -> _Summed | None:
    """The metric of all the rows that give it; None for means that nothing weighs."""
    given = [row for row in rows if metric.id in row.figures]
    weight_metric = next((name for name in metric.weights if all(row.value(name) for row in given)), "")
    joined = _joined_value(metric, given, weight_metric)
    cells = tuple(row.figures[metric.id].cell for row in given)
    return None if joined is None else (joined[0], cells, joined[1], weight_metric)


def _joined_value(
    metric: Metric, rows: list[PersonRow], weight_metric: str
) -> tuple[Fraction | None, Fraction | None] | None:
    """(value, weight) of an account's rows: sums added, means by their weights; None for means that nothing weighs."""
    values = [row.value(metric.id) for row in rows]
    weights = [row.value(weight_metric) or Fraction(0) for row in rows] if weight_metric else []
    weight = sum(weights, Fraction(0)) if weights else None
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None, weight
    if len(known) == 1:
        return known[0], weight
    if metric.kind is Kind.ADDITIVE:
        return sum(known, Fraction(0)), weight
    if metric.kind in (Kind.LEVEL, Kind.MANUAL_MEAN):
        return known[-1], weight
    if not weight:
        return None
    return sum((value * share for value, share in zip(known, weights, strict=True)), Fraction(0)) / weight, weight
