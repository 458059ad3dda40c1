"""The incidents of an agent in the month."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.inputs import Incident
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.widgets.basics import button, label
from app.ui.widgets.table import TableView
from app.wording.numbers import money, number


class AgentEvents(QWidget):
    """``entry_asked`` when more are to be typed."""

    entry_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.model: RowsModel[Incident] = RowsModel(self)
        self.table = TableView(kit, self.model)
        kit.words.put(self.table, "ui_agents.tab_events", "setAccessibleName")
        self._none = label("fact")
        self._none.setWordWrap(True)
        kit.words.put(self._none, "ui_agents.events_none")
        self.enter = button(kit, "ui_agents.events_enter", icon="plus", edits=True)
        self.enter.clicked.connect(self.entry_asked)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self._none, 1)
        row.addStretch()
        row.addWidget(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def show_incidents(self, incidents: tuple[Incident, ...]) -> None:
        """Show the incidents of the month."""
        words = self._kit.words
        self.model.set_columns(
            (
                Column("day", words("ui_agents.event_day"), lambda one: one.day.isoformat()),
                Column("kind", words("ui_agents.event_kind"), lambda one: one.kind, bold=True),
                Column("points", words("ui_agents.event_points"), _points, right=True),
                Column("money", words("ui_agents.event_money"), _money, right=True),
                Column("note", words("ui_agents.event_note"), lambda one: one.note, elide=True, end=True, drop=1),
            )
        )
        self.model.set_rows(incidents)
        self.table.setVisible(bool(incidents))
        self._none.setVisible(not incidents)


def _points(one: Incident) -> str:
    return "–" if one.points is None else number(one.points)


def _money(one: Incident) -> str:
    return "–" if one.money is None else money(one.money)
