"""The line under the grid: what the icons mean, and mean, highest and lowest net."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.kit import Kit
from app.ui.models.payslip_grid import GridRow, mean_of, state_icon
from app.ui.widgets.basics import ElidedLabel, card, label
from app.wording.numbers import fen_money, money

_LEGEND = (
    ("legend_blocked", ("circle-alert", "err")),
    ("legend_flagged", ("triangle-alert", "warn")),
    ("legend_unseen", ("circle", "text3")),
)


class GridFoot(QWidget):
    """29 px; a mark is explained only while it is in the grid."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._marks: dict[tuple[str, str], tuple[QLabel, QLabel]] = {}
        self._figures = [(label("small"), label("small")) for _ in range(3)]
        self.setFixedHeight(29)
        frame = card("cardfoot")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(5)
        for key, mark in _LEGEND:
            icon, text = QLabel(), label("small")
            kit.theme.put_icon(icon, mark[0], mark[1], 14)
            kit.words.put(text, f"ui.{key}")
            self._marks[mark] = (icon, text)
        self._done = (QLabel(), label("small"))
        kit.theme.put_icon(self._done[0], "circle-check", "ok", 14)
        for pair in (*self._marks.values(), self._done):
            for widget in pair:
                row.addWidget(widget)
            row.addSpacing(8)
        self._hidden = ElidedLabel("small")
        row.addWidget(self._hidden, 1)
        for key, pair in zip(("pay_mean", "pay_highest", "pay_lowest"), self._figures, strict=True):
            kit.words.put(pair[0], f"ui.{key}")
            pair[1].setProperty("role", "figuresmall")
            row.addSpacing(8)
            for widget in pair:
                row.addWidget(widget)

    def say_hidden(self, count: int) -> None:
        """How many columns the window is too narrow for."""
        self._hidden.setText(self._kit.words("ui.pay_hidden", count=count) if count else "")

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Say what is in the grid."""
        present = {state_icon(row) for row in rows}
        for mark, pair in self._marks.items():
            for widget in pair:
                widget.setVisible(mark in present)
        seen = sum(row.seen for row in rows)
        for widget in self._done:
            widget.setVisible(seen > 0)
        self._done[1].setText(self._kit.words("ui.legend_done", count=seen, of=len(rows)))
        figures = mean_of(rows)
        for pair in self._figures:
            for widget in pair:
                widget.setVisible(figures is not None)
        if figures is not None:
            mean, highest, lowest = figures
            texts = (money(mean / 100), fen_money(highest), fen_money(lowest))
            for pair, text in zip(self._figures, texts, strict=True):
                pair[1].setText(text)
