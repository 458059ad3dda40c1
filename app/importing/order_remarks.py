"""What the remarks of an export of orders say: shown before a shop's convention is set, never kept."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.orders import ORDERS
from app.domain.problem import JixinError, error, has_errors
from app.importing.formats import load_formats
from app.importing.order_formats import load_order_formats
from app.importing.order_rows import RowReader
from app.importing.order_table import OrderTable, read_order_table, table_of
from app.importing.order_values import read_orders, remark_texts
from app.importing.refusal import Refusal
from app.importing.remarks import Convention, RemarkReader
from app.importing.workbook import read_workbook


class RemarkText(msgspec.Struct, frozen=True, gc=False):
    """One remark, and how many orders that count in the month have it, with their sum in fen."""

    text: str
    orders: int
    fen: int


class Matched(msgspec.Struct, frozen=True, kw_only=True):
    """What a convention makes of remarks, each as (orders, fen): by account, of nobody, of several at once.

    ``unread`` are the remarks that name nobody, the most frequent first.
    """

    accounts: dict[str, tuple[int, int]]
    nobodys: tuple[int, int]
    several: tuple[int, int]
    unread: tuple[RemarkText, ...]


def order_remarks(path: Path, month: PayMonth, convention: Convention) -> tuple[RemarkText, ...]:
    """The remarks of the orders in a file that count in the month, each different text once.

    Of the convention only its columns are used. JixinError for a file that is no export of orders or has faults.
    """
    try:
        table = _table(path)
    except Refusal as refusal:
        problem = error(refusal.code, file=path.name, sheet=refusal.sheet, cell=refusal.cell, **refusal.params)
        raise JixinError(problem) from None
    declared = load_order_formats()
    if table is None or table.head.layout.family != ORDERS:
        raise JixinError(error("no_orders", file=path.name))
    reader = RowReader(table, load_formats())
    columns = Convention(columns=convention.columns)
    texts = dict(zip(reader.sheet_rows(), remark_texts(reader, columns), strict=True))
    read = read_orders(reader, declared, columns)
    if has_errors(reader.problems):
        raise JixinError(*(msgspec.structs.replace(one, file=path.name, sheet=table.sheet) for one in reader.problems))
    sums: dict[str, tuple[int, int]] = {}
    for order in read.orders:
        if order.counts and order.day and month.contains(order.day):
            orders, fen = sums.get(texts[order.row], (0, 0))
            sums[texts[order.row]] = (orders + 1, fen + order.fen)
    return tuple(RemarkText(text, orders, fen) for text, (orders, fen) in sums.items())


def _table(path: Path) -> OrderTable | None:
    declared = load_order_formats()
    found = read_order_table(path, declared)
    return found[1] if found else table_of(read_workbook(path), declared)


def matched(convention: Convention, remarks: Sequence[RemarkText]) -> Matched:
    """Whose the orders of these remarks would be."""
    reader = RemarkReader(convention)
    accounts: dict[str, list[RemarkText]] = {}
    nobodys: list[RemarkText] = []
    several: list[RemarkText] = []
    for remark in remarks:
        found = reader[remark.text]
        kind = accounts.setdefault(found.account, []) if found.account else several if found.several else nobodys
        kind.append(remark)
    return Matched(
        accounts={account: _sum(those) for account, those in accounts.items()},
        nobodys=_sum(nobodys),
        several=_sum(several),
        unread=tuple(sorted(nobodys, key=lambda remark: (-remark.orders, remark.text))),
    )


def _sum(remarks: Iterable[RemarkText]) -> tuple[int, int]:
    listed = list(remarks)
    return sum(one.orders for one in listed), sum(one.fen for one in listed)
