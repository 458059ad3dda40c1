"""Changes of a scheme's document that keep it whole: another rule, another way, a new item, a code that is free."""

from fractions import Fraction
from typing import Any

import msgspec

from app.domain.money import decimal_text, exact
from app.domain.scheme import Bonus, PayItem, ScoreItem
from app.ui.editor.alternatives import NAMED_BY, WAYS, Way
from app.ui.editor.document import ABSENT, Path, fields, put, value_at
from app.ui.editor.specs import Spec, rules_in, spec_of, specs_of

_WITHOUT_METRIC = frozenset({"manual", "deductions", "composite"})


def start_of(spec: Spec) -> Any:
    """What a field that is needed holds until something is typed: nothing that could be taken for an answer."""
    match spec.kind:
        case "number" | "text":
            return ""
        case "choice":
            return spec.choices[0]
        case "flag":
            return False
        case "keys":
            return ["shop", "position"]
        case "pair":
            return [[], []]
        case "map" | "named":
            return {}
        case "steps":
            return [["", ""], ["", ""]] if spec.name == "points" else [["", ""]]
        case "column":
            return [""]
        case "rows":
            return [blank(spec.of)]
        case "group":
            return blank(spec.of)
        case _:
            return []


def blank(part: type[msgspec.Struct], keep: dict[str, Any] | None = None, way: str = "") -> dict[str, Any]:
    """A new part with what it cannot be without; fields of ``keep`` that it has too are taken over."""
    kept = keep or {}
    ways = WAYS.get(part, ())
    chosen = next((each for each in ways if each.name == way), ways[0] if ways else None)
    fields: dict[str, Any] = {}
    for spec in specs_of(part):
        if part in NAMED_BY and spec.name == NAMED_BY[part] and chosen is not None:
            fields[spec.name] = chosen.name
        elif spec.name in kept and _belongs(spec, ways, chosen):
            fields[spec.name] = kept[spec.name]
        elif spec.required or (chosen is not None and spec.name in chosen.needed):
            fields[spec.name] = start_of(spec)
    return fields


def _belongs(spec: Spec, ways: tuple[Way, ...], chosen: Way | None) -> bool:
    return chosen is None or spec.name in chosen.fields or all(spec.name not in way.fields for way in ways)


def with_way(document: Any, path: Path, part: type[msgspec.Struct], way: str) -> Any:
    """The part given in another way; what belongs only to the way before goes."""
    before: dict[str, Any] = value_at(document, path)
    after = blank(part, before, way)
    return put(document, path, {"type": before["type"], **after} if "type" in before else after)


def with_rule(document: Any, path: Path, spec: Spec, tag: str) -> Any:
    """The item at ``path`` with another rule; what both rules have stays, so does the metric where one is needed."""
    kept = fields(value_at(document, (*path, "rule")))
    way = next((each.name for each in WAYS.get(rules_in(spec.of)[tag], ()) if set(each.needed) & set(kept)), "")
    document = put(document, (*path, "rule"), {"type": tag, **blank(rules_in(spec.of)[tag], kept, way)})
    if spec.owner != "ScoreItem":
        return document
    if tag in _WITHOUT_METRIC:
        document = put(document, (*path, "metric"), ABSENT)
    elif not isinstance(value_at(document, (*path, "metric")), str):
        document = put(document, (*path, "metric"), "")
    return put(document, (*path, "cap"), ABSENT) if tag == "composite" else document


def new_item(document: Any, tag: str, name: str, full: str | None = None) -> dict[str, Any]:
    """A score item with an id that is free; its full marks are what is missing to 100."""
    item = {"id": _free("item", {each["id"] for each in every_item(document)}), "name": name}
    rule = {"type": tag, **blank(rules_in(spec_of(ScoreItem, "rule").of)[tag])}
    metric: dict[str, Any] = {} if tag in _WITHOUT_METRIC else {"metric": ""}
    return {**item, "full": _missing(document) if full is None else full, **metric, "rule": rule}


def new_bonus(document: Any, name: str) -> dict[str, Any]:
    """Points beside the 100."""
    return {**blank(Bonus), "id": _free("bonus", {each["id"] for each in every_item(document)}), "name": name}


def new_pay(document: Any, tag: str, name: str) -> dict[str, Any]:
    """A pay item; the second of a rule has ``:2`` behind its code."""
    codes = {each.get("code") for each in document["pay"]}
    code = tag if tag not in codes else _free(f"{tag}:", codes)
    return {"code": code, "name": name, "rule": {"type": tag, **blank(rules_in(spec_of(PayItem, "rule").of)[tag])}}


def every_item(document: Any) -> list[dict[str, Any]]:
    """Items, sub-items and bonuses: whatever has an id."""
    found: list[dict[str, Any]] = []
    for item in document["items"]:
        found.append(item)
        found.extend(item["rule"].get("items", []) if item["rule"].get("type") == "composite" else [])
    return [*found, *document.get("bonuses", [])]


def manual_items(document: Any) -> list[dict[str, Any]]:
    """The items that the supervisor marks."""
    return [each for each in every_item(document) if each.get("rule", {}).get("type") == "manual"]


def total_full(items: list[dict[str, Any]]) -> Fraction | None:
    """Σ full marks, None where one is no number."""
    try:
        return sum((exact(item["full"]) for item in items), Fraction(0))
    except ValueError:
        return None


def _missing(document: Any) -> str:
    total = total_full(document["items"])
    return decimal_text(100 - total) if total is not None and total < 100 else ""


def _free(stem: str, taken: set[Any]) -> str:
    number = 1 if not stem.endswith(":") else 2
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"
