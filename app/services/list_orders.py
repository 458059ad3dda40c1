"""Which orders and refunds stand behind an agent's figures from single orders."""

import msgspec

from app.domain.accounts import AccountBook
from app.domain.month import PayMonth
from app.storage import imports, orders, people
from app.storage.book import Book


class ListedOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order or refund (``kind``) that counts in a month: whose, which day, how much in fen, and where it stands.

    ``number`` and ``agent`` are "" while its account is nobody's.
    """

    kind: str
    order: str
    day: str
    shop: str
    account: str
    number: str
    agent: str
    fen: int
    file: str
    sheet: str
    cell: str


def list_orders(book: Book, month: PayMonth, agent: str = "") -> tuple[ListedOrder, ...]:
    """Every order and refund of the month that a remark gives to an account, of one agent (by number) or of all."""
    owners, files = AccountBook(people.load(book.db, str(month))), imports.source_files(book.db)
    found: list[ListedOrder] = []
    for one in orders.listed(book.db, month):
        match = owners.match(one.shop, one.account, one.day, one.day)
        owner = match.owners[0].agent if len(match.owners) == 1 else None
        if agent and (owner is None or owner.number != agent):
            continue
        place = files[one.import_id]
        found.append(
            ListedOrder(
                kind=one.kind,
                order=one.number,
                day=one.day.isoformat(),
                shop=one.shop,
                account=one.account,
                number=owner.number if owner else "",
                agent=owner.name if owner else "",
                fen=one.fen,
                file=place.file,
                sheet=place.sheet,
                cell=one.cell,
            )
        )
    return tuple(found)
