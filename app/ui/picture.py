"""How a build proves that it starts: JIXIN_PICTURE=FILE saves the window's first whole picture, JIXIN_PICTURES=FOLDER
one of each page in turn; then the window closes."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.page_kinds import PAGES

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

FIRST, ALL = "JIXIN_PICTURE", "JIXIN_PICTURES"
_LOOK_MS, _QUIET = 20, 5
"""A page is whole when the worker was found idle so many times in a row: an answer may ask for more."""


def pictures_if_wished(window: "MainWindow") -> QObject | None:
    """Watch the window, painted once, if the environment asks for pictures; the watcher lives as long as the window."""
    if file := os.environ.get(FIRST):
        return _Watcher(window, [("", Path(file))])
    if folder := os.environ.get(ALL):
        return _Watcher(window, [(kind.name, Path(folder) / f"{kind.name}.png") for kind in PAGES])
    return None


class _Watcher(QObject):
    """Waits for each page until nothing is at work."""

    def __init__(self, window: "MainWindow", wanted: list[tuple[str, Path]]) -> None:
        super().__init__(window)
        self._window, self._wanted, self._quiet = window, wanted, 0
        QTimer.singleShot(0, self._turn)

    def _turn(self) -> None:
        self._quiet = 0
        if page := self._wanted[0][0]:
            self._window.show_page(page)
        self._look()

    def _look(self) -> None:
        self._quiet = 0 if self._window.kit.backend.runner.busy else self._quiet + 1
        page, file = self._wanted[0]
        if self._quiet < (_QUIET if page else 1):
            QTimer.singleShot(_LOOK_MS, self._look)
        elif not self._window.grab().save(str(file), "PNG"):
            self._end(1)
        elif self._wanted.pop(0) and self._wanted:
            self._turn()
        else:
            self._end(0)

    def _end(self, status: int) -> None:
        QApplication.setQuitOnLastWindowClosed(False)  # the status is ours to say
        self._window.close()
        self._window.deleteLater()
        QApplication.exit(status)
