"""The register of a month (工资表) as xlsx or CSV."""

from pathlib import Path

import msgspec

from app.documents.output import write_file
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.services.compute_month import current_run, run_state
from app.storage import agents
from app.storage.book import Book
from app.texts import Texts
from app.wording.register import RegisterFacts, register_facts


class RegisterReport(msgspec.Struct, frozen=True, kw_only=True):
    """The file written, how many agents are in it, and who is not because they are blocked.

    ``beside``: the file asked for is open elsewhere, and this one stands beside it.
    """

    file: Path
    agents: int
    blocked: tuple[Payslip, ...]
    beside: bool = False


def write_register(book: Book, month: PayMonth, file: Path, texts: Texts, *, private: bool = False) -> RegisterReport:
    """Write the register of every computed agent of the month; who is blocked stands on a sheet of their own.

    A file whose name ends with .csv becomes a CSV. ``private`` adds ID number, phone, bank and account.
    """
    run = current_run(book, month)
    sealed = run_state(book, month).state == "sealed"
    facts = register_facts(run, texts, sealed=sealed, private=_private(book) if private else None)
    written = write_file(file, _rendered(facts, file))
    blocked = tuple(slip for slip in run.payslips if not slip.computed)
    agents = len(run.payslips) - len(blocked)
    return RegisterReport(file=written, agents=agents, blocked=blocked, beside=written != file)


def _rendered(facts: RegisterFacts, file: Path) -> bytes:
    if file.suffix.casefold() == ".csv":
        from app.documents.register_csv import render_csv

        return render_csv(facts)
    from app.documents.register_xlsx import render_register

    return render_register(facts)


def _private(book: Book) -> dict[str, tuple[str, ...]]:
    records = agents.load(book.db)
    return {one.number: (one.id_number, one.phone, one.bank, one.bank_account) for one in records}
