"""``book new``: make a book."""

from pathlib import Path

from app.cli.parser import Call, Menu
from app.services.books import close_book, create_book
from app.services.shops import PLATFORMS


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    new = menu.command("book new", _new)
    new.word("book", type=Path)
    new.option("--shop", required=True)
    new.option("--platform", choices=PLATFORMS, default="")


def _new(call: Call) -> int:
    words = call.words
    close_book(create_book(words.book, shop=words.shop, platform=words.platform))
    call.console.say(call.texts("cli.book_made", book=words.book, shop=words.shop))
    return 0
