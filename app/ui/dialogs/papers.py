"""What to print or save of a month: payslips, strips or a sheet to sign, on which paper, with how much on it."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.problem import JixinError
from app.services.paper_settings import read_picture
from app.services.print_pages import WHATS, What
from app.services.print_payslips import Papers, Password
from app.texts import LANGUAGES, Texts
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, label
from app.ui.widgets.notes import ErrorSentence
from app.wording.choices import DEPTHS, FIELDS, Choice, Depth
from app.wording.problems import problem_text

_FORMS = ("pdf", "png")
_PASSWORDS: tuple[Password, ...] = ("", "random", "id6")
_COLUMNS = 4


class PapersDialog(Dialog):
    """``print_asked``, ``preview_asked`` and ``save_asked`` carry nothing: what is wanted stands in the fields."""

    print_asked = Signal()
    preview_asked = Signal()
    save_asked = Signal()

    def __init__(self, kit: Kit, parent: QWidget, choice: Choice, person: str = "") -> None:
        super().__init__(parent)
        self._kit, self._logo, self._seal = kit, choice.logo, choice.seal
        self.setWindowTitle(kit.words("ui_papers.title"))
        self.what, self.who = self._combo("what_", WHATS), QComboBox()
        self.paper, self.form = self._combo("paper_", ("a5", "a4")), self._combo("form_", _FORMS)
        self.files, self.password = self._combo("files_", ("each", "merged")), self._combo("password_", _PASSWORDS)
        self.reasons, self.language = self._combo("depth_", DEPTHS), self._combo("language_", LANGUAGES)
        self.who.addItem(kit.words("ui_papers.who_all"), "")
        if person:
            self.who.addItem(person, person)
        self.reasons.setCurrentIndex(DEPTHS.index(choice.depth))
        self.language.setCurrentIndex(LANGUAGES.index(kit.words.texts.language))
        self.fields = {field: QCheckBox(kit.words(f"ui_papers.field_{field}")) for field in FIELDS}
        for field, box in self.fields.items():
            box.setChecked(choice.shows(field))
        self.light = label("fact", kit.words("ui_papers.password_light"))
        self.light.setWordWrap(True)
        self.fault = ErrorSentence(kit)
        self._assemble()
        for combo in (self.what, self.form, self.files, self.password):
            combo.currentIndexChanged.connect(self._fit)
        self._fit()

    def _combo(self, name: str, values: tuple[str, ...]) -> QComboBox:
        combo = QComboBox()
        for value in values:
            combo.addItem(self._kit.words(f"ui_papers.{name}{value or 'none'}"), value)
        return combo

    def _assemble(self) -> None:
        words, form = self._kit.words, QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name in ("what", "who", "paper", "files", "form", "password"):
            form.addRow(label("fact", words(f"ui_papers.{name}")), getattr(self, name))
        form.addRow("", self.light)
        form.addRow(label("fact", words("ui_papers.depth")), self.reasons)
        form.addRow(label("fact", words("ui_papers.language")), self.language)
        form.addRow(label("fact", words("ui_papers.pictures")), self._pictures())
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for at, box in enumerate(self.fields.values()):
            grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(label("fact", words("ui_papers.fields")))
        column.addLayout(grid)
        column.addWidget(self.fault)
        column.addStretch()
        column.addLayout(self._buttons())
        self.setMinimumWidth(560)

    def _pictures(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.logo_button, self.seal_button = button(self._kit, "ui_papers.logo"), button(self._kit, "ui_papers.seal")
        self.logo_button.clicked.connect(lambda: self._pick("logo"))
        self.seal_button.clicked.connect(lambda: self._pick("seal"))
        self.no_pictures = button(self._kit, "ui_papers.no_pictures", kind="link")
        self.no_pictures.clicked.connect(self._drop_pictures)
        for widget in (self.logo_button, self.seal_button, self.no_pictures):
            row.addWidget(widget)
        row.addStretch()
        return holder

    def _buttons(self) -> QHBoxLayout:
        self.keep = button(self._kit, "ui_papers.keep")
        self.preview = button(self._kit, "ui_papers.preview")
        self.printed = button(self._kit, "ui_papers.print", icon="printer")
        self.save = button(self._kit, "ui_papers.save", icon="download", kind="primary")
        self.keep.clicked.connect(self.reject)
        self.preview.clicked.connect(lambda: self.preview_asked.emit())
        self.printed.clicked.connect(lambda: self.print_asked.emit())
        self.save.clicked.connect(lambda: self.save_asked.emit())
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for widget in (self.keep, self.preview, self.printed, self.save):
            row.addWidget(widget)
        return row

    def _fit(self) -> None:
        """Only what the chosen paper can have can be chosen."""
        slips, each = self.kind == "slips", self.files.currentData() == "each"
        for widget in (self.paper, self.files):
            widget.setEnabled(slips)
        for widget in (self.form, self.password):
            widget.setEnabled(slips and each)
        if self.form.currentData() == "png":
            self.password.setEnabled(False)
        self.who.setEnabled(self.kind != "sheet")
        self.light.setVisible(self.password.isEnabled() and self.password.currentData() == "id6")
        self.no_pictures.setEnabled(bool(self._logo or self._seal))

    def _pick(self, which: str) -> None:
        words = self._kit.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words(f"ui_papers.{which}"), "", words("ui_papers.filter_picture")
        )
        if chosen:
            self.take_picture(which, Path(chosen))

    def take_picture(self, which: str, file: Path) -> None:
        """Use a file as ``logo`` or ``seal``; what is wrong with it is said."""
        try:
            data = read_picture(file)
        except JixinError as refusal:
            self.fault.say(problem_text(refusal.problems[0], self._kit.words.texts))
            return
        self.fault.say("")
        if which == "logo":
            self._logo = data
        else:
            self._seal = data
        self._fit()

    def _drop_pictures(self) -> None:
        self._logo = self._seal = b""
        self._fit()

    @property
    def kind(self) -> What:
        """What is printed."""
        return self.what.currentData()

    @property
    def texts(self) -> Texts:
        """The language of the paper."""
        language = self.language.currentData()
        return self._kit.words.texts if language == self._kit.words.texts.language else Texts(language)

    @property
    def choice(self) -> Choice:
        """What stands on it."""
        depth: Depth = self.reasons.currentData()
        hidden = frozenset(field for field, box in self.fields.items() if not box.isChecked())
        return Choice(depth=depth, hidden=hidden, logo=self._logo, seal=self._seal)

    @property
    def merged(self) -> bool:
        """Whether everybody goes into one file; strips and the sheet always do."""
        return self.kind != "slips" or self.files.currentData() == "merged"

    @property
    def papers(self) -> Papers:
        """How the files are made."""
        locked = self.password.currentData() if self.password.isEnabled() else ""
        png = self.form.isEnabled() and self.form.currentData() == "png"
        return Papers(paper=self.paper.currentData(), png=png, password=locked, choice=self.choice)

    def papers_into(self, file: Path) -> Papers:
        """The same with everybody in one file."""
        names = {"slips": "merged", "strips": "strips", "sheet": "sheet"}
        return replace(self.papers, **{names[self.kind]: file})
