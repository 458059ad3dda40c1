"""The payslip's lines as a tree: a line unfolds into its trace, down to file and cell."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.ui.models.payslip_nodes import LINE, NET, NOTE, SECTION, SUM, Node, node_text
from app.ui.models.payslip_tree import NODE_ROLE, PayslipTree
from app.ui.theme import Theme
from app.wording.sources import SourceCell

Index = QModelIndex | QPersistentModelIndex
PAD, STEP, LABEL, GAP = 14, 16, 56, 8
_ALIGN = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class TraceDelegate(QStyledItemDelegate):
    """Draws a whole row: chevron or branch lines, label, reason or source, figure at the right."""

    def __init__(self, theme: Theme, tree: "TraceTree") -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        node: Node = index.data(NODE_ROLE)
        if node.kind == NOTE:
            return QSize(100, self._note_height(node))
        return QSize(100, {SECTION: 27, LINE: 27}.get(node.kind, 23))

    def _note_height(self, node: Node) -> int:
        room = QRect(0, 0, max(self._tree.viewport().width() - 2 * PAD, 80), 400)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(_font(self._tree.font(), small=True)).boundingRect(room, flags, node.label).height() + 8

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option
        rect: QRect = style.rect
        node: Node = index.data(NODE_ROLE)
        selected = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, rect, node, selected=selected)
        if node.kind in (SECTION, LINE):
            self._line(painter, rect, node, index)
        elif node.kind == NOTE:
            self._note(painter, rect, node)
        else:
            self._trace(painter, rect, node, index)
        if style.state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setPen(self._theme.pen("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, node: Node, *, selected: bool) -> None:
        ground = {SECTION: "alt", LINE: "surface", NOTE: "surface"}.get(node.kind, "window")
        painter.fillRect(rect, self._theme.color("sel" if selected else ground))
        if node.kind in (SECTION, LINE):
            painter.setPen(self._theme.pen("line"))
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _line(self, painter: QPainter, rect: QRect, node: Node, index: Index) -> None:
        section = node.kind == SECTION
        unfolded = self._tree.isExpanded(self._tree.model().index(index.row(), 0))
        place = rect.adjusted(PAD, 0, -PAD, 0)
        place = self._figure(painter, place, node.value, bold=section or unfolded)
        if not section:
            if node.children:
                icon = self._theme.pixmap("chevron-down" if unfolded else "chevron-right", "text2", 14)
                painter.drawPixmap(place.left() - 4, place.center().y() - 6, icon)
            place.setLeft(place.left() + 15)
        used = self._text(painter, place, node.label, "text", bold=section or unfolded)
        place.setLeft(place.left() + max(used, 0 if section else LABEL) + GAP)
        self._text(painter, place, node.text, "text2", small=True)

    def _note(self, painter: QPainter, rect: QRect, node: Node) -> None:
        painter.setFont(_font(painter.font(), small=True))
        painter.setPen(self._theme.color("text2"))
        flags = int(Qt.TextFlag.TextWordWrap) | _ALIGN
        painter.drawText(rect.adjusted(PAD, 4, -PAD, -4), flags, node.label)

    def _trace(self, painter: QPainter, rect: QRect, node: Node, index: Index) -> None:
        model = self._tree.payslip
        last = model.last_at(index)
        self._branches(painter, rect, last)
        place = rect.adjusted(PAD + 8 + STEP * len(last), 0, -PAD, 0)
        place = self._figure(painter, place, node.value, bold=node.kind == SUM, small=True)
        used = self._text(painter, place, node.label, "text", small=True)
        place.setLeft(place.left() + used + (GAP if used else 0))
        for source in node.sources[:1]:
            place = self._source(painter, place, source, more=len(node.sources) - 1)
        self._text(painter, place, node.text, "text2", small=True)

    def _branches(self, painter: QPainter, rect: QRect, last: list[bool]) -> None:
        painter.setPen(self._theme.pen("line2"))
        for level, ended in enumerate(last):
            x = rect.left() + PAD + 9 + STEP * level
            if level + 1 == len(last):
                middle = rect.center().y()
                painter.drawLine(x, rect.top(), x, middle if ended else rect.bottom())
                painter.drawLine(x, middle, x + 9, middle)
            elif not ended:
                painter.drawLine(x, rect.top(), x, rect.bottom())

    def _source(self, painter: QPainter, place: QRect, source: SourceCell, *, more: int) -> QRect:
        painter.drawPixmap(place.left(), place.center().y() - 6, self._theme.pixmap("file-spreadsheet", "accent", 13))
        place = place.adjusted(17, 0, 0, 0)
        cells = "、".join(source.cells) + (f" +{more}" if more else "")
        bold = QFontMetrics(_font(painter.font(), small=True, bold=True)).horizontalAdvance(cells)
        room = QRect(place)
        room.setRight(place.right() - bold - 6)
        used = self._text(painter, room, short_name(source.file), "accent", small=True, middle=True)
        place.setLeft(place.left() + used + (5 if used else 0))
        used = self._text(painter, place, cells, "accent", small=True, bold=True)
        place.setLeft(place.left() + used + GAP)
        return place

    def _figure(self, painter: QPainter, place: QRect, text: str, *, bold: bool, small: bool = False) -> QRect:
        """Draw the figure at the right, never elided; the place that is left of it."""
        painter.setFont(_font(painter.font(), small=small, bold=bold))
        painter.setPen(self._theme.color("text"))
        painter.drawText(place, _RIGHT, text)
        width = painter.fontMetrics().horizontalAdvance(text)
        return place.adjusted(0, 0, -(width + GAP) if width else 0, 0)

    def _text(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        tint: str,
        *,
        small: bool = False,
        bold: bool = False,
        middle: bool = False,
    ) -> int:
        """Draw a text, elided if there is no room; the width it took."""
        if not text or place.width() <= 0:
            return 0
        painter.setFont(_font(painter.font(), small=small, bold=bold))
        painter.setPen(self._theme.color(tint))
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, mode, place.width())
        painter.drawText(place, _ALIGN, shown)
        return painter.fontMetrics().horizontalAdvance(shown)


class TraceTree(QTreeView):
    """A click or Enter on a line unfolds all of it; on a source it asks to show that cell."""

    source_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.payslip = PayslipTree(self)
        self.setModel(self.payslip)
        self.setItemDelegate(TraceDelegate(theme, self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._act)
        theme.changed.connect(self.viewport().update)

    def set_nodes(self, nodes: tuple[Node, ...]) -> None:
        """Show another payslip; lines that were unfolded stay unfolded."""
        open_codes = [
            node.code
            for row in range(self.payslip.rowCount())
            if self.isExpanded(index := self.payslip.index(row, 0)) and (node := self.payslip.node(index))
        ]
        self.payslip.set_nodes(nodes)
        for code in open_codes:
            self.unfold(code, scroll=False)

    def unfold(self, code: str, *, scroll: bool = True) -> None:
        """Unfold the whole trace of a line or score item."""
        index = self.payslip.index_of(code)
        if index.isValid():
            self.expandRecursively(index)
            if scroll:
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _act(self, index: QModelIndex) -> None:
        node = self.payslip.node(index)
        if node is None:
            return
        if node.kind == LINE and node.children:
            if self.isExpanded(index):
                self.collapse(index)
            else:
                self.expandRecursively(index)
        elif node.sources:
            self.source_asked.emit(node.sources[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        node = self.payslip.node(self.indexAt(event.position().toPoint()))
        leads = node is not None and bool(node.sources or (node.kind == LINE and node.children))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and (node := self.payslip.node(index)):
            QGuiApplication.clipboard().setText(node_text(node))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act(index)
        else:
            super().keyPressEvent(event)


def short_name(file: str) -> str:
    """A file's name without ending and period: ``客服销售分析_20261001_20261031.xlsx`` → ``客服销售分析``."""
    stem = file.rsplit(".", 1)[0]
    head = stem.split("_20", 1)[0].split("_2_", 1)[0]
    return head.replace("报表查看-", "") or stem


def _font(font: QFont, *, small: bool = False, bold: bool = False) -> QFont:
    chosen = QFont(font)
    chosen.setPixelSize(12 if small else 13)
    chosen.setBold(bold)
    return chosen


__all__ = ["NET", "TraceTree", "short_name"]
