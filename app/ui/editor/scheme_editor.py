"""The editor: lists, form and preview of one draft beside each other."""

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.inputs import SchemeInForce
from app.domain.metrics import kind_of, unit_of
from app.domain.money import decimal_text
from app.domain.month import PayMonth
from app.domain.scheme import PayItem, Scheme, ScoreItem
from app.services.schemes import StoredScheme
from app.services.try_scheme import Trial
from app.ui.editor.changes import new_bonus, new_item, new_pay, total_full
from app.ui.editor.cliff_source import CliffSource, cliff_source
from app.ui.editor.document import Path, insert, moved, put, value_at, without
from app.ui.editor.draft import Draft
from app.ui.editor.form_words import FormWords
from app.ui.editor.item_card import ItemCard
from app.ui.editor.outline import OutlineRow, outline
from app.ui.editor.preview_card import PreviewCard
from app.ui.editor.specs import rules_in, spec_of
from app.ui.editor.trial_runner import Question, TrialRunner
from app.ui.editor.typed import number_of, shown
from app.ui.kit import Kit
from app.ui.models.scheme_words import SchemeWords
from app.ui.widgets.scheme_lists import SchemeLists
from app.ui.widgets.three_pane import ThreePane
from app.wording.numbers import threshold_text

_LIST, _FORM = 292, 398
_FIRST_CURVE = "inquiry_conversion"
BONUS = "bonus"


class SchemeEditor(QWidget):
    """``changed`` comes after every step of the draft, also back and forth."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.draft: Draft | None = None
        self._stored: StoredScheme | None = None
        self._row: OutlineRow | None = None
        self._source: CliffSource | None = None
        self.lists, self.card, self.preview = SchemeLists(kit), ItemCard(kit), PreviewCard(kit)
        self.runner = TrialRunner(kit, self)
        keys = ("ui_schemes.pane_items", "ui_schemes.pane_form", "ui_schemes.pane_trial")
        self.panes = ThreePane(kit, (self.lists, self.card, self.preview), keys, (_LIST, _FORM), grows=2)
        self.card.setMinimumWidth(330)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        lists, card = self.lists, self.card
        lists.row_chosen.connect(self._row_chosen)
        lists.moved.connect(self._moved)
        lists.remove_asked.connect(self._remove)
        lists.item_asked.connect(self._add_item)
        lists.pay_asked.connect(self._add_pay)
        lists.bar.shifted.connect(self._shift)
        lists.bar.shift_ended.connect(lambda: self.draft.finish() if self.draft else None)
        for view in (lists.items, lists.pay):
            view.clicked.connect(lambda: self.panes.show_pane(1))
        card.remove_asked.connect(self._remove)
        card.part_asked.connect(self._add_part)
        card.hint_asked.connect(self._to_source)
        self.preview.asked.connect(self._ask)
        self.runner.told.connect(self._told)

    def retranslate(self) -> None:
        """Say everything again in the language in use."""
        words = FormWords(self._kit.words)
        spec = spec_of(ScoreItem, "rule")
        items = [(words.rule(spec, tag), tag) for tag in rules_in(spec.of)]
        pay = spec_of(PayItem, "rule")
        self.lists.set_kinds(
            [*items, (self._kit.words("ui_schemes.rule_bonus"), BONUS)],
            [(words.rule(pay, tag), tag) for tag in rules_in(pay.of)],
        )
        self.card.set_words(SchemeWords(self._kit.words.texts))
        self.preview.name_months()
        if self.draft is not None:
            self._show()
            self._reread()
            self.runner.forget()
            self._ask()

    # --- what is edited

    def open(self, stored: StoredScheme) -> None:
        """Edit a version; its draft starts as it is in the book."""
        if self.draft is not None:
            self.draft.changed.disconnect(self._changed)
            self.draft.deleteLater()
        self._stored, self._row = stored, None
        self.draft = Draft(stored.scheme)
        self.draft.setParent(self)
        self.draft.changed.connect(self._changed)
        self.preview.clear()
        self._show()
        if self._row is None:
            self._reread()
        self._ask()

    def try_on(self, months: tuple[PayMonth, ...], chosen: PayMonth) -> None:
        """Which months the draft can be tried on."""
        self.preview.set_months(months, chosen)

    def book_changed(self) -> None:
        """Figures are others now."""
        self.runner.forget()
        self._ask()

    def undo(self) -> None:
        """One step back."""
        if self.draft is not None:
            self.draft.finish()
            self.draft.stack.undo()

    def redo(self) -> None:
        """One step forth again."""
        if self.draft is not None:
            self.draft.stack.redo()

    def turn(self, event: QEvent) -> bool:
        """Whether a key is Ctrl+Z or Ctrl+Y and there is a step to turn: then the draft's, not the window's."""
        if self.draft is None or not isinstance(event, QKeyEvent):
            return False
        stack = self.draft.stack
        undo = event.matches(QKeySequence.StandardKey.Undo) and stack.canUndo()
        redo = event.matches(QKeySequence.StandardKey.Redo) and stack.canRedo()
        if not undo and not redo:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            (self.undo if undo else self.redo)()
        return True

    def to_fault(self) -> None:
        """Go to the first field in which something is wrong."""
        for view in (self.lists.items, self.lists.pay):
            for at in range(view.rows.rowCount()):
                row = view.rows.row_at(at)
                if row.state == "error":
                    self.lists.choose(row.key)
                    self.panes.show_pane(1)
                    self.card.focus_fault()
                    return

    def _changed(self) -> None:
        self._show()
        self.card.refresh()
        self._ask()
        self.changed.emit()

    def _show(self) -> None:
        if self.draft is not None:
            words = SchemeWords(self._kit.words.texts)
            self.lists.show_scheme(outline(self.draft.document, words, self.draft.faults))
            self.preview.say_state(whole=self.draft.ready)

    def _row_chosen(self, row: OutlineRow | None) -> None:
        self._row = row
        self._row_again()
        self._ask()

    def _row_again(self) -> None:
        if self._row is not None and self.draft is not None:
            self.card.show_part(self.draft, self._row.path, self._row.part, self._row.name)

    # --- changes of the lists

    def _moved(self, path: Path, to: int) -> None:
        if self.draft is not None:
            self.draft.edit(moved(self.draft.document, path, to))
            self.lists.choose_path((*path[:-1], to))
            self._reread()

    def _remove(self, path: Path) -> None:
        if self.draft is not None:
            self.draft.edit(without(self.draft.document, path))
            self._reread()

    def _reread(self) -> None:
        """The same place in the list is another part now."""
        row = self.lists.chosen_row()
        if row is not None:
            self._row_chosen(row)

    def _add_item(self, kind: str) -> None:
        if self.draft is None:
            return
        words, document = self._kit.words, self.draft.document
        if kind == BONUS:
            new, path = new_bonus(document, words("ui_schemes.rule_bonus")), ("bonuses",)
        else:
            new, path = new_item(document, kind, words("ui_schemes.new_item")), ("items",)
        self._append(path, new)

    def _add_part(self, path: Path) -> None:
        if self.draft is None:
            return
        parts: Any = value_at(self.draft.document, (*path, "rule", "items"))
        whole, taken = number_of(self.draft.at((*path, "full"))), total_full(parts)
        rest = whole - taken if whole is not None and taken is not None else Fraction(0)
        full = decimal_text(rest) if rest > 0 else ""
        self._append(
            (*path, "rule", "items"),
            new_item(self.draft.document, "bands", self._kit.words("ui_schemes.new_part"), full),
        )

    def _add_pay(self, kind: str) -> None:
        if self.draft is not None:
            name = self._kit.words(f"ui_schemes.pay_{kind}")
            self._append(("pay",), new_pay(self.draft.document, kind, name))

    def _append(self, path: tuple[str | int, ...], new: dict[str, Any]) -> None:
        if self.draft is None:
            return
        found = value_at(self.draft.document, path)
        count = len(found) if isinstance(found, list) else 0  # pyright: ignore[reportUnknownArgumentType]
        self.draft.edit(insert(self.draft.document, path, count, new))
        self.lists.choose_path((*path, count))
        self.panes.show_pane(1)
        self.card.name.setFocus()
        self.card.name.selectAll()

    def _shift(self, left: str, right: str, points: int) -> None:
        """Move weight over a joint of the bar."""
        if self.draft is None:
            return
        document = self.draft.document
        for key, change in ((left, points), (right, -points)):
            path = ("items", int(key.split("/")[1]), "full")
            value = number_of(value_at(document, path))
            if value is None:
                return
            document = put(document, path, decimal_text(value + change))
        self.draft.edit(document, key=("shift", left, right))

    # --- trying it

    def _ask(self) -> None:
        month, stored, draft = self.preview.month, self._stored, self.draft
        if month is None or stored is None or draft is None or draft.scheme is None:
            return
        before, now = (self._in_force(stored, scheme) for scheme in (stored.scheme, draft.scheme))
        self.runner.ask(Question(before, now, month, self.preview.number, self._metric(draft.scheme)))

    def _in_force(self, stored: StoredScheme, scheme: Scheme) -> SchemeInForce:
        return SchemeInForce(
            scheme=scheme, version=stored.version, position=stored.position, shop=stored.shop, team=stored.team
        )

    def _metric(self, scheme: Scheme) -> str:
        """What the curve is over: the metric of the chosen item, else the conversion, else the first there is."""
        if self._row is not None and self._row.path and self.draft is not None:
            part: Any = self.draft.at(self._row.path)
            rule = part.get("rule", {}) if isinstance(part, dict) else {}  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
            for found in (rule.get("tier_metric"), rule.get("metric"), part.get("metric")):  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
                if isinstance(found, str) and found and kind_of(found) != "level":
                    return found
        every = [item.metric for item in scheme.every_item if isinstance(item.metric, str)]
        metrics = [metric for metric in every if kind_of(metric) != "level"]
        return _FIRST_CURVE if _FIRST_CURVE in metrics or not metrics else metrics[0]

    def _told(self, trial: Trial) -> None:
        if self._stored is None:
            return
        self.preview.show_trial(trial, self._stored.position)
        month = self._kit.words.texts(f"number.month_{trial.month.number}")
        self.card.set_words(SchemeWords(self._kit.words.texts, trial.standing, month))
        self._say_source(trial)

    def _say_source(self, trial: Trial) -> None:
        """Where another item makes the pay jump, say so beside the one that is looked at."""
        self._source = None
        if trial.curve is not None and self.draft is not None and self._row is not None and self._row.path:
            self._source = cliff_source(self.draft.document, trial.curve.metric, trial.curve.cliffs, self._row.path)
        source, text = self._source, ""
        if source is not None and trial.curve is not None:
            unit = "percent" if source.percent else "yuan"
            text = self._kit.words(
                "ui_scheme_edit.cliff_source",
                name=source.name,
                at=threshold_text(source.at, unit_of(trial.curve.metric), self._kit.words.texts),
                before=shown(source.before, unit),
                after=shown(source.after, unit),
            )
        self.card.hint.say(text)

    def _to_source(self) -> None:
        if self._source is not None:
            self.lists.choose_path(self._source.path)
