"""An account's rows of a month by metric, basis and report family, with what follows from them (RULES 5 to 8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

import msgspec

from app.domain.inputs import Observation
from app.domain.measured import DAYS, MONTH, merge_sources
from app.domain.metrics import STAND_INS
from app.domain.month import PayMonth

TRIO = ("sales_amount", "refund_amount", "net_sales_amount")
"""Any two of them give the third."""

Period: TypeAlias = tuple[date, date]
"""First and last day of a row."""

ByPeriod: TypeAlias = dict[Period, Observation]
Families: TypeAlias = dict[str, ByPeriod]
"""The rows of a metric by the report family that gives them, of each by their days."""

_NOTHING: Families = {}


class Rows:
    """An account's observations by metric, basis and family, the highest-ranked family first.

    ``rank`` has a place for every family.
    ``beside`` are the rows of the same account that are somebody else's in the month: no figures here, but they say
    what the files give of the account, and ranges tile the month together with them.
    What is made of others (``complete``) is made in the order of their families, so that the order holds for it too.
    """

    def __init__(
        self,
        month: PayMonth,
        rows: Iterable[Observation],
        rank: Mapping[str, int],
        beside: Sequence[Observation] = (),
    ) -> None:
        self._month = month
        self._cells: dict[str, dict[str, Families]] = {MONTH: {}, DAYS: {}}
        self._metrics: dict[str, None] = {}
        self._elsewhere = {row.metric for row in beside}
        self.taken_from: dict[str, str] = {}
        self.unused: list[Observation] = []
        partial: dict[tuple[str, str], list[Observation]] = {}
        first, last = whole = month.first, month.last
        for row in rows:
            if row.first == first and row.last == last:
                self._put(MONTH, whole, row)
            else:
                partial.setdefault((row.metric, row.family), []).append(row)
        for (metric, family), group in partial.items():
            self._put_partial(group, [row for row in beside if row.metric == metric and row.family == family])
        for cells in self._cells.values():
            for metric, found in cells.items():
                if len(found) > 1:
                    cells[metric] = {family: found[family] for family in sorted(found, key=rank.__getitem__)}

    def _put(self, basis: str, period: Period, row: Observation) -> None:
        self._metrics[row.metric] = None
        families = self._cells[basis].get(row.metric)
        if families is None:
            self._cells[basis][row.metric] = {row.family: {period: row}}
        else:
            families.setdefault(row.family, {})[period] = row

    def _put_partial(self, group: list[Observation], beside: list[Observation]) -> None:
        days = [row for row in group if row.first == row.last]
        ranges = [row for row in group if row.first != row.last]
        if ranges and _tiles(self._month, [*ranges, *beside]):
            days, ranges = ranges, []
        self.unused.extend(ranges)
        self._elsewhere.update(row.metric for row in ranges)
        for row in sorted(days, key=lambda row: row.first):
            self._put(DAYS, (row.first, row.last), row)

    def families(self, metric: str, basis: str) -> Families:
        """The rows of the metric on that basis by family, the highest-ranked first; each family's in order of days."""
        return self._cells[basis].get(metric, _NOTHING)

    def counting(self, metric: str) -> tuple[str, Families]:
        """The basis that counts for a metric that is usable, with its families: the month level before the days.

        What the month does not know yet is not known: days beside 延迟统计 are not taken for the whole (RULES 8, 9).
        """
        of_month = self._cells[MONTH].get(metric)
        return (MONTH, of_month) if of_month else (DAYS, self._cells[DAYS][metric])

    def parts(self, names: Iterable[str], basis: str) -> list[Families]:
        """The rows of several metrics on one basis; [] where one of them has none."""
        cells = self._cells[basis]
        found: list[Families] = []
        for name in names:
            if name not in cells:
                return []
            found.append(cells[name])
        return found

    def gives(self, metric: str) -> bool:
        """Whether any file gives the metric of the account, be it in ranges that cannot be used."""
        return metric in self._metrics or metric in self._elsewhere

    def usable(self, metric: str) -> bool:
        """Whether the metric has rows that count."""
        return metric in self._metrics

    def metrics(self) -> list[str]:
        """Every metric that has rows that count."""
        return list(self._metrics)

    def complete(self) -> None:
        """Make what follows from others: sales, refunds, net by subtraction; then the stand-ins; net again."""
        self._fill_trio()
        self._derive_trio()
        for pair in STAND_INS:
            for missing, given in (pair, pair[::-1]):
                if self.gives(given) and not self.gives(missing) and given not in self.taken_from:
                    self._stand_in(missing, given)
        self._derive_trio()

    def _stand_in(self, missing: str, given: str) -> None:
        self.taken_from[missing] = given
        for basis in (MONTH, DAYS):
            for rows in self.families(given, basis).values():
                for period, row in rows.items():
                    self._put(basis, period, msgspec.structs.replace(row, metric=missing))

    def _fill_trio(self) -> None:
        """An empty cell in a column that the report has: the two others of the same day give it, exactly (RULES 7)."""
        made: dict[tuple[str, str], ByPeriod] = {}
        for missing in TRIO:
            for family, known in self.families(missing, DAYS).items():
                first, second = (self.families(name, DAYS).get(family, {}) for name in TRIO if name != missing)
                pairs = ((at, row, second[at]) for at, row in first.items() if at in second and at not in known)
                made[missing, family] = {at: _third(missing, one, two) for at, one, two in pairs}
        for (metric, family), rows in made.items():
            if rows:
                cells = self._cells[DAYS][metric]
                cells[family] = dict(sorted((cells[family] | rows).items()))

    def _derive_trio(self) -> None:
        missing = [name for name in TRIO if not self.gives(name)]
        if len(missing) != 1:
            return
        have = [name for name in TRIO if name != missing[0]]
        for basis in (MONTH, DAYS):
            for period, one, two in self._pairs(have, basis):
                self._put(basis, period, _third(missing[0], one, two))
        standing = [self.taken_from[name] for name in have if name in self.taken_from]
        if standing and self.usable(missing[0]):
            self.taken_from[missing[0]] = standing[0]

    def _pairs(self, names: list[str], basis: str) -> Iterator[tuple[Period, Observation, Observation]]:
        """The cells of two metrics by period: of one report, else of the best of each where both have the same days.

        Of a day that only one of two reports has nothing is known of the other figure, so nothing is derived.
        """
        ones, twos = (self.families(name, basis) for name in names)
        shared = [(rows, twos[family]) for family, rows in ones.items() if family in twos]
        best = zip([*ones.values()][:1], [*twos.values()][:1], strict=False)
        for first, second in shared or [(one, two) for one, two in best if one.keys() == two.keys()]:
            yield from ((at, row, second[at]) for at, row in first.items() if at in second)


def _third(missing: str, one: Observation, two: Observation) -> Observation:
    """sales = refund + net; the others are sales less the other. ``one`` stands before ``two`` in the trio."""
    value = None
    if one.value is not None and two.value is not None:
        value = one.value + two.value if missing == "sales_amount" else one.value - two.value
    sources = merge_sources([one.sources, two.sources])
    return msgspec.structs.replace(one, metric=missing, value=value, source=sources[0], also=sources[1:])


def _tiles(month: PayMonth, ranges: list[Observation]) -> bool:
    day = month.first
    for first, last in sorted({(row.first, row.last) for row in ranges if row.first != row.last}):
        if first != day:
            return False
        day = last + timedelta(days=1)
    return day == month.last + timedelta(days=1)
