"""The bar at the bottom: book file, month's state, last backup, and work that takes longer than a moment."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from app.ui.backups import Backups
from app.ui.kit import Kit
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label, repolish
from app.wording.numbers import month_text

_AFTER_MS = 300


class StatusBar(QFrame):
    """26 px. Shows a running task only after 300 ms, with its progress and a way to stop it."""

    def __init__(self, kit: Kit, backups: Backups) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setFixedHeight(26)
        self._kit, self._backups = kit, backups
        self._tasks: list[Task] = []
        self._icon, self._book = QLabel(), label()
        kit.theme.put_icon(self._icon, "archive", "text2", 13)
        self._month, self.backup = label(), label()
        self._work = label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._stop = button(kit, "ui.cancel", kind="link")
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for widget in (self._icon, self._book):
            row.addWidget(widget)
        row.addSpacing(14)
        row.addWidget(self._month)
        row.addSpacing(14)
        row.addWidget(self.backup)
        row.addStretch()
        for widget in (self._work, self._bar, self._stop):
            row.addWidget(widget)
            widget.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_work)
        for signal in (kit.month.facts_changed, kit.month.month_changed, kit.words.changed):
            signal.connect(self.show_facts)
        kit.backend.opened.connect(self.show_facts)
        backups.changed.connect(self.show_facts)
        kit.backend.working.connect(self.watch)
        self.show_facts()

    def show_facts(self) -> None:
        """Say which book is open and how far its month is."""
        words, facts = self._kit.words, self._kit.backend.facts
        self._icon.setVisible(facts is not None)
        self._month.setVisible(facts is not None)
        self.backup.setVisible(facts is not None)
        if facts is None:
            self._book.setText(words("ui.status_none"))
            return
        self._book.setText(facts.path.name)
        self._book.setToolTip(str(facts.path))
        month = month_text(self._kit.month.month, words.texts)
        state = words(f"ui.state_{self._kit.month.state}")
        self._month.setText(words("ui.status_month", month=month, state=state))
        self._show_backup()

    def _show_backup(self) -> None:
        """When the last backup was made; one that failed since is said instead."""
        words, backups = self._kit.words, self._backups
        if backups.failed:
            text = words("ui_backup.status_failed")
        else:
            text = words("ui_backup.status", made=backups.made) if backups.made else words("ui_backup.status_none")
        self.backup.setText(text)
        self.backup.setToolTip(backups.failed or ("" if backups.file is None else str(backups.file)))
        self.backup.setProperty("role", "error" if backups.failed else "")
        repolish(self.backup)

    @property
    def _task(self) -> Task | None:
        """The task that is shown: what was started last, then what still runs of those before."""
        return self._tasks[-1] if self._tasks else None

    def watch(self, task: Task) -> None:
        """Follow a task that a person is waiting for."""
        self._tasks.append(task)
        self._bar.setRange(0, 0)
        task.progressed.connect(self._progressed)
        task.ended.connect(self._ended)
        self._timer.start(_AFTER_MS)

    def _show_work(self) -> None:
        if self._task is not None:
            self._work.setText(self._kit.words("ui.status_working", work=self._task.title))
            for widget in (self._work, self._bar, self._stop):
                widget.show()

    def _progressed(self, done: int, total: int) -> None:
        if self._task is not None and self.sender() is self._task:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            work = self._task.title
            self._work.setText(self._kit.words("ui.status_progress", work=work, done=done, total=total))

    def _ended(self) -> None:
        ended = self.sender()
        self._tasks = [task for task in self._tasks if task is not ended]
        if self._tasks:
            self._bar.setRange(0, 0)
            self._show_work()
            return
        self._timer.stop()
        for widget in (self._work, self._bar, self._stop):
            widget.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
