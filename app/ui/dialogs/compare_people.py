"""Why is mine less than hers: an agent's payslip beside another one's, line by line with the reasons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.payline import Payslip
from app.services.month_view import MonthView
from app.ui.kit import Kit
from app.ui.models.payslip_grid import difference_text
from app.ui.models.people_compare import CompareRow, compare_rows
from app.ui.models.rows import Column, RowsModel
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.table import TableView


class ComparePeopleDialog(Dialog):
    """``one`` beside one of ``others``, who are computed as well; colleagues of the same position come first."""

    def __init__(self, kit: Kit, parent: QWidget, view: MonthView, one: Payslip, others: Sequence[Payslip]) -> None:
        super().__init__(parent)
        self._kit, self._view, self._one = kit, view, one
        self._others = sorted(others, key=lambda slip: slip.position != one.position)
        self.setModal(True)
        self.setWindowTitle(kit.words("ui.compare_title", name=one.name))
        self.other = QComboBox()
        self.other.addItems([f"{slip.name} {slip.position}" for slip in self._others])
        self.model: RowsModel[CompareRow] = RowsModel()
        self.table = TableView(kit, self.model)
        self.model.setParent(self.table)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(self.windowTitle())
        self.close_button = button(kit, "ui_schemes.compare_close", kind="primary")
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.other.currentIndexChanged.connect(self._compare)
        self._compare()

    def _lay_out(self) -> None:
        name = label("fact", self._kit.words("ui.compare_with", name=self._one.name))
        name.setBuddy(self.other)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.other)
        head.addStretch()
        framed = card()
        inner = QVBoxLayout(framed)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(framed, 1)
        column.addLayout(foot)
        self.resize(1000, 560)

    def _compare(self) -> None:
        other = self._others[max(0, self.other.currentIndex())]
        words = self._kit.words
        item = Column[CompareRow](id="item", head=words("ui.compare_item"), text=lambda row: row.name, bold=True)
        gap = Column[CompareRow](
            id="gap", head=words("ui.compare_gap"), text=lambda row: difference_text(row.gap), right=True, bold=True
        )
        columns = [item]
        for at, slip in enumerate((self._one, other)):
            columns.extend(self._side(at, slip.name))
        self.model.set_columns([*columns, gap])
        self.model.set_rows(compare_rows(self._one, other, self._view, words))
        self.table.fit_columns()

    def _side(self, at: int, name: str) -> tuple[Column[CompareRow], Column[CompareRow]]:
        value = Column[CompareRow](id=f"value{at}", head=name, text=lambda row: row.values[at], right=True)
        why = Column[CompareRow](
            id=f"why{at}",
            head=self._kit.words("ui.compare_why"),
            text=lambda row: row.reasons[at],
            tip=lambda row: row.reasons[at],
            tint=lambda _row: "text2",
            elide=True,
        )
        return value, why
