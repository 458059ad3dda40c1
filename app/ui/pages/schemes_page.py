"""考核方案: which scheme is in force for each position, and what it says, item by item."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy

from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem
from app.services import roster, schemes
from app.services.month_view import month_view
from app.services.schemes import StoredScheme, Template
from app.ui.dialogs.template_dialog import Choices, Place, TemplateDialog
from app.ui.kit import Kit
from app.ui.models.pay_words import scheme_view
from app.ui.models.scheme_places import SchemeBook, SchemePlace, in_force, place_words
from app.ui.models.scheme_standing import standing
from app.ui.models.scheme_view import SchemeRow
from app.ui.models.scheme_words import SchemeWords
from app.ui.pages.page import Page
from app.ui.tasks import Progress
from app.ui.widgets.basics import button
from app.ui.widgets.button_row import ButtonRow
from app.ui.widgets.deck import Deck
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.notes import Banner, EmptyState
from app.ui.widgets.scheme_card import SchemeCard
from app.ui.widgets.scheme_lists import SchemeLists
from app.ui.widgets.two_pane import NARROW
from app.wording.numbers import month_text
from app.wording.problems import problem_text


class SchemesPage(Page):
    """Reads schemes out, puts templates and files in force, exports."""

    name = "schemes"
    icon = "list-checks"

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit.words.put(self.title, "ui_schemes.title")
        self._loaded = SchemeBook()
        self.places, self.versions = QComboBox(), QComboBox()
        self.lists, self.card = SchemeLists(kit), SchemeCard(kit)
        self.banner = Banner(kit)
        self.use_template = button(kit, "ui_schemes.use_template", icon="plus", kind="primary")
        self.import_file = button(kit, "ui_schemes.import_file", icon="upload")
        self.export_file = button(kit, "ui_schemes.export_file", icon="download")
        self.dialog: TemplateDialog | None = None
        self._wanted: Place | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = self.kit.words
        words.put(self.places, "ui_schemes.choose_place", "setAccessibleName")
        words.put(self.versions, "ui_schemes.choose_version", "setAccessibleName")
        self.places.setProperty("role", "strong")
        for box in (self.places, self.versions):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(300)
        self.title_row.insertWidget(1, self.places)
        self.title_row.insertWidget(2, self.versions)
        self.title_row.addWidget(ButtonRow(self.kit, (self.import_file, self.export_file, self.use_template)), 1)
        self.fact.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.banner)
        self.panes = ListPane(self.kit, self.lists, self.card, 292)
        self.first = button(self.kit, "ui_schemes.use_template", icon="plus", kind="primary")
        self.first.clicked.connect(self.ask_template)
        self._empty = EmptyState(self.first)
        self._stack = Deck()
        self._stack.addWidget(self.panes)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.lists.row_chosen.connect(self._row_chosen)
        for view in (self.lists.items, self.lists.pay):
            view.clicked.connect(self.panes.open_side)
        self.places.currentIndexChanged.connect(self._place_chosen)
        self.versions.currentIndexChanged.connect(self._version_chosen)
        self.use_template.clicked.connect(self.ask_template)
        self.import_file.clicked.connect(self.ask_import)
        self.export_file.clicked.connect(self.ask_export)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fact.setVisible(self.width() >= NARROW)

    def refresh(self) -> None:
        month = self.kit.month.month

        def load(book: Any, _progress: Progress) -> SchemeBook:
            return SchemeBook(schemes.stored_schemes(book), roster.agents(book, month), month_view(book, month).run)

        self.kit.backend.run("schemes", load, self._show, owner=self)

    def retranslate(self) -> None:
        self._show(self._loaded)

    def primary(self) -> None:
        self.ask_template()

    def take_focus(self) -> None:
        (self.lists.items if self.places.count() else self.first).setFocus()

    def _show(self, loaded: SchemeBook) -> None:
        before, wanted = self._chosen_place(), self._wanted
        if wanted is not None:
            before = (wanted.position, wanted.shop, wanted.team)
        self._wanted, self._loaded = None, loaded
        places = loaded.places()
        self.places.blockSignals(True)
        self.places.clear()
        for place in places:
            self.places.addItem(self._place_text(place), place)
        self.places.setCurrentIndex(places.index(before) if before in places else 0 if places else -1)
        self.places.blockSignals(False)
        month = month_text(self.kit.month.month, self.kit.words.texts)
        words = self.kit.words
        self._empty.say(words("ui_schemes.empty", month=month), words("ui_schemes.empty_why"))
        self._stack.setCurrentIndex(0 if places else 1)
        for widget in (self.places, self.versions, self.export_file, self.use_template):
            widget.setVisible(bool(places))
        self._place_chosen()
        if wanted is not None:
            self._show_version(wanted.from_month)

    def _show_version(self, month: PayMonth) -> None:
        """Turn to the version that starts in a month."""
        starts = [each.from_month for each in self._loaded.versions(self._chosen_place())]
        if month in starts:
            self.versions.setCurrentIndex(starts.index(month))

    def _chosen_place(self) -> SchemePlace | None:
        found = self.places.currentData()
        return tuple(found) if found else None

    def _place_text(self, place: SchemePlace) -> str:
        versions = self._loaded.versions(place)
        used = in_force(versions, self.kit.month.month) or versions[0]
        where = place_words(place, self.kit.words)
        return self.kit.words("ui_schemes.position_name", position=where, name=used.scheme.name)

    def _place_chosen(self) -> None:
        versions = self._loaded.versions(self._chosen_place())
        used = in_force(versions, self.kit.month.month)
        self.versions.blockSignals(True)
        self.versions.clear()
        for each in versions:
            month = month_text(each.from_month, self.kit.words.texts)
            self.versions.addItem(self.kit.words("ui_schemes.version_from", n=each.version, month=month))
        if versions:
            self.versions.setCurrentIndex(versions.index(used) if used else 0)
        self.versions.blockSignals(False)
        self._version_chosen()

    def shown(self) -> StoredScheme | None:
        """The version that is read out."""
        versions = self._loaded.versions(self._chosen_place())
        at = self.versions.currentIndex()
        return versions[at] if 0 <= at < len(versions) else None

    def _version_chosen(self) -> None:
        stored = self.shown()
        if stored is None:
            self.fact.setText("")
            return
        versions = self._loaded.versions(self._chosen_place())
        used = stored is in_force(versions, self.kit.month.month)
        month = month_text(self.kit.month.month, self.kit.words.texts)
        key = "ui_schemes.in_force" if used else "ui_schemes.not_in_force"
        self.fact.setText(self.kit.words(key, month=month))
        texts = self.kit.words.texts
        words = SchemeWords(texts, standing(self._loaded.run, stored), texts(f"number.month_{self._number}"))
        self.lists.show_scheme(scheme_view(stored.scheme, words))

    @property
    def _number(self) -> int:
        return self.kit.month.month.number

    def _row_chosen(self, row: SchemeRow | None) -> None:
        self.card.show_card(row.card if row else None)

    def _choices(self) -> Choices:
        here = self.kit.month.month
        sealed = [month for month, state in self.kit.month.months if state == "sealed"]
        first = max([here.shift(-2), *(month.shift(1) for month in sealed)])
        months = tuple(first.shift(at) for at in range(6))
        taken = {
            Place(each.position, each.shop, each.team, each.from_month): each.scheme.name
            for each in self._loaded.stored
        }
        return Choices(self._loaded.positions, self.kit.month.shops, self._loaded.teams, months, taken)

    def ask_template(self) -> None:
        """Choose a template and whom it is for."""
        place = self._chosen_place()

        def show(found: tuple[Template, ...]) -> None:
            dialog = TemplateDialog(self.kit, self._choices(), found, place[0] if place else "")
            dialog.accepted.connect(lambda: self._use(dialog.template(), dialog.place()))
            self._open(dialog)

        self.kit.backend.run("templates", lambda _book, _progress: schemes.templates(), show, owner=self)

    def _open(self, dialog: TemplateDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setParent(self, dialog.windowFlags())
        dialog.open()

    def _use(self, template: str, place: Place) -> None:
        def work(book: Any, _progress: Progress) -> tuple[Problem, ...]:
            schemes.use_template(
                book,
                template,
                position=place.position,
                shop=place.shop,
                team=place.team,
                from_month=place.from_month,
            )
            return ()

        self._put(work, place)

    def ask_import(self) -> None:
        """Read a scheme file and ask whom it is for."""
        words = self.kit.words
        name, _ = QFileDialog.getOpenFileName(
            self, words("ui_schemes.open_title"), "", words("ui_schemes.scheme_files")
        )
        if name:
            self.import_scheme(Path(name))

    def import_scheme(self, file: Path) -> None:
        """Ask whom the scheme of a file is for, then put it in force."""
        place = self._chosen_place()
        dialog = TemplateDialog(self.kit, self._choices(), (), place[0] if place else "")
        dialog.accepted.connect(lambda: self._import(file, dialog.place()))
        self._open(dialog)

    def _import(self, file: Path, place: Place) -> None:
        def work(book: Any, _progress: Progress) -> tuple[Problem, ...]:
            return schemes.import_scheme(
                book,
                file,
                position=place.position,
                shop=place.shop,
                team=place.team,
                from_month=place.from_month,
            )

        self._put(work, place)

    def _put(self, work: Any, place: Place) -> None:
        def done(problems: tuple[Problem, ...]) -> None:
            self._wanted = place
            self._say_problems(problems)
            month = month_text(place.from_month, self.kit.words.texts)
            self.told.emit(self.kit.words("ui_schemes.used", position=place.position, month=month))

        def refused(refusal: JixinError) -> None:
            self._say_problems(refusal.problems)

        self.kit.backend.run("use scheme", work, done, owner=self, changes=True, refused=refused)

    def _say_problems(self, problems: tuple[Problem, ...]) -> None:
        self.banner.say("\n".join(problem_text(problem, self.kit.words.texts) for problem in problems[:6]))

    def ask_export(self) -> None:
        """Save the scheme that is shown as a file."""
        stored = self.shown()
        if stored is None:
            return
        words = self.kit.words
        name, _ = QFileDialog.getSaveFileName(
            self,
            words("ui_schemes.save_title"),
            f"{stored.scheme.name}.json",
            words("ui_schemes.scheme_files"),
        )
        if name:
            self.export_scheme(Path(name))

    def export_scheme(self, file: Path) -> None:
        """Write the scheme that is shown to ``file``."""
        stored = self.shown()
        if stored is None:
            return
        name = stored.scheme.name

        def work(book: Any, _progress: Progress) -> None:
            file.write_bytes(schemes.export_scheme(book, name))

        def done(_nothing: None) -> None:
            self.told.emit(self.kit.words("ui_schemes.exported", file=file.name))

        self.kit.backend.run("export scheme", work, done, owner=self)
