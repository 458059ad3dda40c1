"""When the open book is backed up: now, by itself while it is worked on, and before it is left."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.problem import JixinError, Problem
from app.ui.backend_backup import BackupBackend
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.wording.problems import problem_text

if TYPE_CHECKING:
    from app.services.backup import Made
    from app.services.desk import OpenedBook
    from app.services.restore import BackupFacts

EVERY_MS = 30 * 60 * 1000


class Backups(QObject):
    """``made`` is when the last backup was made, as the clock said then, "" if there is none, ``file`` which it is.

    ``failed`` is the sentence of a backup that did not come out since. ``changed`` tells that one of them is different.
    """

    changed = Signal()
    told = Signal(str)
    warned = Signal(str)

    def __init__(self, kit: Kit, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._kit, self._window, self._settings = kit, window, settings
        self._work = BackupBackend(kit.backend, settings, self)
        self.made, self.failed = "", ""
        self.file: Path | None = None
        self._to_save = self._leaving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._by_itself)
        kit.backend.looked_over.connect(self._looked_over)
        kit.backend.changed.connect(self._book_changed)
        kit.backend.unsaved.connect(self._not_saved)

    def now(self) -> None:
        """What Ctrl+S does: a backup, and where it went."""
        if self._kit.backend.facts is not None:
            self._work.make(self._tell, self._refused, self._kit.words("ui_backup.work"))

    def elsewhere(self) -> None:
        """Ask for a file and write a backup there."""
        facts, words = self._kit.backend.facts, self._kit.words
        if facts is None:
            return
        folder = Path(self._settings.text("backup_out") or Path.home())
        start = (folder if folder.is_dir() else Path.home()) / f"{facts.path.stem}{words('ui_backup.suffix')}"
        file, _ = QFileDialog.getSaveFileName(
            self._window, words("ui_backup.elsewhere_title"), str(start), words("ui_backup.filter")
        )
        if file:
            self._settings.put("backup_out", str(Path(file).parent))
            self._work.make_at(Path(file), self._tell_file, words("ui_backup.work"))

    def leave(self) -> bool:
        """Back up what changed before the window is closed; False if it did not come out and the person stays."""
        backend = self._kit.backend
        if not self._to_save or backend.facts is None or backend.runner.busy:
            return True
        if self._leaving:
            return False
        self._leaving = True
        wait, title = QEventLoop(), self._kit.words("ui_backup.work")
        self._work.make_if(self._saved, self._refused, due=False, ended=wait.quit, title=title)
        wait.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._leaving = False
        return not self._to_save or self._go_all_the_same()

    def _go_all_the_same(self) -> bool:
        from app.ui.dialogs.question import ask

        words = self._kit.words
        question = words("ui_backup.leave_question", fault=self.failed)
        acts = (words("ui_backup.leave_go"), words("ui_backup.leave_stay"))
        return ask(self._window, words("ui_backup.leave_title"), question, act=acts[0], keep=acts[1])

    def _looked_over(self, opened: "OpenedBook") -> None:
        backup = opened.backup
        self.made, self.file = (backup.made, backup.file) if backup is not None else ("", None)
        self.failed, self._to_save = "", opened.changed
        self._timer.stop()
        self.changed.emit()
        if opened.changed:
            QTimer.singleShot(0, self, self._by_itself)  # behind what the page asks for first

    def _book_changed(self) -> None:
        self._to_save = True
        if not self._timer.isActive():
            self._timer.start()

    def _by_itself(self) -> None:
        self._work.make_if(self._note, self._warn, due=True)

    def _note(self, made: "Made | None") -> None:
        """Remember a backup that was made, and what its double in the second folder lacks."""
        if made is not None:
            self.made, self.file = made.made, made.facts.file
            self.failed = self._said(made.problems)
            self._to_save = False
            self._timer.stop()
            self.changed.emit()

    def _saved(self, made: "Made | None") -> None:
        self._note(made)
        self._to_save = False

    def _tell(self, made: "Made | None") -> None:
        self._note(made)
        if made is None:
            return
        if self.failed:
            self.warned.emit(self.failed)
        else:
            self.told.emit(self._kit.words("ui_backup.made", file=str(made.facts.file)))

    def _tell_file(self, facts: "BackupFacts") -> None:
        self.told.emit(self._kit.words("ui_backup.made", file=str(facts.file)))

    def _refused(self, refusal: JixinError) -> None:
        self._not_saved(refusal.problems)
        if not self._leaving:
            self._kit.backend.refused.emit(refusal)

    def _warn(self, refusal: JixinError) -> None:
        self._not_saved(refusal.problems)
        self.warned.emit(self.failed)

    def _not_saved(self, problems: tuple[Problem, ...]) -> None:
        self.failed = self._said(problems)
        self.changed.emit()

    def _said(self, problems: tuple[Problem, ...]) -> str:
        return self._kit.words("ui_backup.and").join(problem_text(one, self._kit.words.texts) for one in problems)
