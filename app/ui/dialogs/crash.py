"""A bug: what to tell the person, with the details to copy."""

import platform
import traceback

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label


def crash_details(fault: BaseException) -> str:
    """The traceback with the versions. Messages may hold figures of the book: read before sending."""
    place = "".join(traceback.format_exception(fault))
    return f"{place}\nPython {platform.python_version()}, PySide6 {pyside_version}, {platform.platform()}"


class CrashDialog(Dialog):
    """Shown once per fault; the program goes on."""

    def __init__(self, kit: Kit, parent: QWidget | None, fault: BaseException) -> None:
        super().__init__(parent)
        self.setWindowTitle(kit.words("ui.crash_title"))
        head = label("strong", kit.words("ui.crash_head"))
        head.setWordWrap(True)
        self._details = QPlainTextEdit(crash_details(fault))
        self._details.setReadOnly(True)
        copy = button(kit, "ui.crash_copy")
        close = button(kit, "ui.crash_close")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details.toPlainText()))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self._details, 1)
        column.addLayout(foot(copy, close))
        self.resize(600, 380)
