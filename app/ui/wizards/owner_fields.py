"""The fields under 是已有的客服 and 是新客服: who, from which day, to which day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.models.decisions import NEW, Decision
from app.ui.widgets.basics import DateField, label


class OwnerFields(QWidget):
    """An agent, the first day, and the last one if it is not for good."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._agents: tuple[Agent, ...] = ()
        self.agent, self.day, self.until = QComboBox(), DateField(), DateField()
        self.ends = QCheckBox()
        since = label("fact")
        put = kit.words.put
        put(since, "ui_import.owner_from")
        put(self.ends, "ui_import.owner_until")
        put(self.agent, "ui_import.owner_existing", "setAccessibleName")
        put(self.agent, "ui_import.choose_one", "setPlaceholderText")
        put(self.day, "ui_import.owner_from", "setAccessibleName")
        put(self.until, "ui_import.owner_until", "setAccessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 5, 0, 2)
        column.setSpacing(8)
        column.addWidget(self.agent)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.day, self.until):
            field.setFixedWidth(112)
        for widget in (since, self.day, self.ends, self.until):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.agent.currentIndexChanged.connect(self.changed)
        self.ends.toggled.connect(self.until.setVisible)
        self.ends.toggled.connect(self.changed)
        for field in (self.day, self.until):
            field.dateChanged.connect(self.changed)
        self.until.hide()

    def offer(self, agents: tuple[Agent, ...], number: str, first: date, until: date | None) -> None:
        """Offer these agents, the likely one first; ``number`` is the one that was chosen or is likely, if any."""
        self._agents = agents
        self.agent.clear()
        self.agent.addItems([f"{each.name}　{each.number}" for each in agents])
        numbers = [each.number for each in agents]
        self.agent.setCurrentIndex(numbers.index(number) if number in numbers else -1)
        self.day.setDate(_shown(first))
        self.ends.setChecked(until is not None)
        self.until.setDate(_shown(until or max(first, _end_of(first))))

    def chosen(self) -> Agent | None:
        """Whose it is to be; None where there is nobody."""
        at = self.agent.currentIndex()
        return self._agents[at] if 0 <= at < len(self._agents) else None

    def first(self) -> date:
        """From which day."""
        return _day(self.day)

    def last(self) -> date | None:
        """To which day; None for good."""
        return _day(self.until) if self.ends.isChecked() else None

    def in_order(self) -> bool:
        """Whether the last day is not before the first."""
        last = self.last()
        return last is None or self.first() <= last


class NewcomerFields(QWidget):
    """Name, position and first day of a new agent."""

    changed = Signal()
    entered = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.called, self.place, self.day = QLineEdit(), QComboBox(), DateField()
        self.place.setEditable(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 5, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for at, (name, field) in enumerate((("name", self.called), ("position", self.place), ("hired", self.day))):
            head = label("fact")
            kit.words.put(head, f"ui_import.new_{name}_head")
            kit.words.put(field, f"ui_import.new_{name}_head", "setAccessibleName")
            head.setBuddy(field)
            grid.addWidget(head, at, 0)
            grid.addWidget(field, at, 1)
        grid.setColumnStretch(1, 1)
        self.called.textChanged.connect(self.changed)
        self.called.returnPressed.connect(self.entered)

    def offer(self, positions: Sequence[str], decided: Decision | None, first: date) -> None:
        """Offer these positions; a new agent that was decided for stands there again."""
        again = decided if decided is not None and decided.kind == NEW else None
        self.place.clear()
        self.place.addItems(list(positions))
        self.called.setText(again.name if again else "")
        if again:
            self.place.setCurrentText(again.position)
        self.day.setDate(_shown(again.day if again else first))

    def name(self) -> str:
        """The real name, "" while it is missing."""
        return self.called.text().strip()

    def position(self) -> str:
        """The position, one of the book's or a new one."""
        return self.place.currentText().strip()

    def hired(self) -> date:
        """The first day at work."""
        return _day(self.day)


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(field: DateField) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _end_of(day: date) -> date:
    last = _shown(day)
    return date(last.year(), last.month(), last.daysInMonth())
