"""Step 5, 导入: rows being written, with cancel; then what was done and what waits."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.problem import JixinError, Problem
from app.services.figures import FiguresReport
from app.services.roster import RosterReport
from app.ui.dialogs.question import ask
from app.ui.kit import Kit
from app.ui.tasks import Task
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.problem_lines import ProblemLines, scrolling
from app.ui.wizards.session import ImportSession, Stored
from app.ui.wizards.step import Step
from app.wording.numbers import alone

_PATIENCE = 300


class DoneStep(Step):
    """Stores when told to. ``stored`` comes with the result, ``given_up`` after a cancel or a refusal."""

    name = "done"
    stored = Signal(object)
    given_up = Signal(str)
    undone = Signal(str)

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__(kit, session)
        self._task: Task | None = None
        self._result: Stored | None = None
        self.bar, self._rows = QProgressBar(), label("fact")
        self.bar.setTextVisible(False)
        self.stop = button(kit, "ui_import.stop")
        self.stop.clicked.connect(self.cancel)
        self.undo = button(kit, "ui_import.undo", icon="undo-2")
        self.undo.clicked.connect(self._ask_undo)
        self._head, self._facts = label("name"), QWidget()
        self._lines = ProblemLines(kit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._progress())
        self._stack.addWidget(self._summary())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._working.show)
        session.progressed.connect(self._progressed)

    def _progress(self) -> QWidget:
        page = card()
        self._working = QWidget()
        self._working.setMaximumWidth(520)
        inner = QVBoxLayout(self._working)
        inner.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self._rows, 1)
        row.addWidget(self.stop)
        inner.addLayout(row)
        inner.addWidget(self.bar)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self._working)
        column.setAlignment(self._working, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._working.setMinimumWidth(420)
        return page

    def _summary(self) -> QWidget:
        page, body = card(), QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scrolling(body))
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self._head.setWordWrap(True)
        column.addWidget(self._head)
        self._fact_column = QVBoxLayout(self._facts)
        self._fact_column.setContentsMargins(0, 0, 0, 0)
        self._fact_column.setSpacing(6)
        column.addWidget(self._facts)
        column.addWidget(self._lines)
        column.addSpacing(8)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def start(self) -> None:
        """Store what was planned."""
        self._result = None
        self._stack.setCurrentIndex(0)
        self._working.hide()
        self._patience.start(_PATIENCE)
        self._progressed(0, self.session.rows)
        self._task = self.session.store(self._done, self._refused, self._ended)

    def cancel(self) -> None:
        """Stop storing; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    @property
    def working(self) -> bool:
        """Whether rows are being written."""
        return self._task is not None

    @property
    def finished(self) -> bool:
        """Whether everything is stored."""
        return self._result is not None

    def _progressed(self, done: int, rows: int) -> None:
        if self._task is not None or not done:
            self.bar.setRange(0, max(rows, 1))
            self.bar.setValue(done)
            self._rows.setText(self.say("storing", done=f"{done:,}", rows=f"{rows:,}"))

    def _done(self, stored: Stored) -> None:
        self._task, self._result = None, stored
        self._patience.stop()
        self._show(stored)
        self._stack.setCurrentIndex(1)
        self.stored.emit(stored)

    def _refused(self, refusal: JixinError) -> None:
        self._task = None
        self._patience.stop()
        self.kit.backend.refused.emit(refusal)
        self.given_up.emit(self.say("sentence_refused"))

    def _ended(self) -> None:
        """Reached without a result only after a cancel or a crash."""
        if self._task is not None:
            self._task = None
            self._patience.stop()
            self.given_up.emit(self.say("sentence_cancelled"))

    def _show(self, stored: Stored) -> None:
        while (item := self._fact_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        files = [file for file in stored.sheets.files if file.stored] if stored.sheets else []
        rows = sum(file.rows for file in files)
        month = self.kit.words(f"number.month_{self.session.month.number}")
        head = self.say("summary", rows=f"{rows:,}", files=len(files), month=month)
        self._head.setText(head if files else self.say("summary_people", month=month))
        for ok, text in self._facts_of(stored):
            self._fact_column.addWidget(self._fact_line(text, ok=ok))
        self._lines.show_problems(_problems(stored))
        self.undo.setVisible(bool(stored.ids))
        self.undo.setEnabled(True)

    def _ask_undo(self) -> None:
        """Take out of the book again what was just imported."""
        stored = self._result
        if stored is None:
            return
        agreed = ask(
            self,
            self.say("undo_title"),
            self.say("undo_question", files=len(stored.ids)),
            act=self.say("undo_act"),
            keep=self.say("undo_keep"),
        )
        if agreed:
            self.undo.setEnabled(False)
            self.session.undo(stored, self._undone, lambda: self.undo.setEnabled(True))

    def _undone(self, files: int) -> None:
        self.undone.emit(self.say("undone", files=files))

    def _facts_of(self, stored: Stored) -> list[tuple[bool, str]]:
        facts: list[tuple[bool, str]] = []
        for report in stored.people:
            facts.append(people_fact(report, self.kit))
        carried = stored.carried
        for name, count in (("moved", carried.moved), ("made", carried.made), ("ignored", carried.ignored)):
            if count:
                facts.append((True, self.say(f"summary_{name}", n=f"{count:,}")))
        waiting = self.session.open_accounts
        if waiting:
            names = self.say("list_comma").join(row.spelling for row in waiting)
            facts.append((False, self.say("summary_waiting", n=f"{len(waiting):,}", names=names)))
        orders, fen = self.session.nobodys_orders
        if orders:
            facts.append((False, self.say("summary_orders", n=f"{orders:,}", money=alone(fen))))
        if stored.missing:
            facts.append((False, self.say("summary_missing", n=f"{stored.missing:,}")))
        return facts

    def _fact_line(self, text: str, *, ok: bool) -> QWidget:
        line, icon, words = QWidget(), QLabel(), label("", text)
        words.setWordWrap(True)
        self.kit.theme.put_icon(icon, "circle-check" if ok else "triangle-alert", "ok" if ok else "warn", 15)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return line

    def fact(self) -> str:
        return self.say("fact_files", files=len(self.session.included), rows=f"{self.session.rows:,}")

    def sentence(self) -> str:
        if self._result is None:
            return self.say("sentence_storing")
        return self.say("sentence_done")

    def ready(self) -> bool:
        return self._result is not None

    def primary_text(self) -> str:
        return self.say("finish")


def people_fact(report: FiguresReport | RosterReport, kit: Kit) -> tuple[bool, str]:
    """Whether one of the owner's own sheets was stored, and the sentence that says so."""
    kind = report.kind if isinstance(report, FiguresReport) else "roster"
    name = kit.words(f"ui_import.kind_{kind}") if kind else report.file
    if not report.stored:
        return False, kit.words("ui_import.people_not_stored", kind=name, file=report.file)
    if isinstance(report, RosterReport):
        added, updated = f"{len(report.added):,}", f"{len(report.updated):,}"
        return True, kit.words("ui_import.roster_stored", file=report.file, added=added, updated=updated)
    gone = len(report.removed)
    key = "figures_replaced" if gone else "figures_stored"
    return True, kit.words(f"ui_import.{key}", kind=name, rows=f"{report.rows:,}", removed=f"{gone:,}")


def _problems(stored: Stored) -> tuple[Problem, ...]:
    found = [problem for report in stored.people for problem in report.problems]
    return (*found, *stored.carried.problems)
