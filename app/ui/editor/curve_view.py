"""Pay over one metric: unbroken pieces, dashed jumps, cliffs in a band, the agent's dot, everybody's dots below.

Imported when the first curve is drawn: it brings pyqtgraph.
"""

from fractions import Fraction
from typing import Any

import pyqtgraph as pg  # pyright: ignore[reportMissingTypeStubs]
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.metrics import unit_of
from app.domain.money import Fen, decimal_text, fen_text, round_half_up
from app.domain.pay_curve import Jump, PayCurve
from app.ui.kit import Kit
from app.ui.widgets.take_out import Cells, TakeOut
from app.wording.numbers import fen_money, metric_word, rate, seconds, threshold_text, value_text

pg.setConfigOptions(antialias=True)

_LABELS = 3
EDGE_PLACES = 4
"""A jump that was found by halving is not told finer than this."""


class CurveView(QWidget):
    """Arrow keys go from edge to edge; ``read_out`` tells what stands there."""

    read_out = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._curve: PayCurve | None = None
        self._name, self._at = "", -1
        self.plot: Any = pg.PlotWidget()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.setFocusProxy(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 8, 0)
        column.addWidget(self.plot)
        kit.words.put(self, "ui_scheme_edit.curve", "setAccessibleName")
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the view's own comes up
        self.take_out = TakeOut(kit, self, self.cells, picture=True)
        kit.theme.changed.connect(self._draw)

    def show_curve(self, curve: PayCurve | None, name: str) -> None:
        """The curve of the agent of that name; None clears it."""
        self._curve, self._name, self._at = curve, name, -1
        self._draw()

    def x_text(self, value: Fraction) -> str:
        """A threshold in words."""
        unit = unit_of(self._curve.metric) if self._curve else ""
        return threshold_text(round_half_up(value, EDGE_PLACES), unit, self._kit.words.texts)

    # --- drawing

    def _draw(self) -> None:
        self.plot.clear()
        self.plot.setBackground(self._colour("surface"))
        curve = self._curve
        if curve is None:
            return
        self._axes(curve)
        for piece in curve.pieces:
            xs, ys = [float(x) for x, _ in piece], [fen / 100 for _, fen in piece]
            self.plot.plot(xs, ys, pen=self._pen("accent", 2.2))
        for jump in curve.jumps:
            self._jump(jump)
        self._below(curve)
        self._here(curve)

    def _axes(self, curve: PayCurve) -> None:
        bottom, left = self.plot.getAxis("bottom"), self.plot.getAxis("left")
        font = self.font()
        font.setPixelSize(11)
        for axis in (bottom, left):
            axis.setPen(self._pen("line", 1))
            axis.setTextPen(self._colour("text2"))
            axis.setStyle(tickFont=font, tickLength=0, autoExpandTextSpace=True)
        left.setPen(None)
        bottom.setGrid(False)
        low, high = curve.pieces[0][0][0], curve.pieces[-1][-1][0]
        xs = [value for value in _ticks(float(low), float(high)) if float(low) <= value <= float(high)]
        bottom.setTicks([[(value, self._tick(Fraction(value).limit_denominator(10**6))) for value in xs]])
        paid = [fen / 100 for piece in curve.pieces for _, fen in piece]
        span = max(max(paid) - min(paid), 100.0)
        bottom_y = min(paid) - span * 0.16
        ys = _ticks(bottom_y, max(paid) + span * 0.1)
        left.setTicks([[(value, f"{value:,.0f}") for value in ys]])
        for value in ys:
            self.plot.addItem(pg.InfiniteLine(value, angle=0, pen=self._pen("line", 1)), ignoreBounds=True)
        self.plot.setXRange(float(low), float(high), padding=0.03)
        self.plot.setYRange(bottom_y, max(paid) + span * 0.14, padding=0)

    def _tick(self, value: Fraction) -> str:
        unit = unit_of(self._curve.metric) if self._curve else ""
        if unit == "ratio":
            return rate(value)
        return seconds(value, self._kit.words.texts) if unit == "s" else f"{float(value):,g}"

    def _jump(self, jump: Jump) -> None:
        x, low, high = float(jump.at), min(jump.below, jump.above) / 100, max(jump.below, jump.above) / 100
        if not jump.cliff:
            self.plot.plot([x, x], [low, high], pen=self._pen("accent", 1.2, dashed=True))
            return
        reach = (self.plot.viewRange()[0][1] - self.plot.viewRange()[0][0]) * 0.018
        band = pg.LinearRegionItem(
            (x - reach, x + reach), brush=self._colour("errs"), pen=pg.mkPen(None), movable=False
        )
        band.setSpan(*self._span(low, high))
        band.setZValue(-10)
        self.plot.addItem(band)
        self.plot.plot([x, x], [low, high], pen=self._pen("err", 2, dashed=True))
        self._dot(x, low, "surface", "err", 8)
        self._dot(x, high, "err", "err", 8)
        if self._curve and jump in sorted(self._curve.cliffs, key=lambda one: -one.share)[:_LABELS]:
            words = self._kit.words
            lost = fen_money(abs(jump.above - jump.below))
            text = words("ui_scheme_edit.cliff", at=self.x_text(jump.at), amount=lost)
            left = x > sum(self.plot.viewRange()[0]) / 2 - reach * 6
            if left:
                self._text(text, x - reach, high, "err", (1, 0.3))
            else:
                self._text(text, x + reach, low, "err", (0, 0.7))

    def _span(self, low: float, high: float) -> tuple[float, float]:
        """Where between bottom and top of the plot two amounts are."""
        bottom, top = self.plot.viewRange()[1]
        return (low - bottom) / (top - bottom), (high - bottom) / (top - bottom)

    def _here(self, curve: PayCurve) -> None:
        x, y = float(curve.here[0]), curve.here[1] / 100
        floor = self.plot.viewRange()[1][0]
        self.plot.plot([x, x], [floor, y], pen=self._pen("text3", 1, dashed=True))
        self._dot(x, y, "accent", "surface", 11)
        unit = unit_of(curve.metric)
        where = value_text(curve.here[0], unit, self._kit.words.texts)
        text = self._kit.words("ui_scheme_edit.here", name=self._name, at=where, amount=fen_money(curve.here[1]))
        low, high = self.plot.viewRange()[0]
        self._text(text, x, y, "text", (-0.05, -0.25) if x < (low + high) / 2 else (1.05, 1.25))

    def _below(self, curve: PayCurve) -> None:
        """Everybody's dots under the curve."""
        bottom, top = self.plot.viewRange()[1]
        y = bottom + (top - bottom) * 0.035
        others = [(name, float(value)) for name, value in curve.others if value != curve.here[0]]
        self._dots([value for _, value in others], y, "chart3", "chart3", 7, [name for name, _ in others])
        self._dots([float(curve.here[0])], y, "accent", "accent", 7, [self._name])

    def _dot(self, x: float, y: float, fill: str, edge: str, size: int) -> None:
        self._dots([x], y, fill, edge, size, [""])

    def _dots(self, xs: list[float], y: float, fill: str, edge: str, size: int, names: list[str]) -> None:
        dots = pg.ScatterPlotItem(
            xs,
            [y] * len(xs),
            size=size,
            brush=self._colour(fill),
            pen=self._pen(edge, 2),
            data=names,
            hoverable=any(names),
            tip=_name_of,
        )
        dots.setZValue(10)
        self.plot.addItem(dots)

    def _text(self, text: str, x: float, y: float, token: str, anchor: tuple[float, float]) -> None:
        item = pg.TextItem(text, color=self._colour(token), anchor=anchor)
        font = self.font()
        font.setPixelSize(12)
        item.setFont(font)
        item.setPos(QPointF(x, y))
        item.setZValue(20)
        self.plot.addItem(item, ignoreBounds=True)

    def _pen(self, token: str, width: float, *, dashed: bool = False) -> QPen:
        pen = QPen(self._colour(token), width)
        pen.setCosmetic(True)
        if dashed:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2, 2])
        return pen

    def _colour(self, token: str) -> QColor:
        return self._kit.theme.color(token)

    # --- reading and copying

    def _points(self) -> list[tuple[Fraction, Fen]]:
        curve = self._curve
        if curve is None:
            return []
        edges = [(jump.at, jump.below) for jump in curve.jumps] + [(jump.at, jump.above) for jump in curve.jumps]
        ends = [curve.pieces[0][0], curve.pieces[-1][-1], curve.here]
        return sorted({*edges, *ends})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        points = self._points()
        if step is None or not points:
            super().keyPressEvent(event)
            return
        self._at = max(0, min(len(points) - 1, self._at + step))
        at, fen = points[self._at]
        text = self._kit.words("ui_scheme_edit.read_out", at=self.x_text(at), amount=fen_money(fen))
        self.setAccessibleDescription(text)
        self.read_out.emit(text)

    def cells(self) -> Cells:
        """The curve as a table: its ends, both sides of each jump, and where the agent is."""
        curve, words = self._curve, self._kit.words
        if curve is None:
            return []
        heads = [metric_word(curve.metric, words.texts), words("ui_scheme_edit.figure_gross")]
        return [heads, *([decimal_text(at, EDGE_PLACES), fen_text(fen)] for at, fen in self._points())]


def _name_of(x: float, y: float, data: str) -> str:
    """Whose dot it is: what pyqtgraph asks for a tooltip, with these names."""
    return data


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round values between two."""
    if high <= low:
        return [low]
    steps = sorted(unit * 10.0**power for power in range(-6, 8) for unit in (1, 2, 5))
    step = next(each for each in steps if (high - low) / each <= 7)
    first = int(low // step) + (low % step > 1e-12)
    return [round(at * step, 9) for at in range(first, int(high // step) + 1)]
