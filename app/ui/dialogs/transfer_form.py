"""Asks what each column of the bank's empty form holds; asked once, kept in the book."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.problem import JixinError
from app.domain.transfer import FIELDS, FIXED, WAYS, Template
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.notes import ErrorSentence
from app.wording.problems import problem_text


class TransferFormDialog(Dialog):
    """``keep_asked`` carries the template; ``refuse`` says what is wrong with it."""

    keep_asked = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget, template: Template, not_kept: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._kit, self._template = kit, template
        words = kit.words
        self.lost = label("fact", "\n".join(words(f"document.form_lost_{code}") for code in not_kept))
        self.lost.setWordWrap(True)
        self.lost.setVisible(bool(not_kept))
        self.setWindowTitle(words("ui_papers.form_title"))
        self.name, self.way = QLineEdit(template.name), QComboBox()
        for way in WAYS:
            self.way.addItem(words(f"ui_papers.way_{way}"), way)
        self.way.setCurrentIndex(WAYS.index(template.way))
        self.fields = [self._field(field) for _, field in template.columns]
        self.fault = ErrorSentence(kit, self.name)
        self._assemble()

    def _field(self, chosen: str) -> QComboBox:
        """What a column holds: a field, nothing, or words of one's own that are typed."""
        words, combo = self._kit.words, QComboBox()
        combo.addItem(words("ui_papers.column_empty"), "")
        for field in FIELDS:
            combo.addItem(words(f"ui_papers.column_{field}"), field)
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        at = combo.findData(chosen)
        if at >= 0:
            combo.setCurrentIndex(at)
        else:
            combo.setEditText(chosen.removeprefix(FIXED))
        return combo

    def _assemble(self) -> None:
        words = self._kit.words
        top = QFormLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(8)
        top.addRow(label("fact", words("ui_papers.form_name")), self.name)
        top.addRow(label("fact", words("ui_papers.form_way")), self.way)
        columns = QWidget()
        form = QFormLayout(columns)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for (head, _), field in zip(self._template.columns, self.fields, strict=True):
            form.addRow(label("strong", head or words("ui_papers.column_blank")), field)
        area = CalmScroll()
        area.setWidget(columns)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(220)
        how = label("fact", words("ui_papers.form_how"))
        how.setWordWrap(True)
        keep, act = button(self._kit, "ui_papers.keep"), button(self._kit, "ui_papers.form_keep", kind="primary")
        keep.clicked.connect(self.reject)
        act.clicked.connect(lambda: self.keep_asked.emit(self.template))
        act.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(how)
        column.addWidget(self.lost)
        column.addWidget(area, 1)
        column.addWidget(self.fault)
        column.addLayout(foot(keep, act))
        self.setMinimumWidth(520)

    @property
    def template(self) -> Template:
        """The form as it is mapped now."""
        heads = [head for head, _ in self._template.columns]
        columns = tuple(zip(heads, map(self._held, self.fields), strict=True))
        return replace(self._template, name=self.name.text().strip(), way=self.way.currentData(), columns=columns)

    def _held(self, combo: QComboBox) -> str:
        text = combo.currentText().strip()
        at = combo.findText(text)
        if at >= 0:
            return combo.itemData(at)
        return f"{FIXED}{text}" if text else ""

    def refuse(self, refusal: JixinError) -> None:
        """Say what is wrong."""
        self.fault.say("\n".join(problem_text(problem, self._kit.words.texts) for problem in refusal.problems[:5]))
