"""``imports list``, ``imports undo``, ``account ignored``, ``account ignore`` and ``account unignore``."""

from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.cli.words import month_word
from app.services.ignored_accounts import ignore_account, ignored_accounts
from app.services.import_sheets import ImportRecord, every_import, imports, undo_import

_DIGITS = 12


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    listing = menu.command("imports list", _list)
    listing.word("book", type=Path)
    listing.word("month", type=month_word(menu.texts), nargs="?")
    listing.switch("--json")
    undoing = menu.command("imports undo", _undo)
    undoing.word("book", type=Path)
    undoing.word("id", type=int)
    undoing.switch("--json")
    ignored = menu.command("account ignored", _ignored)
    ignored.word("book", type=Path)
    ignored.switch("--json")
    for verb, handler in (("ignore", _ignore), ("unignore", _unignore)):
        parser = menu.command(f"account {verb}", handler)
        parser.word("book", type=Path)
        parser.word("account")


def _list(call: Call) -> int:
    with opened(call.words.book) as book:
        found = imports(book, call.words.month) if call.words.month else every_import(book)
    if call.as_json:
        call.console.json({"imports": [_record_json(record) for record in found]})
        return 0
    texts = call.texts
    names = ("import_id", "when", "who", "kind", "file", "sha256", "period", "rows", "state")
    rows = [
        [
            str(one.id),
            one.imported_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            one.who,
            texts(f"cli.import_{one.kind}"),
            one.file,
            one.sha256[:_DIGITS],
            one.month,
            str(one.rows),
            texts("cli.import_stored" if one.undone_at is None else "cli.import_undone"),
        ]
        for one in found
    ]
    call.console.say(table([texts(f"cli.head_{name}") for name in names], rows, right="rllllllrl"))
    return 0


def _record_json(one: ImportRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "month": one.month,
        "file": one.file,
        "sheet": one.sheet,
        "sha256": one.sha256,
        "layout": one.layout,
        "shop": one.shop,
        "period": [str(day) for day in one.period] if one.period else None,
        "rows": one.rows,
        "agents": one.agents,
        "who": one.who,
        "imported_at": one.imported_at.isoformat(),
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
    }


def _undo(call: Call) -> int:
    with opened(call.words.book) as book:
        record = undo_import(book, call.words.id)
    if call.as_json:
        call.console.json({"undone": True, "import": _record_json(record)})
    else:
        call.console.say(call.texts("cli.import_undone_said", file=record.file, rows=record.rows))
    return 0


def _ignored(call: Call) -> int:
    with opened(call.words.book) as book:
        found = ignored_accounts(book)
    if call.as_json:
        call.console.json({"ignored": list(found)})
    elif found:
        call.console.say("\n".join(found))
    else:
        call.console.say(call.texts("cli.nothing_ignored"))
    return 0


def _ignore(call: Call) -> int:
    return _leave_out(call, leave_out=True)


def _unignore(call: Call) -> int:
    return _leave_out(call, leave_out=False)


def _leave_out(call: Call, *, leave_out: bool) -> int:
    with opened(call.words.book) as book:
        ignore_account(book, call.words.account, leave_out=leave_out)
    call.console.say(call.texts("cli.ignored" if leave_out else "cli.unignored", account=call.words.account))
    return 0
