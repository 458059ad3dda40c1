"""Asks to whom an account is handed on, and from which day."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from app.domain.people import Account, Agent
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import DateField, button, foot, label


class MoveAccountDialog(Dialog):
    """``agent`` and ``day`` are the answer once the dialog is accepted."""

    def __init__(self, kit: Kit, parent: QWidget, account: Account, agents: tuple[Agent, ...]) -> None:
        super().__init__(parent)
        self._agents = agents
        words = kit.words
        self.setWindowTitle(words("ui.account_move_title", account=account.name))
        self.who, self.when = QComboBox(), DateField()
        for agent in agents:
            self.who.addItem(f"{agent.number} {agent.name}")
        first = kit.month.month.first
        self.when.setDate(QDate(first.year, first.month, first.day))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(label("fact", words("ui.account_move_to")), self.who)
        form.addRow(label("fact", words("ui.account_move_from")), self.when)
        keep = button(kit, "ui.account_move_keep")
        act = button(kit, "ui.account_move_act", kind="primary")
        keep.clicked.connect(self.reject)
        act.clicked.connect(self.accept)
        act.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addLayout(foot(keep, act))
        self.setMinimumWidth(380)

    @property
    def agent(self) -> Agent:
        """Who gets the account."""
        return self._agents[self.who.currentIndex()]

    @property
    def day(self) -> date:
        """From when."""
        chosen = self.when.date()
        return date(chosen.year(), chosen.month(), chosen.day())
