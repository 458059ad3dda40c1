"""Payslips as PDF: one file per agent, and all in one where asked for."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.documents.output import safe_names, write_file
from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip
from app.domain.problem import JixinError, error
from app.domain.source import SourceFile
from app.services.compute_month import Progress, current_run
from app.services.explain import payslip_of
from app.storage import imports, runs
from app.storage.book import Book
from app.texts import Texts
from app.wording.facts import PayslipFacts
from app.wording.payslip import payslip_facts


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
    """Write a PDF per computed agent into ``out_dir`` (made if missing); ``paper`` a5 or a4 (two to a page).

    ``merged`` is a further file with all of them. An unsealed month's pages carry the mark of a draft.
    """
    from app.documents.payslip_pdf import render, render_each

    run = current_run(book, month)
    facts = printed(book, run, texts)
    _make_folder(out_dir)
    names = safe_names([one.stem for one in facts], ".pdf")
    written: list[Path] = []
    for name, data in zip(names, render_each(facts, paper), strict=True):
        written.append(write_file(out_dir / name, data))
        if progress:
            progress(len(written), len(facts))
    if merged is not None and facts:
        written.append(write_file(merged, render(facts, paper)))
    return print_report(run, facts, tuple(written))


def print_report(run: PayRun, facts: tuple[PayslipFacts, ...], written: tuple[Path, ...]) -> PrintReport:
    """What was written of a run, and what is to be said about it."""
    from app.documents.payslip_pdf import replaced_characters

    return PrintReport(
        written=written,
        blocked=tuple(slip for slip in run.payslips if not slip.computed),
        replaced=tuple((one.char, one.shown) for one in replaced_characters(facts)),
    )


def payslip_pdf(book: Book, month: PayMonth, number: str, texts: Texts, paper: str = "a5") -> bytes:
    """The PDF of one agent. JixinError if the agent is unknown or blocked."""
    from app.documents.payslip_pdf import render

    return render([printed_one(book, month, number, texts)], paper)


def printed_one(book: Book, month: PayMonth, number: str, texts: Texts) -> PayslipFacts:
    """The printed strings of one agent's payslip. JixinError if the agent is unknown or blocked."""
    run = current_run(book, month)
    slip = payslip_of(run.payslips, number, month)
    if not slip.computed:
        raise JixinError(error("payslip_blocked", number=number, name=slip.name, month=str(month)))
    (facts,) = printed(book, msgspec.structs.replace(run, payslips=(slip,)), texts)
    return facts


def printed(book: Book, run: PayRun, texts: Texts) -> tuple[PayslipFacts, ...]:
    """The printed strings of every computed payslip of a run."""
    files: Mapping[int, SourceFile] = imports.source_files(book.db)
    kept = runs.facts(book.db, run.month)
    sealed = kept is not None and kept.state == "sealed"
    sealed_on = kept.sealed_on if kept is not None else ""
    return tuple(
        payslip_facts(slip, run, files, texts, sealed=sealed, sealed_on=sealed_on)
        for slip in run.payslips
        if slip.computed
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise JixinError(error("folder_not_made", file=str(folder), detail=fault.strerror or "")) from fault
