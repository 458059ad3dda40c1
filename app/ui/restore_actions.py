"""Restoring from a backup, and what is offered when a book cannot be opened as usual."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.domain.problem import JixinError
from app.ui.backend_backup import BackupBackend
from app.ui.kit import Kit
from app.ui.models.backup_words import content_words
from app.ui.settings import Settings
from app.wording.problems import problem_text

if TYPE_CHECKING:
    from app.services.backup import Backup
    from app.services.restore import Comparison, Restored

_DAMAGED = ("book_damaged", "book_foreign", "book_empty", "book_foreign_parts")
_IN_USE = ("book_in_use", "book_in_use_elsewhere")


class RestoreActions(QObject):
    """Asks, shows what would come of it, then lets the backend work. ``given_up``: nothing was opened."""

    told = Signal(str)
    given_up = Signal()

    def __init__(self, kit: Kit, window: QWidget, settings: Settings, may_leave: Callable[[], bool]) -> None:
        super().__init__(window)
        self._kit, self._window, self._may_leave = kit, window, may_leave
        self._work = BackupBackend(kit.backend, settings, self)
        kit.backend.not_opened.connect(self._not_opened)

    def choose(self) -> None:
        """Show the backups of the open book, or of all books, and restore the one that is chosen."""
        if self._may_leave():
            facts = self._kit.backend.facts
            path = None if facts is None else facts.path
            self._work.listed(path, self._show_list, self._kit.words("ui_backup.work_look"))

    def from_file(self, source: Path) -> None:
        """A backup was dropped or opened like a book: ask where the book of it is to be."""
        if self._may_leave():
            target = self._ask_target(source.stem)
            if target is not None:
                self._compare(source, target)

    def _show_list(self, backups: "tuple[Backup, ...]") -> None:
        from app.ui.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._kit, self._window, backups)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            facts = self._kit.backend.facts
            target = facts.path if facts is not None else self._ask_target(dialog.book or dialog.chosen.stem)
            if target is not None:
                self._compare(dialog.chosen, target)
        dialog.deleteLater()

    def _ask_target(self, name: str) -> Path | None:
        words = self._kit.words
        start = user_documents_path() / f"{name}.jixin"
        file, _ = QFileDialog.getSaveFileName(
            self._window, words("ui_backup.target_title"), str(start), words("ui.filter_book")
        )
        return Path(file) if file else None

    def _compare(self, source: Path, target: Path) -> None:
        self._work.compare(
            source, target, lambda found: self._confirm(source, target, found), self._kit.words("ui_backup.work_look")
        )

    def _confirm(self, source: Path, target: Path, found: "Comparison") -> None:
        from app.ui.dialogs.question import ask

        words = self._kit.words
        before = "before_damaged" if found.damaged else "before_none" if found.now is None else "before"
        now = "" if found.now is None else content_words(found.now, words.texts)
        lost = words("ui_backup.different") if found.backup.different else ""
        question = words(
            f"ui_backup.confirm_{before}",
            file=target.name,
            backup=content_words(found.backup, words.texts),
            now=now,
            lost=lost,
        )
        acts = (words("ui_backup.restore_act"), words("ui_backup.restore_keep"))
        if ask(self._window, words("ui_backup.restore_title"), question, act=acts[0], keep=acts[1], danger=True):
            self._work.restore(source, target, self._restored, words("ui_backup.work_restore"))
        else:
            self.given_up.emit()

    def _restored(self, done: "Restored") -> None:
        words, kept = self._kit.words, done.saved or done.aside
        if kept is None:
            self.told.emit(words("ui_backup.restored", file=done.facts.file.name))
        else:
            self.told.emit(words("ui_backup.restored_kept", file=done.facts.file.name, kept=kept.name))

    def _not_opened(self, path: Path, refusal: JixinError) -> None:
        code = refusal.problems[0].code
        if code in _IN_USE:
            self._offer_reading(path, refusal, elsewhere=code == "book_in_use_elsewhere")
        elif code in _DAMAGED:
            self._work.newest_good(path, lambda found: self._offer_backup(path, refusal, found), "")
        else:
            self._kit.backend.refused.emit(refusal)

    def _offer_reading(self, path: Path, refusal: JixinError, *, elsewhere: bool) -> None:
        from app.ui.dialogs.question import choose

        words = self._kit.words
        acts = [words("ui_backup.open_read_only"), words("ui_backup.open_not")]
        if elsewhere:
            acts.insert(1, words("ui_backup.open_anyway"))
        sentence = problem_text(refusal.problems[0], words.texts)
        answer = choose(self._window, words("ui_backup.in_use_title"), sentence, acts)
        if answer == len(acts) - 1:
            self.given_up.emit()
        else:
            self._kit.backend.open(path, words("ui.work_open"), read_only=answer == 0, passing=answer == 1)

    def _offer_backup(self, path: Path, refusal: JixinError, found: "Backup | None") -> None:
        """Say what is wrong and offer the newest good backup; without one there is only the sentence."""
        from app.ui.dialogs.question import ask

        words = self._kit.words
        if found is None or found.facts is None:
            self._kit.backend.refused.emit(refusal)
            return
        question = words(
            "ui_backup.damaged_question",
            fault=problem_text(refusal.problems[0], words.texts),
            made=found.made,
            backup=content_words(found.facts, words.texts),
        )
        acts = (words("ui_backup.restore_act"), words("ui_backup.restore_keep"))
        if ask(self._window, words("ui_backup.damaged_title"), question, act=acts[0], keep=acts[1]):
            self._work.restore(found.file, path, self._restored, words("ui_backup.work_restore"))
        else:
            self.given_up.emit()
