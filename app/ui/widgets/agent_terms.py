"""What an agent is and gets: name, position, grade, team, pay and dates, each changed from the month on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.people import Agent
from app.ui.kit import Kit
from app.ui.widgets.agent_private import AgentPrivate
from app.ui.widgets.basics import ElidedLabel, button, label
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.term_form import Spec, TermForm
from app.wording.numbers import month_text

_SPECS = (
    Spec("name", "ui.col_name", "text", 0, wide=True),
    Spec("position", "ui.col_position", "word", 1),
    Spec("grade", "ui.col_grade", "word", 1, 2),
    Spec("base", "ui.col_base", "money", 2),
    Spec("team", "ui.col_team", "word", 2, 2),
    Spec("performance", "ui.col_performance", "money", 3),
    Spec("shift", "ui.col_shift", "word", 3, 2),
    Spec("hired", "ui.field_hired", "day", 4),
    Spec("regular_from", "ui.field_regular_from", "day", 4, 2),
    Spec("left", "ui.field_left", "day", 5),
)


class AgentTerms(CalmScroll):
    """The form over the person's own numbers; ``private_asked`` and ``shops_asked`` when these are to be changed."""

    private_asked = Signal()
    shops_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.form = TermForm(kit, _SPECS)
        self.fields, self.error = self.form.fields, self.form.error
        self._note = label("small")
        self._note.setWordWrap(True)
        self.private = AgentPrivate(kit)
        self._shops = ElidedLabel()
        self._shops.setMinimumHeight(30)
        self.shops_button = button(kit, "ui_agents.shops_change", kind="link", edits=True)
        self.shops_button.clicked.connect(self.shops_asked)
        self.private_button = button(kit, "ui_agents.private_change", kind="link", icon="pencil", edits=True)
        self.private_button.clicked.connect(self.private_asked)
        head = label("fact")
        kit.words.put(head, "ui.col_shops")
        self.form.grid.addWidget(head, 6, 0)
        self.form.grid.addWidget(self._shops, 6, 1, 1, 2)
        self.form.grid.addWidget(self.shops_button, 6, 3)
        body = QWidget()
        body.setObjectName("body")
        self.setWidgetResizable(True)
        self.setWidget(body)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(10)
        for widget in (self.form, self._note, self.private):
            outer.addWidget(widget)
        outer.addWidget(self.private_button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addStretch()
        kit.month.facts_changed.connect(self._say_note)

    def know(self, agents: tuple[Agent, ...]) -> None:
        """Offer the words that the book's agents have."""
        self.form.know(agents)

    def show_agent(self, agent: Agent) -> None:
        """Show what holds for an agent in the month."""
        self.form.show_agent(agent)
        self._shops.setText(self._kit.words("ui.join").join(agent.shops) or "–")
        self._say_note()
        self.private.show_agent(agent.number)

    def _say_note(self) -> None:
        words, context = self._kit.words, self._kit.month
        month = month_text(context.month, words.texts)
        self._note.setText(words("ui.field_sealed" if context.sealed else "ui.field_from", month=month))
