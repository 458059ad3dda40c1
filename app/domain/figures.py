"""One account's month: which file, which basis, and what its rows add up to (RULES 5 to 10)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, Measured, Share, add_terms, merge_sources
from app.domain.metrics import DIVIDED, Kind, Metric, Parts, is_own, kind_of, metric_of
from app.domain.money import total
from app.domain.month import PayMonth
from app.domain.orders import FAMILIES
from app.domain.rows import TRIO, Families, Rows
from app.domain.source import Source

ZERO = Fraction(0)
_FEN = Fraction(1, 100)


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


class _Account:
    """The rows of one account on the way to its figures, and what did not fit together."""

    def __init__(self, table: Rows) -> None:
        self.table = table
        self.conflicts: list[Conflict] = []
        self._added: dict[tuple[str, str, str], Measured] = {}

    def added(self, metric: str, basis: str, family: str) -> Measured:
        """What the rows of a family add up to: made once for the metric and for every ratio that it is a part of."""
        key = (metric, basis, family)
        found = self._added.get(key)
        if found is None:
            rows = self.table.families(metric, basis)[family].values()
            found = self._added[key] = _added(self.table, metric, basis, rows)
        return found


def account_figures(
    month: PayMonth,
    rows: Iterable[Observation],
    rank: Mapping[str, int],
    beside: Sequence[Observation] = (),
    divided: Sequence[Metric] = DIVIDED,
) -> AccountFigures:
    """The month of one account (of one owner): every metric that its rows give, measured; levels are in levels.py.

    ``rank`` has a place for every family, the first one wins a conflict. ``beside`` are the rows of the account that
    others have in the month, ``divided`` the ratios and means that are asked for; the owner's means count where given.
    """
    table = Rows(month, rows, rank, beside)
    table.complete()
    account = _Account(table)
    given = table.metrics()
    metrics = {name: _sum(account, name) for name in given if kind_of(name) is Kind.ADDITIVE}
    own_means = [metric_of(name) for name in given if is_own(name) and kind_of(name) in (Kind.MEAN, Kind.MANUAL_MEAN)]
    for metric in (*divided, *own_means):
        measured = _quotient(account, metric)
        if measured is not None:
            metrics[metric.id] = measured
    return AccountFigures(metrics, tuple(account.conflicts), tuple(table.unused), _net_differs(table))


def _basis_and_family(table: Rows, metric: str) -> tuple[str, str]:
    """The month level before the days, of each the highest-ranked family: what it does not know yet is not known.

    A day or another report beside 延迟统计 of the month is not taken for the whole of it (RULES 8, 9).
    """
    basis = MONTH if table.families(metric, MONTH) else DAYS
    return basis, next(iter(table.families(metric, basis)))


def _sum(account: _Account, metric: str) -> Measured:
    basis, family = _basis_and_family(account.table, metric)
    found = account.added(metric, basis, family)
    same = compare(account.table, metric, basis, family, account.conflicts)
    if not same:
        return found
    sources = merge_sources([found.sources, *(row.sources for row in same)])
    shares = tuple(msgspec.structs.replace(share, sources=sources) for share in found.shares)
    return msgspec.structs.replace(found, sources=sources, shares=shares)


def _added(table: Rows, metric: str, basis: str, rows: Collection[Observation]) -> Measured:
    """Σ of the rows that are known; None only if that is of no row."""
    known = _known(rows)
    sources = _sources(known)
    value = total([row.value for row in known if row.value is not None]) if known or not rows else None
    return Measured(
        value=value,
        basis=basis,
        sources=sources,
        incomplete=len(known) < len(rows),
        taken_from=table.taken_from.get(metric, ""),
        shares=() if value is None or not known else (Share(known[0].shop, known[0].account, value, sources),),
    )


def _known(rows: Iterable[Observation]) -> list[Observation]:
    return [row for row in rows if row.value is not None]


def _sources(rows: list[Observation]) -> tuple[Source, ...]:
    return rows[0].sources if len(rows) == 1 else merge_sources([row.sources for row in rows])


def compare(table: Rows, metric: str, basis: str, family: str, conflicts: list[Conflict]) -> list[Observation]:
    """The rows of other families that say the same; those that say otherwise go to ``conflicts``."""
    families = table.families(metric, basis)
    if len(families) < 2:
        return []
    used = families[family]
    same: list[Observation] = []
    for others in families.values():
        if others is used:
            continue
        for period, other in others.items():
            mine = used.get(period)
            if mine is None or mine.value is None or other.value is None:
                continue
            if mine.value == other.value:
                same.append(other)
            elif metric not in table.taken_from:
                conflicts.append(Conflict(mine, other))
    return same


def _quotient(account: _Account, metric: Metric) -> Measured | None:
    for parts in metric.parts:
        measured = _from_parts(account, parts)
        if measured is not None:
            return measured
    return _mean(account, metric) if account.table.usable(metric.id) else None


def _from_parts(account: _Account, parts: Parts) -> Measured | None:
    for basis in (MONTH, DAYS):
        given = [account.table.families(name, basis) for name in parts.names]
        measured = _divided(account, parts, basis, _families_of(given)) if all(given) else None
        if measured is not None:
            return measured
    return None


def _families_of(given: Sequence[Families]) -> list[str]:
    """One family for all parts where one gives them all, else the best of each."""
    for family in given[0]:
        for families in given:
            if family not in families:
                break
        else:
            return [family] * len(given)
    return [next(iter(families)) for families in given]


def _divided(account: _Account, parts: Parts, basis: str, families: list[str]) -> Measured | None:
    table = account.table
    found = [table.families(name, basis)[family] for name, family in zip(parts.names, families, strict=True)]
    known = list(found[0])
    for rows in found:
        known = [period for period in known if period in rows and rows[period].value is not None]
    incomplete = len(known) < max(map(len, found)) and any(row.value is None for rows in found for row in rows.values())
    if not known and not incomplete:
        return None
    inputs = [
        (name, account.added(name, basis, family))
        if len(known) == len(rows)
        else (name, _added(table, name, basis, [rows[period] for period in known]))
        for name, family, rows in zip(parts.names, families, found, strict=True)
    ]
    values = {name: part.value or ZERO for name, part in inputs}
    numerator, denominator = add_terms(parts.numerator, values), add_terms(parts.denominator, values)
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=basis,
        sources=merge_sources([part.sources for _, part in inputs]),
        numerator=numerator,
        denominator=denominator,
        incomplete=incomplete,
        taken_from=next((part.taken_from for _, part in inputs if part.taken_from), "") if table.taken_from else "",
        inputs=tuple(inputs),
    )


def _mean(account: _Account, metric: Metric) -> Measured:
    """A mean of rows weighed by what the same rows give; one row of the month alone needs no weight (RULES 10)."""
    basis, family = _basis_and_family(account.table, metric.id)
    rows = account.table.families(metric.id, basis)[family]
    known = _known(rows.values())
    same = compare(account.table, metric.id, basis, family, account.conflicts)
    value = numerator = denominator = None
    pairs = [(row.value, row.weight) for row in known if row.value is not None and row.weight is not None]
    if known and len(pairs) == len(known):
        numerator = total([value * weight for value, weight in pairs])
        denominator = total([weight for _, weight in pairs])
    if len(known) == 1 and basis == MONTH:
        value = known[0].value
    elif numerator is not None and denominator:
        value = numerator / denominator
    incomplete = len(known) < len(rows)
    exact = {row.weight_metric for row in known} <= {metric.exact_weight}
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
    sales_of, refund_of, net_of = (table.families(name, MONTH) for name in TRIO)
    for family, nets in net_of.items():
        for period, net in nets.items():
            sales, refund = (given.get(family, {}).get(period) for given in (sales_of, refund_of))
            if sales and refund and _gap(sales, refund, net) > _FEN:
                found.append(net)
    return tuple(found)


def _gap(sales: Observation, refund: Observation, net: Observation) -> Fraction:
    """How far net is from sales less refund; 0 where one of them is not known."""
    if sales.value is None or refund.value is None or net.value is None:
        return ZERO
    return abs(sales.value - refund.value - net.value)


def day_rows(rows: Iterable[Observation]) -> list[Observation]:
    """The rows that are of one day."""
    return [row for row in rows if row.first == row.last]


def days_with_rows(rows: Iterable[Observation]) -> set[date]:
    """The days on which an account has a row of its own; when orders were paid says nothing about who was at work."""
    return {row.first for row in rows if row.family not in FAMILIES}


def unreplied_days(rows: Iterable[Observation]) -> set[date]:
    """The days whose own row says that somebody got no reply."""
    return {
        row.first
        for row in rows
        if row.value is not None
        and ((row.metric == "reply_rate" and row.value < 1) or (row.metric == "unreplied_users" and row.value > 0))
    }
