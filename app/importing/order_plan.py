"""A file of single orders → its plan: whose each order is, what the days of the month add up to, what is left over."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from app.domain.money import fen_text
from app.domain.month import PayMonth
from app.domain.orders import ORDERS, DayTotal, Order, Refund, day_observations, order_metrics
from app.domain.problem import Problem, error, has_errors, warning
from app.domain.source import Source, cell_name
from app.importing.formats import Formats
from app.importing.matching import Proposals, Seen, match_accounts, shop_named
from app.importing.order_formats import ITEMS, OrderFormats
from app.importing.order_rows import RowReader
from app.importing.order_table import OrderTable
from app.importing.order_values import OrdersRead, read_items, read_orders, read_refunds
from app.importing.plan import DAYS, Column, FileEdits, FilePlan, Known, Period, SingleOrders
from app.importing.remarks import Convention, Remark
from app.importing.rows import rows_hidden
from app.importing.whose import account_problems

T = TypeVar("T")
_MONEY = {"orders": "paid", "items": "quantity", "refunds": "amount"}


class OrderTask:
    """One file of single orders on its way to a plan; gathers problems as it goes."""

    def __init__(
        self, path: Path, month: PayMonth, known: Known, shop: str, formats: Formats, declared: OrderFormats
    ) -> None:
        self._path, self._month, self._known, self._asked = path, month, known, shop
        self._formats, self._declared = formats, declared
        self._problems: list[Problem] = []

    def plan(self, table: OrderTable, sha256: str, edits: FileEdits) -> FilePlan:
        """The plan of the table; with an error in it nothing is observed and nothing kept."""
        bare = self._described(table, sha256, edits)
        reader = RowReader(table, self._formats)
        if not reader.rows:
            self._problems.append(error("no_rows"))
        rows = (table.first + row for row in reader.rows)
        self._problems.extend(rows_hidden(rows, table.hidden, table.head.places["number"][0]))
        shop = self._shop(reader)
        file = self._filled(msgspec.structs.replace(bare, shop=shop, rows=len(reader.rows)), reader, shop)
        problems = tuple(
            msgspec.structs.replace(problem, file=self._path.name, sheet=table.sheet)
            for problem in (*reader.problems, *self._problems)
        )
        if has_errors(problems):
            return msgspec.structs.replace(file, problems=problems, observations=(), single=None)
        return msgspec.structs.replace(file, problems=problems)

    def _described(self, table: OrderTable, sha256: str, edits: FileEdits) -> FilePlan:
        head = table.head
        used = {column for places in head.places.values() for column in places}
        columns = tuple(
            Column(index=index, header=text, role="order" if index in used else "ignored")
            for index, text in enumerate(head.texts)
        )
        return FilePlan(
            path=self._path,
            file=self._path.name,
            sha256=sha256,
            sheet=table.sheet,
            sheets=(table.sheet,),
            layout=head.layout.id,
            layout_name=head.layout.name,
            confidence=99,
            reason=tuple(head.header(field) for field in head.places),
            header_row=head.row + 1,
            columns=columns,
            seen_before=sha256 in self._known.imported,
            edits=edits,
        )

    def _filled(self, file: FilePlan, reader: RowReader, shop: str) -> FilePlan:
        family = reader.table.head.layout.family
        place = reader.table.head.places[_MONEY[family]][0]
        cells = f"{cell_name(reader.table.first, place)}:{cell_name(reader.table.first + reader.table.rows - 1, place)}"
        single = SingleOrders(family=family, cells=cells)
        if family == ORDERS:
            return self._orders(file, single, read_orders(reader, self._declared, self._convention(shop)), shop)
        if family == ITEMS:
            period = Period(self._month.first, self._month.last, DAYS)
            return msgspec.structs.replace(
                file,
                period=period,
                period_assumed=True,
                single=msgspec.structs.replace(single, items=read_items(reader)),
            )
        refunds = read_refunds(reader, self._declared)
        period = self._period([refund for refund in refunds if refund.counts])
        return msgspec.structs.replace(file, period=period, single=msgspec.structs.replace(single, refunds=refunds))

    def _shop(self, reader: RowReader) -> str:
        """The one asked for, else the one that the rows name, else the book's only one."""
        named = self._named_shops(reader)
        if len(named) > 1:
            self._problems.append(error("orders_of_shops", shops="、".join(named)))
            return ""
        asked = shop_named(self._asked, self._known.shops) if self._asked else None
        names = "、".join(shop.name for shop in self._known.shops) or "-"
        if self._asked and asked is None:
            self._problems.append(error("unknown_shop", shop=self._asked, known=names))
        elif asked and named and named[0] != asked.name:
            self._problems.append(error("orders_of_other_shop", named=named[0], shop=asked.name))
        if asked or named:
            return asked.name if asked else named[0]
        if not self._asked and len(self._known.shops) == 1:
            return self._known.shops[0].name
        if not self._asked:
            self._problems.append(error("shop_needed", known=names))
        return ""

    def _named_shops(self, reader: RowReader) -> list[str]:
        """The book's shops that the rows name; how a platform calls the shop may be nothing that the book knows."""
        if not reader.has("shop"):
            return []
        texts = set(reader.texts(reader.table.head.places["shop"][0]))
        return sorted({shop.name for text in texts if text and (shop := shop_named(text, self._known.shops))})

    def _convention(self, shop: str) -> Convention:
        return self._known.conventions.get(shop, Convention())

    def _period(self, counted: Sequence[Order] | Sequence[Refund]) -> Period:
        """The days of the month that the rows speak of; rows of other days are named, only such rows refused."""
        first, last = self._month.first, self._month.last
        days = {one.day for one in counted if one.day}
        inside = [day for day in days if first <= day <= last]
        if days and not inside:
            period = Period(min(days), max(days), DAYS)
            self._problems.append(error("wrong_month", period=str(period), month=str(self._month)))
            return period
        if len(inside) < len(days):
            outside = [one for one in counted if one.day and not first <= one.day <= last]
            months = "、".join(sorted({str(PayMonth.of(day)) for day in days if day not in inside}))
            self._warn("orders_of_other_months", len(outside), sum(one.fen for one in outside), months=months)
        return Period(min(inside), max(inside), DAYS) if inside else Period(first, last, DAYS)

    def _orders(self, file: FilePlan, single: SingleOrders, read: OrdersRead, shop: str) -> FilePlan:
        first, last = self._month.first, self._month.last
        counted = [order for order in read.orders if order.counts]
        period = self._period(counted)
        nobodys = [
            (order, remark)
            for order, remark in zip(read.orders, read.remarks, strict=True)
            if not order.account and order.counts and order.day and first <= order.day <= last
        ]
        self._leftovers(nobodys, read.by_creation, single)
        self._note_convention(shop)
        credited = [order for order in counted if order.account and order.day and first <= order.day <= last]
        totals = _day_totals(credited, Source(0, (single.cells,)))
        first_rows = {order.account: order.row for order in reversed(credited)}
        by_row = sorted(first_rows.items(), key=lambda pair: pair[1])
        seen = [_seen(shop, account, totals, _cell(single, row)) for account, row in by_row]
        accounts = match_accounts(seen, Proposals(self._known.agents), self._known.ignored)
        self._problems.extend(account_problems(accounts, ()))
        found = day_observations(shop, ORDERS, order_metrics(credited), totals)
        return msgspec.structs.replace(
            file,
            period=period,
            agents=len(seen),
            accounts=accounts,
            observations=tuple(found),
            single=msgspec.structs.replace(single, orders=read.orders),
        )

    def _leftovers(self, nobodys: list[tuple[Order, Remark]], by_creation: int, single: SingleOrders) -> None:
        """Names the money that is nobody's, and why."""
        several = [(order, remark) for order, remark in nobodys if remark.several]
        if several:
            first, remark = several[0]
            fen = sum(order.fen for order, _ in several)
            names, cell = "、".join(remark.several), _cell(single, first.row)
            self._warn("orders_of_several", len(several), fen, cell=cell, names=names)
        unnamed = [order for order, remark in nobodys if not remark.several]
        if unnamed:
            self._warn("orders_unattributed", len(unnamed), sum(order.fen for order in unnamed))
        if by_creation:
            self._problems.append(warning("orders_by_creation", count=str(by_creation)))

    def _warn(self, code: str, count: int, fen: int, *, cell: str = "", **params: str) -> None:
        self._problems.append(warning(code, cell=cell, count=str(count), amount=fen_text(fen), **params))

    def _note_convention(self, shop: str) -> None:
        convention = self._convention(shop)
        if shop and not convention.names:
            self._problems.append(error("remark_names_missing", shop=shop))
        elif shop and not convention.own:
            self._problems.append(warning("remark_names_assumed", shop=shop))


def _cell(single: SingleOrders, row: int) -> str:
    return f"{single.cells.partition(':')[0].rstrip('0123456789')}{row}"


def _seen(shop: str, account: str, totals: Iterable[DayTotal], cell: str) -> Seen:
    """An account of the orders, with its days and its first cell."""
    days = [total.day for total in totals if total.account == account]
    return Seen(shop=shop, account=account, spelling=account, first=min(days), last=max(days), cells=(cell,))


def _day_totals(orders: Iterable[Order], source: Source) -> list[DayTotal]:
    """What orders add up to by account and day."""
    sums: dict[tuple[str, date], list[int]] = {}
    for order in orders:
        key = (order.account, order.day or date.min)
        total = sums.get(key)
        if total is None:
            total = sums[key] = [0] * len(_TOTALS)
        total[0] += order.fen
        total[1] += 1
        total[2] += order.items or 0
        total[3] += order.chased
        total[4] += order.followup
        total[5] += order.new_buyer or 0
    return [
        DayTotal(account=account, day=day, sums=dict(zip(_TOTALS, total, strict=True)), sources=(source,))
        for (account, day), total in sorted(sums.items())
    ]


_TOTALS = ("sales_amount", "orders", "items_sold", "chased_orders", "followup_sales", "paid_users")
