"""Step 3, 人: whose each account is; unknown ones are given to somebody, left out, or may wait."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QAction, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.ui.dialogs.remark_names import RemarkDialog
from app.ui.kit import Kit
from app.ui.models.people_rows import PeopleModel, PersonRow, person_columns, person_rows
from app.ui.theme import Theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.pill import Pill
from app.ui.widgets.table import RowDelegate, TableView
from app.ui.widgets.two_pane import TwoPane
from app.ui.wizards.owner_pane import OwnerPane
from app.ui.wizards.session import ImportSession
from app.ui.wizards.step import Step
from app.wording.numbers import alone

_OWNER = 3
_ALL = 5


class PeopleStep(Step):
    """Accounts of all files | the question about the chosen one."""

    name = "people"

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__(kit, session)
        self.model = PeopleModel(self)
        self.table = TableView(kit, self.model)
        self.table.setSortingEnabled(False)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self._field = FieldDelegate(kit.theme, self.table)
        self.table.setItemDelegateForColumn(_OWNER, self._field)
        self._folded = False
        self.pane = OwnerPane(kit, session)
        self.search = QLineEdit()
        self.remarks = button(kit, "ui_import.remark_open", icon="pencil")
        self.remarks.clicked.connect(self._ask_remarks)
        self.to_ask, self.out = Pill(kit.theme, "warn"), Pill(kit.theme, "plain")
        self.panes = TwoPane(kit, self._left(), self.pane, 400, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        self.table.clicked.connect(self._clicked)
        self.search.textChanged.connect(self._filter)
        self.pane.decided.connect(self._next)
        self.retranslate()

    def _left(self) -> QWidget:
        left = card()
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 5, 12, 5)
        head.setSpacing(8)
        title = label("h2")
        self.kit.words.put(title, "ui_import.people_title")
        self.kit.words.put(self.search, "ui_import.people_search", "setPlaceholderText")
        self.kit.words.put(self.search, "ui_import.people_search", "setAccessibleName")
        self.search.setFixedWidth(170)
        self.search.setClearButtonEnabled(True)
        icon = QAction(self.search)
        self.kit.theme.put_icon(icon, "search", "text3")
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        for widget in (title, self.to_ask, self.out):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.remarks)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return left

    def retranslate(self) -> None:
        """Name the columns."""
        self.model.set_columns(person_columns(self.kit.words))
        self.kit.words.put(self.table, "ui_import.people_title", "setAccessibleName")

    def show_session(self) -> None:
        chosen = self.table.chosen()
        planned = self.session.planned
        if planned is None:
            return
        agents = {agent.number: agent for agent in planned.agents}
        rows = person_rows(
            self._accounts(),
            self.session.included,
            agents,
            self.session.decisions,
            self.session.month,
            self.kit.words,
            folded=self._folded,
        )
        self.model.set_rows(rows)
        self._say_counts(rows)
        self.remarks.setVisible(bool(self.session.order_files))
        self._span()
        keys = [row.key for row in self.model.shown_rows]
        key = chosen.key if isinstance(chosen, PersonRow) else ""
        self.table.choose(keys.index(key) if key and key in keys else 0)

    def _accounts(self) -> tuple[Any, ...]:
        """The accounts of the files that are taken in."""
        here = {(row.shop, row.account) for file in self.session.included for row in file.accounts}
        return tuple(row for row in self.session.accounts if (row.shop, row.account) in here)

    def _say_counts(self, rows: tuple[PersonRow, ...]) -> None:
        ask = sum(row.state == "ask" for row in rows)
        out = sum(row.state == "out" for row in rows)
        self.to_ask.say(self.say("n_to_decide", n=f"{ask:,}"), "warn")
        self.out.say(self.say("n_left_out", n=f"{out:,}"), "plain")
        self.to_ask.setVisible(ask > 0)
        self.out.setVisible(out > 0)

    def _span(self) -> None:
        self.table.clearSpans()
        for at, row in enumerate(self.model.shown_rows):
            if row.section:
                self.table.setSpan(at, 0, 1, _ALL)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()

        def accepts(row: PersonRow) -> bool:
            return not row.section and wanted in f"{row.name} {row.owner}".casefold()

        self.model.set_filter(accepts if wanted else None)
        self._span()

    def _chosen(self, row: PersonRow | None) -> None:
        self.pane.show_row(row)

    def _opened(self, row: PersonRow) -> None:
        """Enter folds and unfolds the accounts that are done."""
        if row.section:
            self._folded = not self._folded
            self.show_session()
            self.table.choose([each.section for each in self.model.shown_rows].index(True))

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and row.section:
            self._opened(row)
            return
        self.panes.open_side()
        if index.column() == _OWNER and row is not None and row.state in ("ask", "decided", "out"):
            self.pane.ask()

    def _next(self) -> None:
        """After a decision go on to the next open question, if there is one."""
        self.panes.close_side()
        self.table.setFocus()
        for at, row in enumerate(self.model.shown_rows):
            if row.state == "ask":
                self.table.choose(at)
                return

    def _ask_remarks(self) -> None:
        """Set how remarks name agents; of several shops it is asked which."""
        files = self.session.order_files
        if len(files) == 1:
            self._open_remarks(*next(iter(files.items())))
        elif files:
            menu = QMenu(self)
            for shop, path in files.items():
                menu.addAction(shop).triggered.connect(partial(self._open_remarks, shop, path))
            menu.popup(self.remarks.mapToGlobal(self.remarks.rect().bottomLeft()))

    def _open_remarks(self, shop: str, path: Path, _checked: bool = False) -> None:
        dialog = RemarkDialog(self.kit, self, shop, path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self.session.replan)
        dialog.open()

    def take_focus(self) -> None:
        self.table.setFocus()

    def fact(self) -> str:
        accounts = self._accounts()
        waiting = {row.full for row in self.session.open_accounts}
        done = sum(row.full not in waiting for row in accounts)
        return self.say("fact_people", n=f"{len(accounts):,}", done=f"{done:,}")

    def sentence(self) -> str:
        orders, fen = self.session.nobodys_orders
        if orders:
            return self.say("sentence_orders_nobodys", n=f"{orders:,}", money=alone(fen))
        if self.session.open_accounts:
            return self.say("sentence_people_wait")
        return self.say("sentence_people_done")

    def primary_text(self) -> str:
        return self.say("next_check")


class FieldDelegate(RowDelegate):
    """Whose an account is; where that is to be decided the cell looks like the field that it opens."""

    def __init__(self, theme: Theme, parent: TableView) -> None:
        super().__init__(theme, parent)
        self._colours = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model: Any = index.model()
        row: object = model.row_at(index)
        if not isinstance(row, PersonRow) or row.state not in ("ask", "decided", "out"):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, rect, index, bool(option.state & option.state.State_Selected))
        painter.setPen(QPen(self._colours.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours.color("warn" if row.state == "ask" else "ctl"), 1))
        painter.setBrush(self._colours.color("surface"))
        field = rect.adjusted(0, 2, -9, -4)
        painter.drawRoundedRect(field, 4, 4)
        arrow = self._colours.pixmap("chevron-down", "text2", 14)
        painter.drawPixmap(field.right() - 20, field.center().y() - 6, arrow)
        painter.setPen(self._colours.color("text3" if row.state == "ask" else "text"))
        place = field.adjusted(8, 0, -24, 0)
        text = painter.fontMetrics().elidedText(row.owner, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()
