"""The year of an agent: twelve months with their sums, and its papers."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.people import Agent
from app.ui.backend_papers import PaperBackend
from app.ui.file_asking import FileAsking, told_with
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.settings import Settings
from app.ui.widgets.basics import button, icon_button, label
from app.ui.widgets.table import TableView, TotalRow
from app.wording.year import HEADS, NUMBERS, YearFacts

Row = tuple[str, ...]
_DROPPED = {"fact_pay_date": 5, "score": 4, "year_others": 3, "year_special": 2, "year_tax_so_far": 1}
"""What gives way in a narrow pane, the highest first."""


class AgentYearView(QWidget):
    """Shows the year of the month looked at; other years by the arrows."""

    told = Signal(str)

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__()
        self._kit = kit
        self._agent: Agent | None = None
        self.year = date.min.year
        self._work, self._ask = PaperBackend(kit.backend, self), FileAsking(kit.words, self, settings)
        self.model: RowsModel[Row] = RowsModel(self)
        self.sums: RowsModel[Row] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setSortingEnabled(False)
        self.total = TotalRow(kit.theme, self.sums, self.table)
        kit.words.put(self.table, "ui_papers.year_table", "setAccessibleName")
        self._name, self._notes = label("strong"), label("fact")
        self._notes.setWordWrap(True)
        self.before = icon_button(kit, "ui_papers.year_before", "chevron-left")
        self.after = icon_button(kit, "ui_papers.year_after", "chevron-right")
        self.statement = button(kit, "ui_papers.year_statement", icon="file-down")
        self.history = button(kit, "ui_papers.year_history")
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.statement.clicked.connect(lambda: self.save(history=False))
        self.history.clicked.connect(lambda: self.save(history=True))
        self._assemble()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 14, 4)
        for widget in (self.before, self._name, self.after):
            head.addWidget(widget)
        head.addStretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 10)
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(self.history)
        foot.addWidget(self.statement)
        notes = QHBoxLayout()
        notes.setContentsMargins(14, 0, 14, 0)
        notes.addWidget(self._notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table, 1000)
        column.addWidget(self.total)
        column.addStretch(1)
        column.addLayout(notes)
        column.addLayout(foot)

    def show_agent(self, agent: Agent | None) -> None:
        """Show the year of an agent that the month looked at lies in."""
        self._agent, self.year = agent, self._kit.month.month.year
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        """Asked for only when it is seen."""
        self.refresh()

    def refresh(self) -> None:
        """Ask for the year anew."""
        if self._agent is not None:
            self._work.year(self._agent.number, self.year, self._kit.words.texts, self.show_year)

    def show_year(self, facts: YearFacts) -> None:
        """Show a year in words."""
        heads = zip(HEADS, facts.heads, range(len(HEADS)), strict=True)
        columns = tuple(self._column(name, head, at) for name, head, at in heads)
        self.sums.set_rows(())
        self.model.set_rows(())
        self.sums.set_columns(columns)
        self.model.set_columns(columns)
        self.model.set_rows(facts.rows)
        self.sums.set_rows((facts.total,))
        self.table.fit_columns()
        self._name.setText(self._kit.words("ui_papers.year_name", year=self.year))
        self._notes.setText("\n".join(facts.notes))
        paid = any(cell != "–" for row in facts.rows for cell in row[1:])
        self.statement.setEnabled(paid)
        self.history.setEnabled(paid)

    def _column(self, name: str, head: str, at: int) -> Column[Row]:
        return Column(
            name,
            head,
            lambda row: row[at],
            tint=lambda row: "text3" if row[at] == "–" else "text",
            right=name in NUMBERS,
            bold=name == "net",
            drop=_DROPPED.get(name, 0),
        )

    def _turn(self, by: int) -> None:
        self.year += by
        self.refresh()

    def save(self, *, history: bool) -> None:
        """Ask where to, and write the statement or the year's payslips."""
        agent, words = self._agent, self._kit.words
        if agent is None:
            return
        key = "ui_papers.file_history" if history else "ui_papers.file_statement"
        name = words(key, number=agent.number, name=agent.name, year=self.year)
        file = self._ask.file("ui.save_file", f"{name}.pdf", "ui.filter_pdf")
        if file is not None:

            def done(written: Path) -> None:
                self.told.emit(told_with(words, words("ui.saved_one", file=written.name), file, written))

            self._work.statement(agent.number, self.year, file, words.texts, history=history, done=done)
