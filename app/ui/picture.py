"""How a build proves that it starts: with JIXIN_PICTURE=FILE the window saves its first whole picture and closes."""

import os

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.tasks import TaskRunner

WISH = "JIXIN_PICTURE"


def picture_if_wished(window: QWidget, runner: TaskRunner) -> QObject | None:
    """Take the picture once nothing is at work, if the environment asks for it. Called after the first paint."""
    file = os.environ.get(WISH)
    return _Picture(window, runner, file) if file else None


class _Picture(QObject):
    def __init__(self, window: QWidget, runner: TaskRunner, file: str) -> None:
        super().__init__(window)
        self._window, self._runner, self._file = window, runner, file
        self._look()

    def _look(self) -> None:
        if self._runner.busy:
            QTimer.singleShot(20, self._look)
            return
        saved = self._window.grab().save(self._file, "PNG")
        QApplication.setQuitOnLastWindowClosed(False)  # the status is ours to say
        self._window.close()
        self._window.deleteLater()
        QApplication.exit(0 if saved else 1)
