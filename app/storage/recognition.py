"""What the owner said once about sheets: accounts to leave out, what a header means."""

import sqlite3
from collections.abc import Mapping

from app.domain.accounts import normal_name


def ignored(db: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """The accounts that are left out, as (shop, normalised name)."""
    return frozenset((row[0], row[1]) for row in db.execute("SELECT shop, account FROM ignored_accounts").fetchall())


def put_ignored(db: sqlite3.Connection, shop: str, account: str, *, leave_out: bool) -> None:
    """Leave an account out, or take it in again."""
    if leave_out:
        sql = "INSERT INTO ignored_accounts (shop, account) VALUES (?, ?) ON CONFLICT DO NOTHING"
    else:
        sql = "DELETE FROM ignored_accounts WHERE shop = ? AND account = ?"
    db.execute(sql, (shop, normal_name(account)))


def headers(db: sqlite3.Connection) -> dict[str, str]:
    """What the owner said that a header means ("" leaves the column alone)."""
    return {row[0]: row[1] for row in db.execute("SELECT header, metric FROM remembered_headers").fetchall()}


def put_headers(db: sqlite3.Connection, meanings: Mapping[str, str]) -> None:
    """Remember what headers mean."""
    db.executemany(
        "INSERT INTO remembered_headers (header, metric) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET metric = excluded.metric",
        sorted(meanings.items()),
    )
