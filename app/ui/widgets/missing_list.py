"""What people still have to give for the month, by score item or figure, and the days that reports say nothing of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.figures import MissingMark
from app.ui.kit import Kit
from app.ui.widgets.basics import button, label, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.two_pane import TwoPane


class MissingList(QFrame):
    """A card headed 还缺: each item with the names of the agents that lack it; ``entry_asked`` to type them."""

    entry_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        title, self._count = label("h2"), label("small")
        kit.words.put(title, "ui_import.missing_title")
        head = QWidget()
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self._count, 1)
        self.enter = button(kit, "ui_entry.enter", kind="link", edits=True)
        self.enter.clicked.connect(self.entry_asked)
        row.addWidget(self.enter)
        self._scroll = CalmScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (head, rule(), self._scroll):
            column.addWidget(widget)

    def show_missing(self, marks: Sequence[MissingMark], gaps: Sequence[str]) -> None:
        """Group the marks by item; ``gaps`` are lines about days without a row."""
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        by_item: dict[str, list[str]] = {}
        for mark in marks:
            by_item.setdefault(mark.name, []).append(mark.agent)
        comma = self._kit.words("ui_import.list_comma")
        for name, agents in by_item.items():
            self._group(column, name, [comma.join(dict.fromkeys(agents))])
        if gaps:
            self._group(
                column, self._kit.words("ui_import.gaps_title"), [*gaps, self._kit.words("ui_import.gaps_text")]
            )
        column.addStretch(1)
        self._count.setText(self._kit.words("ui_import.missing_n", n=f"{len(marks):,}") if marks else "")
        self.enter.setVisible(bool(marks))
        self._scroll.setWidget(body)

    @staticmethod
    def _group(column: QVBoxLayout, name: str, lines: Sequence[str]) -> None:
        column.addWidget(label("strong", name))
        for line in lines:
            text = label("small", line)
            text.setWordWrap(True)
            column.addWidget(text)
        column.addSpacing(8)


class MissingPane(TwoPane):
    """The list is beside the table only while something is missing."""

    _wanted = True

    def set_side(self, *, shown: bool) -> None:
        """Show or hide the side; where only one of the two is seen, the table stays until the side is asked for."""
        self._wanted = shown
        if not self.narrow:
            self._side.setVisible(shown)
        elif not shown:
            self.close_side()

    def _turn(self, *, narrow: bool) -> None:
        super()._turn(narrow=narrow)
        self.set_side(shown=self._wanted)
