"""What the payslips page does to a month: compute, correct, seal, save. Asks in dialogs, works on the backend."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip, Pending
from app.services.looked_over import OpenFlag
from app.services.print_payslips import PrintReport
from app.services.print_register import RegisterReport
from app.services.seal_month import OpenMatters
from app.ui.backend_pay import PayBackend
from app.ui.dialogs.question import ask
from app.ui.dialogs.reason import AdjustDialog, FlagDialog, WaiveDialog
from app.ui.file_asking import FileAsking, opens, told_with
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.wording.numbers import fen_money, money, month_text


class PayslipActions(QObject):
    """``told`` carries the sentence of what was done, ``undoable`` also what undoes it, ``offered`` also what is next,
    ``warned`` what was not done."""

    told = Signal(str)
    undoable = Signal(str, object)
    offered = Signal(str, str, object)
    warned = Signal(str)

    def __init__(self, kit: Kit, page: QWidget, settings: Settings) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        self._ask = FileAsking(kit.words, page, settings)
        self._pay = PayBackend(kit.backend, page)

    @property
    def _month_text(self) -> str:
        return month_text(self._kit.month.month, self._kit.words.texts)

    def compute(self) -> None:
        """Compute the month."""
        if not self._kit.month.locked:
            title = self._kit.words("ui.work_compute", month=self._month_text)
            self._pay.compute(self._kit.month.month, self._computed, title)

    def _computed(self, run: PayRun) -> None:
        computed = [slip.net for slip in run.payslips if slip.net is not None]
        key = "done" if not run.blocked else "blocked" if computed else "nobody"
        if not run.payslips:
            key = "empty"
        text = self._kit.words(
            f"ui.computed_{key}",
            month=month_text(run.month, self._kit.words.texts),
            count=len(computed),
            net=fen_money(sum(computed)),
            blocked=run.blocked,
        )
        (self.told if key == "done" else self.warned).emit(text)

    def seal(self) -> None:
        """Ask, naming what is open and the consequence, and seal the month."""
        month = self._kit.month.month
        self._pay.open_matters(month, lambda matters: self._ask_seal(month, matters))

    def _ask_seal(self, month: PayMonth, matters: OpenMatters) -> None:
        words = self._kit.words
        if month != self._kit.month.month:
            return
        question = words("ui.seal_question", month=self._month_text)
        counts = (("flagged", matters.flagged), ("unseen", matters.unseen), ("missing", matters.missing))
        still = words("ui.gap").join(words(f"ui.seal_{name}", count=count) for name, count in counts if count)
        if still:
            question = words("ui.seal_open", open=still, question=question)
        act, keep = words("ui.seal_act"), words("ui.seal_keep")
        if ask(self._page, words("ui.seal_title"), question, act=act, keep=keep, danger=True):
            self._pay.seal(month, self._sealed, words("ui.work_seal"))

    def _sealed(self, run: PayRun) -> None:
        month = month_text(run.month, self._kit.words.texts)
        self.told.emit(self._kit.words("ui.sealed_done", month=month, count=len(run.payslips)))

    def adjust(self, slip: Payslip) -> None:
        """Ask for amount and reason, and add the line."""
        dialog = AdjustDialog(self._kit, self._page.window(), slip.name)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            words, amount = self._kit.words, dialog.amount

            def done(_nothing: None) -> None:
                self.told.emit(words("ui.adjusted", name=slip.name, amount=money(exact(amount))))

            self._pay.adjust(self._kit.month.month, slip.number, amount, dialog.reason, dialog.for_month, done)
        dialog.deleteLater()

    def waive(self, slip: Payslip, pending: Pending) -> None:
        """Ask for the reason, and let the item go."""
        dialog = WaiveDialog(self._kit, self._page.window(), slip.name, pending.item)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            words = self._kit.words

            def done(_nothing: None) -> None:
                self.told.emit(words("ui.waived", name=slip.name, item=pending.item))

            self._pay.waive(self._kit.month.month, slip.number, pending.id, dialog.reason, done)
        dialog.deleteLater()

    def pass_flags(self, flags: Sequence[OpenFlag], name: str, what: str) -> None:
        """Ask why flags are all right, and let them pass."""
        dialog = FlagDialog(self._kit, self._page.window(), name, what)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            sentence = self._kit.words("ui_month.passed", name=name)
            month, reason = self._kit.month.month, dialog.reason
            self._pay.pass_flags(month, flags, reason, lambda _nothing: self.told.emit(sentence))
        dialog.deleteLater()

    def mark_seen(self, slip: Payslip) -> None:
        """The payslip was looked at; this can be undone."""
        month, words = self._kit.month.month, self._kit.words

        def done(_nothing: None) -> None:
            sentence = words("ui.seen_done", name=slip.name)
            self.undoable.emit(sentence, lambda: self._pay.mark_seen(month, slip.number, seen=False, done=undone))

        def undone(_nothing: None) -> None:
            self.told.emit(words("ui.seen_undone", name=slip.name))

        self._pay.mark_seen(month, slip.number, seen=True, done=done)

    def mark_unseen(self, slip: Payslip) -> None:
        """The payslip is to be looked at again."""
        sentence = self._kit.words("ui.seen_undone", name=slip.name)
        month = self._kit.month.month
        self._pay.mark_seen(month, slip.number, seen=False, done=lambda _nothing: self.told.emit(sentence))

    def save_one(self, slip: Payslip, stem: str) -> None:
        """Ask where to and write one payslip."""
        file = self._ask.file("ui.save_file", f"{stem}.pdf", "ui.filter_pdf")
        if file is not None:
            texts = self._kit.words.texts
            self._pay.save_one(
                self._kit.month.month, slip.number, file, texts, lambda written: self._saved_one(written, file)
            )

    def _saved_one(self, written: Path, asked: Path) -> None:
        text = self._kit.words("ui.saved_one", file=written.name)
        self._offer(told_with(self._kit.words, text, asked, written), written.parent)

    def _offer(self, text: str, folder: Path) -> None:
        """Say what was saved, and offer to open the folder that it is in."""
        self.offered.emit(text, self._kit.words("ui.open_folder"), opens(folder))

    def save_each(self, paper: str) -> None:
        """Ask for a folder and write a file per agent; ``paper`` a5 or a4."""
        words = self._kit.words
        folder = self._ask.folder("ui.save_folder")
        if folder is not None:
            title = words("ui.work_print")
            self._pay.save_all(
                self._kit.month.month, folder, words.texts, paper, lambda report: self._saved(report, folder), title
            )

    def _saved(self, report: PrintReport, folder: Path) -> None:
        words = self._kit.words
        text = words("ui.saved_many", count=len(report.written), folder=folder.name)
        self._offer(self._with_leftovers(text, report), folder)

    def save_merged(self) -> None:
        """Ask where to and write everybody's payslips into one file."""
        words = self._kit.words
        name = words("ui.file_merged", month=self._month_text)
        file = self._ask.file("ui.save_file", f"{name}.pdf", "ui.filter_pdf")
        if file is not None:
            self._pay.save_merged(self._kit.month.month, file, words.texts, self._saved_merged, words("ui.work_print"))

    def _saved_merged(self, report: PrintReport) -> None:
        if report.written:
            text = self._kit.words("ui.saved_one", file=report.written[0].name)
            self._offer(self._with_leftovers(text, report), report.written[0].parent)

    def _with_leftovers(self, text: str, report: PrintReport) -> str:
        words = self._kit.words
        if report.beside:
            text = words("ui_papers.beside", text=text, file=report.beside[0].name)
        if report.blocked:
            text = words("ui.saved_blocked", text=text, count=len(report.blocked))
        if report.replaced:
            letters = words("ui.join").join(f"{char} → {shown}" for char, shown in report.replaced)
            text = words("ui.saved_replaced", text=text, letters=letters)
        return text

    def save_register(self) -> None:
        """Ask where to and write the register."""
        words = self._kit.words
        name = words("ui.file_register", month=self._month_text)
        file = self._ask.file("ui.save_register", f"{name}.xlsx", "ui.filter_xlsx")
        if file is not None:
            title = words("ui.work_register")
            self._pay.register(self._kit.month.month, file, words.texts, self._registered, title)

    def _registered(self, report: RegisterReport) -> None:
        words = self._kit.words
        text = words("ui.saved_one", file=report.file.name)
        if report.beside:
            text = words("ui_papers.beside", text=text, file=report.file.name)
        if report.blocked:
            text = words("ui.saved_blocked", text=text, count=len(report.blocked))
        self._offer(text, report.file.parent)
