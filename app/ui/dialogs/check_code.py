"""Compares a payslip on paper with the book: its code is typed or scanned in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.problem import JixinError
from app.services.verify import FoundSlip
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label
from app.ui.widgets.notes import ErrorSentence
from app.wording.numbers import fen_money, month_text
from app.wording.problems import problem_text


class CheckCodeDialog(Dialog):
    """``code_asked`` carries what was typed; ``show_found`` and ``refuse`` say what came of it."""

    code_asked = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        words = kit.words
        self.setWindowTitle(words("ui_papers.code_title"))
        how = label("fact", words("ui_papers.code_how"))
        how.setWordWrap(True)
        self.code = QLineEdit()
        self.code.setPlaceholderText("3F9A 21C7")
        self.code.setAccessibleName(words("ui_papers.code_title"))
        self.fault, self.found = ErrorSentence(kit, self.code), label("strong")
        self.found.setWordWrap(True)
        act, keep = button(kit, "ui_papers.code_act", kind="primary"), button(kit, "ui_papers.code_close")
        act.setDefault(True)
        act.clicked.connect(lambda: self.code_asked.emit(self.code.text()))
        keep.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (how, self.code, self.fault, self.found):
            column.addWidget(widget)
        column.addStretch()
        column.addLayout(foot(keep, act))
        self.setMinimumWidth(440)

    def show_found(self, found: tuple[FoundSlip, ...]) -> None:
        """Say whose payslip it is and what the book says, or that the book knows no such payslip."""
        words = self._kit.words
        self.fault.say("" if found else words("ui_papers.code_none"))
        self.found.setText("\n".join(self._sentence(one) for one in found))

    def _sentence(self, one: FoundSlip) -> str:
        words, slip = self._kit.words, one.payslip
        return words(
            "ui_papers.code_found" if one.state == "sealed" else "ui_papers.code_draft",
            month=month_text(one.month, words.texts),
            name=slip.name,
            number=slip.number,
            gross=fen_money(slip.gross or 0),
            net=fen_money(slip.net or 0),
        )

    def refuse(self, refusal: JixinError) -> None:
        """Say that this is no code."""
        self.found.setText("")
        self.fault.say(problem_text(refusal.problems[0], self._kit.words.texts))
