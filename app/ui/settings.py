"""What the window remembers of this person: language, light or dark, size, last book. One small JSON file."""

import json
from pathlib import Path
from typing import Any, cast

from platformdirs import user_config_path


def settings_file() -> Path:
    """Where this person's settings are kept; the command line reads the language from it too."""
    return user_config_path("jixin", appauthor=False) / "settings.json"


_RECENT = 8


class Settings:
    """Keys and plain values; a file that cannot be read or written is as good as none.

    ``backups`` is the folder of this computer that backups go to; without it one beside the file.
    """

    def __init__(self, file: Path, backups: Path | None = None) -> None:
        self._file = file
        self.backups = backups or file.parent / "backups"
        self._values = self._read()

    def text(self, key: str, default: str = "") -> str:
        """The remembered text of a key."""
        value = self._values.get(key, default)
        return value if isinstance(value, str) else default

    def sizes(self, key: str) -> list[int]:
        """Remembered numbers, such as the widths of panes; [] if there are none."""
        value = self._values.get(key)
        if not isinstance(value, list):
            return []
        return [number for number in cast("list[Any]", value) if isinstance(number, int)]

    def remember_book(self, book: Path) -> None:
        """The book opened last, and those before it."""
        self.put("book", str(book))
        others = [str(one) for one in self.recent_books() if one != book]
        self.put("recent", "\n".join([str(book), *others][:_RECENT]))

    def recent_books(self) -> tuple[Path, ...]:
        """The books opened last that are still where they were, the newest first."""
        listed = [Path(line) for line in self.text("recent").splitlines() if line]
        return tuple(book for book in listed if book.is_file())

    def put(self, key: str, value: str | list[int]) -> None:
        """Remember a value at once."""
        if self._values.get(key) == value:
            return
        self._values = {**self._read(), **self._values, key: value}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._values, ensure_ascii=False, indent=2) + "\n", "utf-8")
        except OSError:
            return

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", values) if isinstance(values, dict) else {}
