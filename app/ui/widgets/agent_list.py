"""The list under the search of the month bar: the people who fit what was typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from app.domain.people import Agent
from app.ui.models.agents_table import matches

_MOST = 12


class AgentList(QCompleter):
    """``picked`` carries the number of the agent that was clicked or chosen with the keys."""

    picked = Signal(str)

    def __init__(self, field: QLineEdit) -> None:
        self._rows = QStandardItemModel(field)
        super().__init__(self._rows, field)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._view = QListView()
        self.setPopup(self._view)
        field.setCompleter(self)
        activated: Any = self.activated
        activated[QModelIndex].connect(self._chosen)

    def fill(self, agents: Sequence[Agent], text: str) -> None:
        """Those whose name, number or account has the text in it; none for a blank one."""
        self._rows.clear()
        fitting = [agent for agent in agents if text.strip() and matches(agent, text)]
        for agent in fitting[:_MOST]:
            item = QStandardItem("　".join(filter(None, (agent.number, agent.name, agent.position))))
            item.setData(agent.number, Qt.ItemDataRole.UserRole)
            self._rows.appendRow(item)

    def marked(self) -> str:
        """The number of the marked row, of the first if none is, "" in an empty list."""
        at = max(0, self._view.currentIndex().row())
        return str(self._rows.item(at).data(Qt.ItemDataRole.UserRole)) if self._rows.rowCount() else ""

    def empty(self) -> None:
        """Show nobody."""
        self._view.hide()
        self._rows.clear()

    def _chosen(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data(Qt.ItemDataRole.UserRole)))
