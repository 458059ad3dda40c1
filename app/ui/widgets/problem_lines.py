"""Problems as wrapped sentences with icons, errors first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.problem import Problem, Severity
from app.ui.kit import Kit
from app.ui.models.problem_words import wizard_sentence
from app.ui.widgets.basics import label

_MOST = 50


class ProblemLines(QWidget):
    """The sentences of some problems without their file, which stands above."""

    def __init__(self, kit: Kit, step: str = "") -> None:
        """``step`` is the step of the wizard that says them, where that makes a difference."""
        super().__init__()
        self._kit, self._step = kit, step
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 8, 4)
        self._column.setSpacing(8)
        self._lines = QWidget()
        self._column.addWidget(self._lines)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say these."""
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
        for problem in ordered[:_MOST]:
            column.addLayout(self._line(problem))
        column.addStretch(1)
        self._column.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self.setVisible(bool(problems))

    def _line(self, problem: Problem) -> QHBoxLayout:
        bad = problem.severity is Severity.ERROR
        sentence = wizard_sentence(problem, self._kit.words, self._step)
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


def scrolling(inside: QWidget) -> QScrollArea:
    """The widget in an area that scrolls downwards only."""
    inside.setObjectName("body")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
