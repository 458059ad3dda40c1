"""Positions, grades and teams: names that agents are put to."""

import sqlite3
from typing import Literal, TypeAlias

NameKind: TypeAlias = Literal["position", "grade", "team"]

_ADD: dict[NameKind, str] = {
    "position": "INSERT INTO positions (name) VALUES (?) ON CONFLICT DO NOTHING",
    "grade": "INSERT INTO grades (name) VALUES (?) ON CONFLICT DO NOTHING",
    "team": "INSERT INTO teams (name) VALUES (?) ON CONFLICT DO NOTHING",
}
_ALL: dict[NameKind, str] = {
    "position": "SELECT name FROM positions ORDER BY rowid",
    "grade": "SELECT name FROM grades ORDER BY rowid",
    "team": "SELECT name FROM teams ORDER BY rowid",
}


def add(db: sqlite3.Connection, kind: NameKind, name: str) -> bool:
    """Make a name; False if there is one already."""
    return db.execute(_ADD[kind], (name,)).rowcount > 0


def load(db: sqlite3.Connection, kind: NameKind) -> tuple[str, ...]:
    """Every name of a kind in the order they were made."""
    return tuple(row[0] for row in db.execute(_ALL[kind]).fetchall())
