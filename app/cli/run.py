"""One call of a command, from its words to its exit status."""

from collections.abc import Sequence

from app.cli import (
    about,
    backup,
    bank,
    bests,
    books,
    corrections,
    demo,
    estimates,
    explain,
    grades,
    import_history,
    month,
    orders,
    papers,
    refunds,
    roster,
    schemes,
    settings,
    sheets,
    verify,
    year,
)
from app.cli.answers import problems_json
from app.cli.console import Console
from app.cli.parser import Call, Menu
from app.domain.problem import JixinError
from app.texts import Texts

_GROUPS = (
    demo,
    books,
    roster,
    schemes,
    sheets,
    import_history,
    orders,
    settings,
    bests,
    corrections,
    refunds,
    month,
    grades,
    explain,
    estimates,
    papers,
    about,
    bank,
    year,
    verify,
    backup,
)


def build_menu(texts: Texts) -> Menu:
    """Every command with its words, as COMMANDS.md of the project's documents lists them."""
    menu = Menu(texts)
    for group in _GROUPS:
        group.add(menu)
    return menu


def run(words: Sequence[str], console: Console) -> int:
    """Do one command: 0 done, 1 not allowed, 2 wrong words, 3 done with leftovers."""
    try:
        found = build_menu(console.texts).parser.parse_args(words)
    except SystemExit as end:  # argparse has said what is wrong, or has shown its help
        return int(end.code or 0)
    call = Call(found, console)
    try:
        return found.handler(call)
    except JixinError as refusal:
        if call.as_json:
            problems = problems_json(refusal.problems, console.texts)
            console.json({"stored": False, **found.refused, "problems": problems})
        console.problems(refusal.problems)
        return 1
