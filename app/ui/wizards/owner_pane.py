"""The question about one account: an agent's from a day on, a new agent's, left out for good, or let it wait."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.models.decisions import BACK, GIVE, NEW, OUT, Decision, open_from
from app.ui.models.people_rows import PersonRow, after_line, figures_line
from app.ui.widgets.basics import ElidedLabel, button, card, label, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.choice_card import ChoiceCard
from app.ui.wizards.owner_fields import NewcomerFields, OwnerFields
from app.ui.wizards.session import ImportSession

_STAYS = {
    "owned": ("owner_keep", "owner_keep_why"),
    "ignored": ("owner_back", "owner_back_why"),
    "waits": ("owner_wait", "owner_wait_why"),
}
"""What the last choice says, and why, of an account that somebody has, is left out, or waits."""


class OwnerPane(QWidget):
    """Shows one account; ``decided`` comes after something was decided about it."""

    decided = Signal()

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__()
        self._kit, self._session = kit, session
        self._row: PersonRow | None = None
        self._shop, self._name, self._figures = label("small"), ElidedLabel("name"), label("small")
        self._owned, self._after = label(), label("small")
        for text in (self._figures, self._owned, self._after):
            text.setWordWrap(True)
        self.who, self.newcomer = OwnerFields(kit), NewcomerFields(kit)
        group = QButtonGroup(self)
        self.existing, self.fresh = ChoiceCard(group, self.who), ChoiceCard(group, self.newcomer)
        self.out, self.wait = ChoiceCard(group), ChoiceCard(group)
        self.done = button(kit, "ui_import.owner_done")  # the one filled button is the wizard's
        self._note = label("small")
        self._note.setWordWrap(True)
        self._words()
        self._lay_out()
        for choice in (self.existing, self.fresh, self.out, self.wait):
            choice.chosen.connect(self._say_button)
        self.who.changed.connect(self._say_button)
        self.newcomer.changed.connect(self._say_button)
        self.newcomer.entered.connect(self._enter)
        self.done.clicked.connect(self._decide)

    def _words(self) -> None:
        put = self._kit.words.put
        put(self.fresh.radio, "ui_import.owner_new")
        put(self.fresh.fact, "ui_import.owner_new_why")
        put(self.out.radio, "ui_import.owner_out")
        put(self.out.fact, "ui_import.owner_out_why")
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
        for choice in (self.existing, self.fresh, self.out, self.wait):
            inner.addWidget(choice)
            inner.addSpacing(4)
        inner.addWidget(self._after)
        inner.addStretch(1)
        scroll = CalmScroll()
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
        words = self._kit.words
        self._shop.setText(account.shop)
        self._name.setText(account.spelling)
        month = words(f"number.month_{self._session.month.number}")
        totals = self._session.planned.totals
        figures = figures_line(account, [totals[file.path] for file in self._session.included], words)
        self._figures.setText(words("ui_import.owner_figures", month=month, figures=figures))
        self._figures.setVisible(bool(figures))
        self._owned.setText(words("ui_import.owned", owner=row.had_by, reason=row.had_why))
        self._owned.setVisible(row.owned)
        for choice in (self.fresh, self.out):
            choice.setVisible(not row.owned)
        self._say_choices(row)
        self._offer(row)

    def _say_choices(self, row: PersonRow) -> None:
        """An account that somebody has is handed on or stays; one that nobody has is given away, waits or is out."""
        put, owned = self._kit.words.put, row.owned
        back = row.account is not None and row.account.how == "ignored"
        wait, why = _STAYS["owned" if owned else "ignored" if back else "waits"]
        put(self.existing.radio, "ui_import.owner_hand_on" if owned else "ui_import.owner_existing")
        put(self.wait.radio, f"ui_import.{wait}")
        put(self.wait.fact, f"ui_import.{why}")

    def _offer(self, row: PersonRow) -> None:
        planned, account = self._session.planned, row.account
        if planned is None or account is None:
            return
        near = [candidate.number for candidate in account.candidates]
        others = (each for each in planned.agents if not row.owned or (each.number,) != account.owners)
        agents = tuple(sorted(others, key=lambda each: near.index(each.number) if each.number in near else len(near)))
        decided = self._session.decisions.get(account.full, ())
        rest = open_from(account, decided, self._session.month)
        last = decided[-1] if decided else None
        again = last if rest is None or not decided else None
        first = again.day if again else rest or self._session.month.first
        likely = near[0] if near and not row.owned else ""
        self.who.offer(agents, again.number if again else likely, first, again.until if again else None)
        self.newcomer.offer(planned.positions, again, first)
        self.existing.fact.setText("" if row.owned else self._nearest(near, agents))
        self.existing.fact.setVisible(not row.owned)
        self._choice(row, last, near=bool(near)).radio.setChecked(True)
        self._say_button()

    def _choice(self, row: PersonRow, last: Decision | None, *, near: bool) -> ChoiceCard:
        """The choice that was made, else the likely one."""
        if last is not None:
            return {GIVE: self.existing, NEW: self.fresh, OUT: self.out, BACK: self.wait}[last.kind]
        if row.account is not None and row.account.how == "ignored":
            return self.out
        return self.existing if near and not row.owned else self.wait

    def _nearest(self, near: list[str], agents: tuple[Agent, ...]) -> str:
        words = self._kit.words
        agent = next((each for each in agents if near and each.number == near[0]), None)
        if agent is None:
            return words("ui_import.owner_no_near")
        place = " ".join(part for part in (agent.position, agent.grade) if part)
        return words("ui_import.owner_near", name=agent.name, number=agent.number, place=place)

    def ask(self) -> None:
        """Open the list of agents: the field in the table was clicked."""
        self.existing.radio.setChecked(True)
        self.who.agent.setFocus()
        self.who.agent.showPopup()

    def _say_button(self) -> None:
        words, owned = self._kit.words, self._row is not None and self._row.owned
        if self.existing.radio.isChecked():
            agent = self.who.chosen()
            give = "owner_hand_to" if owned else "owner_give"
            text = words(f"ui_import.{give}", name=agent.name) if agent else words("ui_import.owner_done")
            self.done.setText(text)
        elif self.fresh.radio.isChecked():
            self.done.setText(words("ui_import.owner_make"))
        else:
            back = self._row is not None and self._row.account is not None and self._row.account.how == "ignored"
            stays = "owner_keep" if owned else "owner_back" if back else "owner_let_wait"
            self.done.setText(words(f"ui_import.{'owner_leave_out' if self.out.radio.isChecked() else stays}"))
        self.done.setEnabled(self._is_whole())
        self._say_after()

    def _say_after(self) -> None:
        """What the chosen agent's figures come to with this account."""
        agent, row, planned = self.who.chosen(), self._row, self._session.planned
        said = ""
        if self.existing.radio.isChecked() and agent and planned and row and row.account and not row.owned:
            totals = [planned.totals[file.path] for file in self._session.included]
            said = after_line(row.account, agent, self._session.accounts, totals, self._kit.words)
        self._after.setText(said)
        self._after.setVisible(bool(said))

    def _is_whole(self) -> bool:
        """Whether the chosen answer says all that it needs."""
        if self.existing.radio.isChecked():
            return self.who.chosen() is not None and self.who.in_order()
        return not self.fresh.radio.isChecked() or bool(self.newcomer.name())

    def _enter(self) -> None:
        """Enter in a field of a new agent does what the button does."""
        if self.done.isEnabled():
            self._decide()

    def _decide(self) -> None:
        row = self._row
        if row is None or row.account is None or not self._is_whole():
            return
        self._session.decide(row.account.full, self._decision(row, self._session.month))
        self.decided.emit()

    def _decision(self, row: PersonRow, month: PayMonth) -> Decision | None:
        agent = self.who.chosen()
        if self.existing.radio.isChecked() and agent is not None:
            return Decision(GIVE, self.who.first(), number=agent.number, until=self.who.last())
        if self.fresh.radio.isChecked():
            hired: date = self.newcomer.hired()
            return Decision(NEW, hired, name=self.newcomer.name(), position=self.newcomer.position())
        if self.out.radio.isChecked():
            return Decision(OUT, month.first)
        ignored = row.account is not None and row.account.how == "ignored"
        return Decision(BACK, month.first) if ignored else None
