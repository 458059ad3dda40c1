"""Incidents: dated events of agents, by the month of their day."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from app.domain.history import PastIncident
from app.domain.inputs import Incident
from app.domain.month import PayMonth
from app.domain.source import Source
from app.storage.codec import day, number_or_none, number_text_or_none


def add(db: sqlite3.Connection, month: PayMonth, incidents: Iterable[Incident]) -> None:
    """Add incidents of a month; equal ones count each."""
    db.executemany(
        "INSERT INTO incidents (month, number, day, kind, points, money, note, import_id, cells)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_values(month, incident) for incident in incidents],
    )


def _values(month: PayMonth, incident: Incident) -> tuple[str | int | None, ...]:
    return (
        str(month),
        incident.number,
        incident.day.isoformat(),
        incident.kind,
        number_text_or_none(incident.points),
        number_text_or_none(incident.money),
        incident.note,
        incident.source.import_id if incident.source else None,
        " ".join(incident.source.cells) if incident.source else "",
    )


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[Incident, ...]:
    """The incidents of a month by number, day and order of entry."""
    rows = db.execute(
        "SELECT number, day, kind, points, money, note, import_id, cells FROM incidents WHERE month = ?"
        " ORDER BY number, day, id",
        (str(month),),
    ).fetchall()
    return tuple(_incident(row) for row in rows)


def before(db: sqlite3.Connection, month: PayMonth) -> tuple[PastIncident, ...]:
    """Every incident of the months before, sealed or not, by number and day."""
    rows = db.execute(
        "SELECT number, kind, day FROM incidents WHERE month < ? ORDER BY number, day, id", (str(month),)
    ).fetchall()
    return tuple(PastIncident(number, kind, day(on)) for number, kind, on in rows)


def remove_imported(db: sqlite3.Connection, month: PayMonth) -> tuple[Incident, ...]:
    """Take the imported incidents of a month away; what was typed stays. The ones taken away."""
    removed = tuple(incident for incident in of_month(db, month) if incident.source is not None)
    db.execute("DELETE FROM incidents WHERE month = ? AND import_id IS NOT NULL", (str(month),))
    return removed


def remove_typed(db: sqlite3.Connection, month: PayMonth) -> None:
    """Take the typed incidents of a month away; what was imported stays."""
    db.execute("DELETE FROM incidents WHERE month = ? AND import_id IS NULL", (str(month),))


def _incident(row: tuple[Any, ...]) -> Incident:
    return Incident(
        number=row[0],
        day=day(row[1]),
        kind=row[2],
        points=number_or_none(row[3]),
        money=number_or_none(row[4]),
        note=row[5],
        source=None if row[6] is None else Source(row[6], tuple(row[7].split())),
    )
