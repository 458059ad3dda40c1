"""The register of a month (工资表) as xlsx."""

from pathlib import Path

import msgspec

from app.documents.output import write_file
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.services.compute_month import current_run, run_state
from app.storage.book import Book
from app.texts import Texts
from app.wording.register import register_facts


class RegisterReport(msgspec.Struct, frozen=True, kw_only=True):
    """The file written, how many agents are in it, and who is not because they are blocked."""

    file: Path
    agents: int
    blocked: tuple[Payslip, ...]


def write_register(book: Book, month: PayMonth, file: Path, texts: Texts) -> RegisterReport:
    """Write the register of every computed agent of the month; who is blocked stands on a sheet of their own."""
    from app.documents.register_xlsx import render_register

    run = current_run(book, month)
    sealed = run_state(book, month).state == "sealed"
    written = write_file(file, render_register(register_facts(run, texts, sealed=sealed)))
    blocked = tuple(slip for slip in run.payslips if not slip.computed)
    return RegisterReport(file=written, agents=len(run.payslips) - len(blocked), blocked=blocked)
