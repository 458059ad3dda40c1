"""The window's words: the catalogue in the language in use, and what shows it."""

import re
from typing import Any
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton

from app.texts import Texts

_MNEMONIC = re.compile(r"\s?\(&(\w)\)(…?)$")


class Words(QObject):
    """Gives texts and keeps shown ones in one language; ``changed`` comes after a switch."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._put: WeakKeyDictionary[QObject, dict[str, tuple[str, dict[str, object]]]] = WeakKeyDictionary()

    def __call__(self, key: str, **params: object) -> str:
        """The text of ``key``, such as ``ui.agents_title``, in the language in use."""
        return self.texts(key, **params)

    def put(self, target: QObject, key: str, setter: str = "setText", **params: object) -> None:
        """Show the text on ``target`` now and after every change of language.

        A button's trailing ``(&I)`` is not drawn but becomes its Alt+I.
        """
        self._put.setdefault(target, {})[setter] = (key, params)
        self._show(target, setter)

    def set_language(self, language: str) -> None:
        """``zh_CN``, ``zh_TW`` or ``en``; takes effect at once."""
        if language == self.texts.language:
            return
        self.texts = Texts(language)
        for target, setters in list(self._put.items()):
            if not shiboken6.isValid(target):  # a dialog that is closed, but still held by somebody
                self._put.pop(target, None)
                continue
            for setter in setters:
                self._show(target, setter)
        self.changed.emit()

    def _show(self, target: QObject, setter: str) -> None:
        key, params = self._put[target][setter]
        text = self.texts(key, **params)
        apply: Any = getattr(target, setter)
        match = _MNEMONIC.search(text)
        if match is None or not isinstance(target, QAbstractButton) or setter != "setText":
            apply(text)
            return
        apply(text[: match.start()] + match[2])
        target.setShortcut(QKeySequence(f"Alt+{match[1]}"))


def plain(text: str) -> str:
    """A button's text without its mnemonic."""
    return _MNEMONIC.sub(r"\2", text).replace("&", "")
