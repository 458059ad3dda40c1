"""How a shop's remarks name agents: the owner's convention, else the agents' own accounts and names."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.accounts import normal_name, split_account
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error
from app.importing.order_formats import load_order_formats
from app.importing.remarks import Convention, remark_key
from app.storage import people as people_store
from app.storage import remarks as store
from app.storage import shops
from app.storage.book import Book, Connection

REMARK_KEYS = store.KINDS
"""What ``set_remarks`` knows; a value of "" goes back to what holds without a convention.

``names``: ``短名=子账号``, or just the short name where it is an account or a real name; ``columns``: headers of the
columns that count; ``chased`` and ``followup``: words that make an order a won-back buyer or a further sale. Several
are separated by ``;``.
"""

_SHORTEST = 2


def remarks(book: Book, month: PayMonth | None = None) -> dict[str, Convention]:
    """The convention that holds for each shop, with the agents of a month (None: the newest terms)."""
    people = people_store.load(book.db, None if month is None else str(month))
    return conventions(book.db, people)


def conventions(db: Connection, agents: Iterable[Agent]) -> dict[str, Convention]:
    """The convention that holds for each shop, given its agents."""
    people, words, declared = tuple(agents), store.load(db), load_order_formats()
    found: dict[str, Convention] = {}
    for shop in shops.names(db):
        names, accounts = words.get((shop, "names"), ()), _Accounts(shop, people)
        found[shop] = Convention(
            names=tuple((word, accounts.meant(account)) for word, account in names) or accounts.own_names(),
            columns=_words(words.get((shop, "columns"), ())),
            chased=_words(words.get((shop, "chased"), ())) or declared.chased,
            followup=_words(words.get((shop, "followup"), ())) or declared.followup,
            own=bool(names),
        )
    return found


def _words(listed: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(word for word, _ in listed)


class _Accounts:
    """Whose the accounts of one shop are, and what a name in a remark means there."""

    def __init__(self, shop: str, agents: tuple[Agent, ...]) -> None:
        self._shop, self._agents = shop, agents
        self._owners: dict[str, set[str]] = {}
        self._of_owner: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {}
        for agent in agents:
            for account in agent.accounts:
                if account.shop == shop:
                    self._owners.setdefault(normal_name(account.name), set()).add(agent.number)
            if shop in agent.shops:
                self._named.setdefault(normal_name(agent.name), []).append(agent.number)
        for account, numbers in self._owners.items():
            if len(numbers) == 1:
                self._of_owner.setdefault(next(iter(numbers)), []).append(account)

    def meant(self, name: str) -> str:
        """The account, normalised: the name itself, or of a real name the one account that only its owner has."""
        key = normal_name(name)
        named = self._named.get(key, [])
        if key in self._owners or len(named) != 1:
            return key
        theirs = self._of_owner.get(named[0], [])
        return theirs[0] if len(theirs) == 1 else key

    def own_names(self) -> tuple[tuple[str, str], ...]:
        """Each account and real name of the agents, of two characters at least; one that means two is no name."""
        found: dict[str, set[tuple[str, str]]] = {}
        for agent in self._agents:
            names = [account.name for account in agent.accounts if account.shop == self._shop]
            names += [agent.name] if self._shop in agent.shops else []
            for name in names:
                if len(remark_key(name)) >= _SHORTEST:
                    found.setdefault(remark_key(name), set()).add((name, self.meant(name)))
        return tuple(min(meant) for meant in found.values() if len({account for _, account in meant}) == 1)


def set_remarks(book: Book, shop: str, values: dict[str, str]) -> None:
    """Change a shop's convention; it holds for what is imported from now on.

    JixinError lists an unknown shop, unknown keys and accounts, and names that stand there twice.
    """
    known = shops.names(book.db)
    if shop not in known:
        raise JixinError(error("shop_unknown", shop=shop, known="、".join(known)))
    problems: list[Problem] = []
    clean = {key: _clean(key, value, problems) for key, value in values.items()}
    problems += _faulty_names(clean.get("names", ()), shop, people_store.load(book.db, None))
    if problems:
        raise JixinError(*problems)
    with book.edit() as db:
        for key, words in clean.items():
            store.put(db, shop, key, words)


def _clean(key: str, value: str, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    parts = [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
    if key not in REMARK_KEYS:
        problems.append(error("remark_key_unknown", key=key, known=", ".join(REMARK_KEYS)))
    if key != "names":
        return tuple((part, "") for part in dict.fromkeys(parts))
    return tuple(_pair(part) for part in parts)


def _faulty_names(pairs: Sequence[tuple[str, str]], shop: str, agents: tuple[Agent, ...]) -> Iterator[Problem]:
    keys = [remark_key(name) for name, _ in pairs]
    known = _known_names(shop, agents)
    for name, account in pairs:
        if keys.count(remark_key(name)) > 1 or not remark_key(name):
            yield error("remark_name_twice", name=name)
        if normal_name(account) not in known:
            yield error("remark_account_unknown", account=account, shop=shop)


def _pair(part: str) -> tuple[str, str]:
    """``美=小满旗舰店:小美`` → (``美``, ``小美``)."""
    name, sign, account = part.partition("=")
    return name.strip(), split_account(account)[1] if sign else name.strip()


def _known_names(shop: str, agents: tuple[Agent, ...]) -> set[str]:
    accounts = {normal_name(one.name) for agent in agents for one in agent.accounts if one.shop == shop}
    return accounts | {normal_name(agent.name) for agent in agents if shop in agent.shops}
