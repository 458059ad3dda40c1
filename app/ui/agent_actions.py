"""What the agents page does to people: add, leave, come back, change together. Asks in dialogs, works as edits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.services import agent_facts, export_roster, roster
from app.services.private_facts import PrivateFacts
from app.ui.dialogs.bulk_change import BulkChangeDialog
from app.ui.dialogs.choose_shops import ChooseShopsDialog
from app.ui.dialogs.day_dialog import DayDialog
from app.ui.dialogs.new_agent import NewAgentDialog
from app.ui.dialogs.private_change import PrivateChangeDialog
from app.ui.file_asking import FileAsking, opens, told_with
from app.ui.kit import Kit
from app.wording.numbers import month_text


class AgentActions(QObject):
    """``added`` carries the number of somebody new, ``offered`` what was written with a way to it."""

    added = Signal(str)
    offered = Signal(str, str, object)

    def __init__(self, kit: Kit, page: QWidget, ask: FileAsking) -> None:
        super().__init__(page)
        self._kit, self._page, self._ask = kit, page, ask

    def add(self, agents: tuple[Agent, ...]) -> None:
        """Ask for somebody new."""
        dialog = NewAgentDialog(self._kit, self._page.window(), agents)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            row = dialog.row
            sentence = self._kit.words("ui_agents.added", name=row.name)
            self._kit.edits.do(lambda book: roster.add_agent(book, row), sentence, owner=self, done=self.added.emit)
        dialog.deleteLater()

    def leave(self, agent: Agent) -> None:
        """Ask for the last day of work."""
        words = self._kit.words
        dialog = DayDialog(
            self._kit, self._page.window(), "leave", agent.name, agent.left or self._kit.month.month.last
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            last, month = dialog.day.isoformat(), PayMonth.of(dialog.day + timedelta(days=1))
            self._do(
                lambda book: roster.set_agent(book, agent.number, {"left": last}, month),
                words("ui_agents.left_on", name=agent.name, day=last),
            )
        dialog.deleteLater()

    def rejoin(self, agent: Agent) -> None:
        """Ask for the day somebody is back."""
        words = self._kit.words
        dialog = DayDialog(self._kit, self._page.window(), "rejoin", agent.name, self._kit.month.month.first)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            day = dialog.day
            self._do(
                lambda book: agent_facts.rejoin(book, agent.number, day),
                words("ui_agents.rejoined", name=agent.name, day=day.isoformat()),
            )
        dialog.deleteLater()

    def change_together(self, chosen: tuple[Agent, ...], agents: tuple[Agent, ...]) -> None:
        """Ask what is to be changed for several people."""
        words, month = self._kit.words, self._kit.month.month
        dialog = BulkChangeDialog(self._kit, self._page.window(), chosen, agents)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            values, numbers = dialog.values, tuple(agent.number for agent in chosen)
            self._do(
                lambda book: roster.set_agents(book, numbers, values, month),
                words("ui_agents.bulk_done", count=len(numbers), month=month_text(month, words.texts)),
            )
        dialog.deleteLater()

    def choose_shops(self, agent: Agent) -> None:
        """Ask for which shops an agent works."""
        dialog = ChooseShopsDialog(self._kit, self._page.window(), agent.name, agent.shops)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            shops = dialog.shops
            self._do(
                lambda book: agent_facts.set_shops(book, agent.number, shops),
                self._kit.words("ui_agents.shops_done", name=agent.name),
            )
        dialog.deleteLater()

    def change_private(self, agent: Agent) -> None:
        """Ask for a person's own numbers, filled with those that there are."""
        self._kit.backend.private_facts(agent.number, lambda facts: self._change_private(agent, facts), self)

    def _change_private(self, agent: Agent, facts: PrivateFacts) -> None:
        dialog = PrivateChangeDialog(self._kit, self._page.window(), agent.name, facts)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.values:
            values = dialog.values
            self._do(
                lambda book: agent_facts.set_facts(book, agent.number, values),
                self._kit.words("ui_agents.private_done", name=agent.name),
            )
        dialog.deleteLater()

    def export(self, numbers: tuple[str, ...]) -> None:
        """Ask where to and write the roster of these people."""
        words, month = self._kit.words, self._kit.month.month
        name = words("ui_agents.export_name", month=month_text(month, words.texts))
        file = self._ask.file("ui_agents.export_title", f"{name}.xlsx", "ui.filter_xlsx")
        if file is not None:
            self._kit.backend.run(
                "export",
                lambda book, _progress: export_roster.export_roster(book, month, file, numbers),
                lambda written: self._exported(file, written, len(numbers)),
                owner=self,
            )

    def _exported(self, asked: Path, file: Path, count: int) -> None:
        words = self._kit.words
        text = told_with(words, words("ui_agents.exported", count=count, file=file.name), asked, file)
        self.offered.emit(text, words("ui.open_folder"), opens(file.parent))

    def _do(self, work: Callable[[Any], None], sentence: str) -> None:
        self._kit.edits.do(work, sentence, owner=self)
