"""Accounts of agents: one owner per shop, account and day."""

import sqlite3
from collections.abc import Iterable
from datetime import date

import msgspec

from app.domain.accounts import normal_name
from app.domain.people import Account
from app.storage.codec import day_or_none, day_text


class OwnedAccount(msgspec.Struct, frozen=True):
    """An account with its owner; ``id`` is 0 before it is stored."""

    number: str
    account: Account
    id: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Shop and normalised name."""
        return self.account.shop, normal_name(self.account.name)


def within(account: Account, hired: date | None, left: date | None) -> Account | None:
    """The account for as long as its owner is employed; None if that is on no day."""
    first = max(filter(None, (account.first, hired)), default=None)
    last = min(filter(None, (account.last, left)), default=None)
    if first and last and first > last:
        return None
    return msgspec.structs.replace(account, first=first, last=last)


def load(db: sqlite3.Connection) -> tuple[OwnedAccount, ...]:
    """Every account, by owner and in the order they were given."""
    rows = db.execute("SELECT id, number, shop, name, first, last FROM accounts ORDER BY number, id").fetchall()
    return tuple(
        OwnedAccount(
            row[1],
            Account(shop=row[2], name=row[3], first=day_or_none(row[4]), last=day_or_none(row[5])),
            row[0],
        )
        for row in rows
    )


def keys(db: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Shop and normalised name of every account that somebody has or had."""
    return frozenset((row[0], row[1]) for row in db.execute("SELECT shop, normal FROM accounts").fetchall())


def add(db: sqlite3.Connection, owned: Iterable[OwnedAccount]) -> None:
    """Give accounts to their owners. The caller has seen to it that no ranges overlap."""
    db.executemany(
        "INSERT INTO accounts (shop, normal, name, number, first, last) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                one.account.shop,
                normal_name(one.account.name),
                one.account.name,
                one.number,
                day_text(one.account.first),
                day_text(one.account.last),
            )
            for one in owned
        ],
    )


def put_range(db: sqlite3.Connection, owned: OwnedAccount) -> None:
    """Change first and last day of a stored account."""
    first, last = day_text(owned.account.first), day_text(owned.account.last)
    db.execute("UPDATE accounts SET first = ?, last = ? WHERE id = ?", (first, last, owned.id))


def remove(db: sqlite3.Connection, owned: OwnedAccount) -> None:
    """Take a stored range of an account away."""
    db.execute("DELETE FROM accounts WHERE id = ?", (owned.id,))
