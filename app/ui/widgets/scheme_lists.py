"""The left card of the schemes page: weights bar, score items, pay items; one of all is chosen."""

from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.models.scheme_list import ROW_ROLE, SchemeList
from app.ui.models.scheme_view import SchemeRow, SchemeView
from app.ui.widgets.basics import label, repolish, rule
from app.ui.widgets.scheme_row import SchemeRowDelegate
from app.ui.widgets.weights_bar import WeightsBar
from app.wording.numbers import number

ITEM, PAY = 32, 27


class SchemeLists(QFrame):
    """Score items over pay items; ``row_chosen`` gives the row of whichever list was used last."""

    row_chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self._total = label("small")
        self.bar = WeightsBar(kit.theme)
        self.items, self.pay = _list(kit, ITEM), _list(kit, PAY)
        self._none = label("small")
        kit.words.put(self._none, "ui_schemes.no_items")
        self._none.setContentsMargins(12, 4, 12, 8)
        kit.words.put(self.items, "ui_schemes.items_title", "setAccessibleName")
        kit.words.put(self.pay, "ui_schemes.pay_title", "setAccessibleName")
        for view in (self.items, self.pay):
            view.selectionModel().currentChanged.connect(self._chosen)
        self.bar.item_requested.connect(self._choose_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scrolling())

    def _scrolling(self) -> QScrollArea:
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
        for widget in (self._bar_row, self._none, self.items, rule(), self._title("ui_schemes.pay_title"), self.pay):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = QScrollArea()
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

    def show_scheme(self, view: SchemeView) -> None:
        """Show a scheme; the row with the key chosen before stays chosen, else the first item is."""
        before = self._chosen_key()
        for listed, rows, height in ((self.items, view.items, ITEM), (self.pay, view.pay, PAY)):
            model_of(listed).set_rows(rows)
            listed.setFixedHeight(height * len(rows))
        segments = [(row.key, row.name, row.weight) for row in view.items if row.weight is not None]
        self.bar.set_segments(segments)
        self._bar_row.setVisible(bool(segments))
        self._none.setVisible(not view.items)
        self._say_total(view.total, shown=bool(segments))
        self.choose(before)

    def _say_total(self, total: Fraction, *, shown: bool) -> None:
        words, whole = self._kit.words, total == 100
        text = words("ui_schemes.total", n=number(total))
        if not whole:
            text = words("ui_schemes.total_short", n=number(total), rest=number(100 - total))
        self._total.setText(f"✓ {text}" if whole else text)
        self._total.setProperty("role", "ok" if whole else "error")
        self._total.setVisible(shown)
        repolish(self._total)

    def choose(self, key: str) -> None:
        """Choose the row with the key, else the first there is."""
        for view in (self.items, self.pay):
            row = model_of(view).row_of(key)
            if row >= 0:
                view.setCurrentIndex(model_of(view).index(row))
                return
        first = self.items if model_of(self.items).rowCount() else self.pay
        if model_of(first).rowCount():
            first.setCurrentIndex(model_of(first).index(0))
        else:
            self.row_chosen.emit(None)

    def _chosen_key(self) -> str:
        for view in (self.items, self.pay):
            row = view.currentIndex().data(ROW_ROLE)
            if isinstance(row, SchemeRow):
                return row.key
        return ""

    def _choose_item(self, key: str) -> None:
        self.choose(key)
        self.items.setFocus()

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if not isinstance(row, SchemeRow):
            return
        other = self.pay if current.model() is self.items.model() else self.items
        other.selectionModel().clear()
        self.bar.set_current(row.key)
        view = self.items if other is self.pay else self.pay
        place = view.mapTo(self._body, view.visualRect(current).center())
        self._scroll.ensureVisible(place.x(), place.y(), 0, 40)
        self.row_chosen.emit(row)


def model_of(view: QListView) -> SchemeList:
    """The list's own model."""
    model = view.model()
    assert isinstance(model, SchemeList)  # noqa: S101 - built so below
    return model


def _list(kit: Kit, height: int) -> QListView:
    view = QListView()
    model = SchemeList()
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(SchemeRowDelegate(kit.theme, height, view))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
