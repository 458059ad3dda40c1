"""A shop's convention of remarks as a form: a row for each account, and what it makes of a file's orders."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.domain.accounts import normal_name
from app.domain.month import PayMonth
from app.domain.orders import ORDERS
from app.domain.people import Agent
from app.importing import order_remarks
from app.importing.order_formats import load_order_formats
from app.importing.order_remarks import Matched, RemarkText
from app.importing.remarks import Convention
from app.services.remarks import conventions, set_remarks
from app.storage import people as people_store
from app.storage.book import Book

__all__ = [
    "Matched",
    "RemarkForm",
    "RemarkRow",
    "RemarkText",
    "keep_form",
    "matched",
    "order_layouts",
    "read_remarks",
    "remark_form",
]


class RemarkRow(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the shop (of who has none, the real name), whose it is, and its short names in remarks."""

    account: str
    owners: tuple[str, ...]
    names: tuple[str, ...] = ()


class RemarkForm(msgspec.Struct, frozen=True, kw_only=True):
    """How a shop's remarks name its agents. ``own``: the owner of the book set the names, else they are assumed.

    ``columns`` are the headers that count, none for those of the layout; they are not changed by the form.
    """

    shop: str
    rows: tuple[RemarkRow, ...]
    chased: tuple[str, ...] = ()
    followup: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    own: bool = False

    @property
    def convention(self) -> Convention:
        """The form as the reading of remarks takes it."""
        names = tuple((name, normal_name(row.account)) for row in self.rows for name in row.names)
        return Convention(names=names, columns=self.columns, chased=self.chased, followup=self.followup, own=True)


def remark_form(book: Book, shop: str, month: PayMonth) -> RemarkForm:
    """The convention that holds for the shop, with the agents of the month."""
    agents = people_store.load(book.db, str(month))
    held = conventions(book.db, agents)[shop]
    return RemarkForm(
        shop=shop,
        rows=tuple(_with_names(row, held) for row in _rows(shop, agents)),
        chased=held.chased,
        followup=held.followup,
        columns=held.columns,
        own=held.own,
    )


def _rows(shop: str, agents: Sequence[Agent]) -> list[RemarkRow]:
    owners: dict[str, tuple[str, list[str]]] = {}
    for agent in agents:
        accounts = [account.name for account in agent.accounts if account.shop == shop]
        for name in accounts or ([agent.name] if shop in agent.shops else []):
            _, known = owners.setdefault(normal_name(name), (name, []))
            if agent.name not in known:
                known.append(agent.name)
    return [RemarkRow(account=name, owners=tuple(known)) for name, known in owners.values()]


def _with_names(row: RemarkRow, held: Convention) -> RemarkRow:
    mine = tuple(name for name, account in held.names if account == normal_name(row.account))
    return msgspec.structs.replace(row, names=mine)


def read_remarks(path: Path, month: PayMonth, form: RemarkForm) -> tuple[RemarkText, ...]:
    """The remarks of the orders in a file that count in the month; JixinError for a file that is none of orders."""
    return order_remarks.order_remarks(path, month, form.convention)


def matched(form: RemarkForm, remarks: Sequence[RemarkText]) -> Matched:
    """Whose the orders of these remarks would be with the form as it is filled in."""
    return order_remarks.matched(form.convention, remarks)


def keep_form(book: Book, form: RemarkForm) -> None:
    """Set the convention; it holds for what is imported from now on. JixinError for names that stand there twice."""
    values = {
        "names": ";".join(f"{name}={form.shop}:{row.account}" for row in form.rows for name in row.names),
        "chased": ";".join(form.chased),
        "followup": ";".join(form.followup),
    }
    set_remarks(book, form.shop, values)


def order_layouts() -> frozenset[str]:
    """The layout ids of exports of single orders, which name an agent in their remarks only."""
    return frozenset(layout.id for layout in load_order_formats().layouts if layout.family == ORDERS)
