"""``best set``: the figure to beat of the month before the book's first."""

from pathlib import Path

from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.words import month_word
from app.services.enter_bests import BestKey, put_bests


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    best = menu.command("best set", _best)
    best.word("book", type=Path)
    best.word("metric")
    best.word("best_value")
    best.option("--month", name="best_month", type=month_word(menu.texts), required=True)
    best.option("--shop", default="")
    best.option("--position", default="")


def _best(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        put_bests(book, words.best_month, [(BestKey(words.metric, words.shop, words.position), words.best_value)])
    said = "best_set" if words.best_value.strip() else "best_removed"
    text = call.texts(f"cli.{said}", month=words.best_month, metric=words.metric, value=words.best_value)
    call.console.say(text)
    return 0
