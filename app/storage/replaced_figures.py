"""Incidents, marks and attendance that an import took the place of."""

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from app.domain.inputs import Incident, Mark
from app.storage.codec import from_json, to_json

Figure = TypeVar("Figure", Incident, Mark)


def keep(db: sqlite3.Connection, figures: Sequence[Incident] | Sequence[Mark], import_id: int) -> None:
    """Keep what the import takes the place of."""
    db.execute("INSERT INTO replaced_figures (import_id, body) VALUES (?, ?)", (import_id, to_json(list(figures))))


def take(db: sqlite3.Connection, import_id: int, kind: type[Figure]) -> tuple[Figure, ...]:
    """What the import took the place of, which is kept no longer."""
    row = db.execute("DELETE FROM replaced_figures WHERE import_id = ? RETURNING body", (import_id,)).fetchone()
    return () if row is None else from_json(row[0], tuple[kind, ...])
