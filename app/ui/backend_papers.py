"""The window's work on paper and payment: PDFs to print, files for the bank, codes, years of agents."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.domain.month import PayMonth
from app.domain.problem import JixinError
from app.domain.transfer import Template, Transfer, Way
from app.services import (
    agent_year,
    paper_settings,
    print_pages,
    print_payslips,
    transfer_file,
    transfer_templates,
    verify,
)
from app.services.print_pages import What
from app.services.print_payslips import Papers, PrintReport
from app.services.transfer_file import TransferReport
from app.services.verify import FoundSlip
from app.texts import Texts
from app.ui.backend import Backend
from app.ui.tasks import Task
from app.wording.choices import Choice
from app.wording.year import YearFacts

Refused = Callable[[JixinError], None]


class PaperBackend:
    """Answers come to ``owner``'s thread, and not at all once it is gone."""

    def __init__(self, backend: Backend, owner: QObject) -> None:
        self._backend, self._owner = backend, owner

    def choice(self, done: Callable[[Choice], None]) -> Task:
        """What the book's payslips print."""
        return self._backend.run("choice", lambda book, _: paper_settings.paper_choice(book), done, owner=self._owner)

    def pdf(
        self,
        month: PayMonth,
        what: What,
        texts: Texts,
        papers: Papers,
        number: str,
        done: Callable[[bytes], None],
        title: str,
    ) -> Task:
        """The PDF to preview or print; the choice is kept for the next time."""

        def work(book: Any, _progress: Any) -> bytes:
            _keep(book, papers)
            return print_pages.paper_pdf(book, month, what, texts, papers, number)

        return self._backend.run("pdf", work, done, owner=self._owner, title=title)

    def save(
        self,
        month: PayMonth,
        folder: Path | None,
        texts: Texts,
        papers: Papers,
        done: Callable[[PrintReport], None],
        title: str,
    ) -> Task:
        """Write a file per agent into ``folder``, and what else ``papers`` names."""

        def work(book: Any, progress: Callable[[int, int], None]) -> PrintReport:
            _keep(book, papers)
            return print_payslips.write_payslips(book, month, folder, texts, papers, progress=progress)

        return self._backend.run("papers", work, done, owner=self._owner, changes=True, title=title)

    def templates(self, done: Callable[[tuple[Template, ...]], None]) -> Task:
        """The forms for transfers."""
        return self._backend.run(
            "templates", lambda book, _: transfer_templates.templates(book), done, owner=self._owner
        )

    def keep_template(self, template: Template, done: Callable[[None], None], refused: Refused) -> Task:
        """Remember a form."""
        return self._backend.run(
            "template",
            lambda book, _: transfer_templates.keep_template(book, template),
            done,
            owner=self._owner,
            refused=refused,
        )

    def planned(self, month: PayMonth, way: Way, done: Callable[[Transfer], None], refused: Refused) -> Task:
        """Who would be paid by transfer."""
        return self._backend.run(
            "planned",
            lambda book, _: transfer_file.planned(book, month, way),
            done,
            owner=self._owner,
            refused=refused,
        )

    def transfer(
        self, month: PayMonth, file: Path, texts: Texts, template: str, done: Callable[[TransferReport], None]
    ) -> Task:
        """Write the file for the bank."""
        return self._backend.run(
            "transfer",
            lambda book, _: transfer_file.write_transfer(book, month, file, texts, template),
            done,
            owner=self._owner,
            changes=True,
        )

    def code(self, text: str, done: Callable[[tuple[FoundSlip, ...]], None], refused: Refused) -> Task:
        """The payslip that has a check code."""
        return self._backend.run(
            "code", lambda book, _: verify.find_code(book, text), done, owner=self._owner, refused=refused
        )

    def year(self, number: str, year: int, texts: Texts, done: Callable[[YearFacts], None]) -> Task:
        """Twelve months of an agent in words."""
        return self._backend.run(
            "year", lambda book, _: agent_year.year_words(book, number, year, texts), done, owner=self._owner
        )

    def statement(
        self, number: str, year: int, file: Path, texts: Texts, *, history: bool, done: Callable[[Path], None]
    ) -> Task:
        """Write the yearly statement, or the year's payslips."""
        write = agent_year.write_history if history else agent_year.write_statement
        return self._backend.run(
            "statement", lambda book, _: write(book, number, year, file, texts), done, owner=self._owner
        )


def _keep(book: Any, papers: Papers) -> None:
    if papers.choice is not None:
        paper_settings.keep_choice(book, papers.choice)
