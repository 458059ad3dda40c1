"""What goes to a printer: the same PDF that is saved, its pages as pictures, and a page to try the printer with."""

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.services.compute_month import current_run
from app.services.print_payslips import Papers, printed, sheet_pdf, strips_pdf
from app.storage.book import Book
from app.texts import Texts

if TYPE_CHECKING:
    from app.documents.page_pictures import Pages

What: TypeAlias = Literal["slips", "strips", "sheet"]
WHATS: tuple[What, ...] = ("slips", "strips", "sheet")
PRINT_DPI = 300


def paper_pdf(book: Book, month: PayMonth, what: What, texts: Texts, papers: Papers, number: str = "") -> bytes:
    """The PDF of payslips, strips or the sheet to sign; ``number`` of one agent alone.

    JixinError if there is nobody to print.
    """
    run = current_run(book, month)
    chosen = tuple(slip for slip in run.payslips if slip.computed and number in ("", slip.number))
    if not chosen:
        raise JixinError(error("print_nobody", month=str(month)))
    run = msgspec.structs.replace(run, payslips=chosen)
    if what == "strips":
        return strips_pdf(book, run, texts, papers.choice)
    if what == "sheet":
        return sheet_pdf(book, run, texts)
    from app.documents.payslip_pdf import render

    return render(printed(book, run, texts, papers.choice), papers.paper)


def trial_pdf(texts: Texts) -> bytes:
    """A page with a frame, a line of ten centimetres and the darkest and lightest tints, to set a printer by."""
    from app.documents.trial_page import render_trial

    return render_trial(texts)


def open_pages(data: bytes) -> "Pages":
    """The pages of a PDF, to be drawn one by one."""
    from app.documents.page_pictures import Pages

    return Pages(data)
