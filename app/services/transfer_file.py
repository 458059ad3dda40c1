"""Write the file with which a month is paid through bank or Alipay."""

from pathlib import Path

import msgspec

from app.documents.output import write_file
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error
from app.domain.transfer import Details, LeftOut, Template, Transfer, Way, transfer
from app.services.compute_month import current_run, run_state
from app.services.transfer_templates import template_of
from app.storage import agents
from app.storage.book import Book
from app.texts import Texts
from app.wording.numbers import month_text


class TransferReport(msgspec.Struct, frozen=True, kw_only=True):
    """The file, how many lines and how much it has (as read back from it), who is left out, whether it is sealed.

    ``beside``: the file asked for is open elsewhere, and this one stands beside it.
    """

    file: Path
    count: int
    total: Fen
    left_out: tuple[LeftOut, ...]
    sealed: bool
    beside: bool = False


def planned(book: Book, month: PayMonth, way: Way) -> Transfer:
    """Who would be paid; JixinError where two would be paid into one account."""
    return transfer(current_run(book, month), _details(book, way), way)


def write_transfer(book: Book, month: PayMonth, file: Path, texts: Texts, template: str = "bank") -> TransferReport:
    """Write the file by a template of the book's; a name that ends with .csv makes a CSV.

    JixinError, and nothing written, where nobody would be paid, two would be paid into one account, or what was read
    back is not what was meant.
    """
    from app.documents.transfer_file import render_transfer

    form: Template = template_of(book, template)
    plan = planned(book, month, form.way)
    if not plan.payees:
        raise JixinError(error("transfer_empty", month=str(month)), *map(_why_not, plan.left_out))
    remark = texts("document.transfer_remark", month=month_text(month, texts))
    as_csv = file.suffix.casefold() == ".csv"
    written = write_file(file, render_transfer(plan, form, remark, texts, as_csv=as_csv))
    return TransferReport(
        file=written,
        count=len(plan.payees),
        total=plan.total,
        left_out=plan.left_out,
        sealed=run_state(book, month).state == "sealed",
        beside=written != file,
    )


def _why_not(one: LeftOut) -> Problem:
    """Why somebody is not in the file, as a problem of its own."""
    match one.reason:
        case "blocked":
            return error("transfer_blocked", number=one.number, name=one.name)
        case "not_positive":
            return error("transfer_not_positive", number=one.number, name=one.name)
        case "no_account":
            return error("transfer_no_account", number=one.number, name=one.name)
        case _:
            return error("transfer_account_bad", number=one.number, name=one.name)


def _details(book: Book, way: Way) -> dict[str, Details]:
    return {
        one.number: Details(
            account=one.bank_account if way == "bank" else one.alipay,
            bank=one.bank,
            phone=one.phone,
            id_number=one.id_number,
        )
        for one in agents.load(book.db)
    }
