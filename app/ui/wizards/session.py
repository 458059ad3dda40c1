"""One import being prepared: files, decisions, and the plan that follows from them. Only ``store`` writes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.domain.month import PayMonth
from app.domain.people import Agent, Shop
from app.domain.problem import JixinError, Problem, Severity
from app.services import figures, ignored_accounts, import_sheets, roster, shops
from app.services.figures import FiguresReport
from app.services.import_sheets import AccountRow, FileEdits, FilePlan, ImportPlan, ImportReport
from app.services.roster import RosterReport
from app.ui.kit import Kit
from app.ui.tasks import Progress, Task
from app.ui.wizards.sheet_kinds import INCIDENTS, ROSTER, people_sheet
from app.ui.wizards.shop_proposal import proposed_shops


@dataclass(frozen=True)
class Decision:
    """What becomes of an unknown account when the import is stored: given to an agent from a day on, or, with
    number "", left out for good.
    """

    number: str
    day: date


@dataclass(frozen=True)
class Planned:
    """What the files would do, beside the people and shops of the month."""

    plan: ImportPlan
    agents: tuple[Agent, ...]
    shops: tuple[Shop, ...]
    kinds: Mapping[Path, str]
    proposed: Mapping[Path, FileEdits] = field(default_factory=dict[Path, FileEdits])


@dataclass(frozen=True)
class Stored:
    """What an import did: sheets, own sheets, accounts given away; ``missing`` figures are still to come."""

    sheets: ImportReport | None
    people: tuple[FiguresReport | RosterReport, ...] = ()
    moved: int = 0
    ignored: int = 0
    missing: int = 0
    problems: tuple[Problem, ...] = ()


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
        self.decisions: dict[str, Decision] = {}
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

    def decide(self, account: str, decision: Decision | None) -> None:
        """Give an account (``店铺:账号``) away with this import; None lets it wait."""
        self.decisions.pop(account, None)
        if decision is not None:
            self.decisions[account] = decision
        self.changed.emit()

    def replan(self) -> None:
        """Read the files again on the worker."""
        self.cancel()
        files, month, edits = self.paths, self.month, dict(self.edits)
        months = (month, *(each for each, _state in self._kit.month.months if each != month))
        if not files:
            self.planned = None
            self.changed.emit()
            return

        def work(book: Any, progress: Progress) -> Planned:
            plan = import_sheets.plan_import(book, files, month, edits=edits, progress=progress)
            plan = import_sheets.with_questions(book, plan)
            kinds = {file.path: kind for file in plan.files if (kind := people_sheet(file))}
            known = shops.shops(book, month)
            proposed = proposed_shops(book, plan, known, months)
            if proposed:
                plan = import_sheets.plan_import(book, files, month, edits={**edits, **proposed}, progress=progress)
            return Planned(plan, roster.agents(book, month), known, kinds, proposed)

        self._round += 1
        this = self._round

        def done(planned: Planned) -> None:
            if this == self._round:
                self.planned = planned
                self.edits = {**planned.proposed, **self.edits}

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

    @property
    def included(self) -> tuple[FilePlan, ...]:
        """The sheets that will be stored."""
        return tuple(file for file in self.files if file.path not in self.left_out)

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
        return tuple(row for row in self.accounts if row.waits and row.full not in self.decisions)

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
            reports = tuple(store_people(book, path, kind, month) for path, kind in people)
            moved, problems = _move(book, decisions)
            missing = len(figures.missing_marks(book, month))
            ignored = sum(not decision.number for decision in decisions.values())
            return Stored(sheets, reports, moved, ignored, missing, problems)

        return self._kit.backend.run(
            "store import",
            work,
            done,
            owner=self,
            changes=True,
            refused=refused,
            progressed=self.progressed.emit,
            ended=ended,
            title=self._kit.words("ui_import.work_store"),
        )


def store_people(book: Any, path: Path, kind: str, month: PayMonth) -> FiguresReport | RosterReport:
    """Store one of the owner's own sheets by its kind."""
    if kind == ROSTER:
        return roster.import_roster(book, path)
    if kind == INCIDENTS:
        return figures.import_incidents(book, path, month)
    return figures.import_marks(book, path, month)


def _move(book: Any, decisions: Mapping[str, Decision]) -> tuple[int, tuple[Problem, ...]]:
    """Give accounts away; what the book refuses is reported, the sheets are stored already."""
    moved, problems = 0, list[Problem]()
    for account, decision in decisions.items():
        try:
            if decision.number:
                roster.move_account(book, account, decision.number, decision.day)
                moved += 1
            else:
                ignored_accounts.ignore_account(book, account)
        except JixinError as refusal:
            problems.extend(refusal.problems)
    return moved, tuple(problems)
