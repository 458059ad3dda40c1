"""The tokens of light and dark made into palette, style sheet, colours and icons."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.resources import resource_path
from app.ui.icons import icon_of, icon_pixmap

MODES = ("system", "light", "dark")
LISTS: Any = "QAbstractItemView"
"""Qt's class of lists, trees and tables; its stubs ask for bytes and take none."""

_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "alt"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Highlight, "sel"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
)
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_SHEET_ICONS = {
    "chevron-down": ("chevron-down", "text2"),
    "chevron-up": ("chevron-up", "text2"),
    "check-on": ("check", "on"),
    "menu-on": ("chevron-down", "on"),
}


def tokens(name: str) -> dict[str, str]:
    """The colour tokens of ``light`` or ``dark``: name → ``#RRGGBB``."""
    return json.loads(resource_path("themes", f"{name}.json").read_text("utf-8"))


def style_sheet(template: str, colours: Mapping[str, str], icons: Mapping[str, str]) -> str:
    """The template with ``@icon:name`` and ``@token`` replaced, longest names first."""
    for name in sorted(icons, key=len, reverse=True):
        template = template.replace(f"@icon:{name}", icons[name])
    for name in sorted(colours, key=len, reverse=True):
        template = template.replace(f"@{name}", colours[name])
    return template


def one_font(app: QApplication) -> None:
    """Give lists, menus and notes the application's font: Windows has its own for them, which every style brings back.

    Widgets hear only of a font that differs, so another one goes before.
    """
    own = app.font()
    if QApplication.font(LISTS) != own:
        other = QFont(own)
        other.setBold(not own.bold())
        app.setFont(other)
        app.setFont(own)


class Theme(QObject):
    """Light or dark, following the system unless told otherwise; ``changed`` comes after it is applied."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._folder = QTemporaryDir()
        self._icons: WeakKeyDictionary[QObject, tuple[str, str, int, str, int]] = WeakKeyDictionary()
        self.mode = mode if mode in MODES else "system"
        self.colours: dict[str, str] = {}
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self.set_mode(self.mode)

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in use."""
        if self.mode == "system":
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.mode == "dark"

    def set_mode(self, mode: str) -> None:
        """``system``, ``light`` or ``dark``; takes effect at once."""
        self.mode = mode
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(wanted.get(mode, Qt.ColorScheme.Unknown))
        self._apply()

    def color(self, token: str) -> QColor:
        """The token's colour in the theme in use."""
        return QColor(self.colours[token])

    def pen(self, token: str) -> QPen:
        """A line of one device pixel, at any scale."""
        pen = QPen(self.color(token), 1)
        pen.setCosmetic(True)
        return pen

    def icon(self, name: str, tint: str = "text2", size: int = 16, on: str = "", gap: int = 0) -> QIcon:
        """The lucide icon in a token's colour; ``on`` is that of its checked state."""
        return icon_of(name, self.colours[tint], size, self.colours[on] if on else "", self.colours["dis"], gap)

    def pixmap(self, name: str, tint: str = "text2", size: int = 16) -> QPixmap:
        """The icon as a pixmap at the screen's ratio."""
        return icon_pixmap(name, self.colours[tint], size, _ratio())

    def put_icon(
        self, target: QObject, name: str, tint: str = "text2", size: int = 16, on: str = "", gap: int = 0
    ) -> None:
        """Give a button, action or label its icon, now and whenever the theme changes.

        ``gap`` px are kept free between a button's icon and its text.
        """
        self._icons[target] = (name, tint, size, on, gap)
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(size + gap, size))
        self._show_icon(target)

    def drop_icon(self, target: QAbstractButton) -> None:
        """Take a button's icon away."""
        self._icons.pop(target, None)
        target.setIcon(QIcon())

    def _show_icon(self, target: QObject) -> None:
        name, tint, size, on, gap = self._icons[target]
        show_pixmap = getattr(target, "setPixmap", None)
        if show_pixmap is not None:
            show_pixmap(self.pixmap(name, tint, size))
        else:
            target.setProperty("icon", self.icon(name, tint, size, on, gap))

    def _scheme_changed(self) -> None:
        if self.mode == "system":
            self._apply()

    def _apply(self) -> None:
        self.colours = tokens("dark" if self.dark else "light")
        self._app.setStyleSheet("")  # to replace one by another takes ten times as long as to begin anew
        if not _high_contrast():
            self._app.setPalette(self._palette())
            self._app.setStyleSheet(self._sheet())
        one_font(self._app)
        for target in list(self._icons):
            if shiboken6.isValid(target):
                self._show_icon(target)
            else:  # of a dialog that is closed, but still held by somebody
                self._icons.pop(target, None)
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.color(token))
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("dis"))
        return palette

    def _sheet(self) -> str:
        icons: dict[str, str] = {}
        for key, (name, token) in _SHEET_ICONS.items():
            file = Path(self._folder.path()) / f"{key}-{'dark' if self.dark else 'light'}.svg"
            source = resource_path("icons", f"{name}.svg").read_text("utf-8")
            file.write_text(source.replace("currentColor", self.colours[token]), "utf-8")
            icons[key] = file.as_posix()
        return style_sheet(resource_path("themes", "theme.qss").read_text("utf-8"), self.colours, icons)


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


def _high_contrast() -> bool:
    style = QGuiApplication.styleHints()  # kept: its accessibility hints go with it
    return style.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
