"""The window's work with backups: making, listing and restoring them. All of it runs where the book lies."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.domain.problem import JixinError
from app.ui.backend import Backend
from app.ui.settings import Settings
from app.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from app.services.backup import Backup, Made, Places
    from app.services.desk import OpenedBook
    from app.services.restore import BackupFacts, Comparison, Restored

Refused = Callable[[JixinError], None]
KEEP = 30


def places(settings: Settings) -> "Places":
    """Where this person's backups go."""
    from app.services.backup import Places

    second = settings.text("backup_second")
    return Places(own=settings.backups, second=Path(second) if second else None, keep=kept_count(settings))


def kept_count(settings: Settings) -> int:
    """How many backups stay, 1 or more."""
    text = settings.text("backup_keep")
    return max(1, int(text)) if text.isdecimal() else KEEP


class BackupBackend:
    """Answers come to ``owner``'s thread, and not at all once it is gone."""

    def __init__(self, backend: Backend, settings: Settings, owner: QObject) -> None:
        self._backend, self._settings, self._owner = backend, settings, owner

    def make(self, done: "Callable[[Made | None], None]", refused: Refused, title: str) -> Task:
        """A backup now, changed or not; None if no book lies open."""

        def work(_book: Any, _progress: Progress) -> "Made | None":
            desk = self._backend.desk
            return None if desk.book is None or desk.keeper is None else desk.keeper.make(desk.book)

        return self._backend.run("backup", work, done, owner=self._owner, refused=refused, title=title)

    def make_if(
        self,
        done: "Callable[[Made | None], None]",
        refused: Refused,
        *,
        due: bool,
        ended: Callable[[], None] | None = None,
        title: str = "",
    ) -> Task:
        """A backup if something changed; with ``due`` only half an hour after the last one."""

        def work(_book: Any, _progress: Progress) -> "Made | None":
            desk = self._backend.desk
            return None if desk.book is None or desk.keeper is None else desk.keeper.make_if(desk.book, due=due)

        return self._backend.run("backup", work, done, owner=self._owner, refused=refused, ended=ended, title=title)

    def make_at(self, file: Path, done: "Callable[[BackupFacts], None]", title: str) -> Task:
        """A backup at a place of one's own choice."""

        def work(book: Any, _progress: Progress) -> "BackupFacts":
            from app.services.backup import back_up_to

            return back_up_to(book, file)

        return self._backend.run("backup", work, done, owner=self._owner, title=title)

    def listed(self, book: Path | None, done: "Callable[[tuple[Backup, ...]], None]", title: str) -> Task:
        """The backups of a book, or of all books."""

        def work(_book: Any, _progress: Progress) -> "tuple[Backup, ...]":
            from app.services.backup import backups

            return backups(places(self._settings), book)

        return self._backend.run("backups", work, done, owner=self._owner, title=title)

    def newest_good(self, book: Path, done: "Callable[[Backup | None], None]", title: str) -> Task:
        """The newest backup of a book that is whole."""

        def work(_book: Any, _progress: Progress) -> "Backup | None":
            from app.services.backup import newest_good

            return newest_good(places(self._settings), book)

        return self._backend.run("backups", work, done, owner=self._owner, title=title)

    def compare(self, source: Path, target: Path, done: "Callable[[Comparison], None]", title: str) -> Task:
        """A checked backup beside the book whose place it would take."""

        def work(_book: Any, _progress: Progress) -> "Comparison":
            from app.services.restore import compare

            return compare(source, target)

        return self._backend.run("compare", work, done, owner=self._owner, title=title)

    def restore(self, source: Path, target: Path, done: "Callable[[Restored], None]", title: str) -> Task:
        """Put a backup in the place of a book and open it."""

        def work(_book: Any, _progress: Progress) -> "tuple[OpenedBook, Restored]":
            return self._backend.desk.restore(source, target)

        def show(answer: "tuple[OpenedBook, Restored]") -> None:
            opened, restored = answer
            self._backend.show_opened(opened)
            done(restored)

        return self._backend.run("restore", work, show, title=title)
