"""``remark set``, ``remark list`` and ``order list``."""

from pathlib import Path
from typing import Any

from app.cli.answers import amount_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.settings import add_pairs, say_set
from app.cli.tables import table
from app.cli.words import month_word
from app.services.list_orders import ListedOrder, list_orders
from app.services.remarks import REMARK_KEYS, Convention, remarks, set_remarks


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    setting = menu.command("remark set", _set)
    setting.word("book", type=Path)
    setting.word("shop")
    add_pairs(menu, setting, "remark_values", REMARK_KEYS)
    listing = menu.command("remark list", _remarks)
    listing.word("book", type=Path)
    listing.switch("--json")
    orders = menu.command("order list", _orders)
    orders.word("book", type=Path)
    orders.word("month", type=month_word(menu.texts))
    orders.option("--agent", default="")
    orders.switch("--json")


def _set(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        set_remarks(book, words.shop, dict(words.remark_values))
    say_set(call, words.shop, words.remark_values)
    return 0


def _remarks(call: Call) -> int:
    with opened(call.words.book) as book:
        found = remarks(book)
    if call.as_json:
        call.console.json([_convention_json(shop, one) for shop, one in found.items()])
        return 0
    heads = [call.texts(f"cli.head_{name}") for name in ("shops", "short_name", "columns", "chased", "followup")]
    comma = call.texts("cli.comma")
    rows = [
        [
            shop,
            comma.join(f"{name}={account}" for name, account in one.names),
            comma.join(one.columns) or call.texts("cli.remark_layout"),
            comma.join(one.chased),
            comma.join(one.followup),
        ]
        for shop, one in found.items()
    ]
    call.console.say(table(heads, rows))
    return 0


def _convention_json(shop: str, one: Convention) -> dict[str, Any]:
    return {
        "shop": shop,
        "own": one.own,
        "names": [{"name": name, "account": account} for name, account in one.names],
        "columns": list(one.columns),
        "chased": list(one.chased),
        "followup": list(one.followup),
    }


def _orders(call: Call) -> int:
    with opened(call.words.book) as book:
        found = list_orders(book, call.words.month, call.words.agent)
    if call.as_json:
        call.console.json({"month": str(call.words.month), "orders": [_order_json(one) for one in found]})
        return 0
    names = ("kind", "order_number", "day", "number", "name", "amount", "source")
    rows = [
        [
            call.texts(f"cli.kind_{one.kind}"),
            one.order,
            one.day,
            one.number,
            one.agent or f"{one.shop}:{one.account}",
            amount_json(one.fen) or "",
            " ".join(part for part in (one.file, one.sheet, one.cell) if part),
        ]
        for one in found
    ]
    call.console.say(table([call.texts(f"cli.head_{name}") for name in names], rows, right="lllllr"))
    return 0


def _order_json(one: ListedOrder) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "order": one.order,
        "day": one.day,
        "account": f"{one.shop}:{one.account}",
        "number": one.number,
        "name": one.agent,
        "amount": amount_json(one.fen),
        "source": {"file": one.file, "sheet": one.sheet, "cell": one.cell},
    }
