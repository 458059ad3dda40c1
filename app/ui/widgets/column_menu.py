"""Which columns of a table are seen: a button with a menu, remembered."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.ui.kit import Kit
from app.ui.models.rows import Column
from app.ui.settings import Settings


class ColumnMenu(QToolButton):
    """Keeps the ids of hidden columns under ``key``; ``always`` cannot be hidden. ``changed`` after a choice."""

    changed = Signal()

    def __init__(self, kit: Kit, settings: Settings, key: str, always: tuple[str, ...]) -> None:
        super().__init__()
        self._settings, self._key, self._always = settings, key, always
        self.hidden = frozenset(filter(None, settings.text(key).split(",")))
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("kind", "icon")
        kit.theme.put_icon(self, "columns-3", "text2", 16)
        for setter in ("setAccessibleName", "setToolTip"):
            kit.words.put(self, "ui_agents.columns", setter)

    def seen(self, columns: Sequence[Column[Any]]) -> tuple[Column[Any], ...]:
        """The columns that are wanted; the menu offers all of them."""
        self._menu.clear()
        for column in columns:
            if column.id not in self._always:
                action = self._menu.addAction(column.head.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(column.id not in self.hidden)
                action.toggled.connect(partial(self._toggle, column.id))
        return tuple(column for column in columns if column.id not in self.hidden)

    def _toggle(self, column: str, on: bool) -> None:
        self.hidden = self.hidden - {column} if on else self.hidden | {column}
        self._settings.put(self._key, ",".join(sorted(self.hidden)))
        self.changed.emit()
