"""The payslips page's work on the book: view, compute, correct, seal and print a month."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.domain.problem import JixinError
from app.services import (
    compute_month,
    corrections,
    month_view,
    print_payslips,
    print_register,
    reviews,
    save_payslips,
    seal_month,
)
from app.services.looked_over import OpenFlag
from app.services.month_view import MonthView
from app.services.print_payslips import Papers, PrintReport
from app.services.print_register import RegisterReport
from app.services.seal_month import OpenMatters
from app.texts import Texts
from app.ui.backend import Backend
from app.ui.tasks import Task

Refused = Callable[[JixinError], None]


class PayBackend:
    """Answers come to ``owner``'s thread, and not at all once it is gone."""

    def __init__(self, backend: Backend, owner: QObject) -> None:
        self._backend, self._owner = backend, owner

    def view(self, month: PayMonth, done: Callable[[MonthView], None]) -> Task:
        """The month as it was last computed."""
        return self._backend.run(
            "view", lambda book, _progress: month_view.month_view(book, month), done, owner=self._owner
        )

    def compute(self, month: PayMonth, done: Callable[[PayRun], None], title: str) -> Task:
        """Compute the month and keep the run."""
        return self._backend.run(
            "compute",
            lambda book, progress: compute_month.compute_month(book, month, progress=progress),
            done,
            owner=self._owner,
            changes=True,
            title=title,
        )

    def open_matters(self, month: PayMonth, done: Callable[[OpenMatters], None]) -> Task:
        """What sealing the month would leave as it is."""
        return self._backend.run(
            "open", lambda book, _progress: seal_month.open_matters(book, month), done, owner=self._owner
        )

    def seal(self, month: PayMonth, done: Callable[[PayRun], None], title: str) -> Task:
        """Seal the month."""
        return self._backend.run(
            "seal",
            lambda book, progress: seal_month.seal_month(book, month, progress),
            done,
            owner=self._owner,
            changes=True,
            title=title,
        )

    def adjust(
        self,
        month: PayMonth,
        number: str,
        amount: str,
        reason: str,
        for_month: PayMonth | None,
        done: Callable[[None], None],
    ) -> Task:
        """Add a typed pay line."""
        return self._backend.run(
            "adjust",
            lambda book, _progress: corrections.adjust(book, month, number, amount, reason, for_month),
            done,
            owner=self._owner,
            changes=True,
        )

    def waive(self, month: PayMonth, number: str, code: str, reason: str, done: Callable[[None], None]) -> Task:
        """Let an item or a line of an agent go."""
        return self._backend.run(
            "waive",
            lambda book, _progress: corrections.waive(book, month, number, code, reason),
            done,
            owner=self._owner,
            changes=True,
        )

    def mark_seen(self, month: PayMonth, number: str, *, seen: bool, done: Callable[[None], None]) -> Task:
        """A payslip was looked at, or is to be looked at again."""
        mark = reviews.mark_seen if seen else reviews.mark_unseen
        return self._backend.run(
            "seen", lambda book, _progress: mark(book, month, number), done, owner=self._owner, changes=True
        )

    def pass_flags(self, month: PayMonth, flags: Sequence[OpenFlag], reason: str, done: Callable[[None], None]) -> Task:
        """Let flags pass, with a reason."""
        wanted = [(one.number, one.flag) for one in flags]
        return self._backend.run(
            "flag",
            lambda book, _progress: reviews.pass_flags(book, month, wanted, reason),
            done,
            owner=self._owner,
            changes=True,
        )

    def save_one(self, month: PayMonth, number: str, file: Path, texts: Texts, done: Callable[[Path], None]) -> Task:
        """Write the PDF of one agent to ``file``."""
        return self._backend.run(
            "payslip",
            lambda book, _progress: save_payslips.save_payslip(book, month, number, file, texts),
            done,
            owner=self._owner,
            changes=True,
        )

    def save_all(
        self, month: PayMonth, folder: Path, texts: Texts, paper: str, done: Callable[[PrintReport], None], title: str
    ) -> Task:
        """Write a PDF for each computed agent into ``folder``."""
        return self._backend.run(
            "payslips",
            lambda book, progress: print_payslips.write_payslips(
                book, month, folder, texts, Papers(paper=paper), progress=progress
            ),
            done,
            owner=self._owner,
            changes=True,
            title=title,
        )

    def save_merged(
        self, month: PayMonth, file: Path, texts: Texts, done: Callable[[PrintReport], None], title: str
    ) -> Task:
        """Write everybody's payslips into one PDF."""
        return self._backend.run(
            "merged",
            lambda book, _progress: save_payslips.save_merged(book, month, file, texts, "a4"),
            done,
            owner=self._owner,
            changes=True,
            title=title,
        )

    def register(
        self, month: PayMonth, file: Path, texts: Texts, done: Callable[[RegisterReport], None], title: str
    ) -> Task:
        """Write the register."""
        return self._backend.run(
            "register",
            lambda book, _progress: print_register.write_register(book, month, file, texts),
            done,
            owner=self._owner,
            changes=True,
            title=title,
        )
