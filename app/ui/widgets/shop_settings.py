"""The dated settings of the shops: platform, lowest wage of its city, pay day, tax, profit and near miss."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.domain.money import decimal_text, exact
from app.domain.people import Shop
from app.domain.problem import JixinError
from app.services import shops
from app.services.shops import PLATFORMS
from app.ui.dialogs.remark_names import RemarkDialog
from app.ui.kit import Kit
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.settings_card import SettingsCard
from app.ui.widgets.term_choice import TermChoice
from app.ui.widgets.term_fields import TermLine
from app.wording.numbers import month_text, rate
from app.wording.problems import problem_sentence

_CHOICES = {
    "platform": (("", "ui.platform_none"), *((one, f"ui.platform_{one}") for one in PLATFORMS)),
    "fund_rounding": (("", "ui_settings.fund_fen"), ("yuan", "ui_settings.fund_yuan")),
    "tax": (("", "ui_settings.tax_on"), ("off", "ui_settings.tax_off")),
}
_RATIOS = ("profit_rate", "near_miss")
_ORDER = ("platform", "minimum_wage", "pay_day", "tax", "fund_rounding", "profit_rate", "near_miss")


class ShopSettings(SettingsCard):
    """Each field is kept when it is left, from the window's month on, and can be undone."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "shops")
        self._kit = kit
        self._shops: dict[str, Shop] = {}
        self.shop = QComboBox()
        self.fields: dict[str, TermLine | TermChoice] = {}
        self.error = ErrorSentence(kit)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._row(grid, 0, "shop", self.shop)
        for at, key in enumerate(_ORDER, 1):
            field = TermChoice(kit, _CHOICES[key]) if key in _CHOICES else TermLine(figure=key == "minimum_wage")
            if key == "minimum_wage":
                kit.words.put(field, "ui.yuan", "set_unit")
            field.committed.connect(partial(self._commit, key))
            self.fields[key] = field
            self._row(grid, at, key, field)
        self.body.addLayout(grid)
        self.body.addWidget(self.error)
        self.remarks = button(kit, "ui_import.remark_open", icon="pencil", edits=True)
        self.remarks.clicked.connect(self._ask_remarks)
        self.body.addWidget(self.remarks, 0, Qt.AlignmentFlag.AlignLeft)
        self.shop.currentIndexChanged.connect(self._show)

    def _row(self, grid: QGridLayout, at: int, key: str, field: QWidget) -> None:
        words, name, why = self._kit.words, label("fact"), label("small")
        name.setBuddy(field)
        why.setWordWrap(True)
        field.setFixedWidth(220)
        words.put(name, f"ui_settings.shop_{key}")
        words.put(field, f"ui_settings.shop_{key}", "setAccessibleName")
        words.put(why, f"ui_settings.hint_{key}")
        grid.setRowMinimumHeight(at, 36)
        for column, widget in enumerate((name, field, why)):
            grid.addWidget(widget, at, column)
        grid.setColumnStretch(2, 1)

    def load(self) -> None:
        """Ask the book for the settings of the month."""
        month = self._kit.month.month

        def read(book: Any, _progress: Progress) -> tuple[Shop, ...]:
            return shops.shops(book, month)

        self._kit.backend.run("shops", read, self.show_shops, owner=self)

    def show_shops(self, found: tuple[Shop, ...]) -> None:
        """Show the settings; the shop looked at stays."""
        chosen = self.shop.currentText()
        self._shops = {shop.name: shop for shop in found}
        self.shop.blockSignals(True)
        self.shop.clear()
        self.shop.addItems(list(self._shops))
        self.shop.setCurrentText(chosen)
        self.shop.blockSignals(False)
        self._show()

    def _show(self) -> None:
        shop = self._shops.get(self.shop.currentText())
        self.error.say("")
        if shop is None:
            return
        for key, field in self.fields.items():
            value = shop.platform if key == "platform" else shop.settings.get(key, "")
            if key in ("fund_rounding", "tax") and value in ("fen", "on"):
                value = ""
            field.hold(_shown(key, value), keep_typing=True)
            field.set_sealed(self._kit.month.sealed)

    def _commit(self, key: str, text: str) -> None:
        shop, month, words = self.shop.currentText(), self._kit.month.month, self._kit.words
        value = _plain(key, text)
        field = self.fields[key]
        new = field.word(text) if isinstance(field, TermChoice) else text or words("ui.changed_empty")
        sentence = words(
            "ui_settings.shop_changed",
            shop=shop,
            field=words(f"ui_settings.shop_{key}"),
            new=new,
            month=month_text(month, words.texts),
        )
        self._kit.edits.do(
            lambda book: shops.set_shop(book, shop, {key: value}, month), sentence, owner=self, refused=self._refused
        )

    def _ask_remarks(self) -> None:
        """How the remarks of the shop's orders name its agents."""
        if self.shop.currentText():
            dialog = RemarkDialog(self._kit, self, self.shop.currentText())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _refused(self, refusal: JixinError) -> None:
        self.error.say(problem_sentence(refusal.problems[0], self._kit.words.texts))


def _shown(key: str, value: str) -> str:
    return rate(exact(value)) if key in _RATIOS and value else value


def _plain(key: str, text: str) -> str:
    """What is kept: ``40 %`` is 0.4, as is ``0.4``; what is no number is left for the book to refuse."""
    plain = text.replace(",", "").replace("％", "%").replace("\u00a0", " ").strip()
    if key not in _RATIOS or not plain.endswith("%"):
        return plain
    try:
        return decimal_text(exact(plain.removesuffix("%").strip()) / 100)
    except ValueError:
        return plain
