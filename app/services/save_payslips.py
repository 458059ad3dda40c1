"""Payslips to one chosen file: a single agent's, or everybody's merged."""

from pathlib import Path

from app.documents.output import Written, write_file
from app.domain.month import PayMonth
from app.services.compute_month import current_run
from app.services.handed_out import note_handed_out
from app.services.print_payslips import PrintReport, payslip_pdf, print_report, printed
from app.storage.book import Book
from app.texts import Texts


def save_payslip(book: Book, month: PayMonth, number: str, file: Path, texts: Texts) -> Path:
    """Write the A5 PDF of one agent; the file written. JixinError if the agent is unknown or blocked."""
    return write_file(file, payslip_pdf(book, month, number, texts))


def save_merged(book: Book, month: PayMonth, file: Path, texts: Texts, paper: str = "a5") -> PrintReport:
    """Write the payslips of everybody who is computed into one PDF; none is written if there is nobody."""
    from app.documents.payslip_pdf import render

    run = current_run(book, month)
    facts = printed(book, run, texts)
    written = Written()
    if facts:
        written.put(file, render(facts, paper))
    note_handed_out(book, month)
    return print_report(run, facts, written)
