"""Asks for an account that an agent gets: shop, name, first day."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit


class AddAccountDialog(FormDialog):
    """``account`` (``店铺:账号``) and ``day`` are the answer."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, day: date) -> None:
        title = kit.words("ui_agents.account_title", name=name)
        super().__init__(kit, parent, title, "ui_agents.account_act", "ui_agents.account_keep")
        self.shop = QComboBox()
        self.shop.addItems(list(kit.month.shops))
        self.add("ui.col_shops", self.shop)
        self.name = self.line("ui.col_accounts", hint="ui_agents.account_hint")
        self.when = self.day_field("ui_agents.account_from", QDate(day.year, day.month, day.day))
        self.name.setFocus()

    @property
    def account(self) -> str:
        """Shop and account."""
        return f"{self.shop.currentText()}:{self.name.text().strip()}"

    @property
    def day(self) -> date:
        """From when."""
        return self.when.day

    def wrong(self) -> str:
        return "" if self.name.text().strip() else self.kit.words("ui_agents.account_no_name")
