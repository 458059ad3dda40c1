"""Whose an account is from which day on."""

from datetime import date, timedelta

import msgspec

from app.domain.accounts import normal_name, split_account
from app.domain.month import PayMonth
from app.domain.people import Account
from app.domain.problem import JixinError, error
from app.storage import accounts, agents, shops
from app.storage.accounts import OwnedAccount
from app.storage.agents import AgentRecord
from app.storage.book import Book, Connection


def move_account(book: Book, account: str, number: str, from_day: date, until: date | None = None) -> None:
    """Hand an account (``店铺:账号``, or bare where only one shop has it) on to another agent from that day.

    The present owner keeps it up to the day before, and has it again after ``until`` (None: for good); an account that
    nobody has is simply given. JixinError if the day
    lies in a sealed month, the account or agent is unknown, the agent has it already, has left before, or takes it
    from somebody before being hired.
    """
    people = {agent.number: agent for agent in agents.load(book.db)}
    if number not in people:
        raise JixinError(error("agent_unknown", number=number))
    shop, name = _resolve(book, account)
    ranges = [one for one in accounts.load(book.db) if one.key == (shop, normal_name(name))]
    present = next((one for one in ranges if one.account.owned_on(from_day)), None)
    _check_taker(people[number], present, people, from_day)
    starts = [one.account.first for one in ranges if one.account.first and one.account.first > from_day]
    last = min(starts) - timedelta(days=1) if starts else present.account.last if present else None
    back = until is not None and (last is None or until < last)
    spelling = present.account.name if present else name
    with book.edit(from_month=PayMonth.of(from_day)) as db:
        if present:
            _end(db, present, from_day)
        taken = Account(shop=shop, name=spelling, first=from_day, last=until if back else last)
        accounts.add(db, [OwnedAccount(number, taken)])
        if present and until and back:
            again = msgspec.structs.replace(present.account, first=until + timedelta(days=1), last=last)
            accounts.add(db, [OwnedAccount(present.number, again)])


def _check_taker(agent: AgentRecord, present: OwnedAccount | None, people: dict[str, AgentRecord], day: date) -> None:
    if present and present.number == agent.number:
        account = present.account.full
        raise JixinError(error("account_owned", account=account, number=agent.number, name=agent.name))
    owner_left = people[present.number].left if present else None
    used = present is not None and not (owner_left and owner_left < day)
    early = agent.hired is not None and day < agent.hired
    if (used and early) or (agent.left and agent.left < day):
        raise JixinError(error("agent_not_working", number=agent.number, name=agent.name, day=str(day)))


def _end(db: Connection, present: OwnedAccount, day: date) -> None:
    """The present owner's range ends the day before; one that only began on that day is taken away."""
    if present.account.first == day:
        accounts.remove(db, present)
        return
    ended = msgspec.structs.replace(present.account, last=day - timedelta(days=1))
    accounts.put_range(db, msgspec.structs.replace(present, account=ended))


def _resolve(book: Book, text: str) -> tuple[str, str]:
    """Shop and name of an account as it was typed: with its shop, or of the only shop that has it."""
    prefix, name = split_account(text)
    known = shops.names(book.db)
    if prefix:
        shop = next((shop for shop in known if normal_name(shop) == normal_name(prefix)), None)
        if shop is None:
            raise JixinError(error("shop_unknown", shop=prefix, known="、".join(known)))
        return shop, name
    if not name:
        raise JixinError(error("account_form", account=text))
    having = sorted({one.account.shop for one in accounts.load(book.db) if one.key[1] == normal_name(name)})
    if len(having) == 1:
        return having[0], name
    if not having and len(known) == 1:
        return known[0], name
    code = "account_in_shops" if having else "account_unknown"
    raise JixinError(error(code, account=name, shops="、".join(having or known)))
