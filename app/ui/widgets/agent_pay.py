"""An agent's insurance, tax, opening sums, advance and carried loss, and everything that was ever dated."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.people import TAX_MODES, Agent
from app.services.agent_history import AgentHistory
from app.ui.kit import Kit
from app.ui.widgets.agent_dated import AgentDated
from app.ui.widgets.basics import label
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.term_form import OPENING, Spec, TermForm

_MODES = tuple((mode, f"ui_agents.tax_mode_{mode}") for mode in TAX_MODES)
_GROUPS: dict[str, tuple[Spec, ...]] = {
    "insurance": (
        Spec("pension", "ui_agents.key_pension", "money", 0),
        Spec("medical", "ui_agents.key_medical", "money", 0, 2),
        Spec("unemployment", "ui_agents.key_unemployment", "money", 1),
        Spec("other_insurance", "ui_agents.key_other_insurance", "money", 1, 2),
        Spec("fund", "ui_agents.key_fund", "money", 2),
    ),
    "tax": (
        Spec("tax_mode", "ui_agents.key_tax_mode", "choice", 0, wide=True, choices=_MODES),
        Spec("tax_additional", "ui_agents.key_tax_additional", "money", 1),
        Spec("tax_other", "ui_agents.key_tax_other", "money", 1, 2),
    ),
    "opening": tuple(
        Spec(f"{OPENING}{name}", f"ui_agents.key_{OPENING}{name}", "money", at, wide=True)
        for at, name in enumerate(("income", "special", "additional", "other", "withheld"))
    ),
    "owed": (
        Spec("advance", "ui_agents.key_advance", "money", 0),
        Spec("advance_instalment", "ui_agents.key_advance_instalment", "money", 0, 2),
        Spec("loss_carried", "ui_agents.key_loss_carried", "money", 1),
    ),
}


class AgentPay(CalmScroll):
    """Four small forms under their headings, and the dated entries below."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.forms = {name: TermForm(kit, specs) for name, specs in _GROUPS.items()}
        self.dated = AgentDated(kit)
        body = QWidget()
        body.setObjectName("body")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for name, form in self.forms.items():
            head, why = label("strong"), label("small")
            why.setWordWrap(True)
            kit.words.put(head, f"ui_agents.group_{name}")
            kit.words.put(why, f"ui_agents.why_{name}")
            for widget in (head, why, form):
                column.addWidget(widget)
            column.addSpacing(6)
        head = label("strong")
        kit.words.put(head, "ui_agents.dated_title")
        column.addWidget(head)
        column.addWidget(self.dated)
        column.addStretch()

    @property
    def fields(self) -> dict[str, object]:
        """Every field of every form by key."""
        return {key: field for form in self.forms.values() for key, field in form.fields.items()}

    def show_agent(self, agent: Agent) -> None:
        """Show what holds for an agent in the month."""
        for form in self.forms.values():
            form.show_agent(agent)

    def show_history(self, agent: Agent, history: AgentHistory) -> None:
        """Show the dated entries of the agent."""
        self.dated.show_history(agent, history)
