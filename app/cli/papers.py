"""``payslips``, ``register`` and ``paper set``: what is printed, and how."""

from pathlib import Path

from msgspec.structs import replace

from app.cli.opening import Book, opened
from app.cli.parser import Call, Menu
from app.cli.settings import add_pairs, say_set
from app.cli.words import month_word
from app.domain.payline import Payslip
from app.domain.problem import JixinError, Problem
from app.services.paper_settings import PAPER_KEYS, hidden_fields, paper_choice, set_paper
from app.services.print_payslips import Papers, PrintReport, write_payslips
from app.services.print_register import write_register
from app.wording.choices import DEPTHS
from app.wording.pending import pending_text


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    month = month_word(menu.texts)
    payslips = menu.command("payslips", _payslips)
    payslips.word("book", type=Path)
    payslips.word("month", type=month)
    payslips.option("--out", type=Path, required=True)
    payslips.option("--paper", choices=("a5", "a4"), default="a5")
    for flag in ("--merged", "--strips", "--sheet"):
        payslips.option(flag, type=Path)
    payslips.switch("--png")
    payslips.option("--password", choices=("random", "id6"), default="")
    payslips.option("--trace", choices=DEPTHS)
    payslips.option("--hide")
    paper = menu.command("paper set", _paper_set)
    paper.word("book", type=Path)
    add_pairs(menu, paper, "paper_values", PAPER_KEYS)
    register = menu.command("register", _register)
    register.word("book", type=Path)
    register.word("month", type=month)
    register.word("file", type=Path)
    register.switch("--private")


def _payslips(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        report = write_payslips(
            book,
            words.month,
            words.out,
            call.texts,
            _papers(call, book),
            progress=call.console.progress,
        )
    for file in report.written:
        call.console.say(call.texts("cli.written", file=file))
    for file in report.beside:
        call.console.note(call.texts("cli.saved_beside", file=file.name))
    if words.password == "id6":  # noqa: S105 - a way, no password
        call.console.note(call.texts("cli.password_light"))
    name_replaced(call, report)
    name_blocked(call, report.blocked)
    return 3 if report.blocked or report.replaced else 0


def _papers(call: Call, book: Book) -> Papers:
    words = call.words
    problems: list[Problem] = []
    choice = paper_choice(book)
    if words.trace is not None:
        choice = replace(choice, depth=words.trace)
    if words.hide is not None:
        choice = replace(choice, hidden=hidden_fields(words.hide, problems))
    if problems:
        raise JixinError(*problems)
    return Papers(
        paper=words.paper,
        merged=words.merged,
        strips=words.strips,
        sheet=words.sheet,
        png=words.png,
        password=words.password,
        choice=choice,
    )


def _paper_set(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        set_paper(book, dict(words.paper_values))
    say_set(call, str(words.book), words.paper_values)
    return 0


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
        report = write_register(book, words.month, words.file, call.texts, private=words.private)
    call.console.beside(words.file, report.file)
    call.console.say(call.texts("cli.register_written", file=report.file, agents=report.agents))
    name_blocked(call, report.blocked)
    return 3 if report.blocked else 0
