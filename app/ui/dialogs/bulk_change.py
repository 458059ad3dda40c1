"""Asks what is to be changed for several agents at once, from the month on; empty fields change nothing."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.domain.money import exact
from app.domain.people import Agent
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit
from app.wording.numbers import month_text

_WORDS = ("position", "grade", "team", "shift")
_AMOUNTS = {
    "base": "ui.col_base",
    "performance": "ui.col_performance",
    "pension": "ui_agents.key_pension",
    "medical": "ui_agents.key_medical",
    "unemployment": "ui_agents.key_unemployment",
    "fund": "ui_agents.key_fund",
}


class BulkChangeDialog(FormDialog):
    """``values`` is the answer: key → text, only of what was filled in."""

    def __init__(self, kit: Kit, parent: QWidget, chosen: tuple[Agent, ...], agents: tuple[Agent, ...]) -> None:
        words = kit.words
        title = words("ui_agents.bulk_title", count=len(chosen))
        super().__init__(kit, parent, title, "ui_agents.bulk_act", "ui_agents.bulk_keep")
        names = words("ui.join").join(agent.name for agent in chosen[:6])
        if len(chosen) > 6:
            names = words("ui_month.names_more", names=names)
        self.say(words("ui_agents.bulk_what", names=names, month=month_text(kit.month.month, words.texts)))
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        for key in _WORDS:
            known = tuple(sorted({getattr(agent, key) for agent in agents} - {""}))
            self.fields[key] = self.words_field(f"ui.col_{key}", known)
        for key, name in _AMOUNTS.items():
            self.fields[key] = self.line(name)

    @property
    def values(self) -> dict[str, str]:
        """What was filled in."""
        texts = {key: _text(field) for key, field in self.fields.items()}
        return {key: text.replace(",", "") if key in _AMOUNTS else text for key, text in texts.items() if text}

    def wrong(self) -> str:
        if not self.values:
            return self.kit.words("ui_agents.bulk_nothing")
        for key in _AMOUNTS:
            text = self.values.get(key, "")
            if text and not _is_amount(text):
                self.fields[key].setFocus()
                return self.kit.words("ui_agents.bad_amount", value=text)
        return ""


def _text(field: QComboBox | QLineEdit) -> str:
    return (field.currentText() if isinstance(field, QComboBox) else field.text()).strip()


def _is_amount(text: str) -> bool:
    try:
        return exact(text) >= 0
    except ValueError:
        return False
