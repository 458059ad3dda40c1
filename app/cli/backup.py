"""``backup`` and ``restore``: a whole copy of a book, and a book from one."""

from pathlib import Path
from typing import Any

from app.cli.answers import amount_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.services.backup import Places, back_up, back_up_to
from app.services.backup_folder import home
from app.services.restore import BackupFacts, compare, restore
from app.wording.numbers import fen_money, month_text


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    backup = menu.command("backup", _backup)
    backup.word("book", type=Path)
    backup.option("--to", type=Path)
    backup.switch("--json")
    restored = menu.command("restore", _restore)
    restored.word("backup_file", type=Path)
    restored.option("--to", name="restore_to", type=Path, required=True)
    restored.switch("--json")


def _backup(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        facts = back_up(book, Places(own=home())).facts if words.to is None else back_up_to(book, words.to)
    if call.as_json:
        call.console.json({"stored": True, **_facts_json(facts)})
    else:
        call.console.say(call.texts("cli.backup_made", file=facts.file))
        _say(call, facts)
    return _different(call, facts)


def _restore(call: Call) -> int:
    words = call.words
    found = compare(words.backup_file, words.restore_to)
    if not call.as_json:
        for key, facts in (("restore_from", found.backup), ("restore_before", found.now)):
            if facts is not None:
                call.console.say(call.texts(f"cli.{key}", file=facts.file))
                _say(call, facts)
    done = restore(words.backup_file, words.restore_to, Places(own=home()))
    kept = done.saved or done.aside
    if call.as_json:
        before = None if found.now is None else _facts_json(found.now)
        saved = None if kept is None else str(kept)
        call.console.json({"stored": True, **_facts_json(done.facts), "before": before, "saved": saved})
    else:
        call.console.say(call.texts("cli.restored", file=done.facts.file))
        if kept is not None:
            call.console.say(call.texts("cli.restore_saved", file=kept))
    return _different(call, found.backup)


def _say(call: Call, facts: BackupFacts) -> None:
    texts = call.texts
    months = len(facts.months)
    call.console.say("  " + texts("cli.backup_holds", business=facts.business, people=facts.people, months=months))
    for one in facts.months:
        month, state, net = month_text(one.month, texts), texts(f"cli.state_{one.state}"), fen_money(one.net)
        call.console.say("  " + texts("cli.backup_month", month=month, state=state, people=one.people, net=net))


def _different(call: Call, facts: BackupFacts) -> int:
    """Name the sealed months that are no longer what they were; the exit status."""
    for month in facts.different:
        call.console.note(call.texts("cli.control_different", month=month_text(month, call.texts)))
    return 3 if facts.different else 0


def _facts_json(facts: BackupFacts) -> dict[str, Any]:
    return {
        "file": str(facts.file),
        "business": facts.business,
        "shops": list(facts.shops),
        "people": facts.people,
        "months": [
            {
                "month": str(one.month),
                "state": one.state,
                "people": one.people,
                "gross": amount_json(one.gross),
                "deductions": amount_json(one.deductions),
                "net": amount_json(one.net),
            }
            for one in facts.months
        ],
        "different": [str(month) for month in facts.different],
    }
