"""The question about one account: an agent's from a day on, left out for good, or let it wait."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.models.people_rows import PersonRow, figures_line
from app.ui.widgets.basics import DateField, ElidedLabel, button, card, label, rule
from app.ui.widgets.choice_card import ChoiceCard
from app.ui.wizards.session import Decision, ImportSession


class OwnerPane(QWidget):
    """Shows one account; ``decided`` comes after something was decided about it."""

    decided = Signal()

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__()
        self._kit, self._session = kit, session
        self._row: PersonRow | None = None
        self._agents: tuple[Agent, ...] = ()
        self._shop, self._name, self._figures = label("small"), ElidedLabel("name"), label("small")
        self._owned = label()
        for text in (self._figures, self._owned):
            text.setWordWrap(True)
        self.agent, self.day = QComboBox(), DateField()
        group = QButtonGroup(self)
        self.existing = ChoiceCard(group, self._who())
        self.out, self.wait = ChoiceCard(group), ChoiceCard(group)
        self.done = button(kit, "ui_import.owner_done", kind="primary")
        self._note = label("small")
        self._note.setWordWrap(True)
        self._words()
        self._lay_out()
        for choice in (self.existing, self.out, self.wait):
            choice.chosen.connect(self._say_button)
        self.agent.currentIndexChanged.connect(self._say_button)
        self.done.clicked.connect(self._decide)

    def _who(self) -> QWidget:
        who = QWidget()
        column = QVBoxLayout(who)
        column.setContentsMargins(24, 5, 0, 2)
        column.setSpacing(8)
        column.addWidget(self.agent)
        row = QHBoxLayout()
        row.setSpacing(8)
        since, on = label("fact"), label("fact")
        self._kit.words.put(since, "ui_import.owner_from")
        self._kit.words.put(on, "ui_import.owner_on")
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMinimumWidth(128)
        row.addWidget(since)
        row.addWidget(self.day)
        row.addWidget(on)
        row.addStretch(1)
        column.addLayout(row)
        return who

    def _words(self) -> None:
        put = self._kit.words.put
        put(self.existing.radio, "ui_import.owner_existing")
        put(self.out.radio, "ui_import.owner_out")
        put(self.out.fact, "ui_import.owner_out_why")
        put(self.wait.radio, "ui_import.owner_wait")
        put(self.wait.fact, "ui_import.owner_wait_why")
        put(self.agent, "ui_import.owner_existing", "setAccessibleName")
        put(self.day, "ui_import.owner_from", "setAccessibleName")
        put(self._note, "ui_import.owner_note")

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._body = QWidget()
        self._body.setObjectName("body")
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.setSpacing(4)
        for widget in (self._shop, self._name, self._figures, self._owned):
            inner.addWidget(widget)
        inner.addSpacing(4)
        for choice in (self.existing, self.out, self.wait):
            inner.addWidget(choice)
            inner.addSpacing(4)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._body)
        column.addWidget(scroll, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 10, 14, 10)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.done)
        self._line = rule()
        column.addWidget(self._line)
        column.addWidget(self._foot)

    def show_row(self, row: PersonRow | None) -> None:
        """Show another account; a section shows nothing."""
        self._row = row
        account = row.account if row else None
        self._body.setVisible(account is not None)
        for widget in (self._foot, self._line):
            widget.setVisible(account is not None)
        if row is None or account is None or self._session.planned is None:
            return
        self._shop.setText(account.shop)
        self._name.setText(account.spelling)
        month = self._kit.words(f"number.month_{self._session.month.number}")
        figures = figures_line(account, self._session.included, self._kit.words)
        self._figures.setText(self._kit.words("ui_import.owner_figures", month=month, figures=figures))
        self._figures.setVisible(bool(figures))
        self._owned.setText(self._kit.words("ui_import.owned", owner=row.had_by, reason=row.had_why))
        self._owned.setVisible(row.owned)
        self.out.setVisible(not row.owned)
        self.wait.setVisible(account.how != "ignored")
        self._say_choices(row)
        self._offer(row)

    def _say_choices(self, row: PersonRow) -> None:
        """An account that somebody has is handed on or stays; one that nobody has is given away or waits."""
        put, owned = self._kit.words.put, row.owned
        put(self.existing.radio, "ui_import.owner_hand_on" if owned else "ui_import.owner_existing")
        put(self.wait.radio, "ui_import.owner_keep" if owned else "ui_import.owner_wait")
        put(self.wait.fact, "ui_import.owner_keep_why" if owned else "ui_import.owner_wait_why")

    def _offer(self, row: PersonRow) -> None:
        planned, account = self._session.planned, row.account
        if planned is None or account is None:
            return
        near = [candidate.number for candidate in account.candidates]
        others = (each for each in planned.agents if not row.owned or (each.number,) != account.owners)
        self._agents = tuple(
            sorted(others, key=lambda each: near.index(each.number) if each.number in near else len(near))
        )
        self.agent.clear()
        self.agent.addItems([f"{each.name}　{each.number}" for each in self._agents])
        self.existing.fact.setText("" if row.owned else self._nearest(near))
        self.existing.fact.setVisible(not row.owned)
        decision = self._session.decisions.get(account.full)
        first = decision.day if decision else self._session.month.first
        self.day.setDate(QDate(first.year, first.month, first.day))
        numbers = [each.number for each in self._agents]
        if decision and decision.number in numbers:
            self.agent.setCurrentIndex(numbers.index(decision.number))
        likely = self.existing if near and not row.owned else self.wait
        chosen = likely if decision is None else self.existing if decision.number else self.out
        if account.how == "ignored" and decision is None:
            chosen = self.out
        chosen.radio.setChecked(True)
        self._say_button()

    def _nearest(self, near: list[str]) -> str:
        words = self._kit.words
        if not near:
            return words("ui_import.owner_no_near")
        agent = next((each for each in self._agents if each.number == near[0]), None)
        if agent is None:
            return words("ui_import.owner_no_near")
        place = " ".join(part for part in (agent.position, agent.grade) if part)
        return words("ui_import.owner_near", name=agent.name, number=agent.number, place=place)

    def ask(self) -> None:
        """Open the list of agents: the field in the table was clicked."""
        self.existing.radio.setChecked(True)
        self.agent.setFocus()
        self.agent.showPopup()

    def _say_button(self) -> None:
        words, owned = self._kit.words, self._row is not None and self._row.owned
        at = self.agent.currentIndex()
        if self.existing.radio.isChecked():
            name = self._agents[at].name if 0 <= at < len(self._agents) else ""
            self.done.setText(words("ui_import.owner_hand_to" if owned else "ui_import.owner_give", name=name))
        else:
            stays = "owner_keep" if owned else "owner_let_wait"
            key = "owner_leave_out" if self.out.radio.isChecked() else stays
            self.done.setText(words(f"ui_import.{key}"))
        self.done.setEnabled(not self.existing.radio.isChecked() or bool(self._agents))

    def _decide(self) -> None:
        row, at = self._row, self.agent.currentIndex()
        if row is None or row.account is None:
            return
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        decision: Decision | None = None
        if self.existing.radio.isChecked():
            decision = Decision(self._agents[at].number, day)
        elif self.out.radio.isChecked():
            decision = Decision("", day)
        self._session.decide(row.account.full, decision)
        self.decided.emit()
