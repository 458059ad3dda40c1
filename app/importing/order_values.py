"""The rows of each family of exports → orders, items of orders, refunds; each of them once."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import repeat
from typing import TypeVar

import msgspec

from app.domain.orders import Items, Order, Refund
from app.domain.problem import error, has_errors, warning
from app.importing.order_cells import Cells, status_reader
from app.importing.order_formats import OrderFormats
from app.importing.order_rows import Once, RowReader
from app.importing.remarks import Convention, Remark, RemarkReader
from app.importing.values import header_key

T = TypeVar("T")


class OrdersRead(msgspec.Struct, frozen=True, kw_only=True):
    """The orders of a file with the remark of each; ``by_creation`` orders that count have no day of payment."""

    orders: tuple[Order, ...]
    remarks: tuple[Remark, ...]
    by_creation: int


def read_orders(reader: RowReader, declared: OrderFormats, convention: Convention) -> OrdersRead:
    """Every order of the file; faults are noted with the reader."""
    numbers = reader.numbers("number")
    counts = reader.column("status", Cells(status_reader(declared.order_status)))
    reader.must("status_missing", "status", counts, repeat(True))
    fen = reader.amounts("paid")
    reader.must("amount_missing", "paid", fen, counts)
    paid_at = reader.days("paid_at")
    days = reader.days_else(paid_at, "created", counts)
    _check_days(reader, days, counts)
    remarks = tuple(map(RemarkReader(convention).__getitem__, remark_texts(reader, convention)))
    found = tuple(
        map(
            Order,
            _without_none(numbers, ""),
            days,
            [remark.account for remark in remarks],
            _without_none(fen, 0),
            map(bool, counts),
            reader.counts("quantity"),
            [remark.chased for remark in remarks],
            [remark.followup for remark in remarks],
            _new_buyers(reader, counts, days, remarks),
            reader.sheet_rows(),
        )
    )
    by_creation = 0
    if None in paid_at and not has_errors(reader.problems):
        by_creation = sum(1 for paid, counted in zip(paid_at, counts, strict=True) if counted and paid is None)
    read = OrdersRead(orders=found, remarks=remarks, by_creation=by_creation)
    return read if len(set(numbers)) == len(numbers) else _each_once(reader, read)


def _without_none(values: Iterable[T | None], instead: T) -> list[T]:
    return [instead if value is None else value for value in values]


def _check_days(reader: RowReader, days: list[date | None], counts: list[bool | None]) -> None:
    field = next((field for field in ("paid_at", "created") if reader.has(field)), "")
    if field:
        reader.must("order_day_missing", field, days, counts)
    else:
        sought = "订单付款时间/订单创建时间"
        reader.note(error("columns_missing", sought=sought, found=_found(reader)))


def _found(reader: RowReader) -> str:
    return "、".join(text for text in reader.table.head.texts if text)[:200]


def remark_texts(reader: RowReader, convention: Convention) -> list[str]:
    """The remark of each row: all columns together that the convention, else the layout, names."""
    head = reader.table.head
    places = head.places.get("remark", ())
    if convention.columns:
        wanted = set(map(header_key, convention.columns))
        places = tuple(place for place in places if header_key(head.texts[place]) in wanted)
    if not places:
        sought = "、".join(convention.columns) or "/".join(head.layout.columns.get("remark", ()))
        reader.note(error("columns_missing", sought=sought, found=_found(reader)))
    columns = [texts for place in places if any(texts := reader.texts(place))] or [[""] * len(reader.rows)]
    return columns[0] if len(columns) == 1 else list(map("\n".join, zip(*columns, strict=True)))


def _new_buyers(
    reader: RowReader, counts: Sequence[bool | None], days: Sequence[date | None], remarks: Sequence[Remark]
) -> Iterable[bool | None]:
    """Whether the order is its buyer's first of the account on that day; a masked or missing name tells no buyer."""
    if not reader.has("buyer"):
        return repeat(None)
    buyers = reader.texts(reader.table.head.places["buyer"][0])
    theirs = [(remark.account, day, buyer) for remark, day, buyer in zip(remarks, days, buyers, strict=True)]
    counted = [bool(count and one[0]) for count, one in zip(counts, theirs, strict=True)]
    if any(not buyer or "*" in buyer for buyer, count in zip(buyers, counted, strict=True) if count):
        return repeat(None)
    met: set[tuple[str, date | None, str]] = set()
    return [count and one not in met and not met.add(one) for count, one in zip(counted, theirs, strict=True)]


def _each_once(reader: RowReader, read: OrdersRead) -> OrdersRead:
    """The same order in several rows (a row for each of its goods) is one order, if the rows say the same of it."""
    once: Once[tuple[object, ...]] = Once(reader, "number", "order_differs")
    kept = [
        index
        for index, order in enumerate(read.orders)
        if not order.number or once.is_new(order.number, index, (order.fen, order.counts, order.day, order.account))
    ]
    _note_repeated(reader, once.again, "order_repeated")
    return OrdersRead(
        orders=tuple(read.orders[index] for index in kept),
        remarks=tuple(read.remarks[index] for index in kept),
        by_creation=read.by_creation,
    )


def _note_repeated(reader: RowReader, again: list[int], code: str) -> None:
    if again:
        reader.note(warning(code, cell=reader.cell(again[0], "number"), count=str(len(again))))


def read_refunds(reader: RowReader, declared: OrderFormats) -> tuple[Refund, ...]:
    """Every refund of the file; one that did not succeed does not count."""
    numbers, orders = reader.numbers("refund"), reader.numbers("number")
    counts = reader.column("status", Cells(status_reader(declared.refund_status)))
    reader.must("status_missing", "status", counts, repeat(True))
    reader.must("order_number_missing", "refund", numbers, repeat(True))
    fen = reader.amounts("amount")
    reader.must("amount_missing", "amount", fen, counts)
    days = reader.days("done_at")
    if reader.has("done_at"):
        reader.must("order_day_missing", "done_at", days, counts)
    else:
        reader.note(error("columns_missing", sought="退款完结时间", found=_found(reader)))
    once: Once[tuple[object, ...]] = Once(reader, "refund", "refund_differs")
    rows = zip(numbers, orders, days, fen, counts, reader.sheet_rows(), strict=True)
    found = [
        Refund(number or "", order or "", day, amount or 0, bool(count), row)
        for index, (number, order, day, amount, count, row) in enumerate(rows)
        if number is None or once.is_new(number, index, (order, day, amount, count))
    ]
    _note_repeated(reader, once.again, "refund_repeated")
    return tuple(found)


def read_items(reader: RowReader) -> tuple[Items, ...]:
    """How many pieces each order has; an item that stands there twice (by its own number) counts once."""
    orders, pieces = reader.numbers("number"), reader.counts("quantity")
    reader.must("amount_missing", "quantity", pieces, repeat(True))
    items = reader.numbers("item") if reader.has("item") else None
    once: Once[tuple[object, ...]] = Once(reader, "number", "item_differs")
    found: dict[str, Items] = {}
    for index, (order, count, row) in enumerate(zip(orders, pieces, reader.sheet_rows(), strict=True)):
        item = items[index] if items else None
        if order is None or (item is not None and not once.is_new(item, index, (order, count))):
            continue
        first = found.get(order, Items(order, 0, row))
        found[order] = Items(order, first.pieces + (count or 0), first.row)
    _note_repeated(reader, once.again, "item_repeated")
    return tuple(found.values())
