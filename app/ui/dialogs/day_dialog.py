"""Asks for one day: the last day of work, or the day somebody comes back."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit


class DayDialog(FormDialog):
    """``kind`` leave or rejoin; ``day`` is the answer."""

    def __init__(self, kit: Kit, parent: QWidget, kind: str, name: str, day: date) -> None:
        title = kit.words(f"ui_agents.day_title_{kind}", name=name)
        super().__init__(kit, parent, title, f"ui_agents.day_act_{kind}", "ui_agents.day_keep")
        self.say(kit.words(f"ui_agents.day_what_{kind}", name=name))
        self.when = self.day_field(f"ui_agents.day_day_{kind}", QDate(day.year, day.month, day.day))

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.when.day
