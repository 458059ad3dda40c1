"""Accounts of the files → agents of the book: certain matches, and nearest names to propose."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher

import msgspec

from app.domain.accounts import AccountBook, normal_name, split_account
from app.domain.people import Agent, Shop
from app.importing.plan import AccountRow, Candidate

_NEAR = 0.45
_PROPOSALS = 3


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the rows of a file have it: its days and cells."""

    shop: str
    account: str
    spelling: str
    first: date
    last: date
    cells: tuple[str, ...]


def shop_named(name: str, shops: Iterable[Shop]) -> Shop | None:
    """The shop of that name, compared after normalising."""
    wanted = normal_name(name)
    return next((shop for shop in shops if normal_name(shop.name) == wanted), None)


def match_accounts(seen: Iterable[Seen], agents: tuple[Agent, ...], ignored: frozenset[str]) -> tuple[AccountRow, ...]:
    """Whose each account is; who is unknown gets the nearest names of the same shop, never a match."""
    book = AccountBook(agents)
    excluded = frozenset(_full_key(*split_account(text)) for text in ignored)
    return tuple(_match(account, book, agents, excluded) for account in seen)


def _full_key(shop: str, account: str) -> tuple[str, str]:
    return normal_name(shop), normal_name(account)


def _match(
    seen: Seen, book: AccountBook, agents: tuple[Agent, ...], excluded: frozenset[tuple[str, str]]
) -> AccountRow:
    match = book.match(seen.shop, seen.account, seen.first, seen.last)
    ignored = match.how != "account" and _full_key(seen.shop, seen.account) in excluded
    how = "ignored" if ignored else match.how
    return AccountRow(
        shop=seen.shop,
        account=seen.account,
        spelling=seen.spelling,
        how=how,
        owners=() if ignored else tuple(dict.fromkeys(owner.agent.number for owner in match.owners)),
        candidates=_nearest(seen, agents) if how in ("none", "ambiguous") else (),
        cells=seen.cells,
    )


def _nearest(seen: Seen, agents: tuple[Agent, ...]) -> tuple[Candidate, ...]:
    near = {agent.number: (_likeness(seen, agent), agent.name) for agent in agents}
    ranked = sorted(((-likeness, number, name) for number, (likeness, name) in near.items() if likeness >= _NEAR))
    return tuple(Candidate(number, name) for _, number, name in ranked[:_PROPOSALS])


def _likeness(seen: Seen, agent: Agent) -> float:
    """How much an agent's name or an account of the same shop looks like the account, 0 … 1."""
    names = [normal_name(agent.name), *(_names_in(seen.shop, agent))]
    likeness = max(SequenceMatcher(None, seen.account, name).ratio() for name in names)
    inside = any(seen.account in name or name in seen.account for name in names if name)
    return max(likeness, 0.8 if inside and seen.account else 0)


def _names_in(shop: str, agent: Agent) -> list[str]:
    return [normal_name(account.name) for account in agent.accounts if account.shop == shop]


def merged(accounts: Iterable[AccountRow]) -> tuple[AccountRow, ...]:
    """The accounts of several files, each once, in the order they were met."""
    once: Mapping[tuple[str, str], AccountRow] = {}
    found = dict(once)
    for row in accounts:
        kept = found.setdefault((row.shop, row.account), row)
        if row.waits and not kept.waits:
            found[row.shop, row.account] = row
    return tuple(found.values())
