"""An agent's own numbers: identity, phone, bank. Asked for one person at a time, shown masked."""

import msgspec

from app.domain.problem import JixinError, error
from app.storage import agents
from app.storage.book import Book


class PrivateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """As they stand in the roster; "" where it has none."""

    id_number: str = ""
    phone: str = ""
    bank: str = ""
    bank_account: str = ""
    alipay: str = ""


def private_facts(book: Book, number: str) -> PrivateFacts:
    """The numbers of one agent; JixinError if there is none of that 工号."""
    for record in agents.load(book.db):
        if record.number == number:
            return PrivateFacts(
                id_number=record.id_number,
                phone=record.phone,
                bank=record.bank,
                bank_account=record.bank_account,
                alipay=record.alipay,
            )
    raise JixinError(error("agent_unknown", number=number))
