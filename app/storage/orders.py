"""Single orders and refunds: kept to join later refunds to them, added up by account and day."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from app.domain.month import PayMonth
from app.domain.orders import DayTotal, Items, Order, Refund
from app.domain.source import Source
from app.storage.codec import day, day_text


class KnownOrder(msgspec.Struct, frozen=True, gc=False):
    """What the book knows of an order that a refund or an item asks for."""

    account: str
    counts: bool
    items: int | None


class StoredOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order or refund as it counts in a month; ``kind`` is order or refund, ``cell`` where its amount stands."""

    kind: str
    shop: str
    account: str
    number: str
    day: date
    fen: int
    import_id: int
    cell: str


def put_file(db: sqlite3.Connection, import_id: int, cells: str) -> None:
    """Keep where the amounts of an imported file stand."""
    db.execute("INSERT INTO order_files (import_id, cells) VALUES (?, ?)", (import_id, cells))


def put_orders(
    db: sqlite3.Connection, shop: str, orders: Iterable[Order], month: PayMonth, import_id: int, sealed: Sequence[str]
) -> None:
    """Store orders. One of the month takes the place of what was known of it, one of another month only a free place;
    an order that counted in a sealed month stays as it was paid.
    """
    db.executemany(
        'INSERT INTO orders (number, day, account, fen, counts, items, chased, followup, new_buyer, "row", shop,'
        " import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        " ON CONFLICT (shop, number) DO UPDATE SET"
        " day = excluded.day, account = excluded.account, fen = excluded.fen, counts = excluded.counts,"
        " items = excluded.items, chased = excluded.chased, followup = excluded.followup,"
        ' new_buyer = excluded.new_buyer, "row" = excluded."row", import_id = excluded.import_id, items_import = NULL'
        " WHERE coalesce(excluded.day, orders.day, ?13) BETWEEN ?13 AND ?14"
        " AND NOT (orders.counts AND substr(orders.day, 1, 7) IN (SELECT value FROM json_each(?15)))",
        _order_rows(orders, (shop, import_id, *_span(month), json.dumps(list(sealed)))),
    )


def _order_rows(orders: Iterable[Order], rest: tuple[str | int, ...]) -> Iterator[tuple[object, ...]]:
    texts: dict[date | None, str | None] = {None: None}
    for order in orders:
        text = texts.get(order.day) or texts.setdefault(order.day, day_text(order.day))
        yield (
            order.number,
            text,
            order.account,
            order.fen,
            order.counts,
            order.items,
            order.chased,
            order.followup,
            order.new_buyer,
            order.row,
            *rest,
        )


def _span(month: PayMonth) -> tuple[str, str]:
    return month.first.isoformat(), month.last.isoformat()


def put_refunds(
    db: sqlite3.Connection, shop: str, refunds: Iterable[Refund], month: PayMonth, import_id: int, sealed: Sequence[str]
) -> None:
    """Store refunds, by the same rule as orders."""
    rest = (shop, import_id, *_span(month), json.dumps(list(sealed)))
    db.executemany(
        'INSERT INTO refunds (number, order_number, day, fen, counts, "row", shop, import_id)'
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (shop, number) DO UPDATE SET"
        " order_number = excluded.order_number, day = excluded.day, fen = excluded.fen, counts = excluded.counts,"
        ' "row" = excluded."row", import_id = excluded.import_id'
        " WHERE coalesce(excluded.day, refunds.day, ?9) BETWEEN ?9 AND ?10"
        " AND NOT (refunds.counts AND substr(refunds.day, 1, 7) IN (SELECT value FROM json_each(?11)))",
        ((one.number, one.order, day_text(one.day), one.fen, one.counts, one.row, *rest) for one in refunds),
    )


def put_items(db: sqlite3.Connection, shop: str, items: Iterable[Items], month: PayMonth, import_id: int) -> None:
    """Tell the pieces of known orders of the month whose own file did not."""
    first, last = month.first.isoformat(), month.last.isoformat()
    db.executemany(
        "UPDATE orders SET items = ?, items_import = ? WHERE shop = ? AND number = ?"
        " AND (items IS NULL OR items_import IS NOT NULL) AND day BETWEEN ? AND ?",
        [(one.pieces, import_id, shop, one.order, first, last) for one in items],
    )


def known(db: sqlite3.Connection, shop: str, numbers: Iterable[str]) -> dict[str, KnownOrder]:
    """What the book knows of these orders."""
    rows = db.execute(
        "SELECT o.number, o.account, o.counts, o.items FROM json_each(?) AS asked"
        " JOIN orders AS o ON o.shop = ? AND o.number = asked.value",
        (json.dumps(list(numbers)), shop),
    ).fetchall()
    return {row[0]: KnownOrder(row[1], bool(row[2]), row[3]) for row in rows}


def counted_on(db: sqlite3.Connection, shop: str, first: date, last: date) -> dict[str, tuple[str, int]]:
    """The orders that count from the first to the last day: number → (account, fen)."""
    rows = db.execute(
        "SELECT number, account, fen FROM orders WHERE shop = ? AND counts AND day BETWEEN ? AND ?",
        (shop, first.isoformat(), last.isoformat()),
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def nobodys(db: sqlite3.Connection, month: PayMonth) -> tuple[int, int]:
    """How many orders of all shops count in the month and are nobody's by their remarks, and their sum in fen."""
    row = db.execute(
        "SELECT count(*), coalesce(sum(fen), 0) FROM orders WHERE counts AND account = '' AND day BETWEEN ? AND ?",
        _span(month),
    ).fetchone()
    return row[0], row[1]


def months_of(db: sqlite3.Connection, shop: str) -> frozenset[str]:
    """The months in which the shop has orders or refunds that count."""
    rows = db.execute(
        "SELECT DISTINCT substr(day, 1, 7) FROM orders WHERE shop = ?1 AND counts"
        " UNION SELECT DISTINCT substr(day, 1, 7) FROM refunds WHERE shop = ?1 AND counts",
        (shop,),
    ).fetchall()
    return frozenset(row[0] for row in rows)


def was_imported(db: sqlite3.Connection, shop: str, month: PayMonth, family: str) -> bool:
    """Whether a file of the family was imported for the shop's month."""
    row = db.execute(
        "SELECT 1 FROM imports WHERE kind = 'sheet' AND month = ? AND family = ? AND shop = ? AND undone_at IS NULL"
        " LIMIT 1",
        (str(month), family, shop),
    ).fetchone()
    return row is not None


def newest_file(db: sqlite3.Connection, shop: str, month: PayMonth, family: str) -> tuple[Source, ...]:
    """The newest file of the family that was imported for the shop's month."""
    row = db.execute(
        "SELECT i.id, f.cells FROM imports AS i JOIN order_files AS f ON f.import_id = i.id"
        " WHERE i.kind = 'sheet' AND i.month = ? AND i.family = ? AND i.shop = ? AND i.undone_at IS NULL"
        " ORDER BY i.id DESC LIMIT 1",
        (str(month), family, shop),
    ).fetchone()
    return () if row is None else (Source(row[0], (row[1],)),)


_SUMS = ("sales_amount", "orders", "items_sold", "chased_orders", "followup_sales", "paid_users")


def order_totals(db: sqlite3.Connection, shop: str, month: PayMonth) -> tuple[list[DayTotal], frozenset[str]]:
    """(what the month's orders add up to by account and day, the metrics that they tell).

    Whole fen and counts, added by SQLite, which refuses to overflow.
    """
    span = (shop, *_span(month))
    rows = db.execute(
        "SELECT account, day, import_id, SUM(fen), COUNT(*), SUM(items), SUM(chased), SUM(followup), SUM(new_buyer)"
        " FROM orders WHERE shop = ? AND counts AND account <> '' AND day BETWEEN ? AND ?"
        " GROUP BY account, day, import_id",
        span,
    ).fetchall()
    further = db.execute(
        "SELECT DISTINCT items_import FROM orders WHERE shop = ? AND counts AND account <> '' AND day BETWEEN ? AND ?"
        " AND items_import IS NOT NULL",
        span,
    ).fetchall()
    return _totals(db, _SUMS, rows, [row[0] for row in further]), _told(db, span)


def _told(db: sqlite3.Connection, span: tuple[str, ...]) -> frozenset[str]:
    """Pieces only where each order tells them, buyers too and within one file; marks only where there are any."""
    orders, items, buyers, files, chased, followup = db.execute(
        "SELECT COUNT(*), COUNT(items), COUNT(new_buyer), COUNT(DISTINCT import_id), SUM(chased), SUM(followup)"
        " FROM orders WHERE shop = ? AND counts AND account <> '' AND day BETWEEN ? AND ?",
        span,
    ).fetchone()
    tells = {
        "sales_amount": True,
        "orders": True,
        "items_sold": orders > 0 and items == orders,
        "paid_users": orders > 0 and buyers == orders and files == 1,
        "chased_orders": bool(chased),
        "followup_sales": bool(followup),
    }
    return frozenset(metric for metric, told in tells.items() if told)


def refund_totals(db: sqlite3.Connection, shop: str, month: PayMonth) -> list[DayTotal]:
    """What the refunds of the month add up to by account and day, of orders that counted and are somebody's."""
    rows = db.execute(
        "SELECT o.account, r.day, r.import_id, SUM(r.fen), COUNT(*) FROM refunds AS r"
        " JOIN orders AS o ON o.shop = r.shop AND o.number = r.order_number AND o.counts AND o.account <> ''"
        " WHERE r.shop = ? AND r.counts AND r.day BETWEEN ? AND ? GROUP BY o.account, r.day, r.import_id",
        (shop, month.first.isoformat(), month.last.isoformat()),
    ).fetchall()
    return _totals(db, ("refund_amount", "refunds"), rows, further=[])


def _totals(
    db: sqlite3.Connection, metrics: Sequence[str], rows: Iterable[tuple[Any, ...]], further: list[int]
) -> list[DayTotal]:
    """Account, day, file and its sums by metric → sums over all files, with the files that each came from."""
    cells = {row[0]: row[1] for row in db.execute("SELECT import_id, cells FROM order_files").fetchall()}
    sums: dict[tuple[str, str], dict[str, int]] = {}
    files: dict[tuple[str, str], list[int]] = {}
    for account, text, import_id, *found in rows:
        total = sums.setdefault((account, text), {})
        files.setdefault((account, text), []).append(import_id)
        for metric, value in zip(metrics, found, strict=True):
            total[metric] = total.get(metric, 0) + (value or 0)
    return [
        DayTotal(
            account=account,
            day=day(text),
            sums=total,
            sources=tuple(Source(one, (cells[one],)) for one in (*sorted(files[account, text]), *further)),
        )
        for (account, text), total in sorted(sums.items())
    ]


def listed(db: sqlite3.Connection, month: PayMonth) -> Iterator[StoredOrder]:
    """Every order and refund that counts for somebody in the month, by shop, account and day."""
    span = (month.first.isoformat(), month.last.isoformat())
    rows = db.execute(
        "SELECT 'order', o.shop, o.account, o.number, o.day, o.fen, o.import_id, o.\"row\", f.cells FROM orders AS o"
        " JOIN order_files AS f ON f.import_id = o.import_id"
        " WHERE o.counts AND o.account <> '' AND o.day BETWEEN ?1 AND ?2"
        " UNION ALL"
        " SELECT 'refund', o.shop, o.account, o.number, r.day, r.fen, r.import_id, r.\"row\", f.cells FROM refunds AS r"
        " JOIN orders AS o ON o.shop = r.shop AND o.number = r.order_number AND o.counts AND o.account <> ''"
        " JOIN order_files AS f ON f.import_id = r.import_id WHERE r.counts AND r.day BETWEEN ?1 AND ?2"
        " ORDER BY 2, 3, 5, 1, 4",
        span,
    )
    for kind, shop, account, number, text, fen, import_id, row, cells in rows.fetchall():
        yield StoredOrder(
            kind=kind,
            shop=shop,
            account=account,
            number=number,
            day=day(text),
            fen=fen,
            import_id=import_id,
            cell=f"{cells.partition(':')[0].rstrip('0123456789')}{row}",
        )
