"""The left card of the schemes page: weights bar, score items, pay items; one of all is chosen."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.ui.editor.document import Path
from app.ui.editor.outline import Outline, OutlineRow
from app.ui.kit import Kit
from app.ui.models.scheme_list import ROW_ROLE
from app.ui.widgets.basics import button, label, repolish, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.reorder_list import ReorderList
from app.ui.widgets.weights_bar import WeightsBar
from app.wording.numbers import number

ITEM, PAY = 32, 27


class SchemeLists(QFrame):
    """Score items over pay items; ``row_chosen`` gives the row of whichever list was used last.

    ``moved``, ``remove_asked`` give paths, ``item_asked`` and ``pay_asked`` the kind of what is to be added.
    """

    row_chosen = Signal(object)
    moved = Signal(object, int)
    remove_asked = Signal(object)
    item_asked = Signal(str)
    pay_asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self._total = label("small")
        self.bar = WeightsBar(kit.theme)
        self.items, self.pay = ReorderList(kit.theme, ITEM), ReorderList(kit.theme, PAY)
        self.add_item = button(kit, "ui_schemes.add_item", icon="plus", kind="link")
        self.add_pay = button(kit, "ui_schemes.add_pay", icon="plus", kind="link")
        self._none = label("small")
        kit.words.put(self._none, "ui_schemes.no_items")
        self._none.setContentsMargins(12, 4, 12, 8)
        kit.words.put(self.items, "ui_schemes.items_title", "setAccessibleName")
        kit.words.put(self.pay, "ui_schemes.pay_title", "setAccessibleName")
        for view in (self.items, self.pay):
            view.selectionModel().currentChanged.connect(self._chosen)
            view.moved.connect(self.moved)
            view.remove_asked.connect(self.remove_asked)
        self.bar.item_requested.connect(self._choose_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scrolling())

    def _scrolling(self) -> CalmScroll:
        self._body = QWidget()
        self._body.setObjectName("body")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addWidget(self._title("ui_schemes.items_title", self._total))
        self._bar_row = QWidget()
        inner = QHBoxLayout(self._bar_row)
        inner.setContentsMargins(12, 0, 12, 8)
        inner.addWidget(self.bar)
        adding = QWidget()
        row = QHBoxLayout(adding)
        row.setContentsMargins(8, 0, 8, 4)
        row.addWidget(self.add_item)
        row.addStretch(1)
        pay_title = self._title("ui_schemes.pay_title", self.add_pay)
        for widget in (self._bar_row, self._none, self.items, adding, rule(), pay_title, self.pay):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = CalmScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        return self._scroll

    def _title(self, key: str, right: QWidget | None = None) -> QWidget:
        head = QWidget()
        head.setFixedHeight(38)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        name = label("h2")
        self._kit.words.put(name, key)
        row.addWidget(name, 1)
        if right is not None:
            row.addWidget(right)
        return head

    def set_kinds(self, items: Sequence[tuple[str, str]], pay: Sequence[tuple[str, str]]) -> None:
        """What can be added: (word, kind)."""
        for adding, kinds, asked in ((self.add_item, items, self.item_asked), (self.add_pay, pay, self.pay_asked)):
            menu = QMenu(adding)
            for text, kind in kinds:
                menu.addAction(text).triggered.connect(lambda _on=False, kind=kind, asked=asked: asked.emit(kind))
            self._set_menu(adding, menu)

    def _set_menu(self, adding: QPushButton, menu: QMenu) -> None:
        before = adding.menu()
        adding.setMenu(menu)
        if before:
            before.deleteLater()

    def show_scheme(self, shown: Outline) -> None:
        """Show a scheme; the row chosen before stays chosen, else the first item is."""
        before = self.chosen_key()
        for listed, rows, height in ((self.items, shown.items, ITEM), (self.pay, shown.pay, PAY)):
            listed.rows.set_rows(rows)
            listed.setFixedHeight(height * len(rows))
        segments = [(row.key, row.name, row.weight) for row in shown.items if row.weight is not None]
        self.bar.set_segments(segments)
        self._bar_row.setVisible(bool(segments))
        self._none.setVisible(not shown.items)
        self._say_total(shown.total, shown=bool(segments))
        if not self.choose(before):
            self.choose_first()

    def _say_total(self, total: Fraction | None, *, shown: bool) -> None:
        words, whole = self._kit.words, total == 100
        text = words("ui_schemes.total_unknown")
        if total is not None:
            key = "total" if whole else "total_short" if total < 100 else "total_over"
            rest = {} if whole else {"rest": number(abs(100 - total), places=6)}
            text = words(f"ui_schemes.{key}", n=number(total, places=6), **rest)
        self._total.setText(f"✓ {text}" if whole else text)
        self._total.setProperty("role", "ok" if whole else "error")
        self._total.setVisible(shown)
        repolish(self._total)

    def choose(self, key: str) -> bool:
        """Choose the row with the key; whether there is one."""
        for view in (self.items, self.pay):
            row = view.rows.row_of(key)
            if row >= 0:
                if view.currentIndex().row() != row:
                    view.setCurrentIndex(view.rows.index(row))
                return True
        return False

    def choose_path(self, path: Path) -> None:
        """Choose the part at the path."""
        self.choose("/".join(map(str, path)))

    def choose_first(self) -> None:
        """Choose the first row there is."""
        first = self.items if self.items.rows.rowCount() else self.pay
        first.setCurrentIndex(first.rows.index(0))

    def chosen_key(self) -> str:
        """The key of the chosen row, "" for none."""
        row = self.chosen_row()
        return row.key if row is not None else ""

    def chosen_row(self) -> OutlineRow | None:
        """The chosen row."""
        for view in (self.items, self.pay):
            row = view.currentIndex().data(ROW_ROLE)
            if isinstance(row, OutlineRow):
                return row
        return None

    def _choose_item(self, key: str) -> None:
        self.choose(key)
        self.items.setFocus()

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if not isinstance(row, OutlineRow):
            return
        other = self.pay if current.model() is self.items.model() else self.items
        other.selectionModel().clear()
        self.bar.set_current(row.key)
        view = self.items if other is self.pay else self.pay
        place = view.mapTo(self._body, view.visualRect(current).center())
        self._scroll.ensureVisible(place.x(), place.y(), 0, 40)
        self.row_chosen.emit(row)
