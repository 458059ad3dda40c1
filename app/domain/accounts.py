"""Whose row: spelling of account names, and which agent an account of a shop belongs to (RULES 12)."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from app.domain.people import Account, Agent

_MARKS = "\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE = dict.fromkeys(map(ord, _MARKS))
_BLANKS = re.compile(rf"[\s{_MARKS}]+")


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Full-width forms folded, every blank and invisible mark dropped."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=16_384)
def normal_name(text: str) -> str:
    """The spelling by which names are compared: folded, without case."""
    return folded(text).casefold()


@lru_cache(maxsize=16_384)
def split_account(text: str) -> tuple[str, str]:
    """``店铺：小美`` → (``店铺``, ``小美``); without a prefix the shop is ""."""
    clean = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()
    shop, colon, name = clean.partition(":")
    return (shop.strip(), name.strip()) if colon and name.strip() else ("", clean.rstrip(":").strip())


class Owner(msgspec.Struct, frozen=True):
    """An agent and one account of theirs; the account is dated."""

    agent: Agent
    account: Account


class Match(msgspec.Struct, frozen=True):
    """Who an account of a shop belongs to in a range of days.

    ``how`` is account, name, ambiguous or none. Several owners: it was handed on within
    the range.
    """

    how: str
    owners: tuple[Owner, ...] = ()


class AccountBook:
    """Looks up accounts of shops by normalised spelling; built once for the agents of a month."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._accounts: dict[tuple[str, str], list[Owner]] = {}
        self._names: dict[tuple[str, str], list[Owner]] = {}
        for agent in agents:
            self._add(agent)

    def _add(self, agent: Agent) -> None:
        for account in agent.accounts:
            self._accounts.setdefault((account.shop, normal_name(account.name)), []).append(Owner(agent, account))
        for shop in agent.shops:
            bound = Account(shop=shop, name=agent.name, first=agent.hired, last=agent.left)
            self._names.setdefault((shop, normal_name(agent.name)), []).append(Owner(agent, bound))

    def match(self, shop: str, account: str, first: date, last: date) -> Match:
        """The owners of the shop's account from ``first`` to ``last``; never of another shop's account."""
        key = (shop, normal_name(account))
        owners = [owner for owner in self._accounts.get(key, ()) if owner.account.overlaps(first, last)]
        if owners:
            return Match("account", tuple(owners))
        named = self._names.get(key, ())
        if len(named) == 1:
            return Match("name", (named[0],))
        return Match("ambiguous" if named else "none")
