"""What is done with whole schemes: templates and files put in force, copies, export, comparison, a draft saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.domain.problem import JixinError, Problem
from app.domain.scheme import Scheme
from app.services import schemes
from app.services.schemes import StoredScheme, Template
from app.ui.dialogs.compare_dialog import CompareDialog
from app.ui.dialogs.template_dialog import Choices, Place, TemplateDialog
from app.ui.file_asking import told_with
from app.ui.kit import Kit
from app.ui.tasks import Progress
from app.wording.numbers import month_text


class SchemeActions(QObject):
    """``put`` gives the place where a scheme was put in force, ``told`` a sentence, ``problems`` what was wrong."""

    put = Signal(object)
    told = Signal(str)
    problems = Signal(object)

    def __init__(self, kit: Kit, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        self.dialog: QDialog | None = None

    def ask_template(self, choices: Choices, position: str) -> None:
        """Choose a template and whom it is for."""

        def show(found: tuple[Template, ...]) -> None:
            dialog = TemplateDialog(self._kit, choices, found, position)
            dialog.accepted.connect(lambda: self._use(dialog.template(), dialog.place()))
            self._open(dialog)

        self._kit.backend.run("templates", lambda _book, _progress: schemes.templates(), show, owner=self)

    def ask_duplicate(self, scheme: Scheme, choices: Choices, position: str) -> None:
        """Choose whom a copy of a scheme is for."""
        dialog = TemplateDialog(self._kit, choices, (), position)
        dialog.accepted.connect(lambda: self.save(scheme, dialog.place()))
        self._open(dialog)

    def ask_import(self, choices: Choices, position: str) -> None:
        """Read a scheme file and ask whom it is for."""
        words = self._kit.words
        name, _ = QFileDialog.getOpenFileName(
            self._page, words("ui_schemes.open_title"), "", words("ui_schemes.scheme_files")
        )
        if name:
            self.import_scheme(Path(name), choices, position)

    def import_scheme(self, file: Path, choices: Choices, position: str) -> None:
        """Ask whom the scheme of a file is for, then put it in force."""
        dialog = TemplateDialog(self._kit, choices, (), position)
        dialog.accepted.connect(lambda: self._import(file, dialog.place()))
        self._open(dialog)

    def ask_export(self, scheme: Scheme) -> None:
        """Save a scheme as a file."""
        words = self._kit.words
        name, _ = QFileDialog.getSaveFileName(
            self._page, words("ui_schemes.save_title"), f"{scheme.name}.json", words("ui_schemes.scheme_files")
        )
        if name:
            self.export_scheme(scheme, Path(name))

    def export_scheme(self, scheme: Scheme, file: Path) -> None:
        """Write a scheme to ``file``."""

        def exported(written: Path) -> None:
            text = self._kit.words("ui_schemes.exported", file=written.name)
            self.told.emit(told_with(self._kit.words, text, file, written))

        self._kit.backend.run(
            "export scheme",
            lambda _book, _progress: schemes.write_scheme_file(scheme, file),
            exported,
            owner=self,
        )

    def ask_compare(self, versions: list[tuple[str, Scheme]], before: int) -> None:
        """Show how two versions differ."""
        self._open(CompareDialog(self._kit, self._page, versions, before))

    def save(self, scheme: Scheme, place: Place) -> None:
        """Put a scheme in force."""

        def work(book: Any, _progress: Progress) -> tuple[Problem, ...]:
            schemes.put_scheme(book, scheme, **_where(place))
            return ()

        self._put(work, place)

    def _use(self, template: str, place: Place) -> None:
        def work(book: Any, _progress: Progress) -> tuple[Problem, ...]:
            schemes.use_template(book, template, **_where(place))
            return ()

        self._put(work, place)

    def _import(self, file: Path, place: Place) -> None:
        self._put(lambda book, _progress: schemes.import_scheme(book, file, **_where(place)), place)

    def _put(self, work: Callable[[Any, Progress], tuple[Problem, ...]], place: Place) -> None:
        def done(problems: tuple[Problem, ...]) -> None:
            self.put.emit(place)
            self.problems.emit(problems)
            month = month_text(place.from_month, self._kit.words.texts)
            self.told.emit(self._kit.words("ui_schemes.used", position=place.position, month=month))

        def refused(refusal: JixinError) -> None:
            self.problems.emit(refusal.problems)

        self._kit.backend.run("use scheme", work, done, owner=self, changes=True, refused=refused)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setParent(self._page, dialog.windowFlags())
        dialog.open()


def _where(place: Place) -> dict[str, Any]:
    return {
        "position": place.position,
        "shop": place.shop,
        "team": place.team,
        "from_month": place.from_month,
    }


def place_of(stored: StoredScheme, from_month: Any) -> Place:
    """The place of a version, from another month on."""
    return Place(stored.position, stored.shop, stored.team, from_month)
