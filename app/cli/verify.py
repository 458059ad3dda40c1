"""``verify``: is the paper what the book says, and are the sealed months what they were computed from?"""

from pathlib import Path

from app.cli.answers import amount_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.services.verify import FoundSlip, VerifiedMonth, find_code, verify_sealed
from app.wording.numbers import fen_money


def add(menu: Menu) -> None:
    """Add the command."""
    parser = menu.command("verify", _verify)
    parser.word("book", type=Path)
    parser.option("--code")
    parser.switch("--json")


def _verify(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        if words.code is not None:
            return _say_code(call, find_code(book, words.code))
        return _say_months(call, verify_sealed(book))


def _say_code(call: Call, found: tuple[FoundSlip, ...]) -> int:
    if call.as_json:
        call.console.json({"code": call.words.code, "matches": [_found_json(one) for one in found]})
    for one in found:
        slip = one.payslip
        key = "cli.verify_found" if one.state == "sealed" else "cli.verify_found_draft"
        net = fen_money(slip.net or 0)
        text = call.texts(key, month=one.month, number=slip.number, name=slip.name, net=net)
        call.console.note(text) if call.as_json else call.console.say(text)
    if not found:
        call.console.note(call.texts("cli.verify_none"))
    return 0 if found else 1


def _found_json(one: FoundSlip) -> dict[str, object]:
    slip = one.payslip
    return {
        "month": str(one.month),
        "state": one.state,
        "number": slip.number,
        "name": slip.name,
        "gross": amount_json(slip.gross),
        "deductions": amount_json(slip.deductions),
        "net": amount_json(slip.net),
    }


def _say_months(call: Call, months: tuple[VerifiedMonth, ...]) -> int:
    sound = not any(one.different or one.changed for one in months)
    if call.as_json:
        call.console.json(
            {
                "sound": sound,
                "months": [
                    {
                        "month": str(one.month),
                        "net": amount_json(one.net),
                        "different": list(one.different),
                        "changed": one.changed,
                    }
                    for one in months
                ],
            }
        )
        return 0 if sound else 1
    for one in months:
        key = "different" if one.different else "changed" if one.changed else "same"
        people = call.texts("cli.comma").join(one.different)
        call.console.say(call.texts(f"cli.verify_{key}", month=one.month, net=fen_money(one.net), people=people))
    if not months:
        call.console.say(call.texts("cli.verify_unsealed"))
    return 0 if sound else 1
