"""Small things that every page uses: cards, labels, buttons, elided texts."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.kit import Kit
from app.ui.read_only import only_to_edit

GAP = 4
"""What is added to Qt's own 2 px between icon and text, to make 6."""


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property; a widget that was never shown will be looked at anyway."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def card(name: str = "card") -> QFrame:
    """A framed surface; other names are ``cardhead``, ``cardfoot``, ``nearmiss``."""
    frame = QFrame()
    frame.setObjectName(name)
    return frame


def rule() -> QFrame:
    """A 1 px line across."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def label(role: str = "", text: str = "") -> QLabel:
    """A label of a role: h1, h2, name, hero, figure, strong, fact, small, lead, error."""
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setIndent(0)
    if role:
        widget.setProperty("role", role)
    return widget


def button(kit: Kit, key: str, *, icon: str = "", kind: str = "", edits: bool = False) -> QPushButton:
    """A push button with words and icon that follow language and theme; kind primary, link, danger or row.

    One that ``edits`` is off while the book can only be read.
    """
    widget = QPushButton()
    if kind:
        widget.setProperty("kind", kind)
    kit.words.put(widget, key)
    if icon:
        tint = "on" if kind == "primary" else "accent" if kind == "link" else "text"
        kit.theme.put_icon(widget, icon, tint, 15, gap=GAP)
    widget.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
    if edits:
        only_to_edit(kit.month, widget)
    return widget


def icon_button(kit: Kit, key: str, icon: str, *, shortcut: str = "", tint: str = "text2") -> QToolButton:
    """A 30 × 30 button with an icon only; its name is the tooltip, with the shortcut, and the accessible name."""
    widget = QToolButton()
    widget.setProperty("kind", "icon")
    kit.theme.put_icon(widget, icon, tint, 16)
    kit.words.put(widget, key, "setAccessibleName")
    kit.words.put(widget, key, "setToolTip")
    if shortcut:
        widget.setShortcut(shortcut)
    return widget


def foot(*buttons: QPushButton) -> QHBoxLayout:
    """The last row of a dialog: its buttons at the right, the one that acts last."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch()
    for each in buttons:
        row.addWidget(each)
    return row


class DateField(QDateEdit):
    """A typed day, 2026-10-16. Qt does not give the padding of the style sheet to the field inside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    @property
    def day(self) -> date:
        """The day that stands in the field."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())


class ElidedLabel(QLabel):
    """One line that gives way: elided when there is no room, then with the whole text as tooltip.

    Where a shorter text was given too, that one stands there before anything is elided.
    """

    def __init__(self, role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode, self._shorter = mode, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def say(self, text: str, shorter: str) -> None:
        """Show ``text``, or ``shorter`` where it does not fit."""
        self._shorter = shorter
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        whole = self.fontMetrics().horizontalAdvance(self.text()) <= room.width()
        text = self.text() if whole else self._shorter or self.text()
        shown = self.fontMetrics().elidedText(text, self._mode, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment()), shown)
