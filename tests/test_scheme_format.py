"""docs/scheme-format.md and docs/scheme.schema.json say what the program reads."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.domain.schemefile import read_scheme
from app.texts import Texts
from app.wording.problems import problem_text
from tests.domain.full_scheme import FULL

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "scheme-format.md").read_text("utf-8")
EXAMPLES: list[dict[str, Any]] = [json.loads(text) for text in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)]
SCHEMA = json.loads((ROOT / "docs" / "scheme.schema.json").read_text("utf-8"))
TEMPLATES = sorted(path for path in (ROOT / "resources" / "schemes").glob("*.json") if path.name != "index.json")


def item(full: str, key: str = "rest") -> dict[str, Any]:
    return {"id": key, "name": key, "full": full, "rule": {"type": "manual"}}


def whole(example: dict[str, Any]) -> dict[str, Any]:
    """A scheme around an example of one of its parts."""
    scheme: dict[str, Any] = {"format": "jixin-scheme/1", "name": "例", "items": [item("100")], "pay": []}
    if "format" in example:
        return example
    if "full" in example:
        return scheme | {"items": [example, item(str(100 - int(example["full"])))]}
    if "code" in example:
        usual = [
            {"code": "base", "name": "a", "rule": {"type": "base"}},
            {"code": "performance", "name": "b", "rule": {"type": "performance"}},
            {
                "code": "commission",
                "name": "c",
                "rule": {"type": "commission", "amount": "sales_amount", "rate": "0.01"},
            },
        ]
        return scheme | {"pay": [example, *(one for one in usual if one["code"] != example["code"])]}
    if "metrics" in example and "kinds" in example:
        return scheme | {"bonuses": [example]}
    return scheme | ({"overload": example} if "per_day" in example else {"grades": example})


def told_apart(example: dict[str, Any]) -> str:
    rule = example.get("rule", {})
    return f"{rule.get('type', '')} {rule.get('kind', '')}".strip() or next(iter(example))


@pytest.mark.parametrize("example", EXAMPLES, ids=told_apart)
def test_every_example_of_the_page_is_read_without_a_word(example: dict[str, Any]) -> None:
    scheme, problems = read_scheme(json.dumps(whole(example)).encode())
    assert scheme is not None and problems == ()
    assert list(Draft202012Validator(SCHEMA).iter_errors(whole(example))) == []


def test_the_page_has_an_example_of_every_rule_and_names_every_field() -> None:
    shown = {told_apart(example).split()[0] for example in EXAMPLES}
    rules = {kind["properties"]["type"]["enum"][0] for kind in SCHEMA["$defs"].values() if "type" in kind["properties"]}
    assert rules <= shown
    for kind in SCHEMA["$defs"].values():
        for field in kind["properties"]:
            assert re.search(rf"[`\"]{field}[`\"]", PAGE), field


GOOD: dict[str, Any] = {
    "format": "jixin-scheme/1",
    "name": "例",
    "items": [
        {"id": "a", "name": "a", "full": "30", "metric": "inquiry_conversion",
         "rule": {"type": "bands", "better": "more", "bands": [["0.45", "30"], ["0.30", "20"]]}},
        item("70"),
    ],
    "pay": [{"code": "p", "name": "p", "rule": {"type": "team_penalty", "kind": "差评", "amount": "1", "culprit_share": "0.5"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "by_schema"),
    [
        ("items.0.full", 30.5, True),
        ("items.0.rule.better", "most", True),
        ("items.0.colour", "red", True),
        ("items.1.full", "69", False),
        ("items.0.rule.bands", [["0.4", "30"], ["0.40", "20"]], False),
        ("items.0.rule.bands", [["0.45", "35"], ["0.30", "20"]], False),
        ("pay.0.rule.amount", "-1", False),
        ("pay.0.rule.culprit_share", "50", False),
    ],
)
def test_a_refusal_says_what_the_page_says(path: str, value: Any, by_schema: bool, texts: Texts) -> None:
    wrong = json.loads(json.dumps(GOOD))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = wrong
    for step in steps:
        place = place[step]
    place[last] = value
    scheme, problems = read_scheme(json.dumps(wrong).encode())
    assert scheme is None
    assert f"`{problem_text(problems[0], texts)}`" in PAGE
    assert (list(Draft202012Validator(SCHEMA).iter_errors(wrong)) != []) == by_schema


def test_the_schema_is_what_the_types_give() -> None:
    made = runpy.run_path(str(ROOT / "build" / "scheme_schema.py"))["schema_text"]()
    assert (ROOT / "docs" / "scheme.schema.json").read_text("utf-8") == made, "run: uv run build/scheme_schema.py"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_is_valid(path: Path) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(path.read_text("utf-8")))) == []


def test_every_field_is_valid_and_wrong_files_are_not() -> None:
    check = Draft202012Validator(SCHEMA)
    assert list(check.iter_errors(FULL)) == []
    for field in ("format", "name", "items", "pay"):
        assert not check.is_valid({key: value for key, value in FULL.items() if key != field})
    for wrong in ({"format": "jixin-scheme/2"}, {"score_cap": "1e2"}, {"name": 7}, {"colour": "red"}, {"pay": [{}]}):
        assert not check.is_valid(FULL | wrong), wrong
    for number in ("", "-", "1.", ".5", "1,5", "٣", "1" * 41, 0.5, True, None):
        assert not check.is_valid(FULL | {"overload": {"metrics": ["orders"], "per_day": number}}), number
