"""Says why something was not done: every problem in one list, each naming its place and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.problem import Problem, Severity
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label
from app.wording.problems import problem_text

_MOST = 200


def problem_list(kit: Kit, problems: Sequence[Problem]) -> QScrollArea:
    """The problems as wrapped sentences with icons, errors first; at most 200 are drawn."""
    inside = QWidget()
    inside.setObjectName("body")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    for problem in ordered[:_MOST]:
        column.addLayout(_sentence(kit, problem))
    if len(ordered) > _MOST:
        column.addWidget(label("small", kit.words("ui.refused_more", count=len(ordered) - _MOST)))
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area


def _sentence(kit: Kit, problem: Problem) -> QHBoxLayout:
    bad = problem.severity is Severity.ERROR
    icon, text = QLabel(), label("", problem_text(problem, kit.words.texts))
    kit.theme.put_icon(icon, "circle-alert" if bad else "triangle-alert", "err" if bad else "warn", 15)
    text.setWordWrap(True)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return row


class ProblemsDialog(Dialog):
    """A refusal: nothing was changed, and why; the sentences can be copied."""

    def __init__(self, kit: Kit, parent: QWidget, problems: Sequence[Problem]) -> None:
        super().__init__(parent)
        self.setWindowTitle(kit.words("ui.refused_title"))
        head = label("strong", kit.words("ui.refused_head"))
        head.setWordWrap(True)
        close = button(kit, "ui.refused_close", kind="primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        copy = button(kit, "ui.refused_copy", icon="copy")
        text = "\n".join(problem_text(problem, kit.words.texts) for problem in problems)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(problem_list(kit, problems), 1)
        column.addLayout(foot(copy, close))
        self.resize(520, min(420, 150 + 44 * len(problems)))
