"""Where to save: the folder used last, and offering to open it."""

from pathlib import Path

from platformdirs import user_documents_path
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
        """A file to read."""
        start = str(self.folder_now())
        chosen, _ = QFileDialog.getOpenFileName(self._parent, self._words(title), start, self._words(kinds))
        return Path(chosen) if chosen else None

    def folder(self, title: str) -> Path | None:
        """A folder to write to."""
        start = str(self.folder_now())
        chosen = QFileDialog.getExistingDirectory(self._parent, self._words(title), start)
        if not chosen:
            return None
        self._settings.put("out", chosen)
        return Path(chosen)

    def folder_now(self) -> Path:
        """Where the last file went, else the documents."""
        last = self._settings.text("out")
        folder = Path(last) if last else user_documents_path()
        return folder if folder.is_dir() else Path.home()


def safe(name: str) -> str:
    """A name that a file dialog takes; the writer makes it safe for good."""
    return "".join("-" if letter in '<>:"/\\|?*' else letter for letter in name)
