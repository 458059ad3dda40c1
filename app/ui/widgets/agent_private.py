"""The person's own numbers in the agent pane: only those that the roster has, masked."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.services.private_facts import PrivateFacts
from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, label, rule
from app.ui.widgets.masked_field import MaskedField

_KINDS = ("id_number", "phone", "bank_account", "alipay")


class AgentPrivate(QWidget):
    """Asks the book for the numbers of the agent shown; nothing is kept of the one before."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit, self._number = kit, ""
        self.fields: dict[str, MaskedField] = {}
        self._names: dict[str, QLabel] = {}
        self._bank_name, self._bank = label("fact"), ElidedLabel()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 64)
        grid.setColumnStretch(1, 1)
        grid.addWidget(rule(), 0, 0, 1, 2)
        for row, kind in enumerate(_KINDS, 1):
            self._names[kind], self.fields[kind] = label("fact"), MaskedField(kit, kind)
            kit.words.put(self._names[kind], f"ui.private_{kind}")
            kit.words.put(self.fields[kind].line, f"ui.private_{kind}", "setAccessibleName")
            grid.addWidget(self._names[kind], row, 0)
            grid.addWidget(self.fields[kind], row, 1)
        kit.words.put(self._bank_name, "ui.private_bank")
        grid.addWidget(self._bank_name, len(_KINDS) + 1, 0)
        grid.addWidget(self._bank, len(_KINDS) + 1, 1)
        self.hide()

    def show_agent(self, number: str) -> None:
        """Show the numbers of another agent once the book has given them."""
        if number != self._number:
            self.show_facts(PrivateFacts())
        self._number = number
        self._kit.backend.private_facts(number, lambda facts: self._answered(number, facts), self)

    def _answered(self, number: str, facts: PrivateFacts) -> None:
        if number == self._number:
            self.show_facts(facts)

    def show_facts(self, facts: PrivateFacts) -> None:
        """Show what there is; a number that is missing has no row."""
        texts = {kind: str(getattr(facts, kind)) for kind in _KINDS}
        for kind, text in texts.items():
            self.fields[kind].hold(text)
            for widget in (self._names[kind], self.fields[kind]):
                widget.setVisible(bool(text))
        self._bank.setText(facts.bank)
        for widget in (self._bank_name, self._bank):
            widget.setVisible(bool(facts.bank))
        self.setVisible(any(texts.values()) or bool(facts.bank))
