"""What the rows of people say → exact figures by metric → observations, with the cells that each came from."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, repeat

import msgspec

from app.domain.inputs import Observation
from app.domain.metrics import Metric, Parts, Terms, metric_of, unit_of
from app.domain.problem import Problem, error, warning
from app.domain.source import Source, column_letters
from app.importing.grid import Cell, where
from app.importing.layouts import Recognised
from app.importing.percents import FRACTION, PERCENT, UNCLEAR, Ratio, decide, scaled
from app.importing.plan import Column, FileEdits, Period
from app.importing.rows import DataRow, SheetRows
from app.importing.values import NOT_YET, VALUE, Reading, header_key

_GIVEN = frozenset({VALUE, NOT_YET})


class PersonRow(msgspec.Struct, frozen=True, gc=False):
    """A row with its shop and its days."""

    data: DataRow
    shop: str
    period: Period


class People(msgspec.Struct, frozen=True):
    """The rows of a sheet's people with their figures: by metric what each row says, ratios as fractions.

    ``columns`` are where the metrics stand in the sheet, ``own`` the ratios that the file's own parts give.
    """

    rows: tuple[PersonRow, ...]
    columns: dict[str, int]
    readings: dict[str, list[Reading]]
    own: dict[str, list[Ratio | None]]

    def value(self, metric: str, at: int) -> Fraction | None:
        """The metric's value in a row, None where the row has none."""
        return self.readings[metric][at].value if metric in self.readings else None

    def is_given(self, metric: str, at: int) -> bool:
        """Whether the row has a figure of the metric, or one that is not known yet."""
        return self.readings[metric][at].state in _GIVEN

    def cell(self, metric: str, at: int) -> str:
        """Address of the figure."""
        return where(self.rows[at].data.row, self.columns[metric])


def columns_by_metric(sheet: Recognised) -> dict[str, int]:
    """The column of each metric that the file gives."""
    return {column.metric: column.index for column in _of_metrics(sheet)}


def _of_metrics(sheet: Recognised) -> list[Column]:
    return [column for column in sheet.columns if column.metric]


def with_figures(
    people: tuple[PersonRow, ...], rows: SheetRows, sheet: Recognised, edits: FileEdits
) -> tuple[People, tuple[Problem, ...]]:
    """The people with what their rows say, and an error for each column of a ratio that tells neither way whether its
    bare numbers are percent."""
    columns = columns_by_metric(sheet)
    ways = {metric: found for metric in columns if (found := ways_given(metric_of(metric), columns))}
    read = {metric: rows.readings[column] for metric, column in columns.items()}
    own: dict[str, list[Ratio | None]] = {}
    unclear: dict[int, Problem] = {}
    for column in sorted(_of_metrics(sheet), key=lambda column: column.metric in ways):  # parts before their ratios
        metric, decision = column.metric, FRACTION
        if metric in ways:
            own[metric] = _own_ratios(ways[metric], read)
        if unit_of(metric) == "ratio":
            decision = _decision(read[metric], own.get(metric, ()), column, edits)
        if decision == UNCLEAR:
            unclear[column.index] = _unclear(rows, column, sheet)
        read[metric] = scaled(read[metric], decision)
    return People(people, columns, read, own), tuple(unclear[index] for index in sorted(unclear))


def _decision(readings: Sequence[Reading], own: Sequence[Ratio | None], about: Column, edits: FileEdits) -> str:
    """The owner's answer, else the header's ``(%)``, else what the cells tell."""
    if about.index in edits.percent:
        return PERCENT if edits.percent[about.index] else FRACTION
    if header_key(about.header).endswith("(%)") and not any(reading.percent for reading in readings):
        return PERCENT
    return decide(readings, own)


def _unclear(rows: SheetRows, about: Column, sheet: Recognised) -> Problem:
    readings = zip(rows.people, rows.readings[about.index], strict=True)
    first = next(row.row for row, reading in readings if reading.value is not None)
    place, text = where(first, about.index), sheet.grid.text(first, about.index)
    return error("percent_unclear", cell=place, header=about.header, metric=about.metric, value=text)


def ways_given(metric: Metric, given: Container[str]) -> tuple[Parts, ...]:
    """The ways of dividing the metric of which a file has all parts."""
    return tuple(parts for parts in metric.parts if all(name in given for name in parts.names))


def _own_ratios(ways: Iterable[Parts], read: Mapping[str, Sequence[Reading]]) -> list[Ratio | None]:
    """Of each row the ratio of its parts by the first way that has all of them; None without, or over nothing."""
    tried = [_divided(_sums(parts.numerator, read), _sums(parts.denominator, read)) for parts in ways]
    return [next((ratio for ratio in found if ratio), None) for found in zip(*tried, strict=True)]


def _divided(numerators: Iterable[Ratio | None], denominators: Iterable[Ratio | None]) -> list[Ratio | None]:
    return [
        (one[0] * other[1], one[1] * other[0]) if one and other and other[0] else None
        for one, other in zip(numerators, denominators, strict=True)
    ]


def _sums(terms: Terms, read: Mapping[str, Sequence[Reading]]) -> list[Ratio | None]:
    """Of each row the sum of the terms, as a quotient of whole numbers; None where one of them is not known."""
    (sign, name), *others = terms
    total = _term(sign, read[name])
    for sign, name in others:
        total = [
            (one[0] * other[1] + other[0] * one[1], one[1] * other[1]) if one and other else None
            for one, other in zip(total, _term(sign, read[name]), strict=True)
        ]
    return total


def _term(sign: int, readings: Iterable[Reading]) -> list[Ratio | None]:
    values = [None if reading.value is None else reading.value.as_integer_ratio() for reading in readings]
    return values if sign > 0 else [value and (-value[0], value[1]) for value in values]


def observations(people: People, family: str) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """One observation for each account, days and metric.

    Identical rows of an account count once, different ones are summed.
    """
    groups: dict[tuple[str, str, Period], list[int]] = {}
    for at, row in enumerate(people.rows):
        groups.setdefault((row.shop, row.data.account, row.period), []).append(at)
    alone = _of_each_row(people, family)
    if len(groups) == len(people.rows):
        return tuple(filter(None, chain.from_iterable(alone))), ()
    found: list[Observation] = []
    problems: list[Problem] = []
    for group in groups.values():
        kept, doubts = _without_duplicates(group, people.rows)
        problems.extend(doubts)
        found.extend(filter(None, alone[kept[0]]) if len(kept) == 1 else _of_rows(kept, people, family))
    return tuple(found), tuple(problems)


def _without_duplicates(group: list[int], rows: Sequence[PersonRow]) -> tuple[list[int], list[Problem]]:
    if len(group) == 1:
        return group, []
    once: dict[tuple[Cell, ...], int] = {}
    problems: list[Problem] = []
    for at in group:
        first = once.setdefault(rows[at].data.whole, at)
        if first != at:
            problems.append(_doubt("duplicate_row", rows[first], rows[at]))
    kept = list(once.values())
    problems.extend(_doubt("account_twice", rows[kept[0]], rows[at]) for at in kept[1:])
    return kept, problems


def without_repeated(people: People, doubts: Iterable[Problem]) -> list[int]:
    """The rows without those that ``observations`` found to be there twice, and counted once."""
    repeated = {doubt.cell for doubt in doubts if doubt.code == "duplicate_row"}
    return [at for at, row in enumerate(people.rows) if row.data.cell not in repeated]


def _doubt(code: str, first: PersonRow, row: PersonRow) -> Problem:
    return warning(code, cell=row.data.cell, account=f"{row.shop}:{row.data.spelling}", first=first.data.cell)


def _is_observed(metric: Metric) -> bool:
    """A ratio that nothing weighs is computed anew from its parts, never taken from the file."""
    return bool(metric.weights) or metric.kind != "ratio"


def _of_each_row(people: People, family: str) -> list[tuple[Observation | None, ...]]:
    """Of each row the observations of its metrics, None for what it does not give: made column by column."""
    rows = people.rows
    shops, accounts = [row.shop for row in rows], [row.data.account for row in rows]
    firsts, lasts = [row.period.first for row in rows], [row.period.last for row in rows]
    numbers = [str(row.data.row + 1) for row in rows]
    weighed: dict[tuple[str, ...], tuple[list[Fraction | None], list[str]]] = {}
    columns: list[list[Observation | None]] = []
    for name, readings in people.readings.items():
        metric, letters = metric_of(name), column_letters(people.columns[name])
        if not _is_observed(metric):
            continue
        if metric.weights not in weighed:
            weighed[metric.weights] = _weights(metric.weights, people)
        values, cells = [reading.value for reading in readings], [(letters + number,) for number in numbers]
        sources = map(Source, repeat(0), cells)
        same = repeat(name), firsts, lasts, repeat(family)
        found = map(Observation, shops, accounts, *same, values, sources, *weighed[metric.weights])
        given = [reading.state in _GIVEN for reading in readings]
        columns.append(
            [*found] if all(given) else [one if is_given else None for one, is_given in zip(found, given, strict=True)]
        )
    return list(zip(*columns, strict=True)) or [()] * len(rows)


def _weights(names: Sequence[str], people: People) -> tuple[list[Fraction | None], list[str]]:
    """What weighs a mean in each row, and which metric that is: the first of the names that the row gives."""
    weights: list[Fraction | None] = [None] * len(people.rows)
    chosen = [""] * len(people.rows)
    for name in names:
        if all(chosen):
            break
        for at, reading in enumerate(people.readings.get(name, ())):
            if reading.value and not chosen[at]:
                weights[at], chosen[at] = reading.value, name
    return weights, chosen


def _of_rows(places: list[int], people: People, family: str) -> Iterator[Observation]:
    """The observations of an account's several rows of the same days."""
    first = people.rows[places[0]]
    for name in dict.fromkeys(name for at in places for name in people.readings if people.is_given(name, at)):
        metric, given = metric_of(name), [at for at in places if people.is_given(name, at)]
        weigher = next((one for one in metric.weights if all(people.value(one, at) for at in given)), "")
        joined = _joined_value(metric, people, given, weigher) if _is_observed(metric) else None
        if joined is not None:
            yield Observation(
                shop=first.shop,
                account=first.data.account,
                metric=name,
                first=first.period.first,
                last=first.period.last,
                family=family,
                value=joined[0],
                source=Source(0, tuple(people.cell(name, at) for at in given)),
                weight=joined[1],
                weight_metric=weigher,
            )


def _joined_value(
    metric: Metric, people: People, places: list[int], weigher: str
) -> tuple[Fraction | None, Fraction | None] | None:
    """(value, weight) of an account's rows: sums added, means by their weights; None for means that nothing weighs."""
    values = [people.value(metric.id, at) for at in places]
    weights = [people.value(weigher, at) or Fraction(0) for at in places] if weigher else []
    weight = sum(weights, Fraction(0)) if weights else None
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None, weight
    if len(known) == 1:
        return known[0], weight
    if metric.kind == "additive":
        return sum(known, Fraction(0)), weight
    if metric.kind in ("level", "manual_mean"):
        return known[-1], weight
    if not weight:
        return None
    return sum((value * share for value, share in zip(known, weights, strict=True)), Fraction(0)) / weight, weight
