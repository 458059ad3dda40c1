"""The register of a month (工资表) as xlsx."""

from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.storage.book import Book
from app.texts import Texts


class RegisterReport(msgspec.Struct, frozen=True, kw_only=True):
    """The file written, how many agents are in it, and who is not because they are blocked."""

    file: Path
    agents: int
    blocked: tuple[Payslip, ...]


def write_register(book: Book, month: PayMonth, file: Path, texts: Texts) -> RegisterReport:
    """Write the register of every computed agent of the month."""
    raise NotImplementedError
