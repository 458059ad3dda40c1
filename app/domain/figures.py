"""One account's month: which file, which basis, and what its rows add up to (RULES 5 to 10)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, Measured, Share, add_terms, merge_sources
from app.domain.metrics import METRICS, STAND_INS, Kind, Metric, Parts
from app.domain.month import PayMonth

_TRIO = ("sales_amount", "refund_amount", "net_sales_amount")


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


class _Table:
    """An account's observations by metric, basis and family, the highest-ranked family first."""

    def __init__(self, month: PayMonth, rows: Iterable[Observation], rank: dict[str, int]) -> None:
        self._month, self._rank = month, rank
        self._cells: dict[tuple[str, str], dict[str, list[Observation]]] = {}
        self._ranked: dict[tuple[str, str], list[str]] = {}
        self.taken_from: dict[str, str] = {}
        self.unused: list[Observation] = []
        partial: dict[tuple[str, str], list[Observation]] = {}
        for row in rows:
            if row.first == month.first and row.last == month.last:
                self._put(MONTH, row)
            else:
                partial.setdefault((row.metric, row.family), []).append(row)
        for group in partial.values():
            self._put_partial(group)

    def _put(self, basis: str, row: Observation) -> None:
        key = (row.metric, basis)
        self._cells.setdefault(key, {}).setdefault(row.family, []).append(row)
        self._ranked.pop(key, None)

    def _put_partial(self, group: list[Observation]) -> None:
        days = [row for row in group if row.first == row.last]
        ranges = [row for row in group if row.first != row.last]
        if ranges and _tiles(self._month, ranges):
            days, ranges = ranges, []
        self.unused.extend(ranges)
        for row in days:
            self._put(DAYS, row)

    def families(self, metric: str, basis: str) -> list[str]:
        """The families that give the metric on that basis, the highest-ranked first."""
        key = (metric, basis)
        if key not in self._ranked:
            found = self._cells.get(key, {})
            self._ranked[key] = sorted(found, key=lambda family: (self._rank.get(family, len(self._rank)), family))
        return self._ranked[key]

    def rows(self, metric: str, basis: str, family: str) -> list[Observation]:
        """The rows of one metric, basis and family in order of their days."""
        rows = self._cells.get((metric, basis), {}).get(family, [])
        return rows if len(rows) < 2 else sorted(rows, key=lambda row: row.first)

    def gives(self, metric: str) -> bool:
        """Whether any file gives the metric."""
        return any(self._cells.get((metric, basis)) for basis in (MONTH, DAYS))

    def metrics(self) -> list[str]:
        """Every metric that has rows."""
        return list(dict.fromkeys(metric for metric, _ in self._cells))

    def complete(self) -> None:
        """Make what follows from others: sales, refunds, net by subtraction; then the stand-ins; net again."""
        self._derive_trio()
        for pair in STAND_INS:
            for missing, given in (pair, pair[::-1]):
                if self.gives(given) and not self.gives(missing) and given not in self.taken_from:
                    self._stand_in(missing, given)
        self._derive_trio()

    def _stand_in(self, missing: str, given: str) -> None:
        self.taken_from[missing] = given
        for basis in (MONTH, DAYS):
            for family in self.families(given, basis):
                for row in self.rows(given, basis, family):
                    self._put(basis, msgspec.structs.replace(row, metric=missing))

    def _derive_trio(self) -> None:
        missing = [name for name in _TRIO if not self.gives(name)]
        if len(missing) != 1:
            return
        have = [name for name in _TRIO if name != missing[0]]
        for basis in (MONTH, DAYS):
            for one, two in self._pairs(have, basis):
                self._put(basis, _third(missing[0], one, two))
        standing = [self.taken_from[name] for name in have if name in self.taken_from]
        if standing and self.gives(missing[0]):
            self.taken_from[missing[0]] = standing[0]

    def _pairs(self, names: list[str], basis: str) -> Iterator[tuple[Observation, Observation]]:
        shared = [family for family in self.families(names[0], basis) if family in self.families(names[1], basis)]
        ways = [(family, family) for family in shared] or [
            (one, two) for one in self.families(names[0], basis)[:1] for two in self.families(names[1], basis)[:1]
        ]
        for one, two in ways:
            others = {(row.first, row.last): row for row in self.rows(names[1], basis, two)}
            for row in self.rows(names[0], basis, one):
                if (row.first, row.last) in others:
                    yield row, others[row.first, row.last]


def _third(missing: str, one: Observation, two: Observation) -> Observation:
    """sales = refund + net; the others are sales less the other. ``one`` stands before ``two`` in the trio."""
    value = None
    if one.value is not None and two.value is not None:
        value = one.value + two.value if missing == "sales_amount" else one.value - two.value
    sources = merge_sources([one.sources, two.sources])
    return msgspec.structs.replace(one, metric=missing, value=value, source=sources[0], also=sources[1:])


def _tiles(month: PayMonth, ranges: list[Observation]) -> bool:
    day = month.first
    for row in sorted(ranges, key=lambda row: row.first):
        if row.first != day:
            return False
        day = row.last + timedelta(days=1)
    return day == month.last + timedelta(days=1)


def account_figures(month: PayMonth, rows: Iterable[Observation], rank: dict[str, int]) -> AccountFigures:
    """The month of one account (of one owner): every metric that its rows give, measured."""
    table = _Table(month, rows, rank)
    table.complete()
    metrics: dict[str, Measured] = {}
    conflicts: list[Conflict] = []
    for name in table.metrics():
        if METRICS[name].kind is Kind.ADDITIVE:
            metrics[name] = _sum(table, name, conflicts)
    for metric in METRICS.values():
        measured = _quotient(table, metric, conflicts)
        if measured is not None:
            metrics[metric.id] = measured
    return AccountFigures(metrics, tuple(conflicts), tuple(table.unused), _net_differs(table))


def _basis_and_family(table: _Table, metric: str) -> tuple[str, str]:
    """Month level with a known value first, then days, then whatever is there."""
    for basis in (MONTH, DAYS):
        for family in table.families(metric, basis):
            if any(row.value is not None for row in table.rows(metric, basis, family)):
                return basis, family
    basis = MONTH if table.families(metric, MONTH) else DAYS
    return basis, table.families(metric, basis)[0]


def _sum(table: _Table, metric: str, conflicts: list[Conflict]) -> Measured:
    basis, family = _basis_and_family(table, metric)
    rows = table.rows(metric, basis, family)
    known = [row for row in rows if row.value is not None]
    same = _compare(table, metric, basis, family, conflicts)
    sources = merge_sources(row.sources for row in [*known, *same])
    value = sum((row.value for row in known if row.value is not None), Fraction(0)) if known else None
    share = (Share(rows[0].shop, rows[0].account, value, sources),) if value is not None else ()
    return Measured(
        value=value,
        basis=basis,
        sources=sources,
        incomplete=len(known) < len(rows),
        taken_from=table.taken_from.get(metric, ""),
        shares=share,
    )


def _compare(table: _Table, metric: str, basis: str, family: str, conflicts: list[Conflict]) -> list[Observation]:
    """The rows of other families that say the same; those that say otherwise go to ``conflicts``."""
    used = {(row.first, row.last): row for row in table.rows(metric, basis, family) if row.value is not None}
    same: list[Observation] = []
    for other_family in table.families(metric, basis):
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


def _quotient(table: _Table, metric: Metric, conflicts: list[Conflict]) -> Measured | None:
    for parts in metric.parts:
        measured = _from_parts(table, parts)
        if measured is not None:
            return measured
    if table.gives(metric.id) and metric.kind is not Kind.ADDITIVE:
        return _mean(table, metric, conflicts)
    return None


def _from_parts(table: _Table, parts: Parts) -> Measured | None:
    names = list(dict.fromkeys(name for _, name in parts.numerator + parts.denominator))
    if not all(table.gives(name) for name in names):
        return None
    unknown: Measured | None = None
    for basis in (MONTH, DAYS):
        if all(table.families(name, basis) for name in names):
            measured = _divided(table, parts, _families_of(table, names, basis), basis)
            if measured is not None and measured.sources:
                return measured
            unknown = unknown or measured
    return unknown


def _families_of(table: _Table, names: list[str], basis: str) -> dict[str, str]:
    """One family for all parts where one gives them all, else the highest-ranked family of each."""
    for family in table.families(names[0], basis):
        if all(family in table.families(name, basis) for name in names[1:]):
            return dict.fromkeys(names, family)
    return {name: table.families(name, basis)[0] for name in names}


def _divided(table: _Table, parts: Parts, families: dict[str, str], basis: str) -> Measured | None:
    by_name = {
        name: {(row.first, row.last): row for row in table.rows(name, basis, family)}
        for name, family in families.items()
    }
    periods = [key for key in next(iter(by_name.values())) if all(key in rows for rows in by_name.values())]
    known = [key for key in periods if all(rows[key].value is not None for rows in by_name.values())]
    incomplete = any(row.value is None for rows in by_name.values() for row in rows.values())
    if not known and not incomplete:
        return None
    inputs = tuple((name, _part(name, [by_name[name][key] for key in known], basis, table)) for name in by_name)
    values = {name: part.value or Fraction(0) for name, part in inputs}
    numerator, denominator = add_terms(parts.numerator, values), add_terms(parts.denominator, values)
    return Measured(
        value=numerator / denominator if denominator else None,
        basis=basis,
        sources=merge_sources(part.sources for _, part in inputs),
        numerator=numerator,
        denominator=denominator,
        incomplete=incomplete,
        taken_from=next((part.taken_from for _, part in inputs if part.taken_from), ""),
        inputs=inputs,
    )


def _part(name: str, rows: list[Observation], basis: str, table: _Table) -> Measured:
    value = sum((row.value for row in rows if row.value is not None), Fraction(0))
    sources = merge_sources(row.sources for row in rows)
    shares = (Share(rows[0].shop, rows[0].account, value, sources),) if rows else ()
    return Measured(value=value, basis=basis, sources=sources, shares=shares, taken_from=table.taken_from.get(name, ""))


def _mean(table: _Table, metric: Metric, conflicts: list[Conflict]) -> Measured | None:
    """A mean of rows weighed by what the same rows give; one row alone needs no weight (RULES 10)."""
    basis, family = _basis_and_family(table, metric.id)
    rows = table.rows(metric.id, basis, family)
    known = [row for row in rows if row.value is not None]
    same = _compare(table, metric.id, basis, family, conflicts)
    weighed = [row for row in known if row.weight is not None]
    value = numerator = denominator = None
    if len(weighed) == len(known) and known:
        numerator = sum(((row.value or Fraction(0)) * (row.weight or Fraction(0)) for row in known), Fraction(0))
        denominator = sum((row.weight or Fraction(0) for row in known), Fraction(0))
        value = numerator / denominator if denominator else None
    if len(known) == 1:
        value = known[0].value
    incomplete = len(known) < len(rows)
    if value is None and denominator is None and not incomplete:
        return None
    exact = all(row.weight_metric == metric.exact_weight for row in known)
    return Measured(
        value=value,
        basis=basis,
        sources=merge_sources(row.sources for row in [*known, *same]),
        numerator=numerator,
        denominator=denominator,
        estimated=not exact and (len(known) > 1 or basis == DAYS),
        weight_exact=exact,
        incomplete=incomplete,
    )


def _net_differs(table: _Table) -> tuple[Observation, ...]:
    """Net as the file has it where sales less refunds differ from it by more than a fen."""
    if any(name in table.taken_from for name in _TRIO):
        return ()
    found: list[Observation] = []
    for family in table.families("net_sales_amount", MONTH):
        values = [table.rows(name, MONTH, family) for name in _TRIO]
        if all(len(rows) == 1 and rows[0].value is not None for rows in values):
            sales, refund, net = (rows[0].value or Fraction(0) for rows in values)
            if abs(sales - refund - net) > Fraction(1, 100):
                found.append(values[2][0])
    return tuple(found)


def days_with_rows(rows: Iterable[Observation]) -> set[date]:
    """The days on which the account has a row of its own."""
    return {row.first for row in rows if row.first == row.last}
