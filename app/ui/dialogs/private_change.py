"""Changes a person's own numbers: seen whole while they are typed, masked again afterwards."""

from PySide6.QtWidgets import QWidget

from app.services.private_facts import PrivateFacts
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit

KEYS = ("id_number", "phone", "bank", "bank_account", "alipay")


class PrivateChangeDialog(FormDialog):
    """``values`` is the answer: only what is different now."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, facts: PrivateFacts) -> None:
        title = kit.words("ui_agents.private_title", name=name)
        super().__init__(kit, parent, title, "ui_agents.private_act", "ui_agents.private_keep")
        self._before = {key: str(getattr(facts, key)) for key in KEYS}
        self.fields = {key: self.line(f"ui.private_{key}", self._before[key]) for key in KEYS}

    @property
    def values(self) -> dict[str, str]:
        """What was changed."""
        typed = {key: field.text().strip() for key, field in self.fields.items()}
        return {key: text for key, text in typed.items() if text != self._before[key]}
