"""Payslips on paper: a file per agent, all in one, strips to cut, a sheet to sign."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from app.documents.output import Written, safe_name, safe_names
from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip
from app.domain.problem import JixinError, error
from app.domain.source import SourceFile
from app.services.compute_month import Progress, current_run
from app.services.explain import payslip_of
from app.services.handed_out import note_handed_out
from app.services.paper_settings import paper_choice
from app.services.payslip_passwords import password_list, passwords
from app.storage import imports, runs
from app.storage.book import Book
from app.texts import Texts
from app.wording.choices import Choice
from app.wording.facts import PayslipFacts
from app.wording.payslip import payslip_facts

Password: TypeAlias = Literal["", "random", "id6"]


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted besides a file per agent, and how those files are made.

    ``paper`` is a5 or a4 (two to a page); ``png`` makes pictures instead of PDF files; ``password`` locks the
    files per agent; ``choice`` None prints what the book's settings say.
    """

    paper: str = "a5"
    merged: Path | None = None
    strips: Path | None = None
    sheet: Path | None = None
    png: bool = False
    password: Password = ""
    choice: Choice | None = None


class PrintReport(msgspec.Struct, frozen=True, kw_only=True):
    """Files written, agents left out because they are blocked, characters that no font has with their stand-ins.

    ``beside`` are the files that took another name because the one asked for is open elsewhere.
    """

    written: tuple[Path, ...]
    blocked: tuple[Payslip, ...]
    replaced: tuple[tuple[str, str], ...] = ()
    beside: tuple[Path, ...] = ()


def write_payslips(
    book: Book,
    month: PayMonth,
    out_dir: Path | None,
    texts: Texts,
    papers: Papers = Papers(),  # noqa: B008 - frozen
    *,
    progress: Progress = None,
) -> PrintReport:
    """Write a file per computed agent into ``out_dir`` (made if missing; None: no such files), and what else is wanted.

    An unsealed month's pages carry the mark of a draft. JixinError, and nothing written, for pictures with a password,
    or a password from ID numbers where somebody's is missing.
    """
    if papers.png and papers.password:
        raise JixinError(error("png_no_password"))
    run = current_run(book, month)
    facts = printed(book, run, texts, papers.choice)
    keys = passwords(book, run, papers.password) if papers.password else {}
    written = Written()
    if out_dir is not None:
        _make_folder(out_dir)
        names = _write_each(written, out_dir, facts, papers, keys, progress)
        if keys:
            table = password_list(run, papers.password, keys, names, texts)
            written.put(out_dir / safe_name(texts("document.password_stem", month=str(month)), ".pdf"), table)
    _write_whole(book, run, facts, papers, texts, written)
    note_handed_out(book, month)
    return print_report(run, facts, written)


def _write_each(
    written: Written,
    folder: Path,
    facts: tuple[PayslipFacts, ...],
    papers: Papers,
    keys: Mapping[str, str],
    progress: Progress,
) -> tuple[str, ...]:
    """A file, or a picture of each page, per payslip; gives back the files' names."""
    from app.documents.payslip_pdf import render_each

    names = safe_names([one.stem for one in facts], ".png" if papers.png else ".pdf")
    for done, (slip, name, data) in enumerate(zip(facts, names, render_each(facts, papers.paper), strict=True), 1):
        if papers.png:
            _write_pictures(written, folder / name, data)
        else:
            written.put(folder / name, _locked(data, keys[slip.number]) if keys else data)
        if progress:
            progress(done, len(facts))
    return names


def _write_pictures(written: Written, first: Path, data: bytes) -> None:
    """``NAME.png``, the pages after it ``NAME_p2.png`` …"""
    from app.documents.page_pictures import page_pngs

    for page, picture in enumerate(page_pngs(data), 1):
        written.put(first if page == 1 else first.with_stem(f"{first.stem}_p{page}"), picture)


def _locked(data: bytes, password: str) -> bytes:
    from app.documents.locked import locked

    return locked(data, password)


def _write_whole(
    book: Book, run: PayRun, facts: tuple[PayslipFacts, ...], papers: Papers, texts: Texts, written: Written
) -> None:
    """Everybody in one file: payslips, strips, the sheet to sign."""
    if papers.merged is not None and facts:
        from app.documents.payslip_pdf import render

        written.put(papers.merged, render(facts, papers.paper))
    if papers.strips is not None and facts:
        written.put(papers.strips, strips_pdf(book, run, texts, papers.choice))
    if papers.sheet is not None and facts:
        written.put(papers.sheet, sheet_pdf(book, run, texts))


def strips_pdf(book: Book, run: PayRun, texts: Texts, choice: Choice | None = None) -> bytes:
    """The strips of everybody computed; a strip has room for a line of reasons at most."""
    from app.documents.strips_pdf import render_strips

    wanted = paper_choice(book) if choice is None else choice
    narrow = msgspec.structs.replace(wanted, depth="none" if wanted.depth == "none" else "line")
    return render_strips(printed(book, run, texts, narrow), texts)


def sheet_pdf(book: Book, run: PayRun, texts: Texts) -> bytes:
    """The sheet on which everybody computed signs."""
    from app.documents.sign_sheet import sign_table
    from app.documents.table_pdf import render_table

    return render_table(sign_table(run, texts, sealed=_sealed_on(book, run) is not None), texts)


def print_report(run: PayRun, facts: Sequence[PayslipFacts], written: Written) -> PrintReport:
    """What was written of a run, and what is to be said about it."""
    from app.documents.payslip_pdf import replaced_characters

    return PrintReport(
        written=tuple(written.files),
        blocked=tuple(slip for slip in run.payslips if not slip.computed),
        replaced=tuple((one.char, one.shown) for one in replaced_characters(facts)),
        beside=tuple(written.beside),
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


def printed(book: Book, run: PayRun, texts: Texts, choice: Choice | None = None) -> tuple[PayslipFacts, ...]:
    """The printed strings of every computed payslip of a run; ``choice`` None is what the book's settings say."""
    files: Mapping[int, SourceFile] = imports.source_files(book.db)
    sealed_on = _sealed_on(book, run)
    wanted = paper_choice(book) if choice is None else choice
    return tuple(
        payslip_facts(slip, run, files, texts, sealed=sealed_on is not None, sealed_on=sealed_on or "", choice=wanted)
        for slip in run.payslips
        if slip.computed
    )


def _sealed_on(book: Book, run: PayRun) -> str | None:
    """The day on which the run's month was sealed, "" if nobody knows; None if it is not sealed."""
    kept = runs.facts(book.db, run.month)
    return kept.sealed_on if kept is not None and kept.state == "sealed" else None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise JixinError(error("folder_not_made", file=str(folder), detail=fault.strerror or "")) from fault
