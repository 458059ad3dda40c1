"""A name, a word or several of them with 、 between."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from app.ui.editor.document import ABSENT, Absent
from app.ui.editor.plain_edit import PlainEdit

_BETWEEN = re.compile(r"\s*[、,，;；]\s*")


class TextField(PlainEdit):
    """``several``: a list of words. ``edited`` gives text or list, ABSENT for an empty field that may be left out.

    ``names`` are what the scheme keeps for words that are shown: the id of a metric, the code of a pay item.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self, *, several: bool, optional: bool, names: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._kept = dict(names or {})
        self._words = {kept: word for word, kept in self._kept.items()}
        self._several, self._optional = several, optional
        self._value: Any = ABSENT
        self.textEdited.connect(self._typed)

    def show_value(self, value: Any) -> None:
        """Show what the scheme has; what is being typed and means the same is left alone."""
        if value == self._value and not isinstance(value, Absent):
            return
        self._value = value
        text = "" if isinstance(value, Absent) or value is None else self._shown(value)
        if text != self.text().strip():
            self.setText(text)
            self.setCursorPosition(0)

    def _shown(self, value: Any) -> str:
        return "、".join(str(self._words.get(each, each)) for each in value) if self._several else str(value)

    def _typed(self, text: str) -> None:
        plain = text.strip()
        words = [each for each in _BETWEEN.split(plain) if each]
        value: Any = [self._kept.get(each, each) for each in words] if self._several else plain
        if not value and self._optional:
            value = ABSENT
        self._value = value
        self.edited.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
