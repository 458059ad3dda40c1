"""What a page tells in passing: banner, empty state, sentence under a field, toast."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.basics import icon_button, label, repolish


class Banner(QFrame):
    """One line under the title row with at most one action; kind info or warn."""

    def __init__(self, kit: Kit, action: QPushButton | None = None) -> None:
        super().__init__()
        self._kit = kit
        self.setObjectName("banner")
        self._icon, self._text = QLabel(), label()
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        if action is not None:
            row.addWidget(action)
        self.hide()

    def say(self, text: str, kind: str = "warn", icon: str = "triangle-alert") -> None:
        """Show the banner; "" hides it."""
        self._text.setText(text)
        self.setProperty("state", kind)
        self._kit.theme.put_icon(self._icon, icon, kind, 15)
        for widget in (self, self._text):
            repolish(widget)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says."""
        return self._text.text()


class EmptyState(QWidget):
    """What belongs here, why, and the button that brings it."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._what, self._why = label("h2"), label("fact")
        for text in (self._what, self._why):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._what)
        column.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for each in buttons:
            row.addWidget(each)
        row.addStretch()
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, what: str, why: str) -> None:
        """The two sentences."""
        self._what.setText(what)
        self._why.setText(why)


class ErrorSentence(QFrame):
    """Under a field: what, where, what to do. Marks the field until it is edited."""

    def __init__(self, kit: Kit, field: QLineEdit | None = None) -> None:
        super().__init__()
        self._field = field
        icon, self._text = QLabel(), label("error")
        self._text.setWordWrap(True)
        kit.theme.put_icon(icon, "circle-alert", "err", 14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        if field is not None:
            field.textChanged.connect(lambda: self.say(""))
        self.hide()

    def say(self, text: str) -> None:
        """Show the sentence; "" takes it away."""
        self._text.setText(text)
        self.setVisible(bool(text))
        if self._field is not None:
            self._field.setProperty("state", "error" if text else "")
            self._field.setAccessibleDescription(text)
            repolish(self._field)

    def text(self) -> str:
        """What it says."""
        return self._text.text()


class Toast(QFrame):
    """What was just done, at the bottom of a page for 8 seconds, with one link; never for errors."""

    def __init__(self, kit: Kit, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._host, self._act = host, None
        self._text, self._link = QLabel(), QPushButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._icon, self._theme, self.icon = QLabel(), kit.theme, ""
        close = icon_button(kit, "ui.close", "x", tint="toast_text")
        close.clicked.connect(self.hide)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it is given the focus of any button that goes, and stays
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(8)
        for each in (self._icon, self._text, self._link, close):
            row.addWidget(each)
        self.setFixedHeight(36)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self._link.clicked.connect(self._do)
        host.installEventFilter(self)
        self.hide()

    def warn(self, text: str) -> None:
        """Show what was done but did not come out: a triangle, no tick."""
        self._show(text, "triangle-alert")

    def say(self, text: str, link: str = "", act: Callable[[], None] | None = None, *, keys: str = "") -> None:
        """Show ``text`` and, if given, a link that does ``act``, as do the ``keys``."""
        self._show(text, "check", link, act, keys)

    def _show(
        self, text: str, icon: str, link: str = "", act: Callable[[], None] | None = None, keys: str = ""
    ) -> None:
        self._act = act
        self._theme.put_icon(self._icon, icon, "toast_text", 15)
        self.icon = icon
        room = self._host.width() - 160 - (self._link.fontMetrics().horizontalAdvance(link) if link else 0)
        shown = self._text.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, max(room, 120))
        self._text.setText(shown)
        self._text.setToolTip(text if shown != text else "")
        self._link.setText(link)
        self._link.setShortcut(keys)
        self._link.setVisible(act is not None)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(8000)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _leave(self) -> None:
        if self.underMouse() or self._link.hasFocus():
            self._timer.start(2000)
        else:
            self.hide()

    def _place(self) -> None:
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - 56)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start(8000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
