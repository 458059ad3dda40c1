"""The search of the month bar: finds agents by name, number or account, on every page."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.ui.kit import Kit
from app.ui.widgets.own_undo import OwnUndo

if TYPE_CHECKING:
    from app.domain.people import Agent
    from app.ui.widgets.agent_list import AgentList


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
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self._take_first)
        kit.backend.changed.connect(self._forget)
        kit.backend.opened.connect(self._forget)
        kit.month.month_changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        return QSize(220, super().sizeHint().height())

    def start(self) -> None:
        """What Ctrl+F does."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @cached_property
    def _list(self) -> "AgentList":
        """Made when something is typed for the first time."""
        from app.ui.widgets.agent_list import AgentList

        under = AgentList(self)
        under.picked.connect(self._go)
        return under

    def _forget(self) -> None:
        self._outdated = True

    def _offer(self, text: str) -> None:
        if self._outdated and self._kit.backend.facts is not None:
            self._outdated = False
            self._kit.backend.agents(self._kit.month.month, self._know, self)
        self._list.fill(self._agents, text)

    def _know(self, agents: "tuple[Agent, ...]") -> None:
        self._agents = agents
        if self.text():
            self._list.fill(agents, self.text())
            self._list.complete()

    def _take_first(self) -> None:
        if self.text() and self._list.marked():
            self._go(self._list.marked())

    def _go(self, number: str) -> None:
        """Once the list has done with the key: it still looks at its rows, and may tell the same choice again."""
        QTimer.singleShot(0, self, lambda: self._gone(number))

    def _gone(self, number: str) -> None:
        if not self.text():
            return
        self._list.empty()
        self.clear()
        self.found.emit(number)
