"""Levels such as the shop's service rating: the last known value of the month, and the first (RULES 18).

A level of a whole shop (rows without an account) belongs to each of the shop's agents.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.figures import AccountFigures, Conflict, compare
from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, Measured, merge_sources
from app.domain.month import PayMonth
from app.domain.rows import Rows
from app.domain.source import Source


class Unclear(msgspec.Struct, frozen=True):
    """Levels that make no single one: two accounts differ on the day that counts, or one of several has no weight."""


class _Point(msgspec.Struct, frozen=True):
    """What one row says of the level at the end of its period."""

    value: Fraction
    basis: str
    sources: tuple[Source, ...]


class Levels:
    """The month's rows of levels: of the agents' accounts, and of whole shops (number "")."""

    def __init__(self, month: PayMonth, rank: Mapping[str, int]) -> None:
        self._month, self._rank = month, rank
        self._rows: dict[str, dict[tuple[str, str], dict[str, list[Observation]]]] = {}
        self._of_shops: dict[tuple[str, str], Measured | Unclear | None] = {}
        self._conflicts: list[Conflict] = []
        self._unused: list[Observation] = []

    def put(self, number: str, row: Observation) -> None:
        """A row of an agent's account; of a whole shop with number ""."""
        accounts = self._rows.setdefault(number, {}).setdefault((row.metric, row.shop), {})
        accounts.setdefault(row.account, []).append(row)

    @property
    def metrics(self) -> list[str]:
        """The levels that have rows, sorted."""
        return sorted({metric for rows in self._rows.values() for metric, _ in rows})

    def rows(self, number: str, metric: str, shop: str, account: str) -> list[Observation]:
        """The rows of one account."""
        return self._accounts(number, metric, shop).get(account, [])

    def of(self, numbers: Sequence[str], metric: str, shop: str) -> Measured | Unclear | None:
        """The level of some people's accounts in a shop, else of the shop itself."""
        accounts = [rows for number in numbers for rows in self._accounts(number, metric, shop).values()]
        if accounts:
            return self._level(accounts)
        if (metric, shop) not in self._of_shops:
            self._of_shops[metric, shop] = self._level(self._accounts("", metric, shop).values())
        return self._of_shops[metric, shop]

    def shops(self, numbers: Sequence[str], metric: str) -> list[str]:
        """The shops in which the accounts of these people have rows of their own."""
        found = (key for number in numbers for key in self._rows.get(number, {}))
        return [shop for name, shop in found if name == metric]

    @property
    def left_over(self) -> AccountFigures:
        """What did not fit together among the rows of levels that were asked for."""
        return AccountFigures({}, tuple(self._conflicts), tuple(self._unused), ())

    def _accounts(self, number: str, metric: str, shop: str) -> dict[str, list[Observation]]:
        return self._rows.get(number, {}).get((metric, shop), {})

    def _level(self, accounts: Iterable[Sequence[Observation]]) -> Measured | Unclear | None:
        """What is dated last of all rows, and what is dated first; incomplete only if nothing is known at all."""
        points: dict[date, list[_Point]] = {}
        waiting = False
        for rows in accounts:
            waiting = True
            for day, point in self._points(rows).items():
                points.setdefault(day, []).append(point)
        if not points:
            return Measured(value=None, basis=DAYS, incomplete=True) if waiting else None
        last, first = points[max(points)], points[min(points)]
        used = last if len(points) == 1 else [*last, *first]
        if len({one.value for one in last}) > 1 or len({one.value for one in first}) > 1:
            return Unclear()
        return Measured(
            value=last[0].value,
            first_value=first[0].value if len(points) > 1 else None,
            basis=DAYS if any(point.basis == DAYS for point in used) else MONTH,
            sources=merge_sources(point.sources for point in used),
        )

    def _points(self, rows: Sequence[Observation]) -> dict[date, _Point]:
        """An account's known values by day; a row of the whole month speaks of its last day, and wins there."""
        metric, table = rows[0].metric, Rows(self._month, rows, self._rank)
        self._unused.extend(table.unused)
        points: dict[date, _Point] = {}
        for basis in (DAYS, MONTH):
            for given in table.families(metric, basis).values():
                known = [row for row in given.values() if row.value is not None]
                if known:
                    points |= self._of_family(table, known, basis)
                    break
        return points

    def _of_family(self, table: Rows, known: list[Observation], basis: str) -> dict[date, _Point]:
        families = table.families(known[0].metric, basis)
        same = compare(table, known[0].metric, families, known[0].family, self._conflicts)
        also = {row.last: row.sources for row in same}
        return {
            row.last: _Point(row.value or Fraction(0), basis, merge_sources((row.sources, also.get(row.last, ()))))
            for row in known
        }


def weighted(found: Sequence[tuple[str, Measured | Unclear, Fraction | None]]) -> Measured | Unclear | None:
    """The level over several shops: (name, level, receptions there), weighted by the receptions.

    One shop needs no weight; of several each needs one. 4.8 with 300 and 4.6 with 100 → 4.75.
    """
    parts = [(name, level, weight) for name, level, weight in found if isinstance(level, Measured)]
    if len(found) < 2 or len(parts) < len(found):
        return found[0][1] if len(found) == 1 else Unclear() if found else None
    if any(part.value is None for _, part, _ in parts):
        return Measured(value=None, basis=DAYS, incomplete=True)
    total = sum((weight or Fraction(0) for _, _, weight in parts), Fraction(0))
    if any(weight is None for _, _, weight in parts) or not total:
        return Unclear()
    return Measured(
        value=_mean([(part.value, weight) for _, part, weight in parts], total),
        first_value=_mean([(part.first_value, weight) for _, part, weight in parts], total),
        basis=DAYS if any(part.basis == DAYS for _, part, _ in parts) else MONTH,
        sources=merge_sources(part.sources for _, part, _ in parts),
        inputs=tuple((name, msgspec.structs.replace(part, denominator=weight)) for name, part, weight in parts),
    )


def _mean(parts: Sequence[tuple[Fraction | None, Fraction | None]], total: Fraction) -> Fraction | None:
    """Σ value × weight ÷ total; None where one value is missing."""
    if any(value is None for value, _ in parts):
        return None
    return sum(((value or Fraction(0)) * (weight or Fraction(0)) for value, weight in parts), Fraction(0)) / total
