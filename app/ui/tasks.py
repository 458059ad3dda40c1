"""Background work: named tasks on one worker thread, with progress and cancel."""

import logging
from collections.abc import Callable, Generator
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from app.domain.problem import JixinError

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""``progress(done, all)``; raises Cancelled once the task was cancelled."""

_log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped the work; nothing of it stays."""


class Task(QObject):
    """One piece of work. Exactly one of done, refused, crashed and cancelled comes, then ended."""

    progressed = Signal(int, int)
    done = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, name: str, work: Callable[[Progress], Any], title: str = "") -> None:
        super().__init__()
        self.name = name
        self.title = title
        self._work = work
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    def run(self) -> None:
        """Do the work in the calling thread and tell how it ended."""
        try:
            self._report(0, 0)
            result = self._work(self._report)
        except Exception as fault:
            self._failed(fault)
        else:
            self._finished(result)

    def _finished(self, result: Any) -> None:
        self.done.emit(result)
        self.ended.emit()

    def _failed(self, fault: Exception) -> None:
        match fault:
            case Cancelled():
                self.cancelled.emit()
            case JixinError():
                self.refused.emit(fault)
            case _:
                _log.error("task %s", self.name, exc_info=fault)
                self.crashed.emit(fault)
        self.ended.emit()

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        if total:
            self.progressed.emit(done, total)


class SlicedTask(Task):
    """Work of the window's own thread, in slices short enough to keep the window awake.

    Each slice gives how much is done of how much; what the generator returns at its end is the result. Closed
    before its end, it has to leave nothing behind.
    """

    def __init__(self, name: str, slices: Generator[tuple[int, int], None, Any], title: str = "") -> None:
        super().__init__(name, lambda _progress: None, title)
        self._slices = slices
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.run)

    def run(self) -> None:
        """Do the next slice, and the others each after whatever the window has to do."""
        self._next.stop()
        try:
            self._report(*next(self._slices))
        except StopIteration as end:
            self._finished(end.value)
        except Exception as fault:
            self._slices.close()
            self._failed(fault)
        else:
            self._next.start(0)


class _Worker(QObject):
    @Slot(object)
    def run(self, task: Task | None) -> None:
        if task is None:
            self.thread().quit()
        else:
            task.run()


class TaskRunner(QObject):
    """Owns the worker thread; tasks run one after the other in the order they were started."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("book")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._open: list[Task] = []
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether any task is running or waiting."""
        return bool(self._open)

    def start(self, task: Task) -> None:
        """Queue the task; connect to its signals before."""
        self._open.append(task)
        task.ended.connect(self._task_ended)
        self._asked.emit(task)

    def finish(self) -> None:
        """Cancel what is running, let what was started last still run, and end the thread."""
        for task in self._open[:-1]:
            task.cancel()
        self._asked.emit(None)
        self._thread.wait()

    @Slot()
    def _task_ended(self) -> None:
        self._open.pop(0)


class Answer(QObject):
    """Takes a task's signals over into the window's thread and calls plain functions there."""

    def __init__(
        self,
        task: Task,
        *,
        done: Callable[[Any], None],
        refused: Callable[[JixinError], None],
        progressed: Callable[[int, int], None],
        ended: Callable[[], None],
    ) -> None:
        super().__init__()
        self._done, self._refused, self._progressed, self._ended = done, refused, progressed, ended
        task.done.connect(self._on_done)
        task.refused.connect(self._on_refused)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._done(result)

    @Slot(object)
    def _on_refused(self, refusal: JixinError) -> None:
        self._refused(refusal)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self._progressed(done, total)

    @Slot()
    def _on_ended(self) -> None:
        self._ended()


def alive(owner: QObject | None) -> bool:
    """Whether the widget that asked is still there to be answered."""
    return owner is None or shiboken6.isValid(owner)
