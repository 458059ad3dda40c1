"""Fields of an agent in a grid: each commits when it is left, is kept from the month on, and can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import INSURANCE, Agent, TaxOpening
from app.domain.problem import JixinError
from app.services import agent_facts, roster
from app.services.agent_facts import FACT_KEYS
from app.ui.kit import Kit
from app.ui.widgets.basics import label, repolish
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.term_choice import TermChoice
from app.ui.widgets.term_fields import TermCombo, TermLine
from app.wording.numbers import money, month_text
from app.wording.problems import problem_sentence

OPENING = "tax_opening_"
"""In front of the keys that are one opening: they are sent together, a newer one replaces an earlier one whole."""

Field = TermLine | TermCombo | TermChoice


@dataclass(frozen=True)
class Spec:
    """One field. ``kind``: word (offers those that the book has), money, day, text, or choice of ``choices``."""

    key: str
    words: str
    kind: str
    row: int
    column: int = 0
    wide: bool = False
    choices: tuple[tuple[str, str], ...] = ()


class TermForm(QWidget):
    """``fields`` by key; ``error`` is the sentence of what was refused."""

    def __init__(self, kit: Kit, specs: Sequence[Spec]) -> None:
        super().__init__()
        self._kit = kit
        self._agent: Agent | None = None
        self._sealed = False
        self._specs = {spec.key: spec for spec in specs}
        self.fields: dict[str, Field] = {}
        self.error = ErrorSentence(kit)
        outer = QVBoxLayout(self)  # outside first: what is inside is styled anew whenever its place changes
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.grid = QGridLayout()
        outer.addLayout(self.grid)
        outer.addWidget(self.error)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        self.grid.setColumnMinimumWidth(0, 64)
        for spec in specs:
            self._add(spec)
        kit.month.facts_changed.connect(self._seal)

    def _add(self, spec: Spec) -> None:
        words = self._kit.words
        field = self._field(spec)
        name: QLabel = label("fact")
        name.setBuddy(field)
        words.put(name, spec.words)
        words.put(field, spec.words, "setAccessibleName")
        if spec.kind == "money":
            words.put(field, "ui.yuan", "set_unit")
        if spec.kind == "day":
            words.put(field, "ui.field_day_hint", "setToolTip")
        field.committed.connect(partial(self._commit, spec.key))
        self.fields[spec.key] = field
        self.grid.addWidget(name, spec.row, spec.column)
        self.grid.addWidget(field, spec.row, spec.column + 1, 1, 3 if spec.wide else 1)

    def _field(self, spec: Spec) -> Field:
        if spec.kind == "choice":
            return TermChoice(self._kit, spec.choices)
        return TermCombo() if spec.kind == "word" else TermLine(figure=spec.kind == "money")

    def know(self, agents: tuple[Agent, ...]) -> None:
        """Offer the words that the book's agents have."""
        for key, field in self.fields.items():
            if isinstance(field, TermCombo):
                field.offer(sorted({getattr(agent, key) for agent in agents} - {""}))

    def show_agent(self, agent: Agent) -> None:
        """Show what holds for an agent in the month."""
        same = self._agent is not None and self._agent.number == agent.number
        self._agent = agent
        self._mark("")
        for key, field in self.fields.items():
            field.hold(held(agent, key), keep_typing=same)
        self._seal()

    def _seal(self) -> None:
        if bool(self._kit.month.locked) != self._sealed:
            self._sealed = bool(self._kit.month.locked)
            for field in self.fields.values():
                field.set_sealed(self._sealed)

    def _commit(self, key: str, text: str) -> None:
        if self._agent is None:
            return
        agent, month, field = self._agent, self._kit.month.month, self.fields[key]
        old, spec = field.held, self._specs[key]
        plain = _plain if spec.kind == "money" else str
        values = {key: plain(text)}
        if key.startswith(OPENING):
            openings = {one: self.fields[one].typed for one in self.fields if one.startswith(OPENING)}
            values = {one: _plain(typed) for one, typed in openings.items()} | values

        def refused(refusal: JixinError) -> None:
            self._mark(key, problem_sentence(refusal.problems[0], self._kit.words.texts))

        self._kit.edits.do(
            _work(agent.number, values, month),
            self._sentence(agent, spec, old, text),
            owner=self,
            done=lambda _nothing: self._mark(""),
            refused=refused,
        )

    def _mark(self, wrong: str, sentence: str = "") -> None:
        for key, field in self.fields.items():
            state = "error" if key == wrong else "sealed" if self._sealed else ""
            if (field.property("state") or "") != state:
                field.setProperty("state", state)
                field.setAccessibleDescription(sentence if key == wrong else "")
                repolish(field)
        self.error.say(sentence)

    def _sentence(self, agent: Agent, spec: Spec, old: str, new: str) -> str:
        words = self._kit.words
        if spec.kind == "money" and new:
            new = _as_money(new)
        field = self.fields[spec.key]
        shown = [field.word(value) if isinstance(field, TermChoice) else value for value in (old, new)]
        before, after = (value or words("ui.changed_empty") for value in shown)
        if spec.key in FACT_KEYS:
            return words("ui.changed_fact", name=agent.name, field=words(spec.words), old=before, new=after)
        month = month_text(self._kit.month.month, words.texts)
        return words("ui.changed", name=agent.name, field=words(spec.words), old=before, new=after, month=month)


def _work(number: str, values: dict[str, str], month: PayMonth) -> Callable[[Any], None]:
    if set(values) <= set(FACT_KEYS):
        return lambda book: agent_facts.set_facts(book, number, values)
    return lambda book: roster.set_agent(book, number, values, month)


def _plain(text: str) -> str:
    return text.replace(",", "").replace("，", "")


def _as_money(text: str) -> str:
    """As money is printed; what is no number stays as it was typed."""
    try:
        return money(exact(_plain(text)))
    except ValueError:
        return text


def held(agent: Agent, key: str) -> str:
    """The text of a field: figures printed as money, days as 2026-10-16, "" for nothing."""
    value = _value(agent, key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else money(value)


def _value(agent: Agent, key: str) -> Any:
    if key in INSURANCE:
        return agent.insurance[key].value if key in agent.insurance else None
    if key.startswith(OPENING):
        opening: TaxOpening | None = agent.tax.opening
        return None if opening is None else getattr(opening, key.removeprefix(OPENING))
    match key:
        case "tax_mode":
            return agent.tax.mode
        case "tax_additional" | "tax_other":
            return getattr(agent.tax, key.removeprefix("tax_")) or None
        case "advance" | "loss_carried" | "base" | "performance":
            given = getattr(agent, key)
            return None if given is None else given.value
        case "advance_instalment":
            return agent.instalment
        case _:
            return getattr(agent, key)
