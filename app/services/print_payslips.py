"""Payslips as PDF: one file per agent, and all in one where asked for."""

from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.services.compute_month import Progress
from app.storage.book import Book
from app.texts import Texts


class PrintReport(msgspec.Struct, frozen=True, kw_only=True):
    """Files written, agents left out because they are blocked, characters that no font has with their stand-ins."""

    written: tuple[Path, ...]
    blocked: tuple[Payslip, ...]
    replaced: tuple[tuple[str, str], ...] = ()


def write_payslips(
    book: Book,
    month: PayMonth,
    out_dir: Path,
    texts: Texts,
    *,
    paper: str = "a5",
    merged: Path | None = None,
    progress: Progress = None,
) -> PrintReport:
    """Write a PDF per computed agent into ``out_dir`` (made if missing); ``paper`` a5 or a4 (two to a page)."""
    raise NotImplementedError


def payslip_pdf(book: Book, month: PayMonth, number: str, texts: Texts, paper: str = "a5") -> bytes:
    """The PDF of one agent. JixinError if the agent is unknown or blocked."""
    raise NotImplementedError
