"""Whose net moved most since the month before, and why."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.services.movers import Mover
from app.ui.kit import Kit
from app.ui.models.mover_words import mover_columns
from app.ui.models.rows import RowsModel
from app.ui.widgets.basics import button, label, rule
from app.ui.widgets.table import TableView

_SHOWN = 8


class MoversCard(QFrame):
    """``agent_asked`` carries the number of the row that was opened, ``all_asked`` that all payslips are wanted."""

    agent_asked = Signal(str)
    all_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        title, self._fact = label("h2"), label("small")
        kit.words.put(title, "ui_month.movers_title")
        self.all = button(kit, "ui_month.movers_all", kind="link")
        self.all.clicked.connect(self.all_asked)
        head = QWidget()
        head.setFixedHeight(38)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(title)
        row.addWidget(self._fact, 1)
        row.addWidget(self.all)
        self.model: RowsModel[Mover] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setSortingEnabled(False)
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(60)
        self.table.row_opened.connect(self._opened)
        kit.words.put(self.table, "ui_month.movers_title", "setAccessibleName")
        self._none: QLabel = label("fact")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._none.setMinimumHeight(60)
        self._none.setContentsMargins(14, 0, 14, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        for widget in (head, rule(), self.table, self._none):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.setStretch(3, 1)

    def show_movers(self, movers: tuple[Mover, ...], month: PayMonth, *, computed: bool) -> None:
        """Those who moved most, at most eight; who gets more stands above who gets less."""
        words = self._kit.words
        earlier = words(f"number.month_{month.shift(-1).number}")
        self._fact.setText(words("ui_month.movers_fact", month=earlier))
        largest = sorted(movers, key=lambda one: -abs(one.difference))[:_SHOWN]
        shown = tuple(one for one in movers if one in largest)
        self.model.set_columns(mover_columns(words))
        self.model.set_rows(shown)
        self.table.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._none.setText(words("ui_month.movers_none" if computed else "ui_month.movers_later", month=earlier))
        self.all.setVisible(bool(shown))

    def sizeHint(self) -> QSize:
        return QSize(420, 38 + 30 * max(self.model.rowCount(), 2) + 10)

    def _opened(self, mover: Mover | None) -> None:
        if mover is not None:
            self.agent_asked.emit(mover.number)
