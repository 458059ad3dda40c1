"""One account's month: which file, which basis, and what its rows add up to (RULES 5 to 10)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, Measured, Share, add_terms, merge_sources
from app.domain.metrics import DIVIDED, Metric, Parts, metric_of
from app.domain.money import total
from app.domain.month import PayMonth
from app.domain.orders import FAMILIES
from app.domain.rows import TRIO, ByPeriod, Families, Period, Rows

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

    def added(self, metric: str, basis: str, family: str, rows: ByPeriod) -> Measured:
        """What the rows of a family add up to: made once for the metric and for every ratio that it is a part of."""
        key = (metric, basis, family)
        found = self._added.get(key)
        if found is None:
            taken_from = self.table.taken_from
            of = taken_from.get(metric, "") if taken_from else ""
            found = self._added[key] = _added(basis, rows.values(), of)
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
    given = [metric_of(name) for name in table.metrics()]
    metrics = {metric.id: _sum(account, metric.id) for metric in given if metric.kind == "additive"}
    own_means = [metric for metric in given if metric.name and metric.kind in ("mean", "manual_mean")]
    for metric in (*divided, *own_means):
        measured = _quotient(account, metric)
        if measured is not None:
            metrics[metric.id] = measured
    return AccountFigures(metrics, tuple(account.conflicts), tuple(table.unused), _net_differs(table))


def _sum(account: _Account, metric: str) -> Measured:
    basis, families = account.table.counting(metric)
    family, rows = next(iter(families.items()))
    found = account.added(metric, basis, family, rows)
    same = compare(account.table, metric, families, family, account.conflicts) if len(families) > 1 else []
    if not same:
        return found
    sources = merge_sources([found.sources, *(row.sources for row in same)])
    shares = tuple(msgspec.structs.replace(share, sources=sources) for share in found.shares)
    return msgspec.structs.replace(found, sources=sources, shares=shares)


def _added(basis: str, rows: Collection[Observation], taken_from: str) -> Measured:
    """Σ of the rows that are known; None only if that is of no row."""
    if len(rows) == 1:  # a figure of the month, as nearly always
        (row,) = rows
        value, sources = row.value, () if row.value is None else row.sources
        shares = () if value is None else (Share(row.shop, row.account, value, sources),)
        return Measured(
            value=value, basis=basis, sources=sources, incomplete=value is None, taken_from=taken_from, shares=shares
        )
    known = _known(rows)
    sources = merge_sources([row.sources for row in known])
    value = total([row.value for row in known if row.value is not None]) if known or not rows else None
    return Measured(
        value=value,
        basis=basis,
        sources=sources,
        incomplete=len(known) < len(rows),
        taken_from=taken_from,
        shares=() if value is None or not known else (Share(known[0].shop, known[0].account, value, sources),),
    )


def _known(rows: Iterable[Observation]) -> list[Observation]:
    return [row for row in rows if row.value is not None]


def compare(table: Rows, metric: str, families: Families, family: str, conflicts: list[Conflict]) -> list[Observation]:
    """The rows of other families that say the same; those that say otherwise go to ``conflicts``."""
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
        for basis in (MONTH, DAYS):
            given = account.table.parts(parts.names, basis)
            measured = _divided(account, parts, basis, given) if given else None
            if measured is not None:
                return measured
    return _mean(account, metric) if account.table.usable(metric.id) else None


def _families_of(given: Sequence[Families]) -> list[str]:
    """One family for all parts where one gives them all, else the best of each."""
    for family in given[0]:
        for families in given:
            if family not in families:
                break
        else:
            return [family] * len(given)
    return [next(iter(families)) for families in given]


def _divided(account: _Account, parts: Parts, basis: str, given: Sequence[Families]) -> Measured | None:
    """A ratio of sums over the same days: those that every part knows."""
    found: list[ByPeriod] = []
    sums: list[Measured] = []
    whole = True
    for name, families, family in zip(parts.names, given, _families_of(given), strict=True):
        rows = families[family]
        part = account.added(name, basis, family, rows)
        found.append(rows)
        sums.append(part)
        whole = whole and not part.incomplete and rows.keys() == found[0].keys()
    incomplete = False
    if not whole:
        days = [day for day in found[0] if all(day in rows and rows[day].value is not None for rows in found)]
        waits = any(row.value is None for rows in found for row in rows.values())
        incomplete = waits and len(days) < max(map(len, found))
        if not days and not incomplete:
            return None
        sums = [_on_days(days, rows, part) for rows, part in zip(found, sums, strict=True)]
    values = dict(zip(parts.names, sums, strict=True))
    numerator, denominator = add_terms(parts.numerator, values), add_terms(parts.denominator, values)
    taken_from = account.table.taken_from
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=basis,
        numerator=numerator,
        denominator=denominator,
        incomplete=incomplete,
        taken_from=next((part.taken_from for part in sums if part.taken_from), "") if taken_from else "",
        inputs=tuple(values.items()),
    )


def _on_days(days: Sequence[Period], rows: ByPeriod, whole: Measured) -> Measured:
    """The sum over some of its days."""
    return whole if len(days) == len(rows) else _added(whole.basis, [rows[day] for day in days], whole.taken_from)


def _mean(account: _Account, metric: Metric) -> Measured:
    """A mean of rows weighed by what the same rows give; one row of the month alone needs no weight (RULES 10)."""
    basis, families = account.table.counting(metric.id)
    family, rows = next(iter(families.items()))
    known = _known(rows.values())
    same = compare(account.table, metric.id, families, family, account.conflicts) if len(families) > 1 else []
    numerator, denominator = _weighed(known)
    value = None
    if len(known) == 1 and basis == MONTH:
        value = known[0].value
    elif numerator is not None and denominator:
        value = numerator / denominator
    exact = {row.weight_metric for row in known} <= {metric.exact_weight}
    return Measured(
        value=value,
        basis=basis,
        sources=merge_sources([row.sources for row in (*known, *same)]),
        numerator=numerator,
        denominator=denominator,
        estimated=not exact and (len(known) > 1 or basis == DAYS),
        weight_exact=exact,
        incomplete=len(known) < len(rows),
    )


def _weighed(known: list[Observation]) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """Σ value × weight and Σ weight; None where there is no row, or one without a weight."""
    pairs = [(row.value, row.weight) for row in known if row.value is not None and row.weight is not None]
    if len(known) == len(pairs) == 1:
        value, weight = pairs[0]
        return value * weight, weight
    if not known or len(pairs) < len(known):
        return None, None
    return total([value * weight for value, weight in pairs]), total([weight for _, weight in pairs])


def _net_differs(table: Rows) -> tuple[Observation, ...]:
    """Net as the file has it where sales less refunds differ from it by more than a fen."""
    if any(name in table.taken_from for name in TRIO):
        return ()
    found: list[Observation] = []
    sales_of, refund_of, net_of = (table.families(name, MONTH) for name in TRIO)
    for family, nets in net_of.items():
        all_sales, refunds = sales_of.get(family, {}), refund_of.get(family, {})
        for period, net in nets.items():
            sales, refund = all_sales.get(period), refunds.get(period)
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
