"""Dated terms of agents: what they are, what they are paid, insurance, tax, an advance, a carried loss."""

import sqlite3
from collections.abc import Iterable

import msgspec

from app.domain.people import INSURANCE
from app.domain.source import Source

ROSTER_KEYS = ("position", "grade", "team", "shift", "base", "performance")
"""The terms that a roster gives."""

OPENING_KEYS = (
    "tax_opening_income",
    "tax_opening_special",
    "tax_opening_additional",
    "tax_opening_other",
    "tax_opening_withheld",
)
"""Those of one month are one opening, which replaces an earlier one whole."""

TERM_KEYS = (
    *ROSTER_KEYS,
    *INSURANCE,
    "tax_mode",
    "tax_additional",
    "tax_other",
    *OPENING_KEYS,
    "advance",
    "advance_instalment",
    "loss_carried",
)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One value from a month or a day of it on ("" = from the beginning), with the cell it was read from if imported.

    ``value`` is a word (position, grade, team, shift, tax_mode) or the canonical text of an amount in CNY; "" ends the
    value before.
    """

    number: str
    key: str
    from_month: str
    value: str
    source: Source | None = None


def put(db: sqlite3.Connection, terms: Iterable[Term]) -> None:
    """Add terms, instead of those of the same agent, key and month."""
    db.executemany(
        "INSERT INTO agent_terms (number, key, from_month, value, import_id, cell) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value, import_id = excluded.import_id,"
        " cell = excluded.cell",
        [_values(term) for term in terms],
    )


def remove(db: sqlite3.Connection, number: str, key: str, from_month: str) -> None:
    """Take the entry of an agent, key and month away."""
    db.execute("DELETE FROM agent_terms WHERE number = ? AND key = ? AND from_month = ?", (number, key, from_month))


def _values(term: Term) -> tuple[str | int | None, ...]:
    import_id = term.source.import_id if term.source else None
    cell = " ".join(term.source.cells) if term.source else ""
    return (term.number, term.key, term.from_month, term.value, import_id, cell)


def load(db: sqlite3.Connection) -> dict[tuple[str, str], tuple[Term, ...]]:
    """Every term by (number, key), oldest first."""
    found: dict[tuple[str, str], list[Term]] = {}
    for term in _oldest_first(db):
        found.setdefault((term.number, term.key), []).append(term)
    return {key: tuple(terms) for key, terms in found.items()}


def _oldest_first(db: sqlite3.Connection) -> list[Term]:
    rows = db.execute(
        "SELECT number, key, from_month, value, import_id, cell FROM agent_terms ORDER BY number, key, from_month"
    ).fetchall()
    return [
        Term(
            number=number,
            key=key,
            from_month=from_month,
            value=value,
            source=None if import_id is None else Source(import_id, tuple(cell.split())),
        )
        for number, key, from_month, value, import_id, cell in rows
    ]


def in_force(terms: tuple[Term, ...], when: str | None) -> Term | None:
    """The newest of the terms (oldest first) that holds on a day or from the first of a month (None: the newest)."""
    holding = [term for term in terms if when is None or term.from_month <= when]
    return holding[-1] if holding else None


def by_number(db: sqlite3.Connection) -> dict[str, dict[str, tuple[Term, ...]]]:
    """Every term by number, then by key, oldest first."""
    found: dict[str, dict[str, tuple[Term, ...]]] = {}
    for (number, key), dated in load(db).items():
        found.setdefault(number, {})[key] = dated
    return found
