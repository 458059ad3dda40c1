"""晋级考核: who should move up or down a grade, with what speaks for it; the ticked ones get the new grade."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.grades import Check
from app.domain.month import PayMonth
from app.services.grade_review import Proposal
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit
from app.ui.models.payslip_grid import DOWN, UP
from app.ui.widgets.basics import label
from app.ui.widgets.calm_scroll import CalmScroll
from app.wording.numbers import month_text
from app.wording.traces import trace_label, trace_text, trace_value


class GradeReviewDialog(FormDialog):
    """``numbers`` is the answer: whose new grade holds from the month after."""

    def __init__(self, kit: Kit, parent: QWidget, month: PayMonth, proposals: tuple[Proposal, ...]) -> None:
        words = kit.words
        title = words("ui_agents.grades_title", month=month_text(month, words.texts))
        super().__init__(kit, parent, title, "ui_agents.grades_act", "ui_agents.grades_keep")
        start = month_text(month.shift(1), words.texts)
        self.say(words("ui_agents.grades_what" if proposals else "ui_agents.grades_none", month=start))
        self.boxes: dict[str, QCheckBox] = {}
        self.act.setVisible(bool(proposals))
        if not proposals:
            return
        inside = QWidget()
        inside.setObjectName("body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for one in proposals:
            sign = UP if one.way == "up" else DOWN
            box = QCheckBox(f"{one.number} {one.name}　{one.grade} {sign} {one.to}".replace("&", "&&"))
            why = label("small", words("ui_month.stop").join(self._evidence(check) for check in one.checks))
            why.setWordWrap(True)
            why.setContentsMargins(22, 0, 0, 6)
            self.boxes[one.number] = box
            column.addWidget(box)
            column.addWidget(why)
        column.addStretch()
        area = CalmScroll()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(min(320, 70 * len(proposals) + 20))
        area.setWidget(inside)
        self.form.addRow(area)
        self.setMinimumWidth(520)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Who is ticked."""
        return tuple(number for number, box in self.boxes.items() if box.isChecked())

    def wrong(self) -> str:
        return "" if self.numbers else self.kit.words("ui_agents.grades_nobody")

    def _evidence(self, check: Check) -> str:
        texts = self.kit.words.texts
        state = {True: "met", False: "failed", None: "unknown"}[check.met]
        what, asked = trace_label(check.trace, texts), trace_text(check.trace, texts)
        return texts(f"cli.evidence_{state}", what=what, asked=asked, found=trace_value(check.trace, texts))
