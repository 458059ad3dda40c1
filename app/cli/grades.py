"""``grades review`` and ``grades confirm``."""

from pathlib import Path
from typing import Any

from app.cli.answers import value_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.cli.words import month_word
from app.domain.grades import Check
from app.services.grade_review import Proposal, confirm_grades, review_grades
from app.texts import Texts
from app.wording.traces import trace_label, trace_text, trace_value


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    review = menu.command("grades review", _review)
    review.word("book", type=Path)
    review.word("month", type=month_word(menu.texts))
    review.switch("--json")
    confirm = menu.command("grades confirm", _confirm)
    confirm.word("book", type=Path)
    confirm.word("month", type=month_word(menu.texts))
    confirm.word("agent", nargs="+")
    confirm.option("--from", name="from_month", type=month_word(menu.texts))


def _review(call: Call) -> int:
    with opened(call.words.book) as book:
        found = review_grades(book, call.words.month)
    if call.as_json:
        call.console.json({"month": str(call.words.month), "proposals": [_json(one, call.texts) for one in found]})
    elif found:
        heads = [call.texts(f"cli.head_{name}") for name in ("number", "name", "grade", "proposed", "evidence")]
        call.console.say(table(heads, [_row(one, call.texts) for one in found], right="lllll"))
    else:
        call.console.say(call.texts("cli.grades_none", month=call.words.month))
    return 0


def _confirm(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        followed = confirm_grades(book, words.month, words.agent, words.from_month)
    start = words.from_month or words.month.shift(1)
    for one in followed:
        call.console.say(call.texts("cli.grade_confirmed", number=one.number, name=one.name, grade=one.to, month=start))
    return 0


def _row(one: Proposal, texts: Texts) -> list[str]:
    evidence = texts("cli.semicolon").join(_evidence(check, texts) for check in one.checks)
    return [one.number, one.name, one.grade, one.to, evidence]


def _evidence(check: Check, texts: Texts) -> str:
    state = {True: "met", False: "failed", None: "unknown"}[check.met]
    what, asked = trace_label(check.trace, texts), trace_text(check.trace, texts)
    return texts(f"cli.evidence_{state}", what=what, asked=asked, found=trace_value(check.trace, texts))


def _json(one: Proposal, texts: Texts) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "grade": one.grade,
        "proposed": one.to,
        "way": one.way,
        "evidence": [
            {
                "met": check.met,
                "text": _evidence(check, texts),
                "value": value_json(check.trace.value),
            }
            for check in one.checks
        ],
    }
