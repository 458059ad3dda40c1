"""The check grid: Excel letters over the sheet's heads, row numbers, marked cells, the sums pinned below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from app.ui.models.check_grid import (
    BOLD_ROLE,
    CORNER_ROLE,
    FILL_ROLE,
    FRAME_ROLE,
    INK_ROLE,
    LETTERS_ROLE,
    CheckGrid,
    SumGrid,
)
from app.ui.models.check_sheet import CheckSheet
from app.ui.theme import Theme

ROW = 26
LETTERS = 17
NUMBERS = 35
_CORNER = 7
_LEAST, _MOST = 56, 190
_SAMPLED = 50
_SUMS = 3
_LOW = 260
"""Height of the whole below which the sums are one row."""
Index = QModelIndex | QPersistentModelIndex


class CheckTable(QFrame):
    """The grid of one file with its sums; columns and horizontal scroll of both are linked."""

    address_chosen = Signal(str)

    def __init__(self, grid: CheckGrid, sums: SumGrid, theme: Theme) -> None:
        super().__init__()
        self._grid, self._sums, self._has_sums = grid, sums, False
        self.table = _table(grid, theme)
        self.pinned = _table(sums, theme)
        self._head = LettersHead(theme, self.table)
        self.table.setHorizontalHeader(self._head)
        self.pinned.horizontalHeader().hide()
        self.pinned.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pinned.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.pinned.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.pinned.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pinned.setProperty("role", "total")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pinned.horizontalScrollBar().valueChanged.connect(self.table.horizontalScrollBar().setValue)
        self.table.horizontalScrollBar().valueChanged.connect(self.pinned.horizontalScrollBar().setValue)
        self.table.horizontalHeader().sectionResized.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.pinned)
        self.table.selectionModel().currentChanged.connect(self._current_changed)

    def set_sheet(self, sheet: CheckSheet) -> None:
        """Show a file, its columns as wide as their widest sampled text."""
        self._grid.set_sheet(sheet)
        self._sums.set_sheet(sheet)
        self._fit_columns(sheet)
        leading = self._sums.leading
        has_sums = bool(sheet.sums)
        self.pinned.clearSpans()
        if has_sums and leading > 1:
            for row in range(_SUMS):
                self.pinned.setSpan(row, 0, 1, leading)
        self._has_sums = has_sums
        self._fit_sums()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sums()

    def _fit_sums(self) -> None:
        """All three rows of sums; in a low window only the last, 相差, so that the sheet keeps its room."""
        low = self.height() < _LOW
        for row in range(_SUMS - 1):
            self.pinned.setRowHidden(row, low)
        rows = (1 if low else _SUMS) if self._has_sums else 0
        scroll = self.pinned.horizontalScrollBar().sizeHint().height()
        self.pinned.setFixedHeight(rows * ROW + scroll + 1)

    def show_address(self, address: str) -> None:
        """Scroll to a cell such as ``D7`` and make it the current one."""
        index = self._grid.index_of(address)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def edit_address(self, address: str) -> None:
        """Open the editor of a cell."""
        self.show_address(address)
        index = self._grid.index_of(address)
        if index.isValid():
            self.table.setFocus()
            self.table.edit(index)

    def _follow(self, column: int, _before: int, width: int) -> None:
        self.pinned.setColumnWidth(column, width)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.address_chosen.emit(self._grid.address(current))

    def _fit_columns(self, sheet: CheckSheet) -> None:
        plain, small = self.table.fontMetrics(), self._head.fontMetrics()
        for at, column in enumerate(sheet.columns):
            head = self._grid.headerData(at, Qt.Orientation.Horizontal) or ""
            widest = small.horizontalAdvance(str(head)) + 18
            for row in sheet.rows[:_SAMPLED]:
                widest = max(widest, plain.horizontalAdvance(sheet.shown(row, column)) + 18)
            total = sheet.sums.get(column.at)
            if total is not None:
                widest = max(widest, plain.horizontalAdvance(total.stated) + 18)
            self.table.setColumnWidth(at, min(max(widest, _LEAST), _MOST))


def _table(model: CheckGrid | SumGrid, theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(CheckDelegate(theme, table))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setCornerButtonEnabled(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
        | QAbstractItemView.EditTrigger.DoubleClicked
    )
    table.setTabKeyNavigation(False)
    numbers = NumbersHead(theme, table)
    table.setVerticalHeader(numbers)
    return table


class CheckDelegate(QStyledItemDelegate):
    """Cells with fill, frame and corner by the model's tokens, and thin lines to the right and below."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        painter.save()
        fill = index.data(FILL_ROLE)
        if fill:
            painter.fillRect(rect, self._theme.color(fill))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color("sel"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        framed = bool(index.data(FRAME_ROLE))
        font = QFont(option.font)
        font.setBold(framed or bool(index.data(BOLD_ROLE)))
        painter.setFont(font)
        painter.setPen(self._theme.color(index.data(INK_ROLE) or "text"))
        area = rect.adjusted(8, 0, -8, 0)
        text = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        self._marks(painter, rect, str(index.data(CORNER_ROLE) or ""), framed=framed)
        if option.state & QStyle.StateFlag.State_HasFocus and not framed:
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _marks(self, painter: QPainter, rect: QRect, corner: str, *, framed: bool) -> None:
        if framed:
            painter.setPen(QPen(self._theme.color("err"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if corner:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(corner))
            right, top = rect.right(), rect.top()
            points = [QPoint(right - _CORNER, top), QPoint(right, top), QPoint(right, top + _CORNER)]
            painter.drawPolygon(QPolygon(points))
            painter.setBrush(Qt.BrushStyle.NoBrush)


class LettersHead(QHeaderView):
    """The column head in two lines: Excel letters, and the sheet's own head."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)

    def sizeHint(self) -> QSize:
        return QSize(0, LETTERS + ROW)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        painter.save()
        painter.fillRect(rect, self._theme.color("alt"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        split = rect.top() + LETTERS
        painter.drawLine(rect.left(), split, rect.right(), split)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._theme.color("text2"))
        top = QRect(rect.left(), rect.top(), rect.width(), LETTERS)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(self._data(section, LETTERS_ROLE) or ""))
        area = QRect(rect.left() + 8, split + 1, rect.width() - 16, rect.bottom() - split - 1)
        text = painter.fontMetrics().elidedText(
            str(model.headerData(section, Qt.Orientation.Horizontal) or ""),
            Qt.TextElideMode.ElideRight,
            area.width(),
        )
        painter.drawText(area, self._data(section, Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()

    def _data(self, section: int, role: int) -> int:
        return self.model().headerData(section, Qt.Orientation.Horizontal, role)


class NumbersHead(QHeaderView):
    """The sheet's row numbers, small and quiet."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW)
        self.setDefaultSectionSize(ROW)
        self.setFixedWidth(NUMBERS)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, self._theme.color("alt"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._theme.color("text3"))
        text = self.model().headerData(section, Qt.Orientation.Vertical)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "" if self._is_sum() else str(text or ""))
        painter.restore()

    def _is_sum(self) -> bool:
        return isinstance(self.model(), SumGrid)
