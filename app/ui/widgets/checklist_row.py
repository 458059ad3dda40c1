"""One step of the month: mark, title over its state in words, and the button that moves it on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.ui.i18n import plain
from app.ui.kit import Kit
from app.ui.models.month_steps_view import DONE, LATER, NOW, StepView
from app.ui.widgets.basics import ElidedLabel, label, repolish
from app.ui.widgets.step_mark import StepMark

_ICONS = {"do_review": "check", "go_review": "arrow-right", "do_seal": "lock"}


class ChecklistRow(QFrame):
    """A click anywhere presses the button; ``asked`` carries what the button does."""

    asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("checkrow")
        self.setMinimumHeight(48)
        self._kit = kit
        self.step: StepView | None = None
        self._mark = StepMark(kit.theme)
        self.title, self.fact = label("step"), ElidedLabel("small")
        self.act = QPushButton()
        self.act.clicked.connect(self._press)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(self.title)
        texts.addWidget(self.fact)
        texts.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(texts, 1)
        row.addWidget(self.act)

    def show_step(self, step: StepView) -> None:
        """Show a step as it stands."""
        self.step = step
        words = self._kit.words
        self._mark.say(step.state, step.number)
        self.title.setText(words(f"ui_month.step_{step.name}"))
        self.fact.setText(step.fact)
        words.put(self.act, step.act_key)
        self.act.setEnabled(step.state != LATER and not self._locked(step))
        self.act.setToolTip(step.fact if step.state == LATER else "")
        state = words(f"ui_month.state_{step.state}")
        name = words("ui_month.row_name", title=self.title.text(), state=state, act=plain(words(step.act_key)))
        self.act.setAccessibleName(name)
        self._look(step)

    def _locked(self, step: StepView) -> bool:
        """A book that can only be read: what there is can be looked at and handed out."""
        return self._kit.month.read_only and step.act.startswith(("do_", "again_")) and step.name != "out"

    def _look(self, step: StepView) -> None:
        kind = {NOW: "primary", DONE: "link"}.get(step.state, "")
        icon = _ICONS.get(step.act, "") if step.state != DONE else ""
        self.act.setProperty("kind", kind)
        self.act.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if icon == "arrow-right" else Qt.LayoutDirection.LeftToRight
        )
        if icon:
            self._kit.theme.put_icon(self.act, icon, "on" if kind == "primary" else "text", 15, gap=4)
        else:
            self._kit.theme.drop_icon(self.act)
        self.setProperty("state", step.state)
        self.title.setProperty("state", step.state)
        for widget in (self, self.title, self.act):
            repolish(widget)

    def _press(self) -> None:
        if self.step is not None:
            self.asked.emit(self.step.act)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.act.click()
