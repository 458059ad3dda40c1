"""The checklist of the month: seven rows from people in place to payslips handed out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.kit import Kit
from app.ui.models.month_steps_view import NOW, STEPS, StepView
from app.ui.widgets.basics import rule
from app.ui.widgets.checklist_row import ChecklistRow


class Checklist(QFrame):
    """``asked`` carries what the pressed button does."""

    asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self.rows = {name: ChecklistRow(kit) for name in STEPS}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 2, 1, 2)
        column.setSpacing(0)
        for at, row in enumerate(self.rows.values()):
            if at:
                column.addWidget(rule())
            column.addWidget(row, 1)
            row.asked.connect(self.asked)

    def show_steps(self, steps: Sequence[StepView]) -> None:
        """Show every step as it stands."""
        for step in steps:
            self.rows[step.name].show_step(step)

    def current(self) -> ChecklistRow:
        """The row of the step to do now, else the last."""
        rows = list(self.rows.values())
        return next((row for row in rows if row.step is not None and row.step.state == NOW), rows[-1])
