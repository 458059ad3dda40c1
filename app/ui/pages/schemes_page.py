"""考核方案: the schemes of each position with their versions, and the editor of the one that is chosen."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.domain.month import PayMonth
from app.domain.problem import Problem, Severity
from app.domain.scheme import Scheme
from app.services import roster, schemes
from app.services.schemes import StoredScheme
from app.ui.dialogs.question import ask
from app.ui.dialogs.template_dialog import Choices, Place
from app.ui.editor.scheme_editor import SchemeEditor
from app.ui.kit import Kit
from app.ui.models.scheme_months import open_months, trial_months
from app.ui.models.scheme_places import SchemeBook, SchemePlace, in_force, place_words
from app.ui.pages.page import Page
from app.ui.scheme_actions import SchemeActions, place_of
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, icon_button, label
from app.ui.widgets.button_row import ButtonRow
from app.ui.widgets.deck import Deck
from app.ui.widgets.elided_combo import ElidedCombo
from app.ui.widgets.notes import Banner, EmptyState
from app.ui.widgets.two_pane import NARROW
from app.wording.numbers import month_text
from app.wording.problems import problem_text

_OFFERED = 6
"""How many months a dialog offers."""


class SchemesPage(Page):
    """Edits schemes and puts them in force from a month on; templates, files in and out, comparison of versions."""

    name = "schemes"

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit.words.put(self.title, "ui_schemes.title")
        self._loaded = SchemeBook()
        self._shown: StoredScheme | None = None
        self.places, self.versions, self.months = ElidedCombo(), ElidedCombo(), ElidedCombo()
        self.editor = SchemeEditor(kit)
        self.banner = Banner(kit)
        self.undo = icon_button(kit, "ui_schemes.undo", "undo-2")
        self.redo = icon_button(kit, "ui_schemes.redo", "redo-2")
        self.use_template = button(kit, "ui_schemes.use_template", icon="plus", edits=True)
        self.duplicate = button(kit, "ui_schemes.duplicate", icon="copy", edits=True)
        self.import_file = button(kit, "ui_schemes.import_file", icon="upload", edits=True)
        self.export_file = button(kit, "ui_schemes.export_file", icon="download")
        self.compare = button(kit, "ui_schemes.compare", icon="git-compare")
        self.save = button(kit, "ui_schemes.save_none", kind="primary", edits=True)
        self.acts = SchemeActions(kit, self)
        self._wanted: Place | None = None
        self._waits, self._starts = True, False
        self._lay_out()
        self._connect()

    # --- layout

    def _lay_out(self) -> None:
        words = self.kit.words
        for box, key in (
            (self.places, "choose_place"),
            (self.versions, "choose_version"),
            (self.months, "choose_from"),
        ):
            words.put(box, f"ui_schemes.{key}", "setAccessibleName")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(230)
        self.places.setProperty("role", "strong")
        self.from_before, self.from_after = label("fact"), label("fact")
        words.put(self.from_before, "ui_schemes.from_before")
        words.put(self.from_after, "ui_schemes.from_after")
        self.from_before.setBuddy(self.months)
        row = (self.places, self.versions, self.from_before, self.months, self.from_after, self.undo, self.redo)
        for at, widget in enumerate(row, 1):
            self.title_row.insertWidget(at, widget)
        acts = (self.duplicate, self.import_file, self.export_file, self.compare, self.use_template, self.save)
        self.buttons = ButtonRow(self.kit, acts)
        self.title_row.addWidget(self.buttons, 1)
        self.fact.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.banner)
        self.first = button(self.kit, "ui_schemes.use_template", icon="plus", kind="primary", edits=True)
        self.first.clicked.connect(self.ask_template)
        self._empty = EmptyState(self.first)
        self._stack = Deck()
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self.set_least_height(340)

    def _connect(self) -> None:
        self.acts.put.connect(self._was_put)
        self.acts.told.connect(self.told)
        self.acts.problems.connect(self._say_problems)
        self.places.activated.connect(self._place_picked)
        self.versions.activated.connect(self._version_picked)
        self.months.activated.connect(self._say_state)
        self.editor.changed.connect(self._edited)
        for widget, act in (
            (self.undo, self.editor.undo),
            (self.redo, self.editor.redo),
            (self.use_template, self.ask_template),
            (self.duplicate, self.ask_duplicate),
            (self.import_file, self.ask_import),
            (self.export_file, self.ask_export),
            (self.compare, self.ask_compare),
            (self.save, self.ask_save),
        ):
            widget.clicked.connect(act)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are those of the draft while it has steps; it hears of the keys before the window does."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        return (event.type() in kinds and self.editor.turn(event)) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fact.setVisible(False)
        for widget in (self.from_before, self.from_after):
            widget.setVisible(self.width() >= NARROW and bool(self._loaded.stored))

    # --- loading

    def refresh(self) -> None:
        month, self._waits = self.kit.month.month, True

        def load(book: Any, _progress: Progress) -> SchemeBook:
            return SchemeBook(schemes.stored_schemes(book), roster.agents(book, month))

        self.kit.backend.run("schemes", load, self._show, owner=self)

    def retranslate(self) -> None:
        self.editor.retranslate()
        self._fill()

    def primary(self) -> None:
        if self._waits:
            self._starts = True
        elif self.save.isVisible() and self.save.isEnabled():
            self.ask_save()
        elif not self._loaded.stored or self._loaded.lacking:
            self.ask_template()

    def take_focus(self) -> None:
        (self.editor.lists.items if self.places.count() else self.first).setFocus()

    def may_leave(self) -> bool:
        """Asks where the draft holds something that is not in force yet; to leave is to give it up."""
        draft = self.editor.draft
        if draft is None or self._shown is None or not draft.dirty:
            return True
        words = self.kit.words
        agreed = ask(
            self,
            words("ui_schemes.leave_title"),
            words("ui_schemes.leave_question"),
            act=words("ui_schemes.leave_act"),
            keep=words("ui_schemes.leave_keep"),
            danger=True,
        )
        if agreed:
            self.editor.open(self._shown)
            self._say_state()
        return agreed

    def _show(self, loaded: SchemeBook) -> None:
        self._loaded = loaded
        self._fill()
        words = self.kit.words
        month = month_text(self.kit.month.month, words.texts)
        self._empty.say(words("ui_schemes.empty", month=month), words("ui_schemes.empty_why"))
        there = bool(loaded.stored)
        self._stack.setCurrentIndex(0 if there else 1)
        for widget in (self.places, self.versions, self.months, self.undo, self.redo):
            widget.setVisible(there)
        for each in (self.use_template, self.duplicate, self.export_file, self.compare, self.save):
            self.buttons.want(each, wanted=there)
        self.places.setToolTip(self.places.currentText())
        self.from_before.setVisible(there and self.width() >= NARROW)
        self.from_after.setVisible(there and self.width() >= NARROW)
        self._choose()
        self._waits = False
        if self._starts and self.isVisible():
            self.primary()
        self._starts = False

    def _fill(self) -> None:
        """The schemes there are; which one is shown stays."""
        before = self.places.currentData()
        self.places.clear()
        for place in self._loaded.places():
            self.places.addItem(self._place_text(place), place)
        at = next((at for at in range(self.places.count()) if self.places.itemData(at) == before), 0)
        self.places.setCurrentIndex(at if self.places.count() else -1)
        self._fill_versions()

    def _fill_versions(self) -> None:
        shown = self._shown
        self.versions.clear()
        versions = self._loaded.versions(self._chosen_place())
        for each in versions:
            month = month_text(each.from_month, self.kit.words.texts)
            self.versions.addItem(self.kit.words("ui_schemes.version_from", n=each.version, month=month))
        starts = [each.from_month for each in versions]
        if shown is not None and self._place_of(shown) == self._chosen_place() and shown.from_month in starts:
            self.versions.setCurrentIndex(starts.index(shown.from_month))
        self._fill_months()

    def _choose(self) -> None:
        """Turn to what was just put in force, stay with a draft that is open, else show what is in force."""
        wanted, self._wanted = self._wanted, None
        draft = self.editor.draft
        self.editor.book_changed()
        if wanted is None and draft is not None and draft.dirty and self._still_there():
            self._say_state()
            return
        if wanted is not None:
            self._turn_to((wanted.position, wanted.shop, wanted.team), wanted.from_month)
        else:
            month = self._shown.from_month if self._shown is not None and self._still_there() else None
            self._turn_to(self._chosen_place(), month)

    def _still_there(self) -> bool:
        shown = self._shown
        return shown is not None and any(
            self._place_of(each) == self._place_of(shown) and each.from_month == shown.from_month
            for each in self._loaded.stored
        )

    def _turn_to(self, place: SchemePlace | None, month: PayMonth | None = None) -> None:
        """Open a version of a place: the one that starts in the month, else the one in force."""
        versions = self._loaded.versions(place)
        if not versions:
            self._shown = None
            return
        found = next((each for each in versions if each.from_month == month), None)
        found = found or in_force(versions, self.kit.month.month) or versions[0]
        self._shown = found
        self.places.setCurrentIndex(self._loaded.places().index(self._place_of(found)))
        self._fill_versions()
        self.months.setCurrentIndex(self._first_choice(found))
        self.editor.try_on(trial_months(self.kit.month.month, self.kit.month.months), self.kit.month.month)
        self.editor.open(found)
        self._say_state()

    @staticmethod
    def _place_of(stored: StoredScheme) -> SchemePlace:
        return stored.position, stored.shop, stored.team

    def _chosen_place(self) -> SchemePlace | None:
        found = self.places.currentData()
        return tuple(found) if found else None

    def _place_text(self, place: SchemePlace) -> str:
        versions = self._loaded.versions(place)
        used = in_force(versions, self.kit.month.month) or versions[0]
        where = place_words(place, self.kit.words)
        return self.kit.words("ui_schemes.position_name", position=where, name=used.scheme.name)

    def shown(self) -> StoredScheme | None:
        """The version that is edited, as it is in the book."""
        return self._shown

    # --- versions and months

    def _place_picked(self) -> None:
        if self.may_leave():
            self._turn_to(self._chosen_place())
        elif self._shown is not None:
            self.places.setCurrentIndex(self._loaded.places().index(self._place_of(self._shown)))

    def _version_picked(self, at: int) -> None:
        versions = self._loaded.versions(self._chosen_place())
        if self.may_leave():
            self._turn_to(self._chosen_place(), versions[at].from_month)
        elif self._shown is not None:
            self._fill_versions()

    def _open_months(self) -> tuple[PayMonth, ...]:
        context, shown = self.kit.month, self._shown
        return open_months(context.month, context.months, shown.from_month if shown is not None else None)

    def _fill_months(self) -> None:
        before = self.months.currentData()
        self.months.clear()
        for month in self._open_months():
            self.months.addItem(month_text(month, self.kit.words.texts), month)
        at = next((at for at in range(self.months.count()) if self.months.itemData(at) == before), 0)
        self.months.setCurrentIndex(at)

    def _first_choice(self, stored: StoredScheme) -> int:
        """The version's own month where it may still be changed, else the first that may."""
        months = self._open_months()
        return months.index(stored.from_month) if stored.from_month in months else 0

    @property
    def from_month(self) -> PayMonth:
        """From when on the draft is to be in force."""
        return self.months.currentData()

    def _replaced(self) -> StoredScheme | None:
        """The version that the draft would take the place of."""
        versions = self._loaded.versions(self._chosen_place())
        return next((each for each in versions if each.from_month == self.from_month), None)

    def _say_state(self) -> None:
        draft, shown = self.editor.draft, self._shown
        if draft is None or shown is None or self.months.currentIndex() < 0:
            return
        replaced = self._replaced()
        number = replaced.version if replaced else max(each.version for each in self._versions()) + 1
        key = "save_replace" if replaced else "save_new"
        self.kit.words.put(self.save, f"ui_schemes.{key}", n=number)
        self.save.setEnabled(draft.dirty)
        self.save.setToolTip("" if draft.dirty else self.kit.words("ui_schemes.save_why_not"))
        self.undo.setEnabled(draft.stack.canUndo())
        self.redo.setEnabled(draft.stack.canRedo())

    def _edited(self) -> None:
        draft = self.editor.draft
        if draft is not None and draft.ready:
            self.banner.say("")
        self._say_state()

    def _versions(self) -> list[StoredScheme]:
        return self._loaded.versions(self._chosen_place())

    # --- what is done with schemes

    def _choices(self) -> Choices:
        taken = {place_of(each, each.from_month): each.scheme.name for each in self._loaded.stored}
        months = self._open_months()
        here = self.kit.month.month.shift(-2)
        shown = tuple(month for month in months if month >= here) or months
        return Choices(self._loaded.positions, self.kit.month.shops, self._loaded.teams, shown[:_OFFERED], taken)

    def _position(self) -> str:
        place = self._chosen_place()
        return place[0] if place else ""

    def ask_template(self) -> None:
        """Choose a template and whom it is for."""
        if self.may_leave():
            self.acts.ask_template(self._choices(), self._loaded.lacking or self._position())

    def ask_import(self) -> None:
        """Read a scheme file and ask whom it is for."""
        if self.may_leave():
            self.acts.ask_import(self._choices(), self._position())

    def import_scheme(self, file: Path) -> None:
        """Ask whom the scheme of a file is for, then put it in force."""
        self.acts.import_scheme(file, self._choices(), self._position())

    def ask_duplicate(self) -> None:
        """Put what is shown in force for somebody else too."""
        draft = self.editor.draft
        if draft is not None and self._whole():
            self.acts.ask_duplicate(self.shown_scheme(), self._choices(), self._position())

    def ask_export(self) -> None:
        """Save what is shown as a file."""
        if self._whole():
            self.acts.ask_export(self.shown_scheme())

    def export_scheme(self, file: Path) -> None:
        """Write what is shown to ``file``."""
        self.acts.export_scheme(self.shown_scheme(), file)

    def ask_compare(self) -> None:
        """Compare the draft, or the version shown, with the versions of the place."""
        shown, draft, words = self._shown, self.editor.draft, self.kit.words
        if shown is None or draft is None or not self._whole():
            return
        versions = self._versions()
        named = [(self.versions.itemText(at), each.scheme) for at, each in enumerate(versions)]
        at = versions.index(shown)
        if draft.dirty:
            named.insert(0, (words("ui_schemes.compare_draft"), self.shown_scheme()))
            before = at + 1
        else:
            named.insert(0, named.pop(at))
            before = min(max(at + 1, 1), len(named) - 1)
        self.acts.ask_compare(named, before)

    def ask_save(self) -> None:
        """Put the draft in force from the chosen month on; where something is wrong, go there."""
        shown, draft = self._shown, self.editor.draft
        if shown is not None and draft is not None and self._whole() and self.save.isEnabled():
            self.acts.save(self.shown_scheme(), place_of(shown, self.from_month))

    def shown_scheme(self) -> Scheme:
        """The draft as a scheme; of one with faults the version that it comes from."""
        draft, shown = self.editor.draft, self._shown
        if draft is not None and draft.scheme is not None:
            return draft.scheme
        if shown is None:
            raise LookupError("no scheme")
        return shown.scheme

    def _whole(self) -> bool:
        """Whether the draft could be in force; if not, says so and goes to what is wrong."""
        draft = self.editor.draft
        if draft is None or draft.ready:
            return draft is not None
        errors = [fault for fault in draft.faults if fault.problem.severity is Severity.ERROR]
        self.banner.say(self.kit.words("ui_schemes.save_faults", n=len(errors) or 1))
        self.editor.to_fault()
        return False

    def _was_put(self, place: Place) -> None:
        """Turn to it, unless it is a copy for others and what is being edited would be lost."""
        draft, shown = self.editor.draft, self._shown
        own = shown is not None and self._place_of(shown) == (place.position, place.shop, place.team)
        if own or draft is None or not draft.dirty:
            self._wanted = place

    def _say_problems(self, problems: tuple[Problem, ...]) -> None:
        self.banner.say("\n".join(problem_text(problem, self.kit.words.texts) for problem in problems[:6]))
