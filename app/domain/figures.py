"""One account's month: which file, which basis, and what its rows add up to (RULES 5 to 10)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, Measured, Share, add_terms, merge_sources
from app.domain.metrics import DIVIDED, METRICS, Kind, Metric, Parts
from app.domain.money import total
from app.domain.month import PayMonth
from app.domain.orders import FAMILIES
from app.domain.rows import TRIO, Rows
from app.domain.source import Source


class Conflict(msgspec.Struct, frozen=True):
    """Two families that give different values for one metric, account and period; the first one is used."""

    used: Observation
    other: Observation


class AccountFigures(msgspec.Struct, frozen=True):
    """The measured metrics of one account in a month, and what did not fit together."""

    metrics: dict[str, Measured]
    conflicts: tuple[Conflict, ...]
    incomplete_periods: tuple[Observation, ...]
    net_differs: tuple[Observation, ...]


def account_figures(
    month: PayMonth, rows: Iterable[Observation], rank: dict[str, int], beside: Sequence[Observation] = ()
) -> AccountFigures:
    """The month of one account (of one owner): every metric that its rows give, measured; levels are in levels.py.

    ``beside`` are the rows of the account that others have in the month.
    """
    table = Rows(month, rows, rank, beside)
    table.complete()
    metrics: dict[str, Measured] = {}
    conflicts: list[Conflict] = []
    for name in table.metrics():
        if METRICS[name].kind is Kind.ADDITIVE:
            metrics[name] = _sum(table, name, conflicts)
    for metric in DIVIDED:
        measured = _quotient(table, metric, conflicts)
        if measured is not None:
            metrics[metric.id] = measured
    return AccountFigures(metrics, tuple(conflicts), tuple(table.unused), _net_differs(table))


def _basis_and_family(table: Rows, metric: str) -> tuple[str, str]:
    """The month level before the days, of each the highest-ranked family: what it does not know yet is not known.

    A day or another report beside 延迟统计 of the month is not taken for the whole of it (RULES 8, 9).
    """
    basis = MONTH if table.families(metric, MONTH) else DAYS
    return basis, table.families(metric, basis)[0]


def _sum(table: Rows, metric: str, conflicts: list[Conflict]) -> Measured:
    basis, family = _basis_and_family(table, metric)
    rows = table.rows(metric, basis, family)
    known = _known(rows)
    same = compare(table, metric, basis, family, conflicts)
    sources = _sources(known + same)
    value = _total(known) if known else None
    share = (Share(rows[0].shop, rows[0].account, value, sources),) if value is not None else ()
    return Measured(
        value=value,
        basis=basis,
        sources=sources,
        incomplete=len(known) < len(rows),
        taken_from=table.taken_from.get(metric, ""),
        shares=share,
    )


def _known(rows: list[Observation]) -> list[Observation]:
    return [row for row in rows if row.value is not None]


def _total(known: list[Observation]) -> Fraction:
    """Σ of the rows; of one row its value as it is."""
    values = [row.value for row in known if row.value is not None]
    return values[0] if len(values) == 1 else total(values)


def _sources(rows: list[Observation]) -> tuple[Source, ...]:
    return rows[0].sources if len(rows) == 1 else merge_sources([row.sources for row in rows])


def compare(table: Rows, metric: str, basis: str, family: str, conflicts: list[Conflict]) -> list[Observation]:
    """The rows of other families that say the same; those that say otherwise go to ``conflicts``."""
    families = table.families(metric, basis)
    if len(families) < 2:
        return []
    used = {(row.first, row.last): row for row in table.rows(metric, basis, family) if row.value is not None}
    same: list[Observation] = []
    for other_family in families:
        if other_family == family:
            continue
        for other in table.rows(metric, basis, other_family):
            mine = used.get((other.first, other.last))
            if mine is None or other.value is None:
                continue
            if mine.value == other.value:
                same.append(other)
            elif metric not in table.taken_from:
                conflicts.append(Conflict(mine, other))
    return same


def _quotient(table: Rows, metric: Metric, conflicts: list[Conflict]) -> Measured | None:
    for parts in metric.parts:
        measured = _from_parts(table, parts)
        if measured is not None:
            return measured
    return _mean(table, metric, conflicts) if table.usable(metric.id) else None


def _from_parts(table: Rows, parts: Parts) -> Measured | None:
    for name in parts.names:
        if not table.gives(name):
            return None
    for basis in (MONTH, DAYS):
        families = _families_of(table, parts.names, basis)
        measured = _divided(table, parts, families, basis) if families else None
        if measured is not None:
            return measured
    return None


def _families_of(table: Rows, names: Sequence[str], basis: str) -> dict[str, str]:
    """One family for all parts where one gives them all, else the best of each; {} where one part has none."""
    given = [table.families(name, basis) for name in names]
    if not all(given):
        return {}
    common = set(given[0]).intersection(*given[1:])
    for family in given[0]:
        if family in common:
            return dict.fromkeys(names, family)
    return {name: families[0] for name, families in zip(names, given, strict=True)}


def _divided(table: Rows, parts: Parts, families: dict[str, str], basis: str) -> Measured | None:
    by_name = {
        name: {(row.first, row.last): row for row in table.rows(name, basis, family)}
        for name, family in families.items()
    }
    first, *others = by_name.values()
    shared = [
        [row, *(rows[key] for rows in others)] for key, row in first.items() if all(key in rows for rows in others)
    ]
    known = [together for together in shared if all(row.value is not None for row in together)]
    incomplete = len(known) < max(map(len, by_name.values())) and any(
        row.value is None for rows in by_name.values() for row in rows.values()
    )
    if not known and not incomplete:
        return None
    inputs = tuple(
        (name, _part(name, [together[place] for together in known], basis, table)) for place, name in enumerate(by_name)
    )
    values = {name: part.value or Fraction(0) for name, part in inputs}
    numerator, denominator = add_terms(parts.numerator, values), add_terms(parts.denominator, values)
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=basis,
        sources=merge_sources([part.sources for _, part in inputs]),
        numerator=numerator,
        denominator=denominator,
        incomplete=incomplete,
        taken_from=next((part.taken_from for _, part in inputs if part.taken_from), ""),
        inputs=inputs,
    )


def _part(name: str, rows: list[Observation], basis: str, table: Rows) -> Measured:
    value, sources = _total(rows), _sources(rows)
    shares = (Share(rows[0].shop, rows[0].account, value, sources),) if rows else ()
    return Measured(value=value, basis=basis, sources=sources, shares=shares, taken_from=table.taken_from.get(name, ""))


def _mean(table: Rows, metric: Metric, conflicts: list[Conflict]) -> Measured | None:
    """A mean of rows weighed by what the same rows give; one row of the month alone needs no weight (RULES 10)."""
    basis, family = _basis_and_family(table, metric.id)
    rows = table.rows(metric.id, basis, family)
    known = _known(rows)
    same = compare(table, metric.id, basis, family, conflicts)
    value = numerator = denominator = None
    if known and all(row.weight is not None for row in known):
        numerator = total([(row.value or Fraction(0)) * (row.weight or Fraction(0)) for row in known])
        denominator = total([row.weight or Fraction(0) for row in known])
    if len(known) == 1 and basis == MONTH:
        value = known[0].value
    elif numerator is not None and denominator:
        value = numerator / denominator
    incomplete = len(known) < len(rows)
    exact = all(row.weight_metric == metric.exact_weight for row in known)
    return Measured(
        value=value,
        basis=basis,
        sources=_sources(known + same),
        numerator=numerator,
        denominator=denominator,
        estimated=not exact and (len(known) > 1 or basis == DAYS),
        weight_exact=exact,
        incomplete=incomplete,
    )


def _net_differs(table: Rows) -> tuple[Observation, ...]:
    """Net as the file has it where sales less refunds differ from it by more than a fen."""
    if any(name in table.taken_from for name in TRIO):
        return ()
    found: list[Observation] = []
    for family in table.families("net_sales_amount", MONTH):
        values = [table.rows(name, MONTH, family) for name in TRIO]
        if all(len(rows) == 1 and rows[0].value is not None for rows in values):
            sales, refund, net = (rows[0].value or Fraction(0) for rows in values)
            if abs(sales - refund - net) > Fraction(1, 100):
                found.append(values[2][0])
    return tuple(found)


def days_with_rows(rows: Iterable[Observation]) -> set[date]:
    """The days on which the account has a row of its own; when orders were paid says nothing about who was at work."""
    return {row.first for row in rows if row.first == row.last and row.family not in FAMILIES}


def unreplied_days(rows: Iterable[Observation]) -> set[date]:
    """The days whose own row says that somebody got no reply."""
    return {
        row.first
        for row in rows
        if row.first == row.last
        and row.value is not None
        and ((row.metric == "reply_rate" and row.value < 1) or (row.metric == "unreplied_users" and row.value > 0))
    }
