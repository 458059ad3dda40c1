"""Which widget asks for a short field: one table from kinds of fields to widgets."""

from typing import Any, TypeAlias

from app.domain.metrics import METRICS
from app.domain.scheme import SCORE, own_metrics_of
from app.ui.editor.changes import manual_items
from app.ui.editor.choice_field import ChoiceField
from app.ui.editor.document import ABSENT
from app.ui.editor.form_words import FormWords
from app.ui.editor.keys_field import KeysField
from app.ui.editor.metric_field import MetricField
from app.ui.editor.number_field import NumberField
from app.ui.editor.pair_field import PairField
from app.ui.editor.specs import Spec, rules_in
from app.ui.editor.text_field import TextField

ShortField: TypeAlias = ChoiceField | KeysField | MetricField | NumberField | PairField | TextField

USUAL: dict[str, Any] = {
    "better": "more",
    "no_data": "block",
    "incomplete": "block",
    "no_peers": "full",
    "prorate": "calendar",
    "mode": "whole",
    "against": "previous",
    "ties": "share",
    "share": "equal",
    "period": "month",
}
"""What a choice that is left out means (docs/scheme-format.md)."""

_REQUIRED_RULES = ("base", "performance", "commission", "supervisor")


def usual_of(spec: Spec, rule: str) -> Any:
    """What the field means where it is left out."""
    if spec.kind == "flag":
        return False
    if spec.name == "missing":
        return "required" if rule in _REQUIRED_RULES else "optional"
    return USUAL.get(spec.name)


def make_field(spec: Spec, words: FormWords, unit: str, rule: str, document: Any) -> ShortField:
    """The widget of a short field; ``rule`` is the rule of the item that it belongs to."""
    optional = not spec.required
    match spec.kind:
        case "number":
            field = NumberField(unit, optional=optional)
            field.setPlaceholderText(words.usual(spec) if optional else "")
            return field
        case "choice":
            choices = [(words.choice(spec, value), value) for value in spec.choices]
            return ChoiceField(choices, usual_of(spec, rule))
        case "flag":
            return ChoiceField([(words("no"), False), (words("yes"), True)], False)
        case "keys":
            return KeysField([(words.choice(spec, value), value) for value in spec.choices])
        case "pair":
            return PairField(words.label(spec), names_of(spec, words, document))
        case "text" if spec.role in ("metric", "measure"):
            return MetricField(_metrics(spec, words, document), words.words("ui_own_metric.new"))
        case "text" if spec.role == "mark":
            return ChoiceField([(item["name"], item["id"]) for item in manual_items(document)])
        case _:
            several = spec.kind == "names"
            return TextField(several=several, optional=optional, names=names_of(spec, words, document))


def names_of(spec: Spec, words: FormWords, document: Any) -> dict[str, str]:
    """Words for what the scheme keeps: of metrics, of its own pay items where no name stands twice."""
    if spec.role == "metric":
        return dict(_named(words, document))
    if spec.role != "line":
        return {}
    names = [item["name"] for item in document["pay"]]
    return {item["name"]: item["code"] for item in document["pay"] if names.count(item["name"]) == 1}


def make_rule_field(spec: Spec, words: FormWords) -> ChoiceField:
    """Which rule the item has."""
    return ChoiceField([(words.rule(spec, tag), tag) for tag in rules_in(spec.of)])


def _metrics(spec: Spec, words: FormWords, document: Any) -> list[tuple[str, str]]:
    found = [(words.metric(SCORE), SCORE)] if spec.role == "measure" else []
    return [*found, *_named(words, document)]


def _named(words: FormWords, document: Any) -> list[tuple[str, str]]:
    """The catalogue and the scheme's own metrics by their words; of two that are called alike the other by its id."""
    named: dict[str, str] = {}
    for metric in (*METRICS, *own_metrics_of(document)):
        word = words.metric(metric)
        named[metric if word in named else word] = metric
    return list(named.items())


def restored(value: Any, before: Any, usual: Any) -> Any:
    """A choice that means what leaving it out means is left out where the version leaves it out."""
    return ABSENT if before is ABSENT and value == usual else value
