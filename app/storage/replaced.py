"""What lies below the values that count: kept when an import replaces them, laid bare again when it is undone."""

import sqlite3
from collections.abc import Iterable, Sequence

from app.domain.inputs import Observation
from app.storage.observations import Leftover

_PLACE = ("first", "last", "shop", "family", "account", "metric")
_WHERE = " AND ".join(f"{name} = ?" for name in _PLACE)
_COLUMNS = ", ".join((*_PLACE, "import_id", "value", "weight", "weight_metric", "cells", "also"))


def cover(db: sqlite3.Connection, observations: Sequence[Observation], import_id: int) -> None:
    """Keep what stands where ``observations`` of the import are about to go."""
    _put_aside(db, ((*_place(one), import_id) for one in observations))


def _place(one: Observation) -> tuple[str, ...]:
    return one.first.isoformat(), one.last.isoformat(), one.shop, one.family, one.account, one.metric


def _put_aside(db: sqlite3.Connection, places: Iterable[tuple[object, ...]]) -> None:
    db.executemany(
        f"INSERT INTO replaced_values ({_COLUMNS}, removed) SELECT {_COLUMNS}, 0 FROM observations"  # noqa: S608
        f" WHERE {_WHERE} AND import_id <> ?",
        places,
    )


def remove(db: sqlite3.Connection, leftovers: Iterable[Leftover], import_id: int) -> None:
    """Take values away that only an earlier file gave; the import keeps that it did so."""
    places = [
        (first, last, left.shop, family, left.account, metric)
        for left in leftovers
        for metric, first, last, family in left.keys
    ]
    _put_aside(db, ((*place, import_id) for place in places))
    db.executemany(f"DELETE FROM observations WHERE {_WHERE}", places)  # noqa: S608
    db.executemany(
        f"INSERT INTO replaced_values ({', '.join(_PLACE)}, import_id, removed) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",  # noqa: S608
        [(*place, import_id) for place in places],
    )


def take_out(db: sqlite3.Connection, import_id: int) -> None:
    """Undo an import: as though it had never been, whatever was imported before or after it."""
    db.execute("DELETE FROM observations WHERE import_id = ?", (import_id,))
    db.execute("DELETE FROM replaced_values WHERE import_id = ?", (import_id,))
    same = " AND ".join(f"x.{name} = r.{name}" for name in _PLACE)
    db.execute(
        f"INSERT INTO observations ({_COLUMNS}) SELECT {_COLUMNS} FROM replaced_values AS r WHERE NOT removed"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM observations AS x WHERE {same})"
        f" AND NOT EXISTS (SELECT 1 FROM replaced_values AS x WHERE {same} AND x.import_id > r.import_id)"
    )
    db.execute(
        "DELETE FROM replaced_values AS r WHERE NOT removed"  # noqa: S608
        f" AND EXISTS (SELECT 1 FROM observations AS x WHERE {same} AND x.import_id = r.import_id)"
    )
