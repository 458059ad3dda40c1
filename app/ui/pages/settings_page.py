"""设置: the business, its shops, appearance, a start in mid-year, empty forms, where things are, help."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.services import paper_settings
from app.services.books import BookFacts
from app.services.sheet_forms import FORMS
from app.texts import LANGUAGES
from app.ui.file_asking import opens
from app.ui.kit import Kit
from app.ui.pages.page import Page
from app.ui.read_only import only_to_edit
from app.ui.settings import Settings
from app.ui.theme import MODES
from app.ui.widgets.backup_settings import BackupSettings
from app.ui.widgets.basics import ElidedLabel, button, label
from app.ui.widgets.settings_card import SettingsCard
from app.ui.widgets.shop_settings import ShopSettings
from app.ui.widgets.term_choice import TermChoice
from app.ui.widgets.term_fields import TermLine

_WIDTH = 860


class SettingsPage(Page):
    """Cards one below the other; everything is kept at once. The window does what the signals ask."""

    name = "settings"
    language_chosen = Signal(str)
    mode_chosen = Signal(str)
    opening_asked = Signal()
    guide_asked = Signal()
    keys_asked = Signal()
    about_asked = Signal()
    backup_asked = Signal()
    restore_asked = Signal()

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit)
        kit.words.put(self.title, "ui.nav_settings")
        self.business, self._file = TermLine(), ElidedLabel()
        self.shops = ShopSettings(kit)
        only_to_edit(kit.month, self.business, *self.shops.fields.values())
        self.language = TermChoice(kit, tuple((one, f"ui.language_{one}") for one in LANGUAGES))
        self.mode = TermChoice(kit, tuple((one, f"ui.look_{one}") for one in MODES))
        self.backups = BackupSettings(kit, settings)
        self.backups.backup_asked.connect(self.backup_asked)
        self.backups.restore_asked.connect(self.restore_asked)
        cards = (self._book(), self.shops, self.backups, self._looks(), self._opening(), self._forms(), self._help())
        for card in cards:
            card.setMaximumWidth(_WIDTH)
            self.body.addWidget(card)
        self.body.addStretch()
        kit.words.changed.connect(self._hold_choices)
        kit.theme.changed.connect(self._hold_choices)
        self._hold_choices()

    def _book(self) -> SettingsCard:
        card = SettingsCard(self.kit, "book")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        folder = button(self.kit, "ui.open_folder", icon="folder-open")
        folder.clicked.connect(self._open_folder)
        self._named(grid, 0, "business", self.business)
        self._named(grid, 1, "file", self._file)
        grid.addWidget(folder, 1, 2)
        self.business.committed.connect(self._rename)
        card.body.addLayout(grid)
        return card

    def _looks(self) -> SettingsCard:
        card = SettingsCard(self.kit, "looks")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, (name, field) in enumerate((("language", self.language), ("look", self.mode))):
            field.setFixedWidth(220)
            self._named(grid, row, name, field)
        self.language.committed.connect(self.language_chosen)
        self.mode.committed.connect(self.mode_chosen)
        card.body.addLayout(grid)
        return card

    def _opening(self) -> SettingsCard:
        card = SettingsCard(self.kit, "opening")
        self.opening = button(self.kit, "ui_settings.opening", icon="pencil", edits=True)
        self.opening.clicked.connect(self.opening_asked)
        card.body.addLayout(_row(self.opening))
        return card

    def _forms(self) -> SettingsCard:
        card = SettingsCard(self.kit, "forms")
        buttons: list[QPushButton] = []
        for form in FORMS:
            each = button(self.kit, f"ui.form_{form}", icon="download")
            each.clicked.connect(lambda _checked=False, form=form: self.form_asked.emit(form))
            buttons.append(each)
        card.body.addLayout(_row(*buttons))
        return card

    def _help(self) -> SettingsCard:
        card = SettingsCard(self.kit, "help")
        guide = button(self.kit, "ui_settings.guide", icon="info")
        keys = button(self.kit, "ui_settings.keys")
        about = button(self.kit, "ui_settings.about")
        guide.clicked.connect(self.guide_asked)
        keys.clicked.connect(self.keys_asked)
        about.clicked.connect(self.about_asked)
        card.body.addLayout(_row(guide, keys, about))
        return card

    def _named(self, grid: QGridLayout, row: int, key: str, field: QWidget) -> None:
        name = label("fact")
        name.setBuddy(field)
        self.kit.words.put(name, f"ui_settings.field_{key}")
        self.kit.words.put(field, f"ui_settings.field_{key}", "setAccessibleName")
        grid.addWidget(name, row, 0)
        grid.addWidget(field, row, 1)

    def refresh(self) -> None:
        facts = self.kit.backend.facts
        if facts is not None:
            self._show_facts(facts)
        self.shops.load()

    def take_focus(self) -> None:
        self.business.setFocus()

    def _show_facts(self, facts: BookFacts) -> None:
        self.business.hold(facts.business, keep_typing=True)
        self._file.setText(str(facts.path))

    def _hold_choices(self) -> None:
        self.language.hold(self.kit.words.texts.language)
        self.mode.hold(self.kit.theme.mode)

    def _rename(self, text: str) -> None:
        words, before = self.kit.words, self.business.held

        def put(name: str) -> None:
            self.kit.backend.run(
                "business",
                lambda book, _progress: paper_settings.set_paper(book, {"business": name}),
                lambda _choice: None,
                changes=True,
            )

        put(text)
        self.kit.edits.add(words("ui_settings.renamed", name=text), lambda: put(before))

    def _open_folder(self) -> None:
        facts = self.kit.backend.facts
        if facts is not None:
            opens(Path(facts.path).parent)()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in buttons:
        each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(each)
    row.addStretch()
    return row
