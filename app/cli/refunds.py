"""``refunds``: what newer exports of a sealed month take back of commissions on net sales."""

from pathlib import Path
from typing import Any

from app.cli.answers import amount_json, problems_json, value_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.sheets import expanded
from app.cli.tables import table
from app.cli.words import month_word
from app.domain.money import fen_text
from app.services.refunds import RefundProposal, RefundReview, confirm_refunds, review_refunds
from app.wording.numbers import fen_money, money, rate


def add(menu: Menu) -> None:
    """Add the command."""
    refunds = menu.command("refunds", _refunds, proposals=[], unmatched=[])
    refunds.word("book", type=Path)
    refunds.word("month", type=month_word(menu.texts))
    refunds.word("file", type=Path, nargs="+")
    refunds.option("--shop", default="")
    refunds.switch("--confirm")
    refunds.switch("--json")


def _refunds(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        files = tuple(expanded(words.file))
        review = review_refunds(book, words.month, files, shop=words.shop, progress=call.console.progress)
        written = confirm_refunds(book, review, call.texts) if words.confirm else ()
    if call.as_json:
        call.console.json(_json(call, review, written))
    else:
        _say(call, review, written)
    call.console.problems(review.problems)
    return 3 if review.problems or review.unmatched else 0


def _say(call: Call, review: RefundReview, written: tuple[RefundProposal, ...]) -> None:
    texts, months = call.texts, {"month": review.month, "into": review.into}
    if review.proposals:
        names = ("number", "name", "line", "net_then", "net_now", "rate", "taken", "correction")
        heads = [texts(f"cli.head_{name}") for name in names]
        call.console.say(table(heads, [_row(one) for one in review.proposals], right="lllrrrrr"))
    else:
        call.console.say(texts("cli.refunds_none", **months))
    if written:
        call.console.say(texts("cli.refunds_written", count=len(written), **months))
    elif review.proposals and not call.words.confirm:
        call.console.say(texts("cli.refunds_proposed", **months))
    if review.unmatched:
        call.console.note(texts("cli.refunds_unmatched", accounts=texts("cli.comma").join(review.unmatched)))


def _row(one: RefundProposal) -> list[str]:
    claw = one.clawback
    return [
        claw.number,
        one.name,
        one.line_name,
        money(claw.net_then),
        money(claw.net_now),
        rate(claw.rate),
        fen_money(claw.taken),
        fen_money(claw.amount),
    ]


def _json(call: Call, review: RefundReview, written: tuple[RefundProposal, ...]) -> dict[str, Any]:
    return {
        "stored": bool(written),
        "month": str(review.month),
        "into": str(review.into),
        "proposals": [
            {
                "number": one.clawback.number,
                "name": one.name,
                "line": one.clawback.line,
                "line_name": one.line_name,
                "files": list(one.files),
                "net_then": value_json(one.clawback.net_then),
                "net_now": value_json(one.clawback.net_now),
                "rate": value_json(one.clawback.rate),
                "paid": amount_json(one.clawback.paid),
                "taken": amount_json(one.clawback.taken),
                "amount": fen_text(one.clawback.amount),
                "limited": one.clawback.limited,
                "stored": one in written,
            }
            for one in review.proposals
        ],
        "unmatched": list(review.unmatched),
        "problems": problems_json(review.problems, call.texts),
    }
