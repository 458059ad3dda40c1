"""Pages of a PDF under each other, as they will be printed; each is drawn when it comes into sight."""

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.services.print_pages import open_pages
from app.ui.theme import Theme

GAP = 12
_KEPT = 12
_POINT = 96 / 72
"""Pixels of a point at 100 %."""
_LEAST, _MOST = 0.25, 4.0


class PageView(QAbstractScrollArea):
    """``page_changed`` carries the page in sight, counted from 0; ``zoom_asked`` steps of the wheel, up or down."""

    page_changed = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, theme: Theme, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pages = theme, open_pages(data)
        self._zoom, self._tops, self._page = 0.0, [0], 0
        self._drawn: OrderedDict[int, QPixmap] = OrderedDict()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._draw_one)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)
        self.destroyed.connect(self._pages.close)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is true size on most screens, 0 as wide as the window, -1 whole pages."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_out()

    def show_page(self, index: int) -> None:
        """Scroll to a page."""
        self.verticalScrollBar().setValue(self._tops[index])

    def scale(self) -> float:
        """Pixels of a point, as the pages are shown now."""
        if self._zoom > 0:
            return self._zoom * _POINT
        room = self.viewport().size()
        wide = (room.width() - 2 * GAP) / max(width for width, _ in self._pages.sizes)
        high = (room.height() - 2 * GAP) / max(height for _, height in self._pages.sizes)
        fitting = wide if self._zoom == 0 else min(wide, high)
        return min(max(fitting, _LEAST * _POINT), _MOST * _POINT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Work out where the pages are; the page in sight stays there, and the last one can come to the top."""
        page, scale, room = self._page, self.scale(), self.viewport().size()
        heights = [round(height * scale) + GAP for _, height in self._pages.sizes]
        self._tops = list(accumulate(heights[:-1], initial=0))
        self._drawn.clear()
        across = max(round(width * scale) for width, _ in self._pages.sizes) + 2 * GAP
        for bar, size, page_step in (
            (self.verticalScrollBar(), max(sum(heights) + GAP, self._tops[-1] + room.height()), room.height()),
            (self.horizontalScrollBar(), across, room.width()),
        ):
            bar.setRange(0, max(0, size - page_step))
            bar.setPageStep(page_step)
            bar.setSingleStep(40)
        self.show_page(page)
        self.viewport().update()

    def _rect(self, index: int) -> QRect:
        """Where a page lies in the viewport."""
        width, height = (round(side * self.scale()) for side in self._pages.sizes[index])
        room = self.viewport().width()
        left = GAP - self.horizontalScrollBar().value() if width + 2 * GAP > room else (room - width) // 2
        return QRect(left, self._tops[index] + GAP - self.verticalScrollBar().value(), width, height)

    def _seen(self) -> range:
        """The pages of which something can be seen."""
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, max(first + 1, bisect_right(self._tops, top + self.viewport().height())))

    def _scrolled(self) -> None:
        least = min(height for _, height in self._pages.sizes) * self.scale()
        below = self.verticalScrollBar().value() + min(self.viewport().height() // 3, round(least / 2))
        page = bisect_right(self._tops, below) - 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("rail"))
        painter.setPen(self._theme.pen("line2"))
        for index in self._seen():
            rect = self._rect(index)
            if index in self._drawn:
                painter.drawPixmap(rect, self._drawn[index])
            else:
                painter.fillRect(rect, Qt.GlobalColor.white)
                self._next.start(0)
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        painter.end()

    def _draw_one(self) -> None:
        """Draw the next page in sight that is not drawn yet; scrolling goes on between two pages."""
        index = next((index for index in self._seen() if index not in self._drawn), None)
        if index is None:
            return
        ratio = self.devicePixelRatioF()
        page = self._pages.picture(index, 72 * self.scale() * ratio)
        image = QImage(page.pixels, page.across, page.down, 3 * page.across, QImage.Format.Format_RGB888)
        self._drawn[index] = QPixmap.fromImage(image)
        while len(self._drawn) > max(_KEPT, len(self._seen())):
            self._drawn.popitem(last=False)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
