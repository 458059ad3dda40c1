"""The table of the look: 30 px rows, a line under each, widths from what stands in it, a total row below."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.kit import Kit
from app.ui.models.rows import BOLD_ROLE, COPY_ROLE, END_ROLE, FILL_ROLE, ICON_ROLE, TINT_ROLE, Column, RowsModel
from app.ui.theme import Theme
from app.ui.widgets.table_head import FIRST, HEAD, PAD, TableHead
from app.ui.widgets.take_out import Cells, TakeOut, block

__all__ = ["HEAD", "ROW", "RowDelegate", "TableView", "TotalRow"]

ROW, ICON = 30, 14
_SAMPLE = 50


class RowDelegate(QStyledItemDelegate):
    """Paints ground, icon, text and the line under a row from the model's tokens."""

    def __init__(self, theme: Theme, parent: QWidget, *, bold: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._bold = theme, bold

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option
        rect: QRect = style.rect
        state: QStyle.StateFlag = style.state
        view = style.widget
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, rect, index, selected)
        painter.setPen(self._theme.pen("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._content(painter, rect, index)
        if state & QStyle.StateFlag.State_HasFocus and isinstance(view, QWidget) and view.hasFocus():
            painter.setPen(self._theme.pen("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def width_of(self, font: QFont, column: Column[Any], rows: Iterable[Any], *, first: bool) -> int:
        """How wide a column must be so that nothing of these rows is cut; asks the column, not Qt for every cell."""
        face = QFont(font)
        face.setBold(self._bold or column.bold)
        metrics, widest = QFontMetrics(face), 0
        for row in rows:
            text = column.text(row)
            icon = ICON + (6 if text else 0) if column.icon and column.icon(row) else 0
            widest = max(widest, metrics.horizontalAdvance(text) + icon)
        return widest + 2 * PAD + (FIRST - PAD if first else 0) + 1

    def _ground(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, selected: bool
    ) -> None:
        fill = "sel" if selected else str(index.data(FILL_ROLE) or "")
        if fill:
            painter.fillRect(rect, self._theme.color(fill))

    def _content(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        place = rect.adjusted(FIRST if index.column() == 0 else PAD, 0, -PAD, -1)
        icon = index.data(ICON_ROLE)
        if icon:
            pixmap = self._theme.pixmap(icon[0], icon[1], ICON)
            painter.drawPixmap(place.left(), place.top() + (place.height() - ICON) // 2, pixmap)
            place.setLeft(place.left() + ICON + 6)
        font = painter.font()
        font.setBold(self._bold or bool(index.data(BOLD_ROLE)))
        painter.setFont(font)
        painter.setPen(self._theme.color(str(index.data(TINT_ROLE) or "text")))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        mode = Qt.TextElideMode.ElideRight if index.data(END_ROLE) else Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(text, mode, place.width() + 1)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(place, int(align) if align is not None else int(Qt.AlignmentFlag.AlignVCenter), shown)


class TableView(QTableView):
    """A table over a RowsModel. Columns fill the width; when it gets narrow they are hidden in declared order."""

    row_opened = Signal(object)
    row_chosen = Signal(object)
    columns_fitted = Signal(int)

    def __init__(self, kit: Kit, model: RowsModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = kit.theme
        self.rows = model
        self.head = TableHead(kit.theme, self)
        self._delegate = RowDelegate(kit.theme, self)
        self.total: TotalRow | None = None
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self.fit_columns)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._look()
        model.modelReset.connect(self._follow_order)
        model.modelReset.connect(self._fit_later)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._double_clicked)
        kit.theme.changed.connect(self._repaint)
        self.take_out = TakeOut(kit, self, self.cells)

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(0)
        vertical.setDefaultSectionSize(ROW)
        self.setHorizontalHeader(self.head)
        self.setSortingEnabled(True)
        self.head.sortIndicatorChanged.connect(self._fit_later)

    def _follow_order(self) -> None:
        """The sign of the order stands at the column that the rows are sorted by, wherever that went."""
        column, descending = self.rows.order or (-1, False)
        self.head.blockSignals(True)
        self.head.setSortIndicator(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        self.head.blockSignals(False)

    def link_total(self, total: "TotalRow") -> None:
        """Keep the columns of a total row as wide and as far scrolled as these."""
        self.total = total
        self.horizontalHeader().sectionResized.connect(total.follow)
        self.horizontalScrollBar().valueChanged.connect(total.horizontalScrollBar().setValue)

    def choose(self, place: int) -> None:
        """Select a row alone, whatever key is held, and scroll to it."""
        if 0 <= place < self.rows.rowCount():
            column = self.currentIndex().column()
            if column < 0:
                column = next((at for at, one in enumerate(self.rows.columns) if one.head), 0)
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(place, column), alone)

    def chosen(self) -> Any:
        """The current row, None if there is none."""
        return self.rows.row_at(self.currentIndex())

    def _fit_later(self) -> None:
        """Once for everything that changes in a turn, at the latest before it is painted."""
        self._fit_soon.start()

    def fit_columns(self) -> None:
        """Hide what does not fit, then widen the rest to fill the view."""
        self._fit_soon.stop()
        columns = self.rows.columns
        if not columns:
            return
        needs = [self.needed(at) for at in range(len(columns))]
        room = self.viewport().width()
        hidden: set[int] = set()
        for at in sorted((at for at in range(len(columns)) if columns[at].drop), key=lambda at: -columns[at].drop):
            if sum(need for place, need in enumerate(needs) if place not in hidden) <= room:
                break
            hidden.add(at)
        shown = [at for at in range(len(columns)) if at not in hidden]
        self._squeeze(needs, shown, room)
        spare = max(0, room - sum(needs[at] for at in shown))
        wide = [at for at in shown if not columns[at].fixed]
        for at in shown:
            place = wide.index(at) if at in wide else -1
            share = spare * (place + 1) // len(wide) - spare * place // len(wide) if place >= 0 else 0
            self.setColumnWidth(at, needs[at] + share)
        for at in range(len(columns)):
            self.setColumnHidden(at, at in hidden)
            if self.total is not None:
                self.total.setColumnHidden(at, at in hidden)
        self.columns_fitted.emit(len(hidden))
        if self.total is not None:
            self.setMaximumHeight(HEAD + ROW * max(self.rows.rowCount(), 1))

    def _squeeze(self, needs: list[int], shown: list[int], room: int) -> None:
        """Take what is missing from columns whose texts may be elided, not below 72 px."""
        for at in shown:
            missing = sum(needs[place] for place in shown) - room
            if missing > 0 and self.rows.columns[at].elide:
                needs[at] = max(min(72, needs[at]), needs[at] - missing)

    def needed(self, column: int) -> int:
        """How wide a column must be for its heading, up to 50 sampled rows and its sum."""
        width, count = self.head.needed(column), self.rows.rowCount()
        if count:
            sample = self.rows.shown_rows[:: max(1, count // _SAMPLE)]
            width = max(
                width, self._delegate.width_of(self.font(), self.rows.columns[column], sample, first=not column)
            )
        if self.total is not None:
            width = max(width, self.total.needed(column))
        return width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fit_soon.isActive():
            self.fit_columns()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.block_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def block_text(self) -> str:
        """The selected rows as a block for Excel: tabs between cells, plain numbers."""
        shown = [at for at in range(self.rows.columnCount()) if not self.isColumnHidden(at)]
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return block([_plain(self.rows, row, shown) for row in rows])

    def cells(self) -> Cells:
        """The whole table with heads and sums, also the columns that there is no room for; marks without a head not."""
        named = [at for at, column in enumerate(self.rows.columns) if column.head]
        heads = [self.rows.columns[at].head for at in named]
        sums = self.total.rows if self.total is not None else None
        below = [_plain(sums, row, named) for row in range(sums.rowCount())] if sums is not None else []
        return [heads, *(_plain(self.rows, row, named) for row in range(self.rows.rowCount())), *below]

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_chosen.emit(self.rows.row_at(current))

    def _double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows.row_at(index))

    def _repaint(self) -> None:
        self.viewport().update()


def _plain(rows: RowsModel[Any], row: int, columns: list[int]) -> list[str]:
    return [str(rows.index(row, at).data(COPY_ROLE) or "") for at in columns]


class TotalRow(QTableView):
    """The one row of sums under a table, always visible."""

    def __init__(self, theme: Theme, model: RowsModel[Any], table: TableView) -> None:
        super().__init__()
        self.rows = model
        self.setProperty("role", "total")
        self._delegate = RowDelegate(theme, self, bold=True)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(16)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(ROW + 1)
        table.link_total(self)

    def follow(self, column: int, _before: int, width: int) -> None:
        """A column of the table was resized."""
        self.setColumnWidth(column, width)

    def needed(self, column: int) -> int:
        """How wide the sum of a column is."""
        if not self.rows.rowCount() or column >= self.rows.columnCount():
            return 0
        return self._delegate.width_of(self.font(), self.rows.columns[column], self.rows.shown_rows, first=not column)
