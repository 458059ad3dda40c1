"""``waive`` and ``adjust``."""

from pathlib import Path

from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.words import decimal_word, month_word
from app.domain.money import decimal_text
from app.services.figures import adjust, waive


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    month = month_word(menu.texts)
    waiving = menu.command("waive", _waive)
    waiving.word("book", type=Path)
    waiving.word("month", type=month)
    waiving.word("agent")
    waiving.word("code")
    waiving.option("--reason", required=True)
    adjusting = menu.command("adjust", _adjust)
    adjusting.word("book", type=Path)
    adjusting.word("month", type=month)
    adjusting.word("agent")
    adjusting.word("amount", type=decimal_word(menu.texts))
    adjusting.option("--reason", required=True)
    adjusting.option("--for", name="for_month", type=month)


def _waive(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        waive(book, words.month, words.agent, words.code, words.reason)
    call.console.say(call.texts("cli.waived", agent=words.agent, code=words.code, month=words.month))
    return 0


def _adjust(call: Call) -> int:
    words = call.words
    amount = decimal_text(words.amount)
    with opened(words.book) as book:
        adjust(book, words.month, words.agent, amount, words.reason, words.for_month)
    call.console.say(call.texts("cli.adjusted", agent=words.agent, amount=amount, month=words.month))
    return 0
