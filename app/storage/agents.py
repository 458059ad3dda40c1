"""Agents: what does not change with the month, and the shops that they work for."""

import sqlite3
from collections.abc import Iterable
from datetime import date

import msgspec

from app.storage.codec import day_or_none, day_text


class AgentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's facts; the bank's and the person's own numbers are plain text."""

    number: str
    name: str
    hired: date | None = None
    regular_from: date | None = None
    left: date | None = None
    id_number: str = ""
    phone: str = ""
    bank: str = ""
    bank_account: str = ""
    alipay: str = ""
    note: str = ""


def put(db: sqlite3.Connection, records: Iterable[AgentRecord]) -> None:
    """Add agents, or change those of the same number."""
    db.executemany(
        "INSERT INTO agents (number, name, hired, regular_from, left, id_number, phone, bank,"
        " bank_account, alipay, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, hired = excluded.hired,"
        " regular_from = excluded.regular_from, left = excluded.left, id_number = excluded.id_number,"
        " phone = excluded.phone, bank = excluded.bank, bank_account = excluded.bank_account,"
        " alipay = excluded.alipay, note = excluded.note",
        [_values(record) for record in records],
    )


def _values(record: AgentRecord) -> tuple[str | None, ...]:
    return (
        record.number,
        record.name,
        day_text(record.hired),
        day_text(record.regular_from),
        day_text(record.left),
        record.id_number,
        record.phone,
        record.bank,
        record.bank_account,
        record.alipay,
        record.note,
    )


def load(db: sqlite3.Connection) -> tuple[AgentRecord, ...]:
    """Every agent in order of number."""
    rows = db.execute(
        "SELECT number, name, hired, regular_from, left, id_number, phone, bank, bank_account, alipay,"
        " note FROM agents ORDER BY number"
    ).fetchall()
    return tuple(_record(row) for row in rows)


def _record(row: tuple[str, ...]) -> AgentRecord:
    return AgentRecord(
        number=row[0],
        name=row[1],
        hired=day_or_none(row[2]),
        regular_from=day_or_none(row[3]),
        left=day_or_none(row[4]),
        id_number=row[5],
        phone=row[6],
        bank=row[7],
        bank_account=row[8],
        alipay=row[9],
        note=row[10],
    )


def put_shops(db: sqlite3.Connection, number: str, shops: Iterable[str]) -> None:
    """The shops that an agent works for, instead of those before."""
    db.execute("DELETE FROM agent_shops WHERE number = ?", (number,))
    db.executemany("INSERT INTO agent_shops (number, shop) VALUES (?, ?)", [(number, shop) for shop in shops])


def shops(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The shops of each agent by number, in the order they were given."""
    found: dict[str, tuple[str, ...]] = {}
    for number, shop in db.execute("SELECT number, shop FROM agent_shops ORDER BY rowid").fetchall():
        found[number] = (*found.get(number, ()), shop)
    return found
