"""Accounts of the files → agents of the book: certain matches, and nearest names to propose."""

from collections.abc import Iterable
from datetime import date

import msgspec
from rapidfuzz import fuzz

from app.domain.accounts import AccountBook, normal_name, split_account
from app.domain.people import Agent, Shop
from app.importing.plan import AccountRow, Candidate

_NEAR = 45.0
_INSIDE = 80.0
_PROPOSALS = 3
_MOST_ASKED = 300
_ROBOTS = ("店小蜜", "机器人", "機器人", "智能客服", "智能助手", "智能接待", "京小智", "自动接待", "自动回复")
ROBOT, MAIN = "robot", "main"
"""What an account of nobody may look like: one that answers by itself, the shop's own."""


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


def match_accounts(seen: Iterable[Seen], proposals: "Proposals", ignored: frozenset[str]) -> tuple[AccountRow, ...]:
    """Whose each account is; who is unknown gets the nearest names, never a match."""
    excluded = frozenset(_full_key(*split_account(text)) for text in ignored)
    return tuple(_match(account, proposals, excluded) for account in seen)


def _full_key(shop: str, account: str) -> tuple[str, str]:
    return normal_name(shop), normal_name(account)


def _match(seen: Seen, proposals: "Proposals", excluded: frozenset[tuple[str, str]]) -> AccountRow:
    match = proposals.book.match(seen.shop, seen.account, seen.first, seen.last)
    ignored = match.how != "account" and _full_key(seen.shop, seen.account) in excluded
    how = "ignored" if ignored else match.how
    return AccountRow(
        shop=seen.shop,
        account=seen.account,
        spelling=seen.spelling,
        how=how,
        owners=() if ignored else tuple({owner.agent.number: None for owner in match.owners}),
        looks=_looks(seen) if how == "none" else "",
        candidates=proposals.nearest(seen) if how in ("none", "ambiguous") else (),
        cells=seen.cells,
    )


def _looks(seen: Seen) -> str:
    if any(word in seen.account for word in _ROBOTS):
        return ROBOT
    return MAIN if seen.account == normal_name(seen.shop) else ""


class Proposals:
    """Finds agents whose name, or an account of the same shop, looks like an unknown account.

    One serves all the files of an import, which ask for the same accounts day after day.
    """

    def __init__(self, agents: tuple[Agent, ...]) -> None:
        self.book = AccountBook(agents)
        self._by_mark: dict[str, dict[str, Agent]] = {}
        self._answers: dict[tuple[str, str], tuple[Candidate, ...]] = {}
        for agent in agents:
            for mark in set("".join((normal_name(agent.name), *(normal_name(a.name) for a in agent.accounts)))):
                self._by_mark.setdefault(mark, {})[agent.number] = agent

    def nearest(self, seen: Seen) -> tuple[Candidate, ...]:
        """The three most alike, the best first; nobody who shares no character, and nobody once too many were asked."""
        key = (seen.shop, seen.account)
        if key not in self._answers:
            self._answers[key] = self._found(seen) if len(self._answers) < _MOST_ASKED else ()
        return self._answers[key]

    def _found(self, seen: Seen) -> tuple[Candidate, ...]:
        sharing = {number: agent for mark in seen.account for number, agent in self._by_mark.get(mark, {}).items()}
        ranked: list[tuple[float, str]] = []
        for number, agent in sharing.items():
            least = -ranked[-1][0] if len(ranked) == _PROPOSALS else _NEAR
            if (alike := _likeness(agent, seen, least)) >= least:
                ranked = sorted((*ranked, (-alike, number)))[:_PROPOSALS]
        return tuple(Candidate(number, sharing[number].name) for _, number in ranked)


def _likeness(agent: Agent, seen: Seen, least: float) -> float:
    """How much the agent's name, or an account of the same shop, looks like it, 0 … 100; 0 for what is below least."""
    accounts = (normal_name(account.name) for account in agent.accounts if account.shop == seen.shop)
    return max(_alike(name, seen.account, least) for name in (normal_name(agent.name), *accounts))


def _alike(name: str, wanted: str, least: float) -> float:
    inside = _INSIDE if name and (wanted in name or name in wanted) else 0.0
    return max(fuzz.ratio(name, wanted, score_cutoff=least), inside)


def merged(accounts: Iterable[AccountRow]) -> tuple[AccountRow, ...]:
    """The accounts of several files, each once, in the order they were met; one that waits in a file waits."""
    found: dict[tuple[str, str], AccountRow] = {}
    for row in accounts:
        kept = found.setdefault((row.shop, row.account), row)
        if row.waits and not kept.waits:
            found[row.shop, row.account] = row
    return tuple(found.values())
