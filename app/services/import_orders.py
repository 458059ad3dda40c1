"""Single orders and refunds in the book: what a file changes, and the figures that follow from all files together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from app.domain.accounts import AccountBook
from app.domain.money import fen_text
from app.domain.month import PayMonth
from app.domain.orders import ORDERS, REFUNDS, DayTotal, Order, Refund, day_observations, with_empty_days
from app.domain.problem import Problem, warning
from app.domain.source import Source
from app.importing.order_formats import ITEMS
from app.importing.plan import FilePlan, SingleOrders
from app.storage import observations, replaced_orders
from app.storage import orders as store
from app.storage import people as people_store
from app.storage.book import Connection, sealed_months
from app.storage.orders import KnownOrder

Row = TypeVar("Row", Order, Refund)
_TOLD = 5_000


def against_book(db: Connection, month: PayMonth, file: FilePlan, beside: Sequence[FilePlan]) -> tuple[Problem, ...]:
    """What the book, and the other files of the same import, say to a file of single orders."""
    single = file.single
    if single is None or not file.shop:
        return ()
    if single.family == ORDERS:
        return tuple(_only_earlier(db, file, single, beside))
    known = _known(db, file, single, beside)
    found = _refund_problems(month, single, known) if single.family == REFUNDS else _item_problems(single, known)
    return tuple(msgspec.structs.replace(one, file=file.file, sheet=file.sheet) for one in found)


def _only_earlier(
    db: Connection, file: FilePlan, single: SingleOrders, beside: Sequence[FilePlan]
) -> Iterable[Problem]:
    """Orders of the file's days that an earlier import gave and this one lacks: they stay, so they are named."""
    if file.period is None:
        return
    new = {order.number for order in single.orders}
    new |= {order.number for other in beside if other.single and other is not file for order in other.single.orders}
    earlier = store.counted_on(db, file.shop, file.period.first, file.period.last)
    left = [fen for number, (_, fen) in earlier.items() if number not in new]
    if left:
        amount = fen_text(sum(left))
        yield warning("orders_only_earlier", file=file.file, sheet=file.sheet, count=str(len(left)), amount=amount)


def _known(
    db: Connection, file: FilePlan, single: SingleOrders, beside: Sequence[FilePlan]
) -> Mapping[str, KnownOrder]:
    """The orders that the file asks for, as the book has them and as they come in with it."""
    wanted = {one.order for one in (*single.refunds, *single.items)}
    found = store.known(db, file.shop, wanted)
    for other in beside:
        if other.single and other.shop == file.shop:
            fresh = (order for order in other.single.orders if order.number in wanted)
            found |= {one.number: KnownOrder(one.account, one.counts, one.items) for one in fresh}
    return found


def _refund_problems(month: PayMonth, single: SingleOrders, known: Mapping[str, KnownOrder]) -> Iterable[Problem]:
    """The refunds of the month that are nobody's: of orders that nobody told, or that are nobody's themselves."""
    counted = [one for one in single.refunds if one.counts and one.day and month.contains(one.day)]
    unknown = [one.fen for one in counted if one.order not in known]
    if unknown:
        yield warning("refunds_of_unknown", count=str(len(unknown)), amount=fen_text(sum(unknown)))
    orders = [(known[one.order], one.fen) for one in counted if one.order in known]
    nobodys = [fen for order, fen in orders if order.counts and not order.account]
    if nobodys:
        yield warning("refunds_unattributed", count=str(len(nobodys)), amount=fen_text(sum(nobodys)))
    closed = [fen for order, fen in orders if not order.counts]
    if closed:
        yield warning("refunds_of_closed", count=str(len(closed)), amount=fen_text(sum(closed)))


def _item_problems(single: SingleOrders, known: Mapping[str, KnownOrder]) -> Iterable[Problem]:
    unknown = sum(one.order not in known for one in single.items)
    if unknown:
        yield warning("items_of_unknown", count=str(unknown))
    differing = [
        one for one in single.items if (order := known.get(one.order)) and order.items not in (None, one.pieces)
    ]
    if differing:
        yield warning("items_differ", count=str(len(differing)), order=differing[0].order)


def store_file(db: Connection, month: PayMonth, file: FilePlan, import_id: int, written: Callable[[int], None]) -> None:
    """Keep the orders, items or refunds of a file; ``written(rows)`` is called on the way and may raise to cancel."""
    single, sealed = file.single, list(map(str, sealed_months(db)))
    if single is None:
        return
    store.put_file(db, import_id, single.cells)
    replaced_orders.remember(db, "orders", file.shop, _touched(single), import_id)
    replaced_orders.remember(db, "refunds", file.shop, [one.number for one in single.refunds], import_id)
    store.put_orders(db, file.shop, _counted(single.orders, written), month, import_id, sealed)
    store.put_refunds(db, file.shop, _counted(single.refunds, written), month, import_id, sealed)
    if single.family == ITEMS:
        store.put_items(db, file.shop, single.items, month, import_id)
    replaced_orders.forget_untouched(db, "orders", import_id, "items_import" if single.family == ITEMS else "import_id")
    replaced_orders.forget_untouched(db, "refunds", import_id)


def _counted(rows: Iterable[Row], written: Callable[[int], None]) -> Iterator[Row]:
    for at, row in enumerate(rows):
        if at % _TOLD == 0:
            written(at)
        yield row


def _touched(single: SingleOrders) -> list[str]:
    """The orders that a file changes."""
    return [*(one.number for one in single.orders), *(one.order for one in single.items)]


def recount(db: Connection, shop: str, month: PayMonth) -> None:
    """Tell the shop's figures of the month, and of every month that is not sealed, anew from all known orders.

    An order that was moved, closed or given to another agent changes the month it was counted in before, and the
    refunds of it in any later one.
    """
    sealed = set(map(str, sealed_months(db)))
    for text in sorted({str(month), *store.months_of(db, shop)} - sealed):
        _recount(db, shop, PayMonth.parse(text))


def _recount(db: Connection, shop: str, month: PayMonth) -> None:
    orders, metrics = store.order_totals(db, shop, month)
    refunds = store.refund_totals(db, shop, month)
    accounts = {total.account for total in (*orders, *refunds)}
    owned = _Owned(db, shop, month)
    for family, totals, told in (
        (ORDERS, orders, metrics),
        (REFUNDS, refunds, frozenset({"refund_amount", "refunds"})),
    ):
        observations.clear(db, shop, family, month)
        if not store.was_imported(db, shop, month, family):
            continue
        files = _files(db, shop, month, family, totals)
        whole = with_empty_days(totals, accounts, month, files, owned)
        observations.put(db, day_observations(shop, family, told, whole), 0)


def _files(db: Connection, shop: str, month: PayMonth, family: str, totals: Sequence[DayTotal]) -> tuple[Source, ...]:
    """The files of a family's month: those that gave something, else the newest that was imported for it."""
    given = tuple(dict.fromkeys(source for total in totals for source in total.sources))
    return given or store.newest_file(db, shop, month, family)


class _Owned:
    """Whether a day without orders belongs to an account: on days of its owners, on all days where it has none."""

    def __init__(self, db: Connection, shop: str, month: PayMonth) -> None:
        self._book = AccountBook(people_store.load(db, str(month)))
        self._shop, self._month = shop, month
        self._owned: dict[str, bool] = {}

    def __call__(self, account: str, day: date) -> bool:
        if account not in self._owned:
            whole = self._book.match(self._shop, account, self._month.first, self._month.last)
            self._owned[account] = bool(whole.owners)
        return not self._owned[account] or bool(self._book.match(self._shop, account, day, day).owners)
