"""Which scheme for which position from which month: a template, or a scheme from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.month import PayMonth
from app.domain.scheme import given
from app.services.schemes import Template
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.models.scheme_places import place_words
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.table import TableView
from app.wording.numbers import month_text


@dataclass(frozen=True)
class Place:
    """Whom a scheme is for; ``shop`` and ``team`` "" mean everywhere, and only one of them is given."""

    position: str
    shop: str
    team: str
    from_month: PayMonth


@dataclass(frozen=True)
class Choices:
    """What can be chosen from; ``taken`` names the scheme that starts at a place already."""

    positions: tuple[str, ...]
    shops: tuple[str, ...]
    teams: tuple[str, ...]
    months: tuple[PayMonth, ...]
    taken: Mapping[Place, str] = field(default_factory=dict[Place, str])


class TemplateDialog(Dialog):
    """Returns a template's id ("" when a file is put in force) and the place it is for."""

    def __init__(self, kit: Kit, choices: Choices, templates: Sequence[Template] = (), position: str = "") -> None:
        super().__init__()
        self._kit, self._choices = kit, choices
        self.setModal(True)
        title = "ui_schemes.dialog_template" if templates else "ui_schemes.dialog_import"
        kit.words.put(self, title, "setWindowTitle")
        self.position, self.shop, self.team, self.month = (QComboBox() for _ in range(4))
        self.other = QLineEdit()
        self._picked = False
        self.fault = ErrorSentence(kit)
        self._effect = label("small")
        self._effect.setWordWrap(True)
        self.table = self._template_table(templates) if templates else None
        self._description = QWidget()
        self._about = QScrollArea()
        self.use = button(kit, "ui_schemes.dialog_use", kind="primary")
        self.leave = button(kit, "ui_schemes.dialog_leave")
        self._fill(position, templates)
        self._lay_out()
        self.use.clicked.connect(self._use)
        self.leave.clicked.connect(self.reject)
        self._say_effect()
        if self.table is not None:
            self.table.row_chosen.connect(self._template_chosen)
            made_for = [template.position for template in templates]
            self.table.choose(made_for.index(position) if position in made_for else 0)

    def template(self) -> str:
        """The id of the chosen template."""
        chosen = self.table.chosen() if self.table is not None else None
        return chosen.id if isinstance(chosen, Template) else ""

    def place(self) -> Place:
        """Whom it is for, from when on."""
        month = self._choices.months[self.month.currentIndex()]
        return Place(self._position(), self._named(self.shop), self._named(self.team), month)

    def _position(self) -> str:
        return (self.other.text() if self._is_other() else self.position.currentText()).strip()

    def _is_other(self) -> bool:
        """Whether a new name is typed; that entry is always the last."""
        return self.position.currentIndex() == self.position.count() - 1

    def _named(self, box: QComboBox) -> str:
        return box.currentText() if box.currentIndex() > 0 else ""

    def _template_table(self, templates: Sequence[Template]) -> TableView:
        words = self._kit.words
        model: RowsModel[Template] = RowsModel()
        name = Column[Template](id="name", head="", text=lambda row: row.scheme.name, elide=True)
        made = Column[Template](
            id="for",
            head="",
            text=lambda row: words("ui_schemes.made_for", position=row.position),
            tint=lambda _row: "text2",
            drop=1,
        )
        model.set_columns([name, made])
        model.set_rows(templates)
        table = TableView(self._kit, model)
        model.setParent(table)
        table.setSortingEnabled(False)
        table.horizontalHeader().hide()
        table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        words.put(table, "ui_schemes.dialog_template", "setAccessibleName")
        return table

    def _fill(self, position: str, templates: Sequence[Template]) -> None:
        words, texts = self._kit.words, self._kit.words.texts
        made_for = (template.position for template in templates if template.position)
        self.position.addItems(list(dict.fromkeys((*self._choices.positions, *made_for))))
        self.position.addItem(words("ui_schemes.dialog_other"))
        self.position.setCurrentIndex(max(0, self.position.findText(position)))
        self.position.activated.connect(self._position_picked)
        self.other.setVisible(self._is_other())
        self.other.textChanged.connect(self._say_effect)
        for box, names in ((self.shop, self._choices.shops), (self.team, self._choices.teams)):
            box.addItem(words("ui_schemes.everywhere"))
            box.addItems(list(names))
        self.month.addItems([month_text(month, texts) for month in self._choices.months])
        here = self._kit.month.month
        if here in self._choices.months:
            self.month.setCurrentIndex(self._choices.months.index(here))
        for box in (self.position, self.shop, self.team, self.month):
            box.currentTextChanged.connect(self._say_effect)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        if self.table is not None:
            column.addLayout(self._choosing(self.table), 1)
        column.addLayout(self._form())
        column.addWidget(self._effect)
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.use)
        column.addLayout(row)
        self.resize(760 if self.table is not None else 460, 430 if self.table is not None else 200)

    def _choosing(self, table: TableView) -> QHBoxLayout:
        left = card()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(table)
        self._about.setWidgetResizable(True)
        self._about.setFrameShape(QFrame.Shape.NoFrame)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(left, 1)
        row.addWidget(self._about, 1)
        return row

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        fields = (("position", self.position), ("from", self.month), ("shop", self.shop), ("team", self.team))
        for at, (name, box) in enumerate(fields):
            head = label("small")
            self._kit.words.put(head, f"ui_schemes.dialog_{name}")
            head.setBuddy(box)
            self._kit.words.put(box, f"ui_schemes.dialog_{name}", "setAccessibleName")
            grid.addWidget(head, 0, at)
            grid.addWidget(box, 1, at)
            grid.setColumnStretch(at, 1)
        for setter in ("setPlaceholderText", "setAccessibleName"):
            self._kit.words.put(self.other, "ui_schemes.dialog_other_name", setter)
        grid.addWidget(self.other, 2, 0)
        return grid

    def _template_chosen(self, template: object) -> None:
        if not isinstance(template, Template):
            return
        words, scheme = self._kit.words, template.scheme
        comma = words("ui_schemes.list_comma")
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        items = comma.join(item.name for item in scheme.items)
        pay = comma.join(item.name for item in scheme.pay)
        said = [("name", scheme.name), ("", given(scheme.description, ""))]
        if items:
            said.append(("fact", words("ui_schemes.template_items", names=items)))
        said.append(("fact", words("ui_schemes.template_pay", names=pay)))
        for role, text in said:
            line = label(role, text)
            line.setWordWrap(True)
            column.addWidget(line)
        column.addStretch(1)
        self._about.setWidget(body)
        if not self._picked and (at := self.position.findText(template.position)) >= 0:
            self.position.setCurrentIndex(at)
            self.other.setVisible(False)

    def _position_picked(self) -> None:
        """From now on the position is the person's own choice, whatever template is looked at."""
        self._picked = True
        self.other.setVisible(self._is_other())
        if self._is_other():
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_effect(self) -> None:
        self.fault.say("")
        place, words = self.place(), self._kit.words
        month = month_text(place.from_month, words.texts)
        where = place_words((place.position, place.shop, place.team), words)
        old = self._choices.taken.get(place)
        text = words("ui_schemes.dialog_effect", position=where, month=month)
        if old is not None:
            text = words("ui_schemes.dialog_replaces", position=where, month=month, old=old)
        self._effect.setText(text if place.position else "")
        words.put(self.use, "ui_schemes.dialog_use" if old is None else "ui_schemes.dialog_replace")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field puts nothing in force; on a button it presses that button, which sees it first."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _use(self) -> None:
        place = self.place()
        if not place.position:
            self.fault.say(self._kit.words("ui_schemes.dialog_no_position"))
            (self.other if self._is_other() else self.position).setFocus(Qt.FocusReason.OtherFocusReason)
        elif place.shop and place.team:
            self.fault.say(self._kit.words("ui_schemes.dialog_shop_or_team"))
        else:
            self.accept()
