"""One window for each person: a second start hands its book to the first, which comes forward."""

import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

_WAIT_SECONDS = 3.0


class FirstStart(QObject):
    """Holds the lock (freed by the system when the program ends, however it ends) and listens for later starts.

    ``asked`` carries the path of the book that a later start was given, "" for none.
    """

    asked = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        with suppress(OSError):  # nothing can be kept there: every start is then a first one
            folder.mkdir(parents=True, exist_ok=True)
        self._note = folder / "second-start"
        self._lock = QLockFile(str(folder / "jixin.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
        self.first = self._lock.tryLock(0)
        self._watcher = QFileSystemWatcher()
        if self.first:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._watcher.addPath(str(folder))
            self._watcher.directoryChanged.connect(self._look)

    def hand_over(self, book: Path | None) -> bool:
        """Ask the first window to come forward; False if it does not answer within three seconds."""
        try:
            unfinished = self._note.with_suffix(".new")
            unfinished.write_text("" if book is None else str(book.absolute()), "utf-8")
            unfinished.replace(self._note)
        except OSError:
            return False
        until = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < until:
            if not self._note.exists():
                return True
            time.sleep(0.05)
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        return False

    def release(self) -> None:
        """The window is closed."""
        if self.first:
            self._lock.unlock()

    def _look(self) -> None:
        try:
            book = self._note.read_text("utf-8")
            self._note.unlink()
        except OSError:
            return
        self.asked.emit(book)
