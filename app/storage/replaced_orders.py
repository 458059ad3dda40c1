"""Orders and refunds as they were before an import changed them; undone the newest import first."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Literal

Kind = Literal["orders", "refunds"]
_CHUNK = 20_000


def remember(db: sqlite3.Connection, kind: Kind, shop: str, numbers: Iterable[str], import_id: int) -> None:
    """Keep the shop's rows of these numbers as they are; ``forget_untouched`` follows the change."""
    if db.execute(f"SELECT 1 FROM {kind} WHERE shop = ? LIMIT 1", (shop,)).fetchone() is None:  # noqa: S608
        return
    body = ", ".join(f"'{name}', t.\"{name}\"" for name in _columns(db, kind))
    wanted = list(numbers)
    for start in range(0, len(wanted), _CHUNK):
        db.execute(
            "INSERT INTO replaced_orders (import_id, kind, shop, number, body)"  # noqa: S608
            f" SELECT ?1, ?2, t.shop, t.number, json_object({body}) FROM json_each(?3) AS asked"
            f" JOIN {kind} AS t ON t.shop = ?4 AND t.number = asked.value WHERE true ON CONFLICT DO NOTHING",
            (import_id, kind, json.dumps(wanted[start : start + _CHUNK]), shop),
        )


def forget_untouched(db: sqlite3.Connection, kind: Kind, import_id: int, column: str = "import_id") -> None:
    """Let go of what the import left as it was: rows whose ``column`` does not name it."""
    db.execute(
        f"DELETE FROM replaced_orders AS k WHERE import_id = ?1 AND kind = ?2 AND NOT EXISTS (SELECT 1 FROM {kind} AS t"  # noqa: S608
        f" WHERE t.shop = k.shop AND t.number = k.number AND t.{column} = ?1)",
        (import_id, kind),
    )


def take_out(db: sqlite3.Connection, import_id: int) -> None:
    """Undo an import that no later one of the shop rests on: its rows go, what they replaced comes back."""
    for kind in ("orders", "refunds"):
        db.execute(f"DELETE FROM {kind} WHERE import_id = ?", (import_id,))  # noqa: S608
        names = _columns(db, kind)
        listed = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(f"json_extract(body, '$.{name}')" for name in names)
        db.execute(
            f"INSERT OR REPLACE INTO {kind} ({listed}) SELECT {values} FROM replaced_orders"  # noqa: S608
            " WHERE import_id = ? AND kind = ?",
            (import_id, kind),
        )
    db.execute("DELETE FROM replaced_orders WHERE import_id = ?", (import_id,))


def later_of(db: sqlite3.Connection, shop: str, import_id: int) -> int | None:
    """A later import of the shop's orders, items or refunds that is not undone."""
    row = db.execute(
        "SELECT max(i.id) FROM imports AS i JOIN order_files AS f ON f.import_id = i.id"
        " WHERE i.id > ? AND i.shop = ? AND i.undone_at IS NULL",
        (import_id, shop),
    ).fetchone()
    return row[0]


def counts_in(db: sqlite3.Connection, import_id: int, months: Sequence[str]) -> bool:
    """Whether an order or refund that came with the import, or was replaced by it, counts in one of the months."""
    given: tuple[Any, ...] = (import_id, json.dumps(list(months)))
    month = "IN (SELECT value FROM json_each(?2))"
    row = db.execute(
        f"SELECT 1 FROM orders WHERE ?1 IN (import_id, items_import) AND counts AND substr(day, 1, 7) {month}"  # noqa: S608
        f" UNION ALL SELECT 1 FROM refunds WHERE import_id = ?1 AND counts AND substr(day, 1, 7) {month} LIMIT 1",
        given,
    ).fetchone()
    return row is not None


def is_of_orders(db: sqlite3.Connection, import_id: int) -> bool:
    """Whether the import is a file of orders, items or refunds."""
    return db.execute("SELECT 1 FROM order_files WHERE import_id = ?", (import_id,)).fetchone() is not None


def _columns(db: sqlite3.Connection, kind: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (kind,)).fetchall()]
