"""Problems as wrapped sentences with icons, errors first, scrolling where they are many."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.problem import Problem, Severity
from app.ui.kit import Kit
from app.ui.widgets.basics import label
from app.wording.problems import problem_sentence

_MOST = 50


class ProblemLines(QScrollArea):
    """The sentences of some problems without their file, which stands above."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say these."""
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(8)
        ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
        for problem in ordered[:_MOST]:
            column.addLayout(self._line(problem))
        column.addStretch(1)
        self.setWidget(body)

    def _line(self, problem: Problem) -> QHBoxLayout:
        bad = problem.severity is Severity.ERROR
        sentence = problem_sentence(problem, self._kit.words.texts)
        if problem.cell:
            sentence = f"{problem.cell}　{sentence}"
        icon, text = QLabel(), label("", sentence)
        self._kit.theme.put_icon(icon, "circle-alert" if bad else "triangle-alert", "err" if bad else "warn", 15)
        text.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return row
