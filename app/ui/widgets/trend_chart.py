"""Bars of the last months, the newest in the accent. The chart library is loaded on the worker when first needed."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit import Kit

_LIBRARY = "pyqtgraph"
_WIDTH = 0.6


class TrendChart(QWidget):
    """Each bar with its value above and its month below; nothing can be dragged or zoomed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._bars: tuple[tuple[str, str, float], ...] = ()
        self._plot: Any = None
        self._asked = False
        self.setMinimumWidth(150)
        self.setFixedHeight(112)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        kit.theme.changed.connect(self._draw)

    def show_bars(self, bars: Sequence[tuple[str, str, float]]) -> None:
        """(month, printed value, height) from left to right."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{month} {value}" for month, value, _ in self._bars))
        if self._plot is not None:
            self._draw()
        elif self._bars and not self._asked:
            self._asked = True
            self._kit.backend.run("chart", lambda _book, _progress: import_module(_LIBRARY), self._loaded, owner=self)

    def _loaded(self, library: Any) -> None:
        """Make the plot, in the window's thread."""
        plot: Any = library.PlotWidget(background=None)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._library, self._plot = library, plot
        self._column.addWidget(plot)
        self._draw()

    def _draw(self) -> None:
        if self._plot is None:
            return
        self._plot.clear()
        self._plot.setBackground(self._kit.theme.color("surface"))
        if not self._bars:
            return
        highest = max(*(height for _, _, height in self._bars), 1.0)
        for at, (month, value, height) in enumerate(self._bars):
            newest = at == len(self._bars) - 1
            colour = self._kit.theme.color("accent" if newest else "chart4")
            colour.setAlpha(255 if newest else 130)
            self._plot.addItem(
                self._library.BarGraphItem(x=[at], height=[height], width=_WIDTH, brush=colour, pen=None)
            )
            self._say(value, at, height, above=True, bold=newest)
            self._say(month, at, 0.0, above=False, bold=newest)
        self._plot.addItem(self._library.InfiniteLine(0.0, angle=0, pen=self._kit.theme.pen("line2")))
        self._plot.setXRange(-0.5, max(len(self._bars), 6) - 0.5, padding=0.02)
        self._plot.setYRange(-highest * 0.22, highest * 1.2, padding=0)

    def _say(self, text: str, at: int, height: float, *, above: bool, bold: bool) -> None:
        item: Any = self._library.TextItem(text, self._kit.theme.color("text" if bold else "text2"))
        item.setAnchor((0.5, 1.0 if above else 0.0))
        font = self.font()
        font.setPixelSize(11)
        font.setBold(bold)
        item.setFont(font)
        item.setPos(at, height)
        self._plot.addItem(item)
