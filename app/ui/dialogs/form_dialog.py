"""What the small forms share: fields one below the other, a sentence for what is wrong, two verbs."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import DateField, button, foot, label
from app.ui.widgets.notes import ErrorSentence


class FormDialog(Dialog):
    """Subclasses add fields and override ``wrong`` to say what is missing."""

    def __init__(self, kit: Kit, parent: QWidget, title: str, act: str, keep: str) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.fault = ErrorSentence(kit)
        self.act, self.keep = button(kit, act, kind="primary"), button(kit, keep)
        self.act.setDefault(True)
        self.act.clicked.connect(self.check)
        self.keep.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.fault)
        column.addStretch()
        column.addLayout(foot(self.keep, self.act))
        self.setMinimumWidth(420)

    def say(self, text: str) -> None:
        """A sentence above the fields."""
        words = label("fact", text)
        words.setWordWrap(True)
        self.form.addRow(words)

    def line(self, key: str, text: str = "", hint: str = "") -> QLineEdit:
        """A typed field under the words of ``key``."""
        field = QLineEdit(text)
        field.setPlaceholderText(self.kit.words(hint) if hint else "")
        self.add(key, field)
        return field

    def words_field(self, key: str, known: tuple[str, ...], text: str = "") -> QComboBox:
        """A field that offers words and takes new ones."""
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.addItems(list(known))
        field.setEditText(text)
        self.add(key, field)
        return field

    def day_field(self, key: str, day: QDate) -> DateField:
        """A field for a day."""
        field = DateField()
        field.setDate(day)
        self.add(key, field)
        return field

    def add(self, key: str, field: QWidget) -> None:
        """A field under the words of ``key``, which are its name too."""
        text = self.kit.words(key)
        name: QLabel = label("fact", text)
        name.setBuddy(field)
        field.setAccessibleName(text)
        self.form.addRow(name, field)

    def wrong(self) -> str:
        """The sentence of what is missing, "" when nothing is."""
        return ""

    def check(self) -> None:
        """Close if nothing is missing."""
        sentence = self.wrong()
        self.fault.say(sentence)
        if not sentence:
            self.accept()
