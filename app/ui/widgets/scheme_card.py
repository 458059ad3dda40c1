"""One item of a scheme read out: its facts, then the tables of its rule."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.models.scheme_view import Card, RuleTable
from app.ui.widgets.basics import ElidedLabel, label, rule
from app.ui.widgets.table import HEAD, ROW, TableView

_WIDTH = 640
_LABEL = 78
_FIGURE = 96


class SchemeCard(QFrame):
    """The card of the chosen item; the words in it can be marked and copied."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        self.card: Card | None = None

    def show_card(self, shown: Card | None) -> None:
        """Read out another item; None empties the card."""
        self.card = shown
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        if shown is not None:
            column.addWidget(self._head(shown))
            column.addWidget(self._facts(shown))
            for table in shown.tables:
                column.addWidget(rule())
                column.addWidget(self._table(table))
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _head(self, shown: Card) -> QWidget:
        head = QWidget()
        head.setFixedHeight(42)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        name = ElidedLabel("name")
        name.setText(shown.title)
        row.addWidget(name, 1)
        if shown.amount:
            row.addWidget(label("strong", shown.amount))
        return head

    def _facts(self, shown: Card) -> QWidget:
        facts = QWidget()
        facts.setMaximumWidth(_WIDTH)
        grid = QGridLayout(facts)
        grid.setContentsMargins(14, 0, 14, 14)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for at, (name, text) in enumerate(shown.facts):
            said = label("", text)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            grid.addWidget(label("fact", name), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, at, 1)
        return facts

    def _table(self, table: RuleTable) -> QWidget:
        box = QWidget()
        if not table.who:
            box.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(0)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 10, 14, 8)
        row.setSpacing(8)
        row.addWidget(label("h2", table.title))
        note = ElidedLabel("small")
        note.setText(table.note)
        row.addWidget(note, 1)
        column.addWidget(head)
        if table.rows:
            column.addWidget(rule_view(self._kit, table))
        return box


class RuleView(TableView):
    """Figures in narrow columns; one column of names, if there is one, takes the rest."""

    def fit_columns(self) -> None:
        """Give each column what it needs and at least 96 px."""
        columns = self.rows.columns
        needs = [max(self.needed(at), _FIGURE) for at in range(len(columns))]
        room = max(self.viewport().width() - sum(needs), 0)
        names = [at for at, column in enumerate(columns) if column.elide]
        for at, need in enumerate(needs):
            self.setColumnWidth(at, need + (room if names and at == names[-1] else 0))


def rule_view(kit: Kit, table: RuleTable) -> TableView:
    """The table of a rule, as high as its rows: words left, figures right."""
    model: RowsModel[tuple[str, ...]] = RowsModel()
    columns = [_column(table, at) for at in range(len(table.heads))]
    rows = table.rows
    if table.who:
        columns.append(_who_column(table))
        rows = tuple((*row, who) for row, who in zip(table.rows, table.who, strict=True))
    model.set_columns(columns)
    model.set_rows(rows)
    view = RuleView(kit.theme, model)
    model.setParent(view)
    view.setSortingEnabled(False)
    view.setAccessibleName(table.title)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFixedHeight(HEAD + ROW * len(table.rows))
    return view


def _column(table: RuleTable, at: int) -> Column[tuple[str, ...]]:
    last = at == len(table.heads) - 1
    text: Callable[[tuple[str, ...]], str] = lambda row: row[at]  # noqa: E731
    return Column(id=str(at), head=table.heads[at], text=text, right=last or table.figures, elide=not last)


def _who_column(table: RuleTable) -> Column[tuple[str, ...]]:
    return Column(
        id="who",
        head=table.who_head,
        text=lambda row: row[-1],
        tint=lambda _row: "text2",
        tip=lambda row: row[-1],
        elide=True,
        drop=1,
    )
