"""``payslips`` and ``register``: what is printed."""

from pathlib import Path

from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.words import month_word
from app.domain.payline import Payslip
from app.services.print_payslips import PrintReport, write_payslips
from app.services.print_register import write_register
from app.wording.pending import pending_text


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    month = month_word(menu.texts)
    payslips = menu.command("payslips", _payslips)
    payslips.word("book", type=Path)
    payslips.word("month", type=month)
    payslips.option("--out", type=Path, required=True)
    payslips.option("--paper", choices=("a5", "a4"), default="a5")
    payslips.option("--merged", type=Path)
    register = menu.command("register", _register)
    register.word("book", type=Path)
    register.word("month", type=month)
    register.word("file", type=Path)


def _payslips(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        report = write_payslips(
            book,
            words.month,
            words.out,
            call.texts,
            paper=words.paper,
            merged=words.merged,
            progress=call.console.progress,
        )
    for file in report.written:
        call.console.say(call.texts("cli.written", file=file))
    name_replaced(call, report)
    name_blocked(call, report.blocked)
    return 3 if report.blocked or report.replaced else 0


def name_replaced(call: Call, report: PrintReport) -> None:
    """Say which characters the fonts lack and what stands for them."""
    for character, stand_in in report.replaced:
        call.console.note(call.texts("cli.replaced", character=character, stand_in=stand_in))


def name_blocked(call: Call, blocked: tuple[Payslip, ...]) -> None:
    """Say who is left out, and what each waits for."""
    for payslip in blocked:
        reasons = call.texts("cli.comma").join(pending_text(one, call.texts) for one in payslip.pending)
        call.console.note(call.texts("cli.blocked", number=payslip.number, name=payslip.name, reasons=reasons))


def _register(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        report = write_register(book, words.month, words.file, call.texts)
    call.console.say(call.texts("cli.register_written", file=report.file, agents=report.agents))
    name_blocked(call, report.blocked)
    return 3 if report.blocked else 0
