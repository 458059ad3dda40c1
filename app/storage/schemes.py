"""Schemes in the book: which holds for a position, everywhere or in a shop or team, from a month on (RULES 34)."""

import sqlite3
from typing import Any

import msgspec

from app.domain.month import PayMonth
from app.domain.scheme import Scheme
from app.storage.codec import from_json, to_json


class StoredScheme(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a scheme in the book; ``shop`` and ``team`` "": everywhere."""

    scheme: Scheme
    version: int
    position: str
    shop: str
    team: str
    from_month: PayMonth


def put(db: sqlite3.Connection, stored: StoredScheme) -> int:
    """Put a scheme in force; the same position, shop, team and month replaces that version. Its version number."""
    place = (stored.position, stored.shop, stored.team)
    versions = {
        row[0]: row[1]
        for row in db.execute(
            "SELECT from_month, version FROM schemes WHERE position = ? AND shop = ? AND team = ?", place
        ).fetchall()
    }
    from_month = str(stored.from_month)
    version: int = versions.get(from_month) or max(versions.values(), default=0) + 1
    db.execute(
        "INSERT INTO schemes (position, shop, team, from_month, version, name, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, body = excluded.body",
        (*place, from_month, version, stored.scheme.name, to_json(stored.scheme)),
    )
    return version


def load(db: sqlite3.Connection) -> tuple[StoredScheme, ...]:
    """Every version by position, shop, team and first month."""
    rows = db.execute(
        "SELECT position, shop, team, from_month, version, body FROM schemes ORDER BY position, shop, team, from_month"
    ).fetchall()
    return tuple(_stored(row) for row in rows)


def _stored(row: tuple[Any, ...]) -> StoredScheme:
    return StoredScheme(
        scheme=from_json(row[5], Scheme),
        version=row[4],
        position=row[0],
        shop=row[1],
        team=row[2],
        from_month=PayMonth.parse(row[3]),
    )
