"""客服: everybody who is paid, with accounts and terms; the roster is imported here."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.services.roster import RosterReport
from app.ui.agent_actions import AgentActions
from app.ui.dialogs.roster_report import RosterReportDialog
from app.ui.file_asking import FileAsking
from app.ui.kit import Kit
from app.ui.models.agents_table import agent_columns, employed, gone, matches
from app.ui.models.rows import RowsModel
from app.ui.pages.page import Page
from app.ui.read_only import only_to_edit
from app.ui.settings import Settings
from app.ui.widgets.agent_pane import AgentPane
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.button_row import ButtonRow
from app.ui.widgets.column_menu import ColumnMenu
from app.ui.widgets.filter_combo import FilterCombo
from app.ui.widgets.notes import EmptyState
from app.ui.widgets.own_undo import OwnUndo
from app.ui.widgets.table import TableView
from app.ui.widgets.two_pane import TwoPane


class AgentsPage(Page):
    """Table with search and filters beside the pane of the chosen agent."""

    name = "agents"

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit)
        kit.words.put(self.title, "ui.nav_agents")
        self._ask = FileAsking(kit.words, self, settings)
        self.acts = AgentActions(kit, self, self._ask)
        self.import_button = button(kit, "ui.agents_import", icon="file-up", edits=True)
        self.export_button = button(kit, "ui_agents.export", icon="download")
        self.add_button = button(kit, "ui_agents.new", icon="user-plus", kind="primary", edits=True)
        self.grades_button = button(kit, "ui_agents.grades", edits=True)
        self.buttons = ButtonRow(kit, (self.grades_button, self.import_button, self.export_button, self.add_button))
        kit.words.put(self.import_button, "ui.agents_import_tip", "setToolTip")
        self.title_row.addWidget(self.buttons, 2)
        self.choice = ColumnMenu(kit, settings, "agents_hidden", ("number", "name"))
        self.bulk = button(kit, "ui_agents.bulk", kind="link", edits=True)
        self._wanted = ""
        self.model: RowsModel[Agent] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.search = QLineEdit()
        self.positions, self.teams, self.presence = FilterCombo(), FilterCombo(), FilterCombo()
        self.foot = label("small")
        self.pane = AgentPane(kit, settings)
        self.pane.told.connect(self.told)
        self.columns = TwoPane(kit, self._list(), self.pane, 384, 460)
        self.empty = self._empty()
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack)
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.empty)
        self.set_least_height(300)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self.apply_filter)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda: self._wait.start())
        for combo in (self.positions, self.teams, self.presence):
            combo.currentIndexChanged.connect(self.apply_filter)
        self.table.row_chosen.connect(self._show_agent)
        self.table.row_opened.connect(lambda: self.columns.open_side())
        self.table.selectionModel().selectionChanged.connect(self._say_foot)
        self.import_button.clicked.connect(self.choose_roster)
        self.export_button.clicked.connect(self.export)
        self.grades_button.clicked.connect(self.grades_asked)
        self.add_button.clicked.connect(self.add)
        self.bulk.clicked.connect(self.change_together)
        self.choice.changed.connect(self._columns_chosen)
        self.acts.added.connect(self.show_number)
        self.acts.offered.connect(self.offered)
        pane, acts = self.pane, self.acts
        pane.leave_asked.connect(acts.leave)
        pane.rejoin_asked.connect(acts.rejoin)
        pane.private_asked.connect(acts.change_private)
        pane.shops_asked.connect(acts.choose_shops)
        pane.slip_asked.connect(self._show_slip)
        pane.entry_asked.connect(lambda: self.entry_asked.emit("incidents"))
        QShortcut(QKeySequence("F6"), self, self.next_pane)
        new = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export)
        roster = QShortcut(QKeySequence("Ctrl+I"), self, self.choose_roster)
        only_to_edit(self.kit.month, new, roster)

    def _list(self) -> QWidget:
        frame = card()
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 7, 10, 7)
        bar.setSpacing(8)
        self.search.setClearButtonEnabled(True)
        OwnUndo(self.search)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(190)
        glass = QAction(self)
        self.kit.theme.put_icon(glass, "search", "text3", 15)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.kit.words.put(self.search, "ui.agents_search", "setPlaceholderText")
        self.kit.words.put(self.search, "ui.agents_search", "setAccessibleName")
        bar.addWidget(self.search, 1)
        for name, combo in (("position", self.positions), ("team", self.teams), ("here", self.presence)):
            self.kit.words.put(combo, f"ui.agents_filter_{name}", "setAccessibleName")
            combo.setIconSize(QSize(0, 0))
            bar.addWidget(combo)
        bar.addStretch()
        bar.addWidget(self.choice)
        self.kit.words.put(self.table, "ui.agents_table", "setAccessibleName")
        foot = card("cardfoot")
        foot.setFixedHeight(29)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.foot)
        row.addStretch()
        row.addWidget(self.bulk)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        return frame

    def _empty(self) -> EmptyState:
        self.first = button(self.kit, "ui.agents_import", icon="file-up", kind="primary", edits=True)
        form = button(self.kit, "ui.agents_form", icon="download")
        add = button(self.kit, "ui_agents.new_first", icon="user-plus", edits=True)
        add.clicked.connect(self.add)
        self.first.clicked.connect(self.choose_roster)
        form.clicked.connect(lambda: self.form_asked.emit("roster"))
        return EmptyState(self.first, add, form)

    def refresh(self) -> None:
        self.kit.backend.agents(self.kit.month.month, self.show_agents, self)

    def show_agents(self, agents: tuple[Agent, ...]) -> None:
        """Put other agents into table, filters and pane; who was chosen stays chosen."""
        chosen = self.table.chosen()
        self.model.set_rows(agents)
        self.model.set_columns(self.choice.seen(agent_columns(self.kit.words, self.kit.month.month)))
        self.stack.setCurrentIndex(0 if agents else 1)
        for each in (self.grades_button, self.import_button, self.export_button, self.add_button):
            self.buttons.want(each, wanted=bool(agents))
        self.pane.know(agents)
        self._fill_filters()
        self.apply_filter()
        self._choose(self._wanted or (chosen.number if isinstance(chosen, Agent) else ""))
        self._wanted = ""
        self._say_fact()

    def retranslate(self) -> None:
        words = self.kit.words
        chosen = self.table.chosen()
        self.model.set_columns(self.choice.seen(agent_columns(words, self.kit.month.month)))
        self.empty.say(words("ui.agents_empty"), words("ui.agents_empty_why"))
        self._fill_filters()
        self._choose(chosen.number if isinstance(chosen, Agent) else "")
        self._say_fact()
        self._say_foot()

    def shop_filter_changed(self) -> None:
        self.apply_filter()

    def apply_filter(self) -> None:
        """Show the agents that search, filters and the window's shop let pass."""
        chosen = self.table.chosen()
        self.model.set_filter(self._filter())
        self._choose(chosen.number if isinstance(chosen, Agent) else "")
        self._say_foot()

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def next_pane(self) -> None:
        """From the table to the agent and back."""
        (self.pane.tabs if self.table.hasFocus() else self.table).setFocus()

    def take_focus(self) -> None:
        (self.table if self.stack.currentIndex() == 0 else self.first).setFocus()

    def primary(self) -> None:
        if self.model.all_rows:
            self.add()
        else:
            self.choose_roster()

    def add(self) -> None:
        """Ask for somebody new."""
        self.acts.add(self.model.all_rows)

    def export(self) -> None:
        """Write the people that are shown."""
        if self.model.shown_rows:
            self.acts.export(tuple(agent.number for agent in self.model.shown_rows))

    def change_together(self) -> None:
        """Change the selected people together."""
        if self.chosen_agents:
            self.acts.change_together(self.chosen_agents, self.model.all_rows)

    @property
    def chosen_agents(self) -> tuple[Agent, ...]:
        """Who is selected."""
        rows = (self.model.row_at(index) for index in self.table.selectionModel().selectedRows())
        return tuple(agent for agent in rows if agent is not None)

    def show_number(self, number: str) -> None:
        self._wanted = number
        self.search.clear()
        for combo in (self.positions, self.teams, self.presence):
            combo.setCurrentIndex(0)
        if number in [agent.number for agent in self.model.shown_rows]:
            self._choose(number)
        self.columns.open_side()

    def _columns_chosen(self) -> None:
        self.model.set_columns(self.choice.seen(agent_columns(self.kit.words, self.kit.month.month)))

    def _show_slip(self, number: str, month: PayMonth) -> None:
        self.kit.month.set_month(month)
        self.row_asked.emit("payslips", number)

    def choose_roster(self) -> None:
        """Ask for a roster file and import it."""
        file = self._ask.existing("ui.roster_choose", "ui.filter_sheets")
        if file is not None:
            self.kit.backend.import_roster(file, self.show_report, self, self.kit.words("ui.work_roster"))

    def show_report(self, report: RosterReport) -> None:
        """Say what the import of a roster did."""
        dialog = RosterReportDialog(self.kit, self.window(), report)
        dialog.exec()
        dialog.deleteLater()

    def _filter(self) -> Callable[[Agent], bool]:
        """Who passes as the fields stand now: they are read once, not for every row."""
        month, shop, text = self.kit.month.month, self.kit.month.shop, self.search.text()
        position, team, presence = self.positions.value, self.teams.value, self.presence.value

        def passes(agent: Agent) -> bool:
            return (
                (not presence or gone(agent, month) == (presence == "gone"))
                and (not shop or shop in agent.shops)
                and (not position or agent.position == position)
                and (not team or agent.team == team)
                and matches(agent, text)
            )

        return passes

    def _fill_filters(self) -> None:
        words, agents = self.kit.words, self.model.all_rows
        everybody = words("ui.agents_any")
        for combo, key, values in (
            (self.positions, "ui.agents_position", {agent.position for agent in agents}),
            (self.teams, "ui.agents_team", {agent.team for agent in agents}),
        ):
            named = [(words(key, name=value), value) for value in sorted(values) if value]
            combo.fill(words(key, name=everybody), named)
        presence = ((words("ui.agents_here"), "here"), (words("ui.agents_gone"), "gone"))
        self.presence.fill(words("ui.agents_all"), presence)

    def _choose(self, number: str) -> None:
        numbers = [agent.number for agent in self.model.shown_rows]
        if numbers:
            self.table.choose(numbers.index(number) if number in numbers else 0)
        else:
            self.pane.show_agent(None)

    def _show_agent(self, agent: Agent | None) -> None:
        self.pane.show_agent(agent)

    def _say_fact(self) -> None:
        month, agents = self.kit.month.month, self.model.all_rows
        here = sum(employed(agent, month) for agent in agents)
        left = sum(gone(agent, month) for agent in agents)
        self.fact.setText(self.kit.words("ui.agents_fact", here=here, left=left) if agents else "")

    def _say_foot(self) -> None:
        words = self.kit.words
        if not self.model.rowCount():
            self.foot.setText(words("ui.agents_none_found"))
            return
        chosen = len(self.table.selectionModel().selectedRows())
        self.bulk.setVisible(chosen > 1)
        self.foot.setText(words("ui.agents_foot", count=self.model.rowCount(), chosen=chosen))
