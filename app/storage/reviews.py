"""Payslips of open months that somebody looked at, each with the code of the figures that were seen."""

import sqlite3
from collections.abc import Mapping

from app.domain.month import PayMonth


def put(db: sqlite3.Connection, month: PayMonth, seen: Mapping[str, str]) -> None:
    """Keep that payslips were looked at: number → code of the figures (``figures_code``)."""
    db.executemany(
        "INSERT INTO reviews (month, number, figures) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET figures = excluded.figures",
        ((str(month), number, figures) for number, figures in seen.items()),
    )


def take_back(db: sqlite3.Connection, month: PayMonth, number: str) -> None:
    """The payslip is to be looked at again."""
    db.execute("DELETE FROM reviews WHERE month = ? AND number = ?", (str(month), number))


def of_month(db: sqlite3.Connection, month: PayMonth) -> dict[str, str]:
    """The codes of the figures that were seen, by number."""
    return dict(db.execute("SELECT number, figures FROM reviews WHERE month = ?", (str(month),)).fetchall())
