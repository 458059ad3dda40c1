"""Asks for what a new agent needs: name, position, pay, accounts, the first day."""

from fractions import Fraction

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.accounts import split_account
from app.domain.money import exact
from app.domain.people import Account, Agent
from app.services.roster import RosterRow
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit


class NewAgentDialog(FormDialog):
    """``row`` is the answer, as a roster's row."""

    def __init__(self, kit: Kit, parent: QWidget, agents: tuple[Agent, ...]) -> None:
        words = kit.words
        super().__init__(kit, parent, words("ui_agents.new_title"), "ui_agents.new_act", "ui_agents.new_keep")
        known = {key: tuple(sorted({getattr(agent, key) for agent in agents} - {""})) for key in _WORDS}
        self.name = self.line("ui.col_name")
        self.number = self.line("ui.col_number", hint="ui_agents.new_number_hint")
        self.words_ = {key: self.words_field(f"ui.col_{key}", known[key]) for key in _WORDS}
        self.shop = QComboBox()
        self.shop.addItems(list(kit.month.shops))
        if kit.month.shop:
            self.shop.setCurrentText(kit.month.shop)
        self.add("ui.col_shops", self.shop)
        self.accounts = self.line("ui.col_accounts", hint="ui_agents.new_accounts_hint")
        self.base = self.line("ui_agents.new_base")
        self.performance = self.line("ui_agents.new_performance")
        first = kit.month.month.first
        self.hired = self.day_field("ui.field_hired", QDate(first.year, first.month, first.day))
        self.name.setFocus()

    @property
    def row(self) -> RosterRow:
        """What is filled in."""
        shop = self.shop.currentText()
        accounts = tuple(self._account(text, shop) for text in _listed(self.accounts.text()))
        return RosterRow(
            row=0,
            number=self.number.text().strip(),
            name=" ".join(self.name.text().split()),
            position=self._word("position"),
            grade=self._word("grade"),
            team=self._word("team"),
            base=_amount(self.base.text()),
            performance=_amount(self.performance.text()),
            hired=self.hired.day,
            shops=tuple(dict.fromkeys((*([shop] if shop else []), *(account.shop for account in accounts)))),
            accounts=accounts,
        )

    def wrong(self) -> str:
        if not self.name.text().strip():
            self.name.setFocus()
            return self.kit.words("ui_agents.new_no_name")
        for field in (self.base, self.performance):
            if field.text().strip() and _amount(field.text()) is None:
                field.setFocus()
                return self.kit.words("ui_agents.bad_amount", value=field.text().strip())
        return ""

    def _word(self, key: str) -> str:
        return self.words_[key].currentText().strip()

    def _account(self, text: str, shop: str) -> Account:
        prefix, name = split_account(text)
        return Account(shop=prefix or shop, name=name)


_WORDS = ("position", "grade", "team")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def _amount(text: str) -> Fraction | None:
    plain = text.strip().replace(",", "").replace("，", "")
    try:
        value = exact(plain)
    except ValueError:
        return None
    return value if value >= 0 else None
