"""The remark conventions of shops: short names with accounts, columns that count, words that mark an order."""

import sqlite3
from collections.abc import Sequence

KINDS = ("names", "columns", "chased", "followup")


def load(db: sqlite3.Connection) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(word, account) by shop and kind, in the order they were given; account "" but for names."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    rows = db.execute("SELECT shop, kind, word, account FROM remark_words ORDER BY shop, kind, place").fetchall()
    for shop, kind, word, account in rows:
        found[shop, kind] = (*found.get((shop, kind), ()), (word, account))
    return found


def put(db: sqlite3.Connection, shop: str, kind: str, words: Sequence[tuple[str, str]]) -> None:
    """Set the words of a kind in place of those before."""
    db.execute("DELETE FROM remark_words WHERE shop = ? AND kind = ?", (shop, kind))
    db.executemany(
        "INSERT INTO remark_words (shop, kind, place, word, account) VALUES (?, ?, ?, ?, ?)",
        [(shop, kind, place, word, account) for place, (word, account) in enumerate(words)],
    )
