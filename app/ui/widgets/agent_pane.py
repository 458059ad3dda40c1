"""The pane of one agent: person, accounts, grade and pay over time, incidents of the month, payslips, the year."""

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.services.agent_history import AgentHistory, PastSlip
from app.ui.kit import Kit
from app.ui.read_only import only_to_edit
from app.ui.settings import Settings
from app.ui.widgets.agent_accounts import AgentAccounts
from app.ui.widgets.agent_events import AgentEvents
from app.ui.widgets.agent_pay import AgentPay
from app.ui.widgets.agent_slips import AgentSlips
from app.ui.widgets.agent_terms import AgentTerms
from app.ui.widgets.agent_year import AgentYearView
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.basics import ElidedLabel, icon_button, rule
from app.ui.widgets.notes import EmptyState


class AgentPane(QFrame):
    """Shows one agent, or what to do to see one. Edits are sent at once and can be undone.

    ``leave_asked``, ``rejoin_asked``, ``private_asked`` and ``shops_asked`` carry the agent, ``slip_asked`` the number
    and month of a payslip, ``entry_asked`` that incidents are to be typed.
    """

    told = Signal(str)
    leave_asked = Signal(object)
    rejoin_asked = Signal(object)
    private_asked = Signal(object)
    shops_asked = Signal(object)
    slip_asked = Signal(str, object)
    entry_asked = Signal()

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self._agent: Agent | None = None
        self._avatar, self._name, self._fact = Avatar(kit), ElidedLabel("name"), ElidedLabel("small")
        self.tabs, self._tab_stack = QTabBar(), QStackedWidget()
        self.terms, self.accounts = AgentTerms(kit), AgentAccounts(kit)
        self.pay, self.events, self.slips = AgentPay(kit), AgentEvents(kit), AgentSlips(kit)
        self.years = AgentYearView(kit, settings)
        self.years.told.connect(self.told)
        self.more = icon_button(kit, "ui_agents.more", "ellipsis")
        self._leave, self._rejoin = QAction(self), QAction(self)
        self._nobody = EmptyState()
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        kit.words.changed.connect(self.retranslate)
        self.retranslate()

    def _connect(self) -> None:
        menu = QMenu(self.more)
        for action, key, signal in (
            (self._leave, "ui_agents.leave", self.leave_asked),
            (self._rejoin, "ui_agents.rejoin", self.rejoin_asked),
        ):
            self._kit.words.put(action, key)
            action.triggered.connect(partial(self._ask, signal))
            only_to_edit(self._kit.month, action)
            menu.addAction(action)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.terms.private_asked.connect(partial(self._ask, self.private_asked))
        self.terms.shops_asked.connect(partial(self._ask, self.shops_asked))
        self.events.entry_asked.connect(self.entry_asked)
        self.slips.slip_asked.connect(self._ask_slip)

    def _ask(self, signal: SignalInstance, *_checked: bool) -> None:
        if self._agent is not None:
            signal.emit(self._agent)

    def _ask_slip(self, slip: PastSlip) -> None:
        if self._agent is not None:
            self.slip_asked.emit(self._agent.number, slip.month)

    def _assemble(self) -> None:
        self._kit.words.put(self.tabs, "ui_agents.tabs", "setAccessibleName")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(True)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._fact)
        head = QHBoxLayout()
        head.setContentsMargins(14, 12, 14, 6)
        head.setSpacing(10)
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        head.addWidget(self.more)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 0, 14, 0)
        bar.addWidget(self.tabs, 1)
        outer = QVBoxLayout(self)  # outside first: what is inside is styled anew whenever its place changes
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)
        somebody = QWidget()
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(somebody)
        column = QVBoxLayout(somebody)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(rule())
        column.addWidget(self._tab_stack, 1)
        for widget in (self.terms, self.accounts, self.pay, self.events, self.slips, self.years):
            self.tabs.addTab("")
            self._tab_stack.addWidget(widget)
        self.tabs.currentChanged.connect(self._tab_stack.setCurrentIndex)

    def know(self, agents: tuple[Agent, ...]) -> None:
        """Everybody of the book: the fields offer their positions, grades and teams."""
        self.terms.know(agents)
        self.accounts.know(agents)

    def show_agent(self, agent: Agent | None) -> None:
        """Show another agent, or nobody."""
        self._agent = agent
        self._stack.setCurrentIndex(0 if agent is None else 1)
        if agent is None:
            return
        self._avatar.say(agent.name)
        self._name.setText(agent.name)
        self._fact.setText(_fact(agent, self._kit))
        words = self._kit.words
        self.tabs.setTabText(0, words("ui.tab_person"))
        self.tabs.setTabText(1, words("ui.tab_accounts", count=len(agent.accounts)))
        self.tabs.setTabText(2, words("ui_agents.tab_pay"))
        self.tabs.setTabText(5, words("ui_papers.tab_year"))
        self._leave.setVisible(agent.left is None or agent.left >= self._kit.month.month.first)
        self._rejoin.setVisible(agent.left is not None)
        self.terms.show_agent(agent)
        self.years.show_agent(agent)
        self.accounts.show_agent(agent)
        self.pay.show_agent(agent)
        self._show_history(agent, AgentHistory(number=agent.number))
        self._kit.backend.agent_history(agent.number, self._kit.month.month, self._history_came, self)

    def _history_came(self, history: AgentHistory) -> None:
        if self._agent is not None and history.number == self._agent.number:
            self._show_history(self._agent, history)

    def _show_history(self, agent: Agent, history: AgentHistory) -> None:
        words = self._kit.words
        self.tabs.setTabText(3, words("ui_agents.tab_events_count", count=len(history.incidents)))
        self.tabs.setTabText(4, words("ui_agents.tab_slips"))
        self.pay.show_history(agent, history)
        self.events.show_incidents(history.incidents)
        self.slips.show_slips(history.slips)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = self._kit.words
        self._nobody.say(words("ui.agents_nobody"), words("ui.agents_nobody_why"))
        self.show_agent(self._agent)


def _fact(agent: Agent, kit: Kit) -> str:
    """``A001 · 售前 P3 · 暖阳组 · 在职 3 年 7 个月``."""
    place = " ".join(word for word in (agent.position, agent.grade) if word)
    parts = [agent.number, place, agent.team, service_text(agent, kit)]
    return " · ".join(part for part in parts if part)


def service_text(agent: Agent, kit: Kit) -> str:
    """How long the agent has been there at the end of the month looked at, "" where that is unknown."""
    month = kit.month.month
    last = min(month, PayMonth.of(agent.left)) if agent.left else month
    if agent.hired is None or agent.hired > month.last:
        return ""
    end = min(agent.left, month.last) if agent.left else month.last
    months = (last.year - agent.hired.year) * 12 + last.number - agent.hired.month
    months -= end.day < agent.hired.day and end != last.last
    if months >= 12:
        return kit.words("ui.years_months", years=months // 12, months=months % 12)
    return kit.words("ui.months_only", months=max(months, 0))
