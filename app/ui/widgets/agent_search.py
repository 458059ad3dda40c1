"""The search of the month bar: finds agents by name, number or account, on every page."""

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.models.agents_table import matches
from app.ui.widgets.own_undo import OwnUndo

_MOST = 12


class AgentSearch(QLineEdit):
    """``found`` carries the number of the agent that was chosen. The people are asked for when the field is entered."""

    found = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._agents: tuple[Agent, ...] = ()
        self._outdated = True
        self.setMinimumWidth(120)
        self.setMaximumWidth(220)
        self.setClearButtonEnabled(True)
        glass = QAction(self)
        kit.theme.put_icon(glass, "search", "text3", 15)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        kit.words.put(self, "ui.search_hint", "setPlaceholderText")
        kit.words.put(self, "ui.search_name", "setAccessibleName")
        kit.words.put(self, "ui.search_tip", "setToolTip")
        OwnUndo(self)
        self._model = QStandardItemModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup = QListView()
        self._list.setPopup(self._popup)
        self.setCompleter(self._list)
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self._take_first)
        activated: Any = self._list.activated
        activated[QModelIndex].connect(self._chosen)
        kit.backend.changed.connect(self._forget)
        kit.backend.opened.connect(self._forget)
        kit.month.month_changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        return QSize(220, super().sizeHint().height())

    def start(self) -> None:
        """What Ctrl+F does."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _forget(self) -> None:
        self._outdated = True

    def _offer(self, text: str) -> None:
        if self._outdated and self._kit.backend.facts is not None:
            self._outdated = False
            self._kit.backend.agents(self._kit.month.month, self._know, self)
        self._fill(text)

    def _know(self, agents: tuple[Agent, ...]) -> None:
        self._agents = agents
        if self.text():
            self._fill(self.text())
            self._list.complete()

    def _fill(self, text: str) -> None:
        self._model.clear()
        fitting = [agent for agent in self._agents if text.strip() and matches(agent, text)]
        for agent in fitting[:_MOST]:
            item = QStandardItem("　".join(filter(None, (agent.number, agent.name, agent.position))))
            item.setData(agent.number, Qt.ItemDataRole.UserRole)
            self._model.appendRow(item)

    def _take_first(self) -> None:
        if self._model.rowCount():
            at = max(0, self._popup.currentIndex().row())
            self._go(str(self._model.item(at).data(Qt.ItemDataRole.UserRole)))

    def _chosen(self, index: QModelIndex) -> None:
        self._go(str(index.data(Qt.ItemDataRole.UserRole)))

    def _go(self, number: str) -> None:
        """Once the list has done with the key: it still looks at its rows, and may tell the same choice again."""
        QTimer.singleShot(0, self, lambda: self._gone(number))

    def _gone(self, number: str) -> None:
        if not self.text():
            return
        self._popup.hide()
        self.clear()
        self._model.clear()
        self.found.emit(number)
