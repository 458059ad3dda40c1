"""``target set``, ``account move``, ``agent set`` and ``shop set``."""

from collections.abc import Sequence
from pathlib import Path

from app.cli.opening import opened
from app.cli.parser import Call, Menu, Parser
from app.cli.words import OncePerKey, day_word, decimal_word, month_or_day_word, month_word, pair_word
from app.domain.money import decimal_text
from app.services.figures import set_target
from app.services.roster import AGENT_KEYS, move_account, set_agent
from app.services.shops import SHOP_KEYS, set_shop

LEVELS = ("agent", "grade", "position", "shop")


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    _add_target(menu)
    move = menu.command("account move", _move)
    move.word("book", type=Path)
    move.word("account")
    move.word("agent")
    move.option("--from", name="from_day", type=day_word(menu.texts), required=True)
    agent = menu.command("agent set", _agent)
    agent.word("book", type=Path)
    agent.word("agent")
    add_pairs(menu, agent, "agent_values", AGENT_KEYS)
    agent.option("--from", name="from_month", type=month_or_day_word(menu.texts), required=True)
    shop = menu.command("shop set", _shop)
    shop.word("book", type=Path)
    shop.word("shop")
    add_pairs(menu, shop, "shop_values", SHOP_KEYS)
    shop.option("--from", name="from_month", type=month_word(menu.texts))


def _add_target(menu: Menu) -> None:
    target = menu.command("target set", _target)
    target.word("book", type=Path)
    target.word("metric")
    target.word("value", type=decimal_word(menu.texts))
    whose = target.options.add_mutually_exclusive_group()
    for level in LEVELS:
        target.option(f"--{level}", group=whose)
    target.option("--from", name="from_month", type=month_word(menu.texts), required=True)


def add_pairs(menu: Menu, command: Parser, name: str, keys: Sequence[str]) -> None:
    """Add words ``KEY=VALUE`` to a command, each key once."""
    command.word(name, nargs="+", type=pair_word(menu.texts, keys), action=OncePerKey, texts=menu.texts)


def _target(call: Call) -> int:
    words = call.words
    level = next((level for level in LEVELS if getattr(words, level) is not None), "everyone")
    key = "" if level == "everyone" else getattr(words, level)
    with opened(words.book) as book:
        set_target(book, words.metric, decimal_text(words.value), level=level, key=key, from_month=words.from_month)
    whose = key or call.texts("cli.everyone")
    call.console.say(call.texts("cli.target_set", metric=words.metric, value=decimal_text(words.value), whose=whose))
    return 0


def _move(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        move_account(book, words.account, words.agent, words.from_day)
    call.console.say(call.texts("cli.account_moved", account=words.account, agent=words.agent, day=words.from_day))
    return 0


def _agent(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        set_agent(book, words.agent, dict(words.agent_values), words.from_month)
    say_set(call, words.agent, words.agent_values)
    return 0


def _shop(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        set_shop(book, words.shop, dict(words.shop_values), words.from_month)
    say_set(call, words.shop, words.shop_values)
    return 0


def say_set(call: Call, name: str, values: list[tuple[str, str]]) -> None:
    """Say what was set."""
    pairs = call.texts("cli.comma").join(f"{key}={value}" for key, value in values)
    call.console.say(call.texts("cli.values_set", name=name, pairs=pairs))
