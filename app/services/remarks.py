"""How a shop's remarks name agents: the owner's convention, else the agents' own accounts and names."""

from collections.abc import Iterable

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
        names = words.get((shop, "names"), ())
        found[shop] = Convention(
            names=tuple((word, _account(account, shop, people)) for word, account in names) or _own_names(shop, people),
            columns=_words(words.get((shop, "columns"), ())),
            chased=_words(words.get((shop, "chased"), ())) or declared.chased,
            followup=_words(words.get((shop, "followup"), ())) or declared.followup,
            own=bool(names),
        )
    return found


def _words(listed: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(word for word, _ in listed)


def _own_names(shop: str, agents: tuple[Agent, ...]) -> tuple[tuple[str, str], ...]:
    """Each account and real name of the shop's agents, of two characters at least; one that means two is no name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for agent in agents:
        names = [account.name for account in agent.accounts if account.shop == shop]
        names += [agent.name] if shop in agent.shops else []
        for name in names:
            if len(remark_key(name)) >= _SHORTEST:
                found.setdefault(remark_key(name), set()).add((name, _account(name, shop, agents)))
    return tuple(next(iter(sorted(meant))) for meant in found.values() if len({account for _, account in meant}) == 1)


def _account(name: str, shop: str, agents: tuple[Agent, ...]) -> str:
    """The account, normalised, that a name means: itself, or of a real name the one account that only its owner has."""
    owners: dict[str, set[str]] = {}
    for agent in agents:
        for account in agent.accounts:
            if account.shop == shop:
                owners.setdefault(normal_name(account.name), set()).add(agent.number)
    key = normal_name(name)
    named = [agent for agent in agents if shop in agent.shops and normal_name(agent.name) == key]
    if key in owners or len(named) != 1:
        return key
    theirs = [account for account, numbers in owners.items() if numbers == {named[0].number}]
    return theirs[0] if len(theirs) == 1 else key


def set_remarks(book: Book, shop: str, values: dict[str, str]) -> None:
    """Change a shop's convention; it holds for what is imported from now on.

    JixinError lists an unknown shop, unknown keys and accounts, and names that stand there twice.
    """
    known = shops.names(book.db)
    if shop not in known:
        raise JixinError(error("shop_unknown", shop=shop, known="、".join(known)))
    problems: list[Problem] = []
    agents = people_store.load(book.db, None)
    clean = {key: _clean(key, value, shop, agents, problems) for key, value in values.items()}
    if problems:
        raise JixinError(*problems)
    with book.edit() as db:
        for key, words in clean.items():
            store.put(db, shop, key, words)


def _clean(
    key: str, value: str, shop: str, agents: tuple[Agent, ...], problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    parts = [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
    if key not in REMARK_KEYS:
        problems.append(error("remark_key_unknown", key=key, known=", ".join(REMARK_KEYS)))
    if key != "names":
        return tuple((part, "") for part in dict.fromkeys(parts))
    pairs = [_pair(part) for part in parts]
    keys = [remark_key(name) for name, _ in pairs]
    for name, account in pairs:
        if keys.count(remark_key(name)) > 1 or not remark_key(name):
            problems.append(error("remark_name_twice", name=name))
        if normal_name(account) not in _known_names(shop, agents):
            problems.append(error("remark_account_unknown", account=account, shop=shop))
    return tuple(pairs)


def _pair(part: str) -> tuple[str, str]:
    """``美=小满旗舰店:小美`` → (``美``, ``小美``)."""
    name, sign, account = part.partition("=")
    return name.strip(), split_account(account)[1] if sign else name.strip()


def _known_names(shop: str, agents: tuple[Agent, ...]) -> set[str]:
    accounts = {normal_name(one.name) for agent in agents for one in agent.accounts if one.shop == shop}
    return accounts | {normal_name(agent.name) for agent in agents if shop in agent.shops}
