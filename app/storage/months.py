"""The months that the book has something of."""

import sqlite3

from app.domain.month import PayMonth


def with_state(db: sqlite3.Connection) -> tuple[tuple[PayMonth, str], ...]:
    """Months with figures or a run, oldest first, each with the state of its run ("none": never computed)."""
    rows = db.execute(
        "SELECT found.month, coalesce(runs.state, 'none') FROM ("
        " SELECT month FROM imports WHERE month <> '' UNION SELECT month FROM incidents"
        " UNION SELECT month FROM marks UNION SELECT month FROM adjustments UNION SELECT month FROM waivers"
        " UNION SELECT month FROM runs) AS found LEFT JOIN runs ON runs.month = found.month"
        " ORDER BY found.month"
    ).fetchall()
    return tuple((PayMonth.parse(row[0]), row[1]) for row in rows)
