"""The scheme's document as the rows of its two lists; a document that is broken still has its rows."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import msgspec
from msgspec import UNSET

from app.domain.problem import Severity
from app.domain.scheme import Bonus, Field, Grade, PayItem, Scheme, ScoreItem
from app.domain.schemefile import read_pay_item
from app.ui.editor.checking import Fault
from app.ui.editor.document import Path, value_at
from app.ui.editor.typed import number_of
from app.ui.models.pay_words import pay_row
from app.ui.models.scheme_words import SchemeWords


class GradesPart(Field, frozen=True, kw_only=True):
    """The grades of a scheme as a part that has a form of its own."""

    grades: dict[str, Grade] | msgspec.UnsetType = UNSET


class OutlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the lists; ``depth`` 1 is a sub-item. ``weight`` is the share of the weights bar, None outside the 100.

    ``path`` is where the part stands, ``part`` its type, ``state`` error or warn where something is wrong in it; with
    a ``grip`` it can be moved among its like.
    """

    path: Path
    part: type[msgspec.Struct]
    name: str
    rule: str
    amount: str = ""
    depth: int = 0
    weight: Fraction | None = None
    sign: str = ""
    state: str = ""
    grip: bool = True

    @property
    def key(self) -> str:
        """Tells the rows of a scheme apart: ``items/0/rule/items/1``."""
        return "/".join(map(str, self.path)) or self.part.__name__


class Outline(msgspec.Struct, frozen=True):
    """Both lists, and Σ full marks; None while one is no number."""

    items: tuple[OutlineRow, ...]
    pay: tuple[OutlineRow, ...]
    total: Fraction | None


def outline(document: Any, words: SchemeWords, faults: Sequence[Fault]) -> Outline:
    """The rows of a document with what is wrong in them."""
    items = [*_items(document, words, ("items",), 0), *_bonuses(document, words)]
    pay = [*_pay(document, words), *_rest(document, words)]
    weights = [row.weight for row in items if row.path[0] == "items" and not row.depth]
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Fraction(0)) if len(known) == len(weights) else None
    return Outline(_marked(items, faults), _marked(pay, faults), total)


def _items(document: Any, words: SchemeWords, path: Path, depth: int) -> Iterator[OutlineRow]:
    for at, item in enumerate(value_at(document, path)):
        rule = item["rule"].get("type", "")
        yield OutlineRow(
            path=(*path, at),
            part=ScoreItem,
            name=item["name"],
            rule=words(f"rule_{rule}"),
            amount=str(item["full"]),
            depth=depth,
            weight=None if depth else number_of(item["full"]),
        )
        if rule == "composite":
            yield from _items(document, words, (*path, at, "rule", "items"), depth + 1)


def _bonuses(document: Any, words: SchemeWords) -> Iterator[OutlineRow]:
    for at, bonus in enumerate(document.get("bonuses", [])):
        amount = f"+{bonus.get('cap', '10')}"
        name = bonus["name"]
        yield OutlineRow(path=("bonuses", at), part=Bonus, name=name, rule=words("rule_bonus"), amount=amount)


def _pay(document: Any, words: SchemeWords) -> Iterator[OutlineRow]:
    for at, plain in enumerate(document["pay"]):
        item = read_pay_item(plain)
        said = pay_row(item, words) if item is not None else None
        yield OutlineRow(
            path=("pay", at),
            part=PayItem,
            name=plain["name"],
            rule=said.rule if said else words(f"pay_{plain['rule'].get('type', '')}"),
            sign=said.sign if said else "+",
        )


def _rest(document: Any, words: SchemeWords) -> Iterator[OutlineRow]:
    grades = words("list_comma").join(document.get("grades", {})) or words("grades_none")
    yield OutlineRow(path=(), part=GradesPart, name=words("grades"), rule=grades, grip=False)
    yield OutlineRow(path=(), part=Scheme, name=words("about"), rule=document["name"], grip=False)


def _marked(rows: list[OutlineRow], faults: Sequence[Fault]) -> tuple[OutlineRow, ...]:
    paths = [row.path for row in rows if row.path]
    states: dict[Path | type, str] = {}
    for fault in faults:
        inside = [path for path in paths if fault.path[: len(path)] == path]
        key = max(inside, key=len) if inside else _part_of(fault.path)
        if key is not None and states.get(key) != "error":
            states[key] = "error" if fault.problem.severity is Severity.ERROR else "warn"
    return tuple(msgspec.structs.replace(row, state=states.get(row.path or row.part, "")) for row in rows)


def _part_of(path: Path) -> type | None:
    if not path or path[0] in ("items", "pay", "bonuses"):
        return None
    return GradesPart if path[0] == "grades" else Scheme
