"""Tries the draft on a month while it is typed: after a short pause, on the worker, the newest only."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.inputs import SchemeInForce
from app.domain.month import PayMonth
from app.services.try_scheme import Trial, TrialMonth, open_trial, try_scheme
from app.ui.kit import Kit
from app.ui.tasks import Progress

PAUSE = 150
"""Milliseconds after the last key."""


@dataclass(frozen=True)
class Question:
    """What is to be tried: the version and the draft of it, on a month, the curve of an agent over a metric."""

    before: SchemeInForce
    draft: SchemeInForce
    month: PayMonth
    number: str = ""
    metric: str = ""


class TrialRunner(QObject):
    """``told`` gives a Trial; the figures before it stay until then."""

    told = Signal(object)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._start)
        self._question: Question | None = None
        self._asked: Question | None = None
        self._month: TrialMonth | None = None
        self._last: tuple[Question, Trial] | None = None
        self._running = False

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._timer.isActive() or self._running

    def forget(self) -> None:
        """The book is another one now: the month is read again."""
        self._month, self._asked, self._last = None, None, None

    def ask(self, question: Question) -> None:
        """Try this as soon as the person pauses."""
        self._question = question
        self._timer.start()

    def _start(self) -> None:
        question = self._question
        if self._running or question is None or question == self._asked:
            return
        self._running, self._asked = True, question
        known = self._month if self._month is not None and self._month.month == question.month else None
        last = self._last
        same = known is not None and last is not None and last[0].before == question.before
        trial = last[1] if same and last is not None and last[0].month == question.month else None

        def work(book: Any, _progress: Progress) -> tuple[TrialMonth, Trial]:
            on = known or open_trial(book, question.month)
            return on, try_scheme(book, on, question.before, question.draft, question.number, question.metric, trial)

        self._kit.backend.run("try scheme", work, self._done, owner=self, refused=lambda _: None, ended=self._ended)

    def _done(self, found: tuple[TrialMonth, Trial]) -> None:
        self._month = found[0]
        if self._asked is not None:
            self._last = (self._asked, found[1])
        self.told.emit(found[1])

    def _ended(self) -> None:
        self._running = False
        if self._question != self._asked:
            self._timer.start()
