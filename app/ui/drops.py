"""What is dropped on the window: a book is opened, sheets are imported."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.ui.pages.start_page import books_in


class Drops(QObject):
    """Takes drops anywhere in ``window``; ``sheets_in`` tells which of the dragged files can be imported now."""

    book_dropped = Signal(object)
    sheets_dropped = Signal(object)

    def __init__(self, window: QWidget, sheets_in: Callable[[QMimeData], tuple[Path, ...]]) -> None:
        super().__init__(window)
        self._sheets_in = sheets_in
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for what was taken."""
        if event.type() not in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            return False
        drop = cast("QDropEvent", event)
        books, sheets = books_in(drop.mimeData()), self._sheets_in(drop.mimeData())
        if not books and not sheets:
            return False
        drop.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            if books:
                self.book_dropped.emit(books[0])
            else:
                self.sheets_dropped.emit(sheets)
        return True
