"""The bar over the pages: which month, its state, which shop, and the menu."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from app.domain.month import PayMonth
from app.ui.kit import Kit
from app.ui.widgets.agent_search import AgentSearch
from app.ui.widgets.basics import icon_button
from app.ui.widgets.pill import Pill
from app.wording.numbers import month_text

_STATES = {
    "none": ("plain", "circle"),
    "draft": ("plain", "pencil"),
    "reviewed": ("ok", "check"),
    "sealed": ("seal", "stamp"),
}


class MonthBar(QFrame):
    """44 px; everything that it sets goes to the MonthContext, everything that it shows comes from there."""

    def __init__(self, kit: Kit, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("monthbar")
        self.setFixedHeight(44)
        self._kit = kit
        before = icon_button(kit, "ui.month_before", "chevron-left", shortcut="Ctrl+PgUp")
        after = icon_button(kit, "ui.month_after", "chevron-right", shortcut="Ctrl+PgDown")
        before.clicked.connect(lambda: kit.month.set_month(kit.month.month.shift(-1)))
        after.clicked.connect(lambda: kit.month.set_month(kit.month.month.shift(1)))
        self.month = self._field("ui.month_choose", "month")
        self.shop = self._field("ui.shop_choose", "")
        kit.theme.put_icon(self.shop, "store", "text2", 15, gap=4)
        self.shop.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.state = Pill(kit.theme)
        self.menu = icon_button(kit, "ui.menu", "menu", shortcut="F10")
        self.menu.setMenu(menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.undo = self._turn_button("ui.undo_tip", "undo-2", "Ctrl+Z")
        self.redo = self._turn_button("ui.redo_tip", "redo-2", "Ctrl+Y")
        self.search = AgentSearch(kit)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(8)
        for widget in (before, self.month, after):
            row.addWidget(widget)
        for widget in (self.state, self.shop):
            row.addSpacing(8)
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.search)
        row.addWidget(self.menu)
        kit.month.month_changed.connect(self.show_month)
        kit.month.shop_changed.connect(self.show_month)
        kit.month.facts_changed.connect(self.show_month)
        kit.words.changed.connect(self.show_month)
        self.show_month()

    def _turn_button(self, key: str, icon: str, keys: str) -> QToolButton:
        """Undo or redo: off when there is nothing to turn."""
        stack = self._kit.edits.stack
        button = icon_button(self._kit, key, icon, shortcut=keys)
        button.setEnabled(False)
        undo = keys == "Ctrl+Z"
        button.clicked.connect(stack.undo if undo else stack.redo)
        (stack.canUndoChanged if undo else stack.canRedoChanged).connect(button.setEnabled)
        return button

    def _field(self, key: str, role: str) -> QToolButton:
        field = QToolButton()
        field.setProperty("kind", "field")
        field.setProperty("role", role)
        field.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kit.words.put(field, key, "setAccessibleName")
        self._kit.words.put(field, key, "setToolTip")
        menu = QMenu(field)
        menu.aboutToShow.connect(self._fill_months if role == "month" else self._fill_shops)
        field.setMenu(menu)
        return field

    def show_month(self) -> None:
        """Say month, state and shop as the context has them."""
        words, context = self._kit.words, self._kit.month
        self.month.setText(month_text(context.month, words.texts))
        kind, icon = _STATES[context.state]
        if context.stale:
            self.state.say(words("ui.state_stale"), "warn", "triangle-alert")
        else:
            self.state.say(words(f"ui.state_{context.state}"), kind, icon)
        self.shop.setText(context.shop or words("ui.shops_all", count=len(context.shops)))
        self.shop.setVisible(len(context.shops) > 1)

    def _fill_months(self) -> None:
        context, menu = self._kit.month, self.month.menu()
        menu.clear()
        states = dict(context.months)
        newest = max([context.month, *states])
        for month in sorted({*states, context.month, newest.shift(1)}, reverse=True):
            text = month_text(month, self._kit.words.texts)
            if states.get(month) == "sealed":
                text = self._kit.words("ui.month_sealed", month=text)
            self._add_month(menu, month, text)

    def _add_month(self, menu: QMenu, month: PayMonth, text: str) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(month == self._kit.month.month)
        action.triggered.connect(lambda: self._kit.month.set_month(month))

    def _fill_shops(self) -> None:
        context, menu = self._kit.month, self.shop.menu()
        menu.clear()
        everything = self._kit.words("ui.shops_all", count=len(context.shops))
        for shop, text in (("", everything), *((name, name) for name in context.shops)):
            action: QAction = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(shop == context.shop)
            action.triggered.connect(lambda _checked=False, shop=shop: context.set_shop(shop))
