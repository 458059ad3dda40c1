"""What the payslips page does with paper and payment: print, save in other forms, bank files, check a code."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.payline import Payslip
from app.domain.problem import JixinError
from app.domain.transfer import Template
from app.services.print_pages import trial_pdf
from app.services.print_payslips import PrintReport
from app.services.transfer_file import TransferReport
from app.services.transfer_templates import not_kept, read_template
from app.ui import printing
from app.ui.backend_papers import PaperBackend
from app.ui.dialogs.check_code import CheckCodeDialog
from app.ui.dialogs.papers import PapersDialog
from app.ui.dialogs.preview import PreviewDialog
from app.ui.dialogs.transfer import TransferDialog
from app.ui.dialogs.transfer_form import TransferFormDialog
from app.ui.file_asking import FileAsking, opens
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.wording.choices import Choice
from app.wording.numbers import fen_money, month_text


class PaperActions(QObject):
    """``told`` carries the sentence of what was done, ``offered`` also what is next, ``warned`` what was not done."""

    told = Signal(str)
    offered = Signal(str, str, object)
    warned = Signal(str)

    def __init__(self, kit: Kit, page: QWidget, settings: Settings) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        self._work = PaperBackend(kit.backend, page)
        self._ask = FileAsking(kit.words, page, settings)

    @property
    def _month(self) -> str:
        return month_text(self._kit.month.month, self._kit.words.texts)

    def papers(self, slip: Payslip | None) -> None:
        """Ask what is wanted on paper; ``slip`` is the one that is looked at."""
        person = "" if slip is None or not slip.computed else slip.number
        self._work.choice(lambda choice: self._papers(choice, person))

    def _papers(self, choice: Choice, person: str) -> None:
        dialog = PapersDialog(self._kit, self._page.window(), choice, person)
        dialog.preview_asked.connect(lambda: self._pdf(dialog, self._preview))
        dialog.print_asked.connect(lambda: self._pdf(dialog, self._print))
        dialog.save_asked.connect(lambda: self._save(dialog))
        dialog.exec()
        dialog.deleteLater()

    def _pdf(self, dialog: PapersDialog, use: Callable[[PapersDialog, bytes, str], None]) -> None:
        title = self._kit.words(f"ui_papers.file_{dialog.kind}", month=self._month)
        self._work.pdf(
            self._kit.month.month,
            dialog.kind,
            dialog.texts,
            dialog.papers,
            dialog.who.currentData(),
            lambda data: use(dialog, data, title),
            self._kit.words("ui.work_papers"),
        )

    def _preview(self, owner: PapersDialog, data: bytes, title: str) -> None:
        """Show the pages; printed from there, the question what to print is answered too."""
        dialog = PreviewDialog(self._kit, owner, data, title)

        def send() -> None:
            if self._send(data, dialog, title):
                dialog.accept()
                owner.accept()

        dialog.print_asked.connect(send)
        dialog.exec()
        dialog.deleteLater()

    def _print(self, owner: PapersDialog, data: bytes, title: str) -> None:
        if self._send(data, owner, title):
            owner.accept()

    def _send(self, data: bytes, parent: QWidget, title: str) -> bool:
        """Ask for a printer and start printing; whether that was wanted."""
        printer = printing.ask_printer(data, parent, title)
        if printer is None:
            return False
        work = self._kit.words("ui.work_printing", name=title)

        def sent(pages: int) -> None:
            self.told.emit(self._kit.words("ui_papers.printed", count=pages))

        self._kit.backend.run_here("print", printing.printing(printer, data), sent, owner=self, title=work)
        return True

    def _save(self, dialog: PapersDialog) -> None:
        """Ask where to, write, and close the dialog."""
        words, folder, file = self._kit.words, None, None
        name = words(f"ui_papers.file_{dialog.kind}", month=self._month)
        if dialog.merged:
            file = self._ask.file("ui.save_file", f"{name}.pdf", "ui.filter_pdf")
        else:
            folder = self._ask.folder("ui.save_folder")
        if file is None and folder is None:
            return
        papers = dialog.papers if file is None else dialog.papers_into(file)
        title = words("ui.work_print")
        self._work.save(self._kit.month.month, folder, dialog.texts, papers, self._saved, title)
        dialog.accept()

    def _saved(self, report: PrintReport) -> None:
        words = self._kit.words
        if not report.written:
            self.warned.emit(words("ui_papers.nobody", month=self._month))
            return
        last = report.written[-1]
        one = len(report.written) == 1
        text = (
            words("ui.saved_one", file=last.name)
            if one
            else words("ui.saved_many", count=len(report.written), folder=last.parent.name)
        )
        if report.beside:
            text = words("ui_papers.beside", text=text, file=report.beside[0].name)
        if report.blocked:
            text = words("ui.saved_blocked", text=text, count=len(report.blocked))
        if report.replaced:
            letters = words("ui.join").join(f"{char} → {shown}" for char, shown in report.replaced)
            text = words("ui.saved_replaced", text=text, letters=letters)
        self._offer(text, last.parent)

    def trial(self) -> None:
        """Print a page to set the printer by."""
        texts = self._kit.words.texts
        self._send(trial_pdf(texts), self._page.window(), texts("document.trial_title"))

    def transfer(self, *, sealed: bool) -> None:
        """Ask by which form the month is paid, and write the file."""
        dialog = TransferDialog(self._kit, self._page.window(), self._month, sealed=sealed)
        month = self._kit.month.month

        def plan(form: Template) -> None:
            self._work.planned(month, form.way, dialog.show_plan, dialog.refuse)

        dialog.form_chosen.connect(plan)
        dialog.form_asked.connect(lambda: self._new_form(dialog))
        dialog.save_asked.connect(lambda: self._save_transfer(dialog))
        self._work.templates(dialog.offer)
        dialog.exec()
        dialog.deleteLater()

    def _new_form(self, owner: TransferDialog) -> None:
        """Read an empty form of the bank's, ask what its columns hold, keep it."""
        file = self._ask.existing("ui_papers.form_open", "ui_papers.filter_form")
        if file is None:
            return
        try:
            template = read_template(file, file.stem, "bank")
        except JixinError as refusal:
            owner.refuse(refusal)
            return
        dialog = TransferFormDialog(self._kit, owner, template, not_kept(template, file))

        def keep(made: Template) -> None:
            def kept(_nothing: None) -> None:
                self._work.templates(lambda found: owner.offer(found, made.name))
                dialog.accept()

            self._work.keep_template(made, kept, dialog.refuse)

        dialog.keep_asked.connect(keep)
        dialog.exec()
        dialog.deleteLater()

    def _save_transfer(self, dialog: TransferDialog) -> None:
        template = dialog.template
        if template is None:
            return
        name = self._kit.words("ui_papers.file_transfer", month=self._month, form=dialog.form.currentText())
        file = self._ask.file("ui_papers.transfer_save", f"{name}.xlsx", "ui_papers.filter_transfer")
        if file is not None:
            texts = self._kit.words.texts
            self._work.transfer(self._kit.month.month, file, texts, template.name, self._transferred)
            dialog.accept()

    def _transferred(self, report: TransferReport) -> None:
        text = self._kit.words(
            "ui_papers.transferred", file=report.file.name, count=report.count, total=fen_money(report.total)
        )
        if report.beside:
            text = self._kit.words("ui_papers.beside", text=text, file=report.file.name)
        self._offer(text, report.file.parent)

    def check_code(self) -> None:
        """Ask for a code, and say what the book has under it."""
        dialog = CheckCodeDialog(self._kit, self._page.window())

        def look(text: str) -> None:
            self._work.code(text, dialog.show_found, dialog.refuse)

        dialog.code_asked.connect(look)
        dialog.exec()
        dialog.deleteLater()

    def _offer(self, text: str, folder: Path) -> None:
        self.offered.emit(text, self._kit.words("ui.open_folder"), opens(folder))
