"""One import being prepared: files, decisions, and the plan that follows from them. Only ``store`` writes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.domain.money import Fen, exact, to_fen
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Severity
from app.services import figures, import_sheets, remark_form
from app.services.figures import FiguresReport
from app.services.import_sheets import AccountRow, FileEdits, FilePlan, ImportReport
from app.services.roster import RosterReport
from app.ui.kit import Kit
from app.ui.models.decisions import Decision, Decisions, added, open_from, suggested
from app.ui.tasks import Progress, Task
from app.ui.wizards.planning import Planned, planned
from app.ui.wizards.sheet_kinds import ROSTER
from app.ui.wizards.storing import NOTHING_CARRIED, Carried, carry_out, try_people

_OF_ACCOUNTS = ("unknown_account", "ambiguous")
_NOBODYS = ("orders_unattributed", "orders_of_several")


@dataclass(frozen=True)
class Stored:
    """What an import did: sheets, own sheets, accounts given away; ``missing`` figures are still to come."""

    sheets: ImportReport | None
    people: tuple[FiguresReport | RosterReport, ...] = ()
    carried: Carried = NOTHING_CARRIED
    missing: int = 0

    @property
    def ids(self) -> tuple[int, ...]:
        """The imports that can be undone together, the newest first."""
        sheets = [file.id for file in self.sheets.files] if self.sheets else []
        figures = [one.id for one in self.people if isinstance(one, FiguresReport)]
        return tuple(one for one in reversed([*sheets, *figures]) if one is not None)


class ImportSession(QObject):
    """Holds the decisions and plans again after each; ``changed`` comes with every new plan or decision."""

    changed = Signal()
    planning = Signal(bool)
    progressed = Signal(int, int)

    def __init__(self, kit: Kit, month: PayMonth) -> None:
        super().__init__()
        self._kit = kit
        self.month = month
        self.paths: tuple[Path, ...] = ()
        self.edits: dict[Path, FileEdits] = {}
        self.left_out: frozenset[Path] = frozenset()
        self.decisions: dict[str, Decisions] = {}
        self.forced: dict[Path, str] = {}
        self._suggested: set[str] = set()
        self.remove_leftovers = False
        self.planned: Planned | None = None
        self._task: Task | None = None
        self._round = 0

    def add(self, paths: Iterable[Path]) -> None:
        """Take files in; those that are there already stay once."""
        self.paths = tuple(dict.fromkeys((*self.paths, *paths)))
        self.replan()

    def remove(self, path: Path) -> None:
        """Take a file out again."""
        self.paths = tuple(each for each in self.paths if each != path)
        self.edits.pop(path, None)
        self.left_out -= {path}
        self.replan()

    def leave_out(self, path: Path, *, out: bool) -> None:
        """Keep a file in sight but do not import it."""
        self.left_out = self.left_out | {path} if out else self.left_out - {path}
        self.changed.emit()

    def edit(self, file: FilePlan, **changes: Any) -> None:
        """Change what was decided about a file (fields of FileEdits) and plan again."""
        edits = self.edits.get(file.path, file.edits)
        self.edits[file.path] = msgspec.structs.replace(edits, **changes)
        self.replan()

    def take_as(self, file: FilePlan, kind: str, layout: str) -> None:
        """Take a file as one of the owner's own sheets (``kind``) or as a report of that layout; "": as recognised."""
        self.forced.pop(file.path, None)
        if kind or layout:
            self.forced[file.path] = kind
        self.edit(file, layout=layout)

    def decide(self, account: str, decision: Decision | None) -> None:
        """Decide about an account (``店铺:账号``) with this import; None lets it be."""
        before = self.decisions.pop(account, ())
        if decision is not None:
            self.decisions[account] = added(before, decision)
        self.changed.emit()

    def replan(self) -> None:
        """Read the files again on the worker."""
        self.cancel()
        files, month, edits, forced = self.paths, self.month, dict(self.edits), dict(self.forced)
        months = (month, *(each for each, _state in self._kit.month.months if each != month))
        if not files:
            self.planned = None
            self.changed.emit()
            return

        def work(book: Any, progress: Progress) -> Planned:
            return planned(book, files, month, months, edits, forced, progress)

        self._round += 1
        this = self._round

        def done(planned: Planned) -> None:
            if this == self._round:
                self.planned = planned
                self.edits = {**planned.proposed, **self.edits}
                self._suggest()

        def ended() -> None:
            """An older reading that comes late says nothing."""
            if this == self._round:
                self._task = None
                self.planning.emit(False)
                self.changed.emit()

        self.planning.emit(True)
        self._task = self._kit.backend.run(
            "plan import",
            work,
            done,
            owner=self,
            progressed=self.progressed.emit,
            ended=ended,
            title=self._kit.words("ui_import.work_plan"),
        )

    def _suggest(self) -> None:
        """Propose once what accounts look like; the owner may decide otherwise."""
        for row in self.accounts:
            if row.full not in self._suggested and (found := suggested(row, self.month)):
                self._suggested.add(row.full)
                self.decisions.setdefault(row.full, found)

    def cancel(self) -> None:
        """Stop reading; what was read before stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return self._task is not None

    @property
    def files(self) -> tuple[FilePlan, ...]:
        """The planned performance sheets, in the order they were added."""
        if self.planned is None:
            return ()
        kinds = self.planned.kinds
        return tuple(file for file in self.planned.plan.files if file.path not in kinds)

    @property
    def people_files(self) -> tuple[tuple[Path, str], ...]:
        """The owner's own sheets among the files, with their kinds; a roster comes first."""
        kinds: Mapping[Path, str] = self.planned.kinds if self.planned else {}
        return tuple(sorted(kinds.items(), key=lambda pair: pair[1] != ROSTER))

    def still_said(self, file: FilePlan) -> FilePlan:
        """The file without what is said of accounts that were decided about since it was read."""
        waiting = {row.full for row in self.open_accounts}
        problems = tuple(
            one for one in file.problems if one.code not in _OF_ACCOUNTS or one.params["account"] in waiting
        )
        return msgspec.structs.replace(file, problems=problems)

    @property
    def included(self) -> tuple[FilePlan, ...]:
        """The sheets that will be stored."""
        return tuple(file for file in self.files if file.path not in self.left_out)

    @property
    def order_files(self) -> dict[str, Path]:
        """By shop a file of single orders that will be stored, or would be but for its faults."""
        orders = (file for file in self.included if file.shop and file.layout in remark_form.order_layouts())
        return {file.shop: file.path for file in orders}

    @property
    def nobodys_orders(self) -> tuple[int, Fen]:
        """How many orders of the files are nobody's, since their remark names nobody or several, and their sum."""
        problems = (problem for file in self.included for problem in file.problems if problem.code in _NOBODYS)
        params = [problem.params for problem in problems]
        return sum(int(one["count"]) for one in params), sum(to_fen(exact(one["amount"])) for one in params)

    @property
    def rows(self) -> int:
        """How many rows will be stored."""
        return sum(file.rows for file in self.included)

    @property
    def errors(self) -> int:
        """How many problems keep a file out of the book."""
        problems = (problem for file in self.included for problem in file.problems)
        return sum(problem.severity is Severity.ERROR for problem in problems)

    @property
    def accounts(self) -> tuple[AccountRow, ...]:
        """The accounts of all files, each once."""
        return self.planned.plan.accounts if self.planned else ()

    @property
    def open_accounts(self) -> tuple[AccountRow, ...]:
        """The accounts that nobody has and nobody was decided for."""
        return tuple(
            row for row in self.accounts if open_from(row, self.decisions.get(row.full, ()), self.month) is not None
        )

    def store(
        self,
        done: Callable[[Stored], None],
        refused: Callable[[JixinError], None],
        ended: Callable[[], None],
    ) -> Task | None:
        """Store what was planned and decided; the task can be cancelled."""
        planned = self.planned
        if planned is None:
            return None
        plan = msgspec.structs.replace(planned.plan, files=self.included)
        people, decisions, month = self.people_files, dict(self.decisions), self.month
        clear = self.remove_leftovers

        def work(book: Any, progress: Progress) -> Stored:
            sheets = None
            if plan.files:
                sheets = import_sheets.store_import(book, plan, remove_leftovers=clear, progress=progress)
            # Only after the sheets, which can be cancelled: what follows is quick and not stopped any more.
            reports = tuple(try_people(book, path, kind, month) for path, kind in people)
            carried = carry_out(book, decisions)
            return Stored(sheets, reports, carried, len(figures.missing_marks(book, month)))

        return self._kit.backend.run(
            "store import",
            work,
            done,
            owner=self,
            changes=True,
            risky=True,
            refused=refused,
            progressed=self.progressed.emit,
            ended=ended,
            title=self._kit.words("ui_import.work_store"),
        )

    def undo(self, stored: Stored, done: Callable[[int], None], ended: Callable[[], None]) -> None:
        """Undo what was stored; ``done`` is told how many files. Accounts that were given away stay so."""
        ids = stored.ids

        def work(book: Any, _progress: Progress) -> int:
            for each in ids:
                import_sheets.undo_import(book, each)
            return len(ids)

        title = self._kit.words("ui_import.work_undo")
        self._kit.backend.run("undo import", work, done, owner=self, changes=True, risky=True, ended=ended, title=title)
