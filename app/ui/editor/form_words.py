"""The words of the editor's forms: labels, choices, table heads; found by the names that the types declare."""

from typing import Any

from app.domain.metrics import metric_of
from app.domain.problem import Problem
from app.domain.scheme import SCORE
from app.ui.editor.places import Place
from app.ui.editor.specs import Spec
from app.ui.editor.typed import number_of, shown
from app.ui.i18n import Words
from app.wording.numbers import metric_word, unit_word
from app.wording.problems import problem_sentence


class FormWords:
    """Looks for ``name_Owner_field`` first, then for ``name_field``."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, name: str, **params: object) -> str:
        """The text ``ui_scheme_edit.name``."""
        return self.words(f"ui_scheme_edit.{name}", **params)

    def label(self, spec: Spec) -> str:
        """What a field is called."""
        return self._first(f"label_{spec.owner}_{spec.name}", f"label_{spec.name}")

    def usual(self, spec: Spec) -> str:
        """What an empty field means."""
        return self._first(f"usual_{spec.owner}_{spec.name}", "usual")

    def has(self, name: str) -> bool:
        """Whether there is such a text."""
        return f"ui_scheme_edit.{name}" in self.words.texts

    def choice(self, spec: Spec, value: str) -> str:
        """A value that a field can have."""
        plain = value.replace(".", "_")
        return self._first(f"choice_{spec.owner}_{spec.name}_{plain}", f"choice_{spec.name}_{plain}")

    def way(self, place: Place, way: str = "") -> str:
        """In which way a part is given, or with a name that way."""
        name = f"way_{place.part.__name__}"
        return self(f"{name}_{way}" if way else name)

    def rule(self, spec: Spec, tag: str) -> str:
        """The name of a rule."""
        return self.words(f"ui_schemes.{'rule' if spec.owner == 'ScoreItem' else 'pay'}_{tag}")

    def metric(self, metric: str) -> str:
        """A metric's word, nothing for none."""
        if metric == SCORE:
            return self.words("ui_schemes.the_score")
        return metric_word(metric, self.words.texts) if metric else ""

    def parts(self, metric: str) -> str:
        """What a ratio is made of, ``付款人数 ÷ 询单人数``; "" for any other metric."""
        parts = metric_of(metric).parts
        if not parts:
            return ""
        sides = parts[0].numerator, parts[0].denominator
        if any(len(side) > 1 for side in sides):
            return ""
        return " ÷ ".join(self.metric(side[0][1]) for side in sides)

    def unit(self, unit: str) -> str:
        """What stands behind a number of a unit."""
        if unit in ("plain", "percent"):
            return ""
        if unit == "s":
            return self.words("number.seconds", seconds="").strip()
        return unit_word({"yuan": "CNY"}.get(unit, unit), self.words.texts)

    def fault(self, problem: Problem, unit: str = "plain") -> str:
        """What is wrong, in words for the place where it stands; values in the unit of the field."""
        key = f"fault_{problem.code}"
        if not self.has(key):
            return problem_sentence(problem, self.words.texts)
        value = problem.params.get("value", "")
        said: Any = {**problem.params, "value": shown(value, unit) if number_of(value) is not None else value}
        return self(key, **said)

    def original(self, value: Any, spec: Spec, unit: str) -> str:
        """``原 32 %``: what the version has in a field that was changed."""
        return self("original", value=self.plain(value, spec, unit))

    def plain(self, value: Any, spec: Spec, unit: str) -> str:
        """A value of a short field in words."""
        match spec.kind:
            case "choice":
                return self.choice(spec, str(value))
            case "flag":
                return self("yes" if value else "no")
            case "keys" | "names":
                comma = self.words("ui_schemes.list_comma")
                texts = [self.choice(spec, each) if spec.kind == "keys" else each for each in value]
                return comma.join(texts) or self("nothing")
            case "number":
                return shown(value, unit)
            case _:
                return self.metric(value) if spec.role in ("metric", "measure") else str(value)

    def _first(self, *names: str) -> str:
        return self(next((name for name in names if self.has(name)), names[-1]))
