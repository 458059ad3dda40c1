"""Accounts of the files → agents of the book: certain matches, and nearest names to propose."""

from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher

import msgspec

from app.domain.accounts import AccountBook, normal_name, split_account
from app.domain.people import Agent, Shop
from app.importing.plan import AccountRow, Candidate

_NEAR = 0.45
_PROPOSALS = 3
_MOST_ASKED = 300


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
    """Whose each account is; who is unknown gets the nearest names, never a match."""
    book, proposals = AccountBook(agents), _Proposals(agents)
    excluded = frozenset(_full_key(*split_account(text)) for text in ignored)
    return tuple(_match(account, book, proposals, excluded) for account in seen)


def _full_key(shop: str, account: str) -> tuple[str, str]:
    return normal_name(shop), normal_name(account)


def _match(seen: Seen, book: AccountBook, proposals: "_Proposals", excluded: frozenset[tuple[str, str]]) -> AccountRow:
    match = book.match(seen.shop, seen.account, seen.first, seen.last)
    ignored = match.how != "account" and _full_key(seen.shop, seen.account) in excluded
    how = "ignored" if ignored else match.how
    return AccountRow(
        shop=seen.shop,
        account=seen.account,
        spelling=seen.spelling,
        how=how,
        owners=() if ignored else tuple(dict.fromkeys(owner.agent.number for owner in match.owners)),
        candidates=proposals.nearest(seen) if how in ("none", "ambiguous") else (),
        cells=seen.cells,
    )


class _Proposals:
    """Finds agents whose name, or an account of the same shop, looks like an unknown account."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._by_mark: dict[str, dict[str, Agent]] = {}
        self._asked = 0
        for agent in agents:
            for mark in set("".join((normal_name(agent.name), *(normal_name(a.name) for a in agent.accounts)))):
                self._by_mark.setdefault(mark, {})[agent.number] = agent

    def nearest(self, seen: Seen) -> tuple[Candidate, ...]:
        """The three most alike, the best first; nobody who shares no character, and nobody once too many were asked."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return ()
        sharing = {number: agent for mark in seen.account for number, agent in self._by_mark.get(mark, {}).items()}
        ranked = sorted((-_likeness(seen, agent), number) for number, agent in sharing.items())
        near = [number for likeness, number in ranked[:_PROPOSALS] if -likeness >= _NEAR]
        return tuple(Candidate(number, sharing[number].name) for number in near)


def _likeness(seen: Seen, agent: Agent) -> float:
    """How much an agent's name or an account of the same shop looks like the account, 0 … 1."""
    accounts = [normal_name(account.name) for account in agent.accounts if account.shop == seen.shop]
    names = [normal_name(agent.name), *accounts]
    likeness = max(SequenceMatcher(None, seen.account, name).ratio() for name in names)
    inside = any(seen.account in name or name in seen.account for name in names if name)
    return max(likeness, 0.8 if inside and seen.account else 0)


def merged(accounts: Iterable[AccountRow]) -> tuple[AccountRow, ...]:
    """The accounts of several files, each once, in the order they were met; one that waits in a file waits."""
    found: dict[tuple[str, str], AccountRow] = {}
    for row in accounts:
        kept = found.setdefault((row.shop, row.account), row)
        if row.waits and not kept.waits:
            found[row.shop, row.account] = row
    return tuple(found.values())
