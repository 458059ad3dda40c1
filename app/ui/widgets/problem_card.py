"""One problem of a sheet: bold title with its cell, the sentence, and the buttons that solve it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout

from app.ui.kit import Kit
from app.ui.widgets.basics import label, repolish

_ROOM, _AROUND = 246, 32
_AROUND_KIND = {"link": 14, "radio": 22}
_ICONS = {
    "error": ("circle-alert", "err"),
    "warn": ("triangle-alert", "warn"),
    "info": ("copy", "info"),
    "prov": ("clock-fading", "prov"),
    "out": ("ban", "text2"),
    "gap": ("calendar-check", "info"),
}


@dataclass(frozen=True)
class Remedy:
    """A button of a card: what it says, what it does; at most one of a card is filled. ``kind`` is primary, link,
    radio (one of several ways, the one that holds is ``on``) or "".
    """

    text: str
    act: Callable[[], None]
    kind: str = ""
    on: bool = False


@dataclass(frozen=True)
class CardText:
    """What a card says; ``state`` is error, warn, info, prov, out or gap; ``address`` the cell it is about."""

    state: str
    title: str
    text: str
    address: str = ""


class ProblemCard(QFrame):
    """A click or Enter chooses it; the chosen one has a 3 px bar in its colour."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, said: CardText, remedies: Sequence[Remedy] = ()) -> None:
        super().__init__()
        self._kit, self.said = kit, said
        self.setObjectName("problem")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{said.title}。{said.text}")
        icon, title, text = QLabel(), label("strong", said.title), label("small", said.text)
        name, token = _ICONS[said.state]
        kit.theme.put_icon(icon, name, token, 15)
        title.setWordWrap(True)
        text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(6)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(title)
        if said.text:
            column.addWidget(text)
        if remedies:
            column.addSpacing(3)
            column.addLayout(self._buttons(remedies))
        row.addLayout(column, 1)
        self.buttons: tuple[QPushButton, ...] = tuple(self.findChildren(QPushButton))
        self.radios: tuple[QRadioButton, ...] = tuple(self.findChildren(QRadioButton))

    def _buttons(self, remedies: Sequence[Remedy]) -> QVBoxLayout:
        """Buttons side by side as far as the column is wide."""
        rows, row, left = QVBoxLayout(), QHBoxLayout(), 0
        rows.setSpacing(6)
        for remedy in remedies:
            button = _radio(remedy) if remedy.kind == "radio" else _button(remedy)
            button.clicked.connect(remedy.act)
            around = _AROUND_KIND.get(remedy.kind, _AROUND)
            width = button.fontMetrics().horizontalAdvance(remedy.text) + around
            if width > left:
                row, left = QHBoxLayout(), _ROOM
                row.setSpacing(6)
                row.addStretch(1)
                rows.addLayout(row)
            row.insertWidget(row.count() - 1, button)
            left -= width
        return rows

    def set_current(self, *, current: bool) -> None:
        """Mark the card as the chosen one."""
        self.setProperty("state", self.said.state if current else "")
        repolish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.said.address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.said.address)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._kit.theme
        if self.property("state"):
            painter.fillRect(self.rect(), theme.color("alt"))
            painter.fillRect(0, 0, 3, self.height(), theme.color(_ICONS[self.said.state][1]))
        if self.hasFocus():
            painter.setPen(QColor(theme.color("accent")))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        painter.end()


def _button(remedy: Remedy) -> QPushButton:
    button = QPushButton(remedy.text)
    button.setProperty("kind", remedy.kind or "row")
    button.setProperty("small", "true")
    return button


def _radio(remedy: Remedy) -> QRadioButton:
    radio = QRadioButton(remedy.text)
    radio.setChecked(remedy.on)
    return radio
