"""The import wizard inside the data page: 文件, 列, 人, 检查, 导入; the rail and the month bar remain."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTemporaryDir, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.month import PayMonth
from app.domain.problem import JixinError
from app.services.pasted import keep_pasted
from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, button, rule
from app.ui.widgets.step_bar import StepBar
from app.ui.wizards.check_step import CheckStep
from app.ui.wizards.columns_step import ColumnsStep
from app.ui.wizards.done_step import DoneStep
from app.ui.wizards.files_step import FilesStep
from app.ui.wizards.people_step import PeopleStep
from app.ui.wizards.session import ImportSession
from app.ui.wizards.step import Step

FILES, COLUMNS, PEOPLE, CHECK, DONE = range(5)
_NAMES = ("files", "columns", "people", "check", "done")
S = TypeVar("S", bound=Step)


class ImportWizard(QWidget):
    """The steps; ``bar`` goes into the title row and ``foot`` below what scrolls.

    ``fact_changed`` is the fact for the title row, ``left`` comes when it is over, ``undone`` with a sentence before
    that, ``add_asked`` when more files are wanted, ``paste_asked`` when rows were copied elsewhere.
    """

    fact_changed = Signal(str)
    left = Signal()
    leave_asked = Signal()
    add_asked = Signal()
    paste_asked = Signal()
    undone = Signal(str)

    def __init__(self, kit: Kit, month: PayMonth) -> None:
        super().__init__()
        self.kit = kit
        self.session = ImportSession(kit, month)
        self.session.setParent(self)
        self._scratch = QTemporaryDir()
        self.bar = StepBar(kit.theme)
        self.files, self.done = FilesStep(kit, self.session), DoneStep(kit, self.session)
        self._stack, self._at = QStackedWidget(), FILES
        for step in (self.files, self.done):
            self._stack.addWidget(step)
        self.give_up = button(kit, "ui_import.give_up")
        self.back = button(kit, "ui_import.step_back")
        self.next = QPushButton()
        self.next.setProperty("kind", "primary")
        for each in (self.give_up, self.back, self.next):
            each.setAutoDefault(True)  # Enter presses it where it has the keyboard
        self._sentence, self._reading = ElidedLabel("fact"), QProgressBar()
        self._lay_out()
        self._connect()
        self.retranslate()

    @cached_property
    def columns(self) -> ColumnsStep:
        """Step 2; made when it is first turned to, as the next two are, so that the window does not wait for all."""
        return self._made(ColumnsStep)

    @cached_property
    def people(self) -> PeopleStep:
        """Step 3."""
        return self._made(PeopleStep)

    @cached_property
    def check(self) -> CheckStep:
        """Step 4."""
        return self._made(CheckStep)

    def _made(self, kind: type[S]) -> S:
        step = kind(self.kit, self.session)
        self._stack.addWidget(step)
        return step

    def _shown(self) -> Step:
        """The step that is shown."""
        match self._at:
            case 0:
                return self.files
            case 1:
                return self.columns
            case 2:
                return self.people
            case 3:
                return self.check
            case _:
                return self.done

    def _lay_out(self) -> None:
        self._reading.setTextVisible(False)
        self._reading.setFixedWidth(120)
        self._reading.hide()
        self.foot = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.give_up)
        row.addSpacing(8)
        row.addWidget(self._reading)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule())
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        self.session.changed.connect(self._session_changed)
        self.session.planning.connect(self._planning)
        self.session.progressed.connect(self._read)
        self.bar.step_asked.connect(self.go)
        self.files.add_asked.connect(self.add_asked)
        self.files.paste_asked.connect(self.paste_asked)
        self.give_up.clicked.connect(self.leave_asked)
        self.back.clicked.connect(lambda: self.go(self.step - 1))
        self.next.clicked.connect(self.forward)
        self.done.stored.connect(self._stored)
        self.done.given_up.connect(self._given_up)
        self.done.undone.connect(self._undone)

    def retranslate(self) -> None:
        """Say everything again in the language in use."""
        self.bar.set_steps([self.kit.words(f"ui_import.step_{name}") for name in _NAMES])
        for at in range(self._stack.count()):
            step = self._stack.widget(at)
            if isinstance(step, Step):
                step.retranslate()
        self._shown().show_session()
        self.say_foot()

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._at

    @property
    def unfinished(self) -> bool:
        """Whether leaving now would lose files or decisions."""
        return bool(self.session.paths) and not self.done.finished

    @property
    def can_be_left(self) -> bool:
        """Whether it can be given up: nothing is being written, and nothing was."""
        return self.step <= CHECK and not self.done.working

    def add(self, paths: Iterable[Path]) -> None:
        """Take files in."""
        if not self.done.working:
            self.session.add(paths)
            self.go(FILES)

    def paste(self, rows: bytes) -> None:
        """Take copied rows in as a file of their own; it goes when the wizard goes."""
        try:
            self.add([keep_pasted(rows, Path(self._scratch.path()), self.kit.words("ui_import.pasted_name"))])
        except JixinError as refusal:
            self.kit.backend.refused.emit(refusal)

    def go(self, step: int) -> None:
        """Show a step; not while rows are written, nor back after they are."""
        if self.done.working or self.done.finished or not FILES <= step <= CHECK:
            return
        self._turn(step)
        self._shown().show_session()
        self.say_foot()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what the step is about."""
        self._shown().take_focus()

    def _turn(self, step: int) -> None:
        self._at = step
        self._stack.setCurrentWidget(self._shown())
        self.bar.set_current(step)

    def forward(self) -> None:
        """What the primary button does: the next step, import, or the end."""
        if self.done.finished:
            self.left.emit()
        elif not self.next.isEnabled():
            return
        elif self.step < CHECK:
            self.go(self._after(self.step))
        elif self.step == CHECK:
            self._turn(DONE)
            self.done.start()
            self.say_foot()

    def _after(self, step: int) -> int:
        """Without performance sheets there are no columns and no accounts to look at."""
        return step + 1 if self.session.included else CHECK

    def say_foot(self) -> None:
        """Fact, sentence and buttons of the step that is shown."""
        step = self._shown()
        self.next.setText(step.primary_text())
        self.next.setEnabled(step.ready() and not self.session.busy)
        self.next.setToolTip("" if self.next.isEnabled() else step.sentence())
        self._sentence.setText(step.sentence())
        self.back.setVisible(FILES < self.step <= CHECK)
        self.give_up.setVisible(self.step <= CHECK)
        self.fact_changed.emit(step.fact())

    def sentence(self) -> str:
        """What the foot says."""
        return self._sentence.text()

    def _session_changed(self) -> None:
        if self.step <= CHECK:
            self._shown().show_session()
            self.say_foot()

    def _planning(self, busy: bool) -> None:
        self._reading.setVisible(busy)
        if busy:
            self._reading.setRange(0, 0)
            self._sentence.setText(self.kit.words("ui_import.reading", n=len(self.session.paths)))
            self.next.setEnabled(False)
        else:
            self.say_foot()

    def _read(self, done: int, files: int) -> None:
        if self.session.busy:
            self._reading.setRange(0, files)
            self._reading.setValue(done)
            text = self.kit.words("ui_import.reading_file", n=min(done + 1, files), files=files)
            self._sentence.setText(text)

    def _stored(self) -> None:
        self.bar.set_current(len(_NAMES))
        self.say_foot()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undone(self, sentence: str) -> None:
        self.undone.emit(sentence)
        self.left.emit()

    def _given_up(self, sentence: str) -> None:
        self.go(CHECK)
        self._sentence.setText(sentence)

    def stop(self) -> None:
        """Stop reading or storing; called before the wizard goes away."""
        self.session.cancel()
        self.done.cancel()
