"""A sheet that is typed into and kept as it is typed: hint above, what was refused below, and marked in its cell."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.problem import JixinError, Problem
from app.ui.kit import Kit
from app.ui.models.text_grid import Change, TextGrid
from app.ui.widgets.basics import label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.typing_table import TypingTable
from app.wording.problems import problem_sentence

_NAMED = ("value", "person", "name")
"""Which word of a problem is the text as it was typed."""


class TypedSheet(QWidget):
    """What is refused stays in its cell, marked and with its reason, until it is typed anew; the rest is kept."""

    def __init__(self, kit: Kit, name: str, *, fixed: int = 0, grows: bool = False) -> None:
        super().__init__()
        self.kit = kit
        self.model = TextGrid(self)
        self.model.fixed, self.model.grows = fixed, grows
        self.table = TypingTable(kit.theme, self.model)
        kit.words.put(self.table, name, "setAccessibleName")
        self.hint, self.error = label("small"), ErrorSentence(kit)
        self.hint.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(8)
        for widget in (self.hint, self.table, self.error):
            self.column.addWidget(widget)

    def say_refused(self) -> None:
        """Say below what is still wrong in the cells, nothing if all is kept."""
        self.error.say(self.kit.words("ui.gap").join(self.model.reasons[:3]))

    def refuse(self, typed: Sequence[Change], refusal: JixinError) -> list[Change]:
        """Mark the cells that a refusal is about; the others of ``typed``, which can be kept without them."""
        texts = self.kit.words.texts
        bad: dict[tuple[int, int], str] = {}
        for problem in refusal.problems:
            cells = [(row, column) for row, column, text in typed if _is_about(problem, text)]
            sentence = problem_sentence(problem, texts)
            bad |= {cell: sentence for cell in cells or [(row, column) for row, column, _ in typed] if cell not in bad}
        self.model.refuse(bad)
        self.say_refused()
        return [change for change in typed if change[:2] not in bad]


def _is_about(problem: Problem, text: str) -> bool:
    parts: Iterable[str] = (text, *text.replace("；", ";").split(";"))
    named = {problem.params[word] for word in _NAMED if problem.params.get(word)}
    return not named.isdisjoint(part.strip() for part in parts)
