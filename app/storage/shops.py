"""Shops and their dated settings."""

import sqlite3

from app.domain.people import Shop


def add(db: sqlite3.Connection, name: str) -> bool:
    """Make a shop; False if there is one of that name."""
    return db.execute("INSERT INTO shops (name) VALUES (?) ON CONFLICT DO NOTHING", (name,)).rowcount > 0


def names(db: sqlite3.Connection) -> tuple[str, ...]:
    """Every shop in the order they were made; the first one is the book's main shop."""
    return tuple(row[0] for row in db.execute("SELECT name FROM shops ORDER BY rowid").fetchall())


def put_setting(db: sqlite3.Connection, shop: str, key: str, value: str, from_month: str) -> None:
    """A setting from a month on ("" = from the beginning); a value of "" ends the value before."""
    db.execute(
        "INSERT INTO shop_settings (shop, key, from_month, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (shop, key, from_month, value),
    )


def load(db: sqlite3.Connection, month: str | None) -> tuple[Shop, ...]:
    """Every shop in the order they were made, with the settings of ``month`` (None: the newest of each)."""
    settings: dict[str, dict[str, str]] = {name: {} for name in names(db)}
    rows = db.execute(
        "SELECT shop, key, value FROM shop_settings WHERE ?1 IS NULL OR from_month <= ?1"
        " ORDER BY shop, key, from_month",
        (month,),
    ).fetchall()
    for shop, key, value in rows:
        settings[shop][key] = value
    return tuple(
        Shop(
            name=name,
            platform=given.get("platform", ""),
            settings={key: value for key, value in given.items() if value and key != "platform"},
        )
        for name, given in settings.items()
    )
