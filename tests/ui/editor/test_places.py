"""Every field of every rule is asked for, and what is asked for follows the way in which a rule is given."""

import json
from typing import Any

import pytest

from app.domain.scheme import Bonus, PayItem, Scheme, ScoreItem
from app.domain.schemefile import read_scheme, write_scheme
from app.services.schemes import templates
from app.texts import LANGUAGES, Texts
from app.ui.editor.changes import blank, new_item, new_pay, with_rule, with_way
from app.ui.editor.checking import check
from app.ui.editor.document import Path, put, value_at
from app.ui.editor.form_words import FormWords
from app.ui.editor.outline import GradesPart, outline
from app.ui.editor.places import TAIL, Place, places_in, unit_at
from app.ui.editor.specs import rules_in, spec_of
from app.ui.editor.table_words import table_words
from app.ui.i18n import Words
from app.ui.models.scheme_words import SchemeWords
from tests.domain.full_scheme import FULL

RULE, PAY_RULE = spec_of(ScoreItem, "rule"), spec_of(PayItem, "rule")
SCHEMES: list[dict[str, Any]] = [FULL, *(json.loads(write_scheme(each.scheme)) for each in templates())]


def parts(document: Any) -> list[tuple[Path, Any]]:
    """Every part that has a form."""
    found = outline(document, SchemeWords(Texts()), ())
    return [(row.path, row.part) for row in (*found.items, *found.pay)]


def leaves(value: Any, path: Path = ()) -> set[Path]:
    """Where every plain value stands."""
    if isinstance(value, dict) and value:
        return {each for key, inner in value.items() for each in leaves(inner, (*path, key))}
    if isinstance(value, list) and value:
        return {each for at, inner in enumerate(value) for each in leaves(inner, (*path, at))}
    return {path}


@pytest.mark.parametrize("document", SCHEMES, ids=lambda each: each["name"])
def test_whatever_a_scheme_says_has_a_field(document: dict[str, Any]) -> None:
    asked = [place.path for path, part in parts(document) for place in places_in(document, path, part)]
    covered = {place for place in asked if place}
    own = {"format", "id", "type", TAIL}
    missed = [
        path
        for path in leaves(document)
        if path[-1] not in own and path != ("items",) and not any(path[: len(place)] == place for place in covered)
    ]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_way_and_table_has_words(language: str) -> None:
    words = FormWords(Words(Texts(language)))
    plain = SchemeWords(Texts(language))
    for document in SCHEMES:
        for path, part in parts(document):
            for place in places_in(document, path, part):
                assert said(place, document, words, plain), place


def said(place: Place, document: Any, words: FormWords, plain: SchemeWords) -> str:
    if place.what == "way":
        return words.way(place)
    if place.wide and place.what == "field":
        found = table_words(place, document, words, plain)
        assert all(found.heads[1 : len(found.units) + 1])
        return found.title
    if place.what == "field":
        for choice in place.spec.choices:
            assert words.choice(place.spec, choice)
        return words.label(place.spec)
    return place.what


@pytest.mark.parametrize("document", SCHEMES, ids=lambda each: each["name"])
def test_reading_and_checking_changes_nothing(document: dict[str, Any]) -> None:
    scheme, faults = check(document)
    assert scheme is not None, faults
    expected, _ = read_scheme(json.dumps(document).encode())
    assert expected is not None
    assert write_scheme(scheme) == write_scheme(expected)


def plain(rule: dict[str, Any] | None = None) -> dict[str, Any]:
    item = {"id": "a", "name": "甲", "full": "100", "metric": "inquiry_conversion"}
    rules = rule or {"type": "bands", "bands": [["0.3", "100"]]}
    return {"format": "jixin-scheme/1", "name": "试", "items": [{**item, "rule": rules}], "pay": []}


@pytest.mark.parametrize("tag", list(rules_in(RULE.of)))
def test_a_new_score_item_of_every_rule_can_be_told(tag: str) -> None:
    document = put(plain(), ("items",), [new_item(plain(), tag, "新")])
    scheme, faults = check(document)
    assert scheme is None or tag in ("manual", "deductions")
    places = places_in(document, ("items", 0), ScoreItem)
    for fault in faults:
        path = fault.path
        assert not path or path == ("items",) or any(path[: len(one.path)] == one.path for one in places), fault
    assert all(fault.problem.code in ("scheme_blank", "scheme_sum") for fault in faults), faults


@pytest.mark.parametrize("tag", list(rules_in(PAY_RULE.of)))
def test_a_new_pay_item_of_every_rule_can_be_told(tag: str) -> None:
    document = put(plain(), ("pay",), [new_pay(plain(), tag, "新")])
    assert document["pay"][0]["code"] == tag
    _, faults = check(document)
    assert len({fault.path for fault in faults}) == len(faults)
    places = places_in(document, ("pay", 0), PayItem)
    for fault in faults:
        assert any(fault.path[: len(one.path)] == one.path for one in places), fault


def test_the_second_of_a_rule_has_a_code_of_its_own() -> None:
    document = plain()
    for expected in ("base", "base:2", "base:3"):
        new = new_pay(document, "base", "底薪")
        assert new["code"] == expected
        document = {**document, "pay": [*document["pay"], new]}


def test_another_rule_keeps_what_both_have() -> None:
    bands = plain({"type": "bands", "better": "less", "bands": [["0.3", "100"]], "otherwise": "5"})
    peers = with_rule(bands, ("items", 0), RULE, "peers")
    assert peers["items"][0]["rule"] == {
        "type": "peers", "better": "less", "by": ["shop", "position"], "bands": [["0.3", "100"]], "otherwise": "5",
    }  # fmt: skip
    manual = with_rule(peers, ("items", 0), RULE, "manual")
    assert manual["items"][0]["rule"] == {"type": "manual"}
    assert "metric" not in manual["items"][0]
    assert with_rule(manual, ("items", 0), RULE, "linear")["items"][0]["metric"] == ""


def test_ways_exclude_each_other() -> None:
    fixed = {"code": "c", "name": "提成", "rule": {"type": "commission", "amount": "sales_amount", "rate": "0.01"}}
    document = {**plain(), "pay": [fixed]}
    rule = ("pay", 0, "rule")
    names = [place.spec.name for place in places_in(document, ("pay", 0), PayItem) if place.what == "field"]
    assert "rate" in names
    assert "tiers" not in names
    tiered = with_way(document, rule, rules_in(PAY_RULE.of)["commission"], "tiers")
    assert value_at(tiered, rule) == {
        "type": "commission",
        "amount": "sales_amount",
        "tier_metric": "",
        "tiers": [["", ""]],
    }


def test_an_award_asks_for_what_its_kind_needs() -> None:
    award = rules_in(PAY_RULE.of)["award"]
    assert blank(award, way="rank") == {"kind": "rank", "metric": "", "by": ["shop", "position"], "amounts": [""]}
    assert blank(award, way="threshold") == {"kind": "threshold", "metric": "", "amount": "", "at": ""}


def test_numbers_are_of_the_metric_beside_them() -> None:
    assert unit_at(plain(), ("items", 0, "rule", "bands")) == "inquiry_conversion"
    commission = {"type": "commission", "amount": "sales_amount", "tier_metric": "response_seconds", "tiers": []}
    document = {**plain(), "pay": [{"code": "c", "name": "c", "rule": commission}]}
    assert unit_at(document, ("pay", 0, "rule", "tiers")) == "response_seconds"


def test_every_number_that_is_none_is_found_at_once() -> None:
    document = put(plain(), ("items", 0, "rule", "bands"), [["abc", "100"], ["0.2", ""]])
    scheme, faults = check(document)
    assert scheme is None
    assert [(fault.path[-2:], fault.problem.code) for fault in faults] == [
        ((0, 0), "scheme_not_exact"),
        ((1, 1), "scheme_blank"),
    ]


def test_grades_and_the_rest_have_forms() -> None:
    document = FULL
    assert ("grades", "P2") in [place.path for place in places_in(document, (), GradesPart)]
    assert ("name",) in [place.path for place in places_in(document, (), Scheme)]
    assert [place.path[-1] for place in places_in(document, ("bonuses", 0), Bonus)] == [
        "name",
        "kinds",
        "metrics",
        "cap",
    ]
