"""Observations: one value per shop, account, metric, period and report family."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from sys import intern
from typing import Any

import msgspec

from app.domain.inputs import Observation
from app.domain.month import PayMonth
from app.domain.source import Source
from app.storage.codec import day, number, number_text_or_none


class Leftover(msgspec.Struct, frozen=True):
    """Values of an account that an earlier file gave and the new one of the same family and period lacks.

    ``keys`` say which: (metric, first, last, family).
    """

    shop: str
    account: str
    file: str
    keys: tuple[tuple[str, str, str, str], ...]

    @property
    def values(self) -> int:
        """How many there are."""
        return len(self.keys)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Of which metrics."""
        return tuple(sorted({key[0] for key in self.keys}))


def put(db: sqlite3.Connection, observations: Sequence[Observation], import_id: int) -> None:
    """Store values of an import, each instead of the one that stands in its place; all others stay.

    A source that has an import of its own keeps it.
    """
    db.executemany(
        "INSERT INTO observations (shop, account, metric, first, last, family, value, weight, weight_metric,"
        " import_id, cells, also) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " value = excluded.value, weight = excluded.weight, weight_metric = excluded.weight_metric,"
        " import_id = excluded.import_id, cells = excluded.cells, also = excluded.also",
        [_values(observation, import_id) for observation in observations],
    )


def _values(observation: Observation, import_id: int) -> tuple[str | int | None, ...]:
    return (
        observation.shop,
        observation.account,
        observation.metric,
        observation.first.isoformat(),
        observation.last.isoformat(),
        observation.family,
        number_text_or_none(observation.value),
        number_text_or_none(observation.weight),
        observation.weight_metric,
        observation.source.import_id or import_id,
        " ".join(observation.source.cells),
        ";".join(f"{source.import_id} {' '.join(source.cells)}" for source in observation.also) or None,
    )


def _further(text: str | None) -> tuple[Source, ...]:
    """``12 G2:G900;13 F2`` as sources; NULL for none."""
    parts = (part.split() for part in (text or "").split(";") if part)
    return tuple(Source(int(number), tuple(cells)) for number, *cells in parts)


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Observation, ...]:
    """Every value whose period lies in the month (no file reaches over the end of its month).

    By shop, account, metric, days and family. What all rows of a sheet have in common is read once.
    """
    sheets = db.execute(
        "SELECT DISTINCT first, last, shop, family FROM observations WHERE first BETWEEN ? AND ?"
        " ORDER BY first, last, shop, family",
        (month.first.isoformat(), month.last.isoformat()),
    ).fetchall()
    found = [row for sheet in sheets for row in _of_sheet(db, sheet)]
    return tuple(sorted(found, key=attrgetter("shop", "account", "metric")))


def _of_sheet(db: sqlite3.Connection, sheet: tuple[str, str, str, str]) -> list[Observation]:
    first, last, shop, family = day(sheet[0]), day(sheet[1]), intern(sheet[2]), intern(sheet[3])
    rows = db.execute(
        "SELECT account, metric, value, weight, weight_metric, import_id, cells, also FROM observations"
        " WHERE first = ? AND last = ? AND shop = ? AND family = ?",
        sheet,
    )
    return [
        Observation(
            shop=shop,
            account=intern(account),
            metric=intern(metric),
            first=first,
            last=last,
            family=family,
            value=None if value is None else number(value),
            weight=None if weight is None else number(weight),
            weight_metric=intern(weight_metric),
            source=Source(import_id, tuple(cells.split())),
            also=() if also is None else _further(also),
        )
        for account, metric, value, weight, weight_metric, import_id, cells, also in rows
    ]


class Places:
    """The places of values that come in together, made out when they are first asked for."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._observations = observations

    @cached_property
    def _places(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(place, self._observations))

    def __contains__(self, key: object) -> bool:
        return key in self._places


def only_in_earlier(
    db: sqlite3.Connection, observations: Sequence[Observation], period: tuple[date, date], coming: Places
) -> tuple[Leftover, ...]:
    """What the book has of the same shops, families and kind of period that the new values lack, by account and file.

    Days of ``period`` count as one kind; a longer period only as itself. ``coming`` are the places of the new values
    and of other files that come in with them.
    """
    groups = {(one.shop, one.family) for one in observations}
    spans = {(one.first, one.last) for one in observations}
    longer = {(first.isoformat(), last.isoformat()) for first, last in spans if first != last}
    daily = any(first == last for first, last in spans)
    found: dict[tuple[str, str, str], list[tuple[str, str, str, str]]] = {}
    for shop, account, metric, first, last, family, file in _in_period(db, period):
        same_kind = daily if first == last else (first, last) in longer
        if (shop, family) in groups and same_kind and (shop, account, metric, first, last, family) not in coming:
            found.setdefault((shop, account, file), []).append((metric, first, last, family))
    return tuple(Leftover(shop, account, file, tuple(keys)) for (shop, account, file), keys in sorted(found.items()))


def place(one: Observation) -> tuple[str, ...]:
    """Where a value stands: shop, account, metric, first and last day, family."""
    return (one.shop, one.account, one.metric, one.first.isoformat(), one.last.isoformat(), one.family)


def _in_period(db: sqlite3.Connection, period: tuple[date, date]) -> list[tuple[str, ...]]:
    return db.execute(
        "SELECT o.shop, o.account, o.metric, o.first, o.last, o.family, i.file"
        " FROM observations AS o JOIN imports AS i ON i.id = o.import_id"
        " WHERE o.first BETWEEN ?1 AND ?2 AND o.last <= ?2",
        (period[0].isoformat(), period[1].isoformat()),
    ).fetchall()


def metrics_of(db: sqlite3.Connection, shop: str, month: PayMonth) -> frozenset[str]:
    """The metrics that the book has of a shop's month."""
    rows = db.execute(
        "SELECT DISTINCT metric FROM observations WHERE shop = ? AND first >= ? AND last <= ?",
        (shop, month.first.isoformat(), month.last.isoformat()),
    ).fetchall()
    return frozenset(row[0] for row in rows)


def days_of(db: sqlite3.Connection, shop: str, family: str, month: PayMonth) -> frozenset[date]:
    """The single days that the book has of a report of a shop's month."""
    rows = db.execute(
        "SELECT DISTINCT first FROM observations"
        " WHERE shop = ? AND family = ? AND first = last AND first BETWEEN ? AND ?",
        (shop, family, month.first.isoformat(), month.last.isoformat()),
    ).fetchall()
    return frozenset(date.fromisoformat(row[0]) for row in rows)


def clear(db: sqlite3.Connection, shop: str, family: str, month: PayMonth) -> None:
    """Take away every value of a shop's family in a month, which is then told anew."""
    db.execute(
        "DELETE FROM observations WHERE shop = ? AND family = ? AND first BETWEEN ? AND ?",
        (shop, family, month.first.isoformat(), month.last.isoformat()),
    )


def has_all(db: sqlite3.Connection, observations: Sequence[Observation]) -> bool:
    """Whether the book has each of the values in its place already."""
    if not observations:
        return True
    rows = _of_their_days(db, observations, "value, weight, weight_metric")
    present = {tuple(row) for row in rows}
    return all(_values(one, 0)[:9] in present for one in observations)


def standing(db: sqlite3.Connection, observations: Sequence[Observation]) -> list[tuple[Observation, str | None, int]]:
    """Those of ``observations`` in whose place a value stands, with that value as text and the import it came with."""
    rows = _of_their_days(db, observations, "value, import_id") if observations else []
    stored = {tuple(row[:6]): (row[6], row[7]) for row in rows}
    if not stored:
        return []
    return [(one, *stored[key]) for one in observations if (key := place(one)) in stored]


def _of_their_days(db: sqlite3.Connection, observations: Sequence[Observation], columns: str) -> list[tuple[Any, ...]]:
    """The stored rows that begin on the days of ``observations``: their place, then ``columns``."""
    first = min(one.first for one in observations).isoformat()
    last = max(one.first for one in observations).isoformat()
    return db.execute(
        f"SELECT shop, account, metric, first, last, family, {columns} FROM observations"  # noqa: S608 - our own names
        " WHERE first BETWEEN ? AND ?",
        (first, last),
    ).fetchall()
