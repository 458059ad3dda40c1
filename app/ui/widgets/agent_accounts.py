"""The dated accounts of an agent, and handing one on."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.domain.people import Account, Agent
from app.services import roster
from app.ui.dialogs.add_account import AddAccountDialog
from app.ui.dialogs.move_account import MoveAccountDialog
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.widgets.basics import button, label
from app.ui.widgets.table import TableView


class AgentAccounts(QWidget):
    """A small table: account, shop, days. The chosen one can be handed on from a day."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._agent: Agent | None = None
        self._agents: tuple[Agent, ...] = ()
        self.model: RowsModel[Account] = RowsModel(self)
        self.table = TableView(kit, self.model)
        kit.words.put(self.table, "ui.col_accounts", "setAccessibleName")
        self.move_button = button(kit, "ui.account_move", icon="arrow-right", edits=True)
        self.move_button.clicked.connect(self.hand_on)
        self.add_button = button(kit, "ui_agents.account_add", icon="plus", edits=True)
        self.add_button.clicked.connect(self.add)
        self._none: QLabel = label("fact")
        self._none.setWordWrap(True)
        kit.words.put(self._none, "ui.account_none")
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.move_button)
        row.addWidget(self.add_button)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self._none)
        inside.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 10)
        outer.setSpacing(10)
        outer.addWidget(self._stack, 1)
        outer.addLayout(row)

    def know(self, agents: tuple[Agent, ...]) -> None:
        """To whom an account may be handed on."""
        self._agents = agents

    def show_agent(self, agent: Agent) -> None:
        """Show the accounts of an agent."""
        self._agent = agent
        words = self._kit.words
        self.model.set_columns(
            (
                Column("name", words("ui.col_accounts"), lambda account: account.name, bold=True, elide=True),
                Column("shop", words("ui.col_shops"), lambda account: account.shop, elide=True),
                Column("days", words("ui.account_days"), self._days, tint=lambda _account: "text2"),
            )
        )
        self.model.set_rows(agent.accounts)
        self._stack.setCurrentIndex(0 if agent.accounts else 1)
        self.move_button.setVisible(bool(agent.accounts))
        self.table.choose(0)

    def add(self) -> None:
        """Ask for an account and from when, and give it to the agent."""
        agent = self._agent
        if agent is None:
            return
        dialog = AddAccountDialog(self._kit, self.window(), agent.name, self._kit.month.month.first)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            account, day = dialog.account, dialog.day
            sentence = self._kit.words("ui.account_moved", account=account, day=day.isoformat(), name=agent.name)
            self._kit.edits.do(lambda book: roster.move_account(book, account, agent.number, day), sentence, owner=self)
        dialog.deleteLater()

    def hand_on(self) -> None:
        """Ask to whom and from when, and do it."""
        account: Account | None = self.table.chosen()
        others = tuple(agent for agent in self._agents if agent != self._agent)
        if account is None or not others:
            return
        dialog = MoveAccountDialog(self._kit, self.window(), account, others)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            agent, day = dialog.agent, dialog.day
            sentence = self._kit.words("ui.account_moved", account=account.name, day=day.isoformat(), name=agent.name)
            self._kit.edits.do(
                lambda book: roster.move_account(book, account.full, agent.number, day), sentence, owner=self
            )
        dialog.deleteLater()

    def _days(self, account: Account) -> str:
        words = self._kit.words
        first = account.first.isoformat() if account.first else ""
        last = account.last.isoformat() if account.last else ""
        if first and last:
            return words("ui.account_range", first=first, last=last)
        if first:
            return words("ui.account_from", first=first)
        return words("ui.account_until", last=last) if last else words("ui.account_always")
