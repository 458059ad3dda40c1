"""Whose an account is: handing it on, and giving one that nobody has."""

from datetime import date, timedelta

import msgspec

from app.domain.accounts import normal_name, split_account
from app.domain.month import PayMonth
from app.domain.people import Account
from app.domain.problem import JixinError, error
from app.storage import accounts, agents, shops
from app.storage.accounts import OwnedAccount
from app.storage.agents import AgentRecord
from app.storage.book import Book, first_open


def move_account(book: Book, account: str, number: str, from_day: date) -> None:
    """Hand an account (``店铺:账号``, or bare where only one shop has it) on to another agent from that day.

    The present owner keeps it up to the day before. JixinError if the day lies in a sealed month, the account or agent
    is unknown, or the agent has it already or does not work on that day.
    """
    agent = _agent(book, number)
    if (agent.hired and from_day < agent.hired) or (agent.left and agent.left < from_day):
        raise JixinError(error("agent_not_working", number=number, name=agent.name, day=str(from_day)))
    shop, name = _resolve(book, account)
    key = (shop, normal_name(name))
    ranges = [one for one in accounts.load(book.db) if one.key == key]
    present = next((one for one in ranges if one.account.owned_on(from_day)), None)
    if present and present.number == number:
        raise JixinError(error("account_owned", account=f"{shop}:{name}", number=number, name=agent.name))
    later = min(
        (one.account.first for one in ranges if one.account.first and one.account.first > from_day), default=None
    )
    last = later - timedelta(days=1) if later else present.account.last if present else None
    with book.edit(from_month=PayMonth.of(from_day)) as db:
        if present and present.account.first == from_day:
            accounts.remove(db, present)
        elif present:
            ended = msgspec.structs.replace(present.account, last=from_day - timedelta(days=1))
            accounts.put_range(db, msgspec.structs.replace(present, account=ended))
        taken = Account(shop=shop, name=present.account.name if present else name, first=from_day, last=last)
        accounts.add(db, [OwnedAccount(number, taken)])


def give_account(book: Book, account: str, number: str) -> None:
    """Give an account that nobody has to an agent: from the first month that is not sealed, else from the beginning.

    JixinError if somebody has or had it (hand it on instead), or shop or agent are unknown.
    """
    agent = _agent(book, number)
    shop, name = _resolve(book, account)
    key = (shop, normal_name(name))
    owner = next((one for one in accounts.load(book.db) if one.key == key), None)
    if owner is not None:
        raise JixinError(
            error(
                "account_taken",
                account=f"{shop}:{name}",
                number=number,
                name=agent.name,
                other_number=owner.number,
                other_name=_agent(book, owner.number).name,
            )
        )
    start = first_open(book.db)
    with book.edit() as db:
        given = Account(shop=shop, name=name, first=start.first if start else None)
        accounts.add(db, [OwnedAccount(number, given)])


def _agent(book: Book, number: str) -> AgentRecord:
    for agent in agents.load(book.db):
        if agent.number == number:
            return agent
    raise JixinError(error("agent_unknown", number=number))


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
