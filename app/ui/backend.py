"""The window's way to the book: calls run on the worker, answers come back in the window's thread.

The services are imported on the worker too, by the first call: the window is painted before.
"""

from collections.abc import Callable, Generator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem
from app.texts import Texts
from app.ui.tasks import Answer, Progress, SlicedTask, Task, TaskRunner, alive

if TYPE_CHECKING:
    from app.domain.people import Agent
    from app.services.agent_history import AgentHistory
    from app.services.backup import Places
    from app.services.books import BookFacts
    from app.services.compute_month import RunState
    from app.services.desk import Desk, OpenedBook
    from app.services.private_facts import PrivateFacts
    from app.services.roster import RosterReport

T = TypeVar("T")


class Backend(QObject):
    """Holds the opened book (on the worker only) and starts work on it.

    ``changed`` tells that something in the book is different now, ``refused`` and ``crashed`` that work ended
    without a result and nobody else has said so. ``looked_over`` carries what is to be known of a book just opened,
    ``not_opened`` its path and why not, ``unsaved`` what did not come out of a backup that was made on the way.
    """

    opened = Signal(object)
    changed = Signal()
    facts_changed = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    working = Signal(object)
    looked_over = Signal(object)
    not_opened = Signal(object, object)
    unsaved = Signal(object)

    def __init__(self, runner: TaskRunner, places: "Callable[[], Places] | None" = None) -> None:
        super().__init__()
        self.runner = runner
        self.facts: BookFacts | None = None
        self._places = places
        self._answers: set[Answer] = set()
        self._here: set[SlicedTask] = set()

    def run(
        self,
        name: str,
        work: Callable[[Any, Progress], T],
        done: Callable[[T], None],
        *,
        owner: QObject | None = None,
        changes: bool = False,
        refused: Callable[[JixinError], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
        ended: Callable[[], None] | None = None,
        title: str = "",
        risky: bool = False,
    ) -> Task:
        """Start ``work(book, progress)`` on the worker; ``done(result)`` is called here.

        No function is called once ``owner`` is gone. ``changes`` tells every page afterwards. Without ``refused``
        a JixinError goes to the signal of that name. ``ended`` is called in every case, also after a cancel.
        Work with a ``title`` (in words) is shown in the status bar while it lasts. What was changed is backed up
        before ``risky`` work; it is done all the same where that fails.
        """
        task = Task(name, partial(self._do, work, risky), title)
        self._follow(task, done, owner, changes, refused, progressed, ended)
        self.runner.start(task)
        return task

    def run_here(
        self,
        name: str,
        slices: Generator[tuple[int, int], None, T],
        done: Callable[[T], None],
        *,
        owner: QObject | None = None,
        title: str = "",
    ) -> Task:
        """The same for work that needs no book and takes long, such as printing: nothing waits for it."""
        task = SlicedTask(name, slices, title)
        self._here.add(task)
        task.ended.connect(lambda: self._here.discard(task))
        self._follow(task, done, owner)
        task.run()
        return task

    def _follow(
        self,
        task: Task,
        done: Callable[[T], None],
        owner: QObject | None,
        changes: bool = False,
        refused: Callable[[JixinError], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Take over what the task tells; show it where it has a title."""

        def deliver(result: T) -> None:
            if alive(owner):
                done(result)
            if changes:
                self._book_changed()

        def finish() -> None:
            self._answers.discard(answer)
            if ended is not None and alive(owner):
                ended()

        def refuse(refusal: JixinError) -> None:
            if refused is None:
                self.refused.emit(refusal)
            elif alive(owner):
                refused(refusal)

        def progress(share: int, total: int) -> None:
            if progressed is not None and alive(owner):
                progressed(share, total)

        answer = Answer(task, done=deliver, refused=refuse, progressed=progress, ended=finish)
        self._answers.add(answer)
        task.crashed.connect(self._on_crashed)
        if task.title:
            self.working.emit(task)

    @cached_property
    def desk(self) -> "Desk":
        """Where the book lies; for the worker only."""
        from app.services.desk import Desk

        return Desk(self._places)

    def _do(self, work: Callable[[Any, Progress], T], risky: bool, progress: Progress) -> T:
        if risky:
            self._say_unsaved(self.desk.keep())
        book = self.desk.book if "desk" in self.__dict__ else None  # the first work may be for the window alone
        return work(book, progress)

    def create(self, path: Path, *, shop: str, platform: str, business: str, title: str) -> Task:
        """Make a new book and open it."""

        def work(_book: Any, _progress: Progress) -> "OpenedBook":
            from app.services import books

            books.close_book(books.create_book(path, shop=shop, platform=platform, business=business))
            return self._take(path)

        return self.run("create", work, self.show_opened, title=title)

    def open(self, path: Path, title: str, *, read_only: bool = False, passing: bool = False) -> Task:
        """Open a book; the one that was open is closed first if the new one could be opened."""

        def work(_book: Any, _progress: Progress) -> "OpenedBook":
            return self._take(path, read_only=read_only, passing=passing)

        return self.run("open", work, self.show_opened, refused=partial(self.not_opened.emit, path), title=title)

    def make_demo(self, folder: Path, texts: Texts, title: str) -> Task:
        """Make the demonstration in ``folder`` and open it."""

        def work(_book: Any, progress: Progress) -> "OpenedBook":
            from app.services import demo

            held = self.facts.path if self.facts is not None and self.facts.path.parent == folder else None
            if held is not None:
                self.put_away()
            try:
                book = demo.make_demo(folder, texts, progress).book
            except BaseException:
                if held is not None and held.exists():
                    self._take(held)
                raise
            return self._take(book)

        return self.run("demo", work, self.show_opened, title=title)

    def write_form(self, kind: str, file: Path, texts: Texts, done: Callable[[Path], None]) -> Task:
        """Write an empty form; ``done`` is told the file."""

        def work(_book: Any, _progress: Progress) -> Path:
            from app.services.sheet_forms import write_form

            return write_form(kind, file, texts)

        return self.run("form", work, done)

    def run_state(self, month: PayMonth, done: Callable[[PayMonth, "RunState"], None]) -> Task:
        """How far a month is computed."""

        def work(book: Any, _progress: Progress) -> "RunState":
            from app.services.compute_month import run_state

            return run_state(book, month)

        return self.run("state", work, lambda state: done(month, state))

    def agents(self, month: PayMonth, done: Callable[[tuple["Agent", ...]], None], owner: QObject) -> Task:
        """Every agent with the terms of the month."""

        def work(book: Any, _progress: Progress) -> tuple["Agent", ...]:
            from app.services import roster

            return roster.agents(book, month)

        return self.run("agents", work, done, owner=owner)

    def private_facts(self, number: str, done: Callable[["PrivateFacts"], None], owner: QObject) -> Task:
        """Identity, phone and bank numbers of one agent."""

        def work(book: Any, _progress: Progress) -> "PrivateFacts":
            from app.services.private_facts import private_facts

            return private_facts(book, number)

        return self.run("private", work, done, owner=owner)

    def agent_history(
        self, number: str, month: PayMonth, done: Callable[["AgentHistory"], None], owner: QObject
    ) -> Task:
        """Dated terms, incidents of the month and payslips of one agent."""

        def work(book: Any, _progress: Progress) -> "AgentHistory":
            from app.services.agent_history import agent_history

            return agent_history(book, number, month)

        return self.run("history", work, done, owner=owner)

    def import_roster(self, file: Path, done: Callable[["RosterReport"], None], owner: QObject, title: str) -> Task:
        """Add and update agents from a file."""

        def work(book: Any, _progress: Progress) -> "RosterReport":
            from app.services import roster

            return roster.import_roster(book, file)

        return self.run("roster", work, done, owner=owner, changes=True, title=title)

    def close(self) -> None:
        """Close the book and stop the worker and what runs here; called once, at the end."""
        for here in tuple(self._here):
            here.cancel()
            here.run()
        task = Task("close", lambda _progress: self.put_away())
        self.runner.start(task)
        self.runner.finish()

    def read_facts(self) -> None:
        """Ask again which months and shops there are."""
        if self.facts is not None:
            self.run("facts", lambda book, _progress: _facts(book), self._facts_read)

    def put_away(self) -> None:
        """Close the book, backed up if it changed; on the worker."""
        self._say_unsaved(self.desk.put_away())

    def _take(self, path: Path, *, read_only: bool = False, passing: bool = False) -> "OpenedBook":
        return self.desk.open(path, read_only=read_only, passing=passing)

    def _say_unsaved(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.unsaved.emit(problems)

    def show_opened(self, found: "OpenedBook") -> None:
        """A book lies open now: tell everybody."""
        self.facts = found.facts
        self.opened.emit(found.facts)
        self.looked_over.emit(found)
        self._say_unsaved(found.unsaved)

    def _facts_read(self, facts: "BookFacts") -> None:
        self.facts = facts
        self.facts_changed.emit(facts)

    def _book_changed(self) -> None:
        self.read_facts()
        self.changed.emit()

    @Slot(object)
    def _on_crashed(self, fault: BaseException) -> None:
        self.crashed.emit(fault)


def _facts(book: Any) -> "BookFacts":
    from app.services.books import book_facts

    return book_facts(book)
