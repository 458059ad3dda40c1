"""Where to save and what to open: the folders used last."""

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.i18n import Words
from app.ui.settings import Settings


class FileAsking:
    """Asks for files and folders; remembers where the last ones went."""

    def __init__(self, words: Words, parent: QWidget, settings: Settings) -> None:
        self._words, self._parent, self._settings = words, parent, settings

    def file(self, title: str, name: str, kinds: str) -> Path | None:
        """A file to write, None if the person thought better of it; ``title`` and ``kinds`` are keys of words."""
        start = str(self.folder_now() / safe(name))
        chosen, _ = QFileDialog.getSaveFileName(self._parent, self._words(title), start, self._words(kinds))
        if not chosen:
            return None
        file = Path(chosen)
        self._settings.put("out", str(file.parent))
        return file

    def existing(self, title: str, kinds: str) -> Path | None:
        """A file to read, None if the person thought better of it."""
        start = str(self.folder_now("in"))
        chosen, _ = QFileDialog.getOpenFileName(self._parent, self._words(title), start, self._words(kinds))
        return self._read(Path(chosen)) if chosen else None

    def several(self, title: str, kinds: str) -> list[Path]:
        """Files to read; none if the person thought better of it."""
        start = str(self.folder_now("in"))
        chosen, _ = QFileDialog.getOpenFileNames(self._parent, self._words(title), start, self._words(kinds))
        return [self._read(Path(name)) for name in chosen]

    def _read(self, file: Path) -> Path:
        self._settings.put("in", str(file.parent))
        return file

    def folder(self, title: str) -> Path | None:
        """A folder to write to."""
        start = str(self.folder_now())
        chosen = QFileDialog.getExistingDirectory(self._parent, self._words(title), start)
        if not chosen:
            return None
        self._settings.put("out", chosen)
        return Path(chosen)

    def folder_now(self, way: str = "out") -> Path:
        """Where the last file went (``way`` "in": where it came from), else the documents."""
        last = self._settings.text(way)
        folder = Path(last) if last else user_documents_path()
        return folder if folder.is_dir() else Path.home()


def opens(folder: Path) -> Callable[[], object]:
    """What shows a folder in the system's own window."""
    return lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def told_with(words: Words, text: str, asked: Path, written: Path) -> str:
    """What was saved, and why it is not where it was asked for, if it is not."""
    return text if written == asked else words("ui_papers.beside", text=text, file=written.name)


def safe(name: str) -> str:
    """A name that a file dialog takes; the writer makes it safe for good."""
    return "".join("-" if letter in '<>:"/\\|?*' else letter for letter in name)
