"""A number of a person that shows itself for 30 seconds when asked to."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.kit import Kit
from app.ui.models.masks import grouped, masked
from app.ui.widgets.basics import button

_SHOWN_MS = 30_000


class MaskedField(QWidget):
    """Read-only; what is copied from it is what is seen. Hides again after 30 s, on leaving and for another person."""

    def __init__(self, kit: Kit, kind: str) -> None:
        super().__init__()
        self._kit, self._kind, self._text = kit, kind, ""
        self.line = _Line(self)
        self.show_button = button(kit, "ui.private_show", icon="eye", kind="link")
        self.show_button.clicked.connect(self._turn)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide_number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)

    def hold(self, text: str) -> None:
        """Whose number it is; masked again."""
        self._text = text
        self.hide_number()

    @property
    def shown(self) -> bool:
        """Whether the whole number can be seen."""
        return self._timer.isActive()

    def hide_number(self) -> None:
        """Back to the mask."""
        self._timer.stop()
        self.line.setText(masked(self._kind, self._text))
        self._say_button("private_show", "eye")

    def _turn(self) -> None:
        if self.shown:
            self.hide_number()
            return
        self.line.setText(grouped(self._text))
        self._say_button("private_hide", "eye-off")
        self._timer.start()

    def _say_button(self, key: str, icon: str) -> None:
        self._kit.words.put(self.show_button, f"ui.{key}")
        self._kit.theme.put_icon(self.show_button, icon, "accent", 15, gap=4)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hide_number()


class _Line(QLineEdit):
    """Leaving it hides the number."""

    def __init__(self, field: MaskedField) -> None:
        super().__init__(field)
        self._field = field
        self.setReadOnly(True)
        self.setMinimumWidth(60)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._field.hide_number()
