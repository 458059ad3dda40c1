"""What an agent is and gets: position, grade, team, pay and dates, each changed from the month on."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.money import exact
from app.domain.people import Agent
from app.domain.problem import JixinError
from app.ui.kit import Kit
from app.ui.widgets.agent_private import AgentPrivate
from app.ui.widgets.basics import ElidedLabel, label, repolish
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.term_fields import TermCombo, TermLine
from app.wording.numbers import money, month_text
from app.wording.problems import problem_sentence

_MONEY, _DAYS = ("base", "performance"), ("regular_from", "left")
_NAMES = {
    "position": "col_position",
    "grade": "col_grade",
    "team": "col_team",
    "shift": "col_shift",
    "base": "col_base",
    "performance": "col_performance",
    "regular_from": "field_regular_from",
    "left": "field_left",
}
_PLACES = {
    "position": (0, 0),
    "grade": (0, 2),
    "base": (1, 0),
    "team": (1, 2),
    "performance": (2, 0),
    "shift": (2, 2),
    "regular_from": (4, 0),
    "left": (4, 2),
}


class AgentTerms(QScrollArea):
    """A form that commits each field on leaving it; ``undoable`` carries the sentence and how to undo it."""

    undoable = Signal(str, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._agent: Agent | None = None
        self._sealed = False
        self.fields: dict[str, TermLine | TermCombo] = {}
        self.error = ErrorSentence(kit)
        self._note = label("small")
        self._note.setWordWrap(True)
        self.private = AgentPrivate(kit)
        self._hired, self._shops = ElidedLabel(), ElidedLabel()
        body = QWidget()
        body.setObjectName("body")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setColumnMinimumWidth(0, 64)
        for key, (row, column) in _PLACES.items():
            self._add(key, row, column)
        self._add_label("field_hired", self._hired, 3)
        self._add_label("col_shops", self._shops, 5)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(10)
        outer.addLayout(self._grid)
        outer.addWidget(self.error)
        outer.addWidget(self._note)
        outer.addWidget(self.private)
        outer.addStretch()
        self.setWidgetResizable(True)
        self.setWidget(body)
        kit.month.facts_changed.connect(self._say_note)

    def _add(self, key: str, row: int, column: int) -> None:
        words = self._kit.words
        figure, words_of = key in _MONEY, key in ("position", "grade", "team", "shift")
        field = TermCombo() if words_of else TermLine(figure=figure)
        name = label("fact")
        name.setBuddy(field)
        words.put(name, f"ui.{_NAMES[key]}")
        words.put(field, f"ui.{_NAMES[key]}", "setAccessibleName")
        if figure:
            words.put(field, "ui.yuan", "set_unit")
        if key in _DAYS:
            words.put(field, "ui.field_day_hint", "setToolTip")
        field.committed.connect(partial(self._commit, key))
        self.fields[key] = field
        self._grid.addWidget(name, row, column)
        self._grid.addWidget(field, row, column + 1)

    def _add_label(self, name: str, value: ElidedLabel, row: int) -> None:
        head = label("fact")
        self._kit.words.put(head, f"ui.{name}")
        value.setMinimumHeight(30)
        self._grid.addWidget(head, row, 0)
        self._grid.addWidget(value, row, 1, 1, 3)

    def know(self, agents: tuple[Agent, ...]) -> None:
        """Offer the words that the book's agents have."""
        for key in ("position", "grade", "team", "shift"):
            field = self.fields[key]
            if isinstance(field, TermCombo):
                field.offer(sorted({getattr(agent, key) for agent in agents} - {""}))

    def show_agent(self, agent: Agent) -> None:
        """Show what holds for an agent in the month."""
        same = self._agent is not None and self._agent.number == agent.number
        self._agent = agent
        self._mark("")
        for key, field in self.fields.items():
            field.hold(_held(agent, key), keep_typing=same)
        self._hired.setText(agent.hired.isoformat() if agent.hired else "–")
        self._shops.setText(self._kit.words("ui.join").join(agent.shops) or "–")
        self._say_note()
        self.private.show_agent(agent.number)

    def _say_note(self) -> None:
        words, context = self._kit.words, self._kit.month
        month = month_text(context.month, words.texts)
        self._note.setText(words("ui.field_sealed" if context.sealed else "ui.field_from", month=month))
        if context.sealed != self._sealed:
            self._sealed = context.sealed
            for field in self.fields.values():
                field.set_sealed(context.sealed)

    def _commit(self, key: str, text: str) -> None:
        if self._agent is None:
            return
        agent, month, old = self._agent, self._kit.month.month, self.fields[key].held
        value = text.replace(",", "").replace("，", "") if key in _MONEY else text

        def done(_nothing: None) -> None:
            self._mark("")
            shown = money(exact(value)) if key in _MONEY and value else text
            self.undoable.emit(self._sentence(agent, key, old, shown), undo)

        def undo() -> None:
            plain = old.replace(",", "") if key in _MONEY else old
            self._kit.backend.set_agent(
                agent.number, {key: plain}, month, lambda _nothing: None, owner=self, refused=refused
            )

        def refused(refusal: JixinError) -> None:
            self._mark(key, problem_sentence(refusal.problems[0], self._kit.words.texts))

        self._kit.backend.set_agent(agent.number, {key: value}, month, done, owner=self, refused=refused)

    def _mark(self, wrong: str, sentence: str = "") -> None:
        for key, field in self.fields.items():
            state = "error" if key == wrong else "sealed" if self._sealed else ""
            if (field.property("state") or "") != state:
                field.setProperty("state", state)
                field.setAccessibleDescription(sentence if key == wrong else "")
                repolish(field)
        self.error.say(sentence)

    def _sentence(self, agent: Agent, key: str, old: str, new: str) -> str:
        words = self._kit.words
        empty = words("ui.changed_empty")
        return words(
            "ui.changed",
            name=agent.name,
            field=words(f"ui.{_NAMES[key]}"),
            old=old or empty,
            new=new or empty,
            month=month_text(self._kit.month.month, words.texts),
        )


def _held(agent: Agent, key: str) -> str:
    """The text of a field: figures printed as money, days as 2026-10-16."""
    value = getattr(agent, key)
    if value is None:
        return ""
    if key in _MONEY:
        return money(value.value)
    return value.isoformat() if key in _DAYS else str(value)
