"""The pane of one agent: terms that can be changed from the month on, the dated accounts, the year."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.ui.widgets.agent_accounts import AgentAccounts
from app.ui.widgets.agent_terms import AgentTerms
from app.ui.widgets.agent_year import AgentYearView
from app.ui.widgets.basics import ElidedLabel, rule
from app.ui.widgets.notes import EmptyState


class Avatar(QWidget):
    """The first letter of a name on a soft disc."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._theme, self._letter = kit.theme, ""
        self.setFixedSize(34, 34)

    def say(self, name: str) -> None:
        """Whose it is."""
        self._letter = name[:1]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("soft"))
        painter.drawEllipse(QRectF(self.rect()))
        font = painter.font()
        font.setPixelSize(14)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._letter)


class AgentPane(QFrame):
    """Shows one agent, or what to do to see one. Edits are sent at once and can be undone."""

    told = Signal(str)
    undoable = Signal(str, object)

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self._agent: Agent | None = None
        self._avatar, self._name, self._fact = Avatar(kit), ElidedLabel("name"), ElidedLabel("small")
        self.tabs, self._tab_stack = QTabBar(), QStackedWidget()
        self.terms, self.accounts = AgentTerms(kit), AgentAccounts(kit)
        self.years = AgentYearView(kit, settings)
        self._nobody = EmptyState()
        self._stack = QStackedWidget()
        self._assemble()
        self.terms.undoable.connect(self.undoable)
        self.accounts.told.connect(self.told)
        self.years.told.connect(self.told)
        kit.words.changed.connect(self.retranslate)
        self.retranslate()

    def _assemble(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for widget in (self.terms, self.accounts, self.years):
            self.tabs.addTab("")
            self._tab_stack.addWidget(widget)
        self.tabs.currentChanged.connect(self._tab_stack.setCurrentIndex)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._fact)
        head = QHBoxLayout()
        head.setContentsMargins(14, 12, 14, 6)
        head.setSpacing(10)
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 0, 14, 0)
        bar.addWidget(self.tabs)
        bar.addStretch()
        somebody = QWidget()
        column = QVBoxLayout(somebody)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(rule())
        column.addWidget(self._tab_stack, 1)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(somebody)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)

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
        self.tabs.setTabText(0, self._kit.words("ui.tab_person"))
        self.tabs.setTabText(1, self._kit.words("ui.tab_accounts", count=len(agent.accounts)))
        self.tabs.setTabText(2, self._kit.words("ui_papers.tab_year"))
        self.terms.show_agent(agent)
        self.years.show_agent(agent)
        self.accounts.show_agent(agent)

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
