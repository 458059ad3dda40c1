"""What the menu and the start page do with books: make, open, demonstration, empty forms, about.

Each dialog is imported when it is asked for: this is here before the window is painted.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.month import PayMonth
from app.ui.file_asking import told_with
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.ui.tasks import Progress
from app.wording.numbers import month_text

if TYPE_CHECKING:
    from app.services.grade_review import Proposal


class BookActions(QObject):
    """Asks for names and places in dialogs, then lets the backend work."""

    told = Signal(str)

    def __init__(self, kit: Kit, window: QWidget, settings: Settings, may_leave: Callable[[], bool]) -> None:
        super().__init__(window)
        self._kit, self._window, self._settings = kit, window, settings
        self._may_leave = may_leave

    def make_book(self) -> None:
        """Ask what a new book needs and make it."""
        from app.ui.dialogs.new_book import NewBookDialog

        if not self._may_leave():
            return
        dialog = NewBookDialog(self._kit, self._window, self._folder())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            answer = dialog.answer
            self._kit.backend.create(
                answer.path,
                shop=answer.shop,
                platform=answer.platform,
                business=answer.business,
                title=self._kit.words("ui.work_create"),
            )
        dialog.deleteLater()

    def choose_book(self) -> None:
        """Ask for a book file and open it."""
        from PySide6.QtWidgets import QFileDialog

        words = self._kit.words
        if not self._may_leave():
            return
        file, _ = QFileDialog.getOpenFileName(
            self._window, words("ui.open_title"), str(self._folder()), words("ui.filter_book")
        )
        if file:
            self._kit.backend.open(Path(file), words("ui.work_open"))

    def make_demo(self) -> None:
        """Make the demonstration in the documents folder and open it; one that is there may be kept."""
        from app.ui.dialogs.question import choose

        words, folder = self._kit.words, user_documents_path() / "jixin-demo"
        book = folder / "demo.jixin"
        if not self._may_leave():
            return
        if book.exists():
            acts = (words("ui.demo_keep"), words("ui.demo_again"), words("ui.demo_leave"))
            question = words("ui.demo_there", folder=str(folder))
            answer = choose(self._window, words("ui.start_demo"), question, acts)
            if answer == 0:
                self._kit.backend.open(book, words("ui.work_open"))
            if answer != 1:
                return
        self._kit.backend.make_demo(folder, words.texts, words("ui.work_demo"))

    def save_form(self, form: str) -> None:
        """Ask where to and write an empty form."""
        from PySide6.QtWidgets import QFileDialog

        words = self._kit.words
        start = self._folder() / f"{words(f'ui.form_file_{form}')}.xlsx"
        file, _ = QFileDialog.getSaveFileName(self._window, words("ui.menu_forms"), str(start), words("ui.filter_xlsx"))
        if file:
            asked = Path(file)
            self._kit.backend.write_form(form, asked, words.texts, lambda written: self._form_written(asked, written))

    def enter(self, kind: str) -> None:
        """Type the month's marks or incidents."""
        from app.ui.dialogs.entry_dialog import EntryDialog

        if self._kit.backend.facts is not None:
            dialog = EntryDialog(self._kit, self._window, kind)
            dialog.exec()
            dialog.deleteLater()

    def review_grades(self) -> None:
        """Ask who should move up or down a grade, and show it."""
        month = self._kit.month.month

        def read(book: Any, _progress: Progress) -> tuple["Proposal", ...]:
            from app.services import grade_review

            return grade_review.review_grades(book, month)

        self._kit.backend.run("grades", read, lambda found: self._show_grades(month, found), owner=self)

    def _show_grades(self, month: PayMonth, found: tuple["Proposal", ...]) -> None:
        from app.services import grade_review
        from app.ui.dialogs.grade_review import GradeReviewDialog

        dialog = GradeReviewDialog(self._kit, self._window, month, found)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.numbers:
            numbers, start = dialog.numbers, month_text(month.shift(1), self._kit.words.texts)
            self._kit.edits.do(
                lambda book: grade_review.confirm_grades(book, month, numbers),
                self._kit.words("ui_agents.grades_done", count=len(numbers), month=start),
                owner=self,
            )
        dialog.deleteLater()

    def enter_openings(self) -> None:
        """Type what was before the book's first month."""
        from app.ui.dialogs.opening_dialog import OpeningDialog

        dialog = OpeningDialog(self._kit, self._window)
        dialog.exec()
        dialog.deleteLater()

    def read(self, name: str) -> None:
        """Show the guide or the keys."""
        from app.ui.dialogs.reading import ReadingDialog

        dialog = ReadingDialog(self._kit, self._window, name)
        dialog.exec()
        dialog.deleteLater()

    def about(self) -> None:
        """What the program is, and its version."""
        from PySide6.QtWidgets import QMessageBox

        words = self._kit.words
        box = QMessageBox(self._window)
        box.setWindowTitle(words("ui.menu_about"))
        box.setText(words("ui.about_text", version=_version()))
        box.addButton(words("ui.about_close"), QMessageBox.ButtonRole.AcceptRole)
        try:
            box.exec()
        finally:
            box.deleteLater()

    def _form_written(self, asked: Path, file: Path) -> None:
        text = self._kit.words("ui.form_saved", file=file.name)
        self.told.emit(told_with(self._kit.words, text, asked, file))

    def _folder(self) -> Path:
        last = self._settings.text("book")
        folder = Path(last).parent if last else user_documents_path()
        return folder if folder.is_dir() else Path.home()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("jixin")
    except PackageNotFoundError:
        return "0"
