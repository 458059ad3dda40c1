"""The dated entries of an agent, newest first; one that was a mistake can be taken away."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.services import agent_history
from app.services.agent_history import AgentHistory, Term
from app.ui.i18n import Words
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.widgets.basics import button
from app.ui.widgets.table import TableView
from app.wording.numbers import money, month_text

WORDS = {
    "position": "ui.col_position",
    "grade": "ui.col_grade",
    "team": "ui.col_team",
    "shift": "ui.col_shift",
    "base": "ui.col_base",
    "performance": "ui.col_performance",
}
"""Keys that have their words elsewhere; all others are ``ui_agents.key_…``."""


class AgentDated(QWidget):
    """What, from when, how much."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._agent: Agent | None = None
        self.model: RowsModel[Term] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setMinimumHeight(180)
        kit.words.put(self.table, "ui_agents.dated_title", "setAccessibleName")
        self.remove = button(kit, "ui_agents.dated_remove", icon="trash-2", edits=True)
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addLayout(row)

    def show_history(self, agent: Agent, history: AgentHistory) -> None:
        """Show the entries of an agent."""
        words = self._kit.words
        self._agent = agent
        self.model.set_columns(
            (
                Column("what", words("ui_agents.dated_what"), lambda term: key_word(term.key, words), bold=True),
                Column("value", words("ui_agents.dated_value"), lambda term: value_word(term, words), right=True),
                Column("from", words("ui_agents.dated_from"), lambda term: _since(term, words)),
            )
        )
        self.model.set_rows(history.terms)
        self.remove.setEnabled(bool(history.terms))
        self.table.choose(0)

    def _remove(self) -> None:
        term: Term | None = self.table.chosen()
        if term is None or self._agent is None:
            return
        words, number = self._kit.words, self._agent.number
        what = key_word(term.key, words)
        sentence = words("ui_agents.dated_removed", name=self._agent.name, what=what, since=_since(term, words))
        self._kit.edits.do(
            lambda book: agent_history.remove_term(book, number, term.key, term.from_month), sentence, owner=self
        )


def key_word(key: str, words: Words) -> str:
    """The words of a term's key."""
    return words(WORDS.get(key, f"ui_agents.key_{key}"))


def value_word(term: Term, words: Words) -> str:
    """The value as it is printed; what ends a value before is said."""
    if not term.value:
        return words("ui.changed_empty")
    if term.key == "tax_mode":
        return words(f"ui_agents.tax_mode_{term.value}")
    return term.value if term.key in ("position", "grade", "team", "shift") else money(exact(term.value))


def _since(term: Term, words: Words) -> str:
    if not term.from_month:
        return words("ui_agents.dated_always")
    month = PayMonth.parse(term.from_month[:7])
    if term.from_month != str(month):
        return term.from_month
    return words("ui_agents.dated_since", month=month_text(month, words.texts))
