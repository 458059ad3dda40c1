"""A scheme in words: its score items, bonuses and limits as rows and cards (RULES 15-20)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import UnsetType

from app.domain.metrics import unit_of
from app.domain.scheme import (
    Attainment,
    Bands,
    Bonus,
    Composite,
    Criterion,
    Deductions,
    Exact,
    Kinds,
    Linear,
    Manual,
    Peers,
    Scheme,
    ScoreItem,
    ScoreRule,
    Steps,
    Target,
    Trend,
    better_of,
    given,
)
from app.texts import Texts
from app.ui.models.scheme_view import Card, RuleTable, SchemeRow
from app.wording import numbers

Standing = Mapping[str, Sequence[tuple[str, Fraction]]]
"""Names and values of the month's agents by metric."""

_ONE = Exact("1")
_ZERO = Exact("0")


class SchemeWords:
    """Puts the parts of a scheme into words of one language; with ``standing`` says who stands on which step."""

    def __init__(self, texts: Texts, standing: Standing | None = None, month: str = "") -> None:
        self.texts, self.month = texts, month
        self._standing: Standing = standing or {}

    def __call__(self, name: str, **params: object) -> str:
        """The text ``ui_schemes.name``."""
        return self.texts(f"ui_schemes.{name}", **params)

    def metric(self, metric: str) -> str:
        """A metric's word."""
        return numbers.metric_word(metric, self.texts)

    def figure(self, value: Exact, metric: str) -> str:
        """A threshold or target of a metric as it was typed: shares in percent, times in seconds."""
        match unit_of(metric):
            case "ratio":
                return self.rate(value)
            case "s":
                return numbers.seconds(value.value, self.texts)
            case _:
                return self.number(value)

    def number(self, value: Exact) -> str:
        """A plain number as it was typed."""
        return numbers.number(value.value, places=6)

    def rate(self, value: Exact) -> str:
        """A share as it was typed: ``3.5 %``."""
        return numbers.rate(value.value)

    def who(self, metric: str, thresholds: Sequence[Fraction], better: str) -> tuple[str, ...]:
        """The people on each of the steps, the best first, and last those on none; () without figures."""
        people = self._standing.get(metric, ())
        if not people:
            return ()
        found: list[list[str]] = [[] for _ in range(len(thresholds) + 1)]
        for name, value in people:
            reached = (value >= each if better == "more" else value <= each for each in thresholds)
            found[next((at for at, yes in enumerate(reached) if yes), len(thresholds))].append(name)
        return tuple(self("list_comma").join(names) or self("nobody") for names in found)

    @property
    def who_head(self) -> str:
        """The head over them."""
        return self("head_who", month=self.month)

    def unit_head(self, name: str, metric: str) -> str:
        """A column head with the metric's unit where it is not a share."""
        unit = unit_of(metric)
        word = numbers.unit_word(unit, self.texts)
        if unit in ("ratio", "number") or not word:
            return self(name)
        return self("head_with_unit", head=self(name), unit=word)


def score_rows(scheme: Scheme, words: SchemeWords) -> tuple[SchemeRow, ...]:
    """The items with their sub-items indented, then the bonuses."""
    rows: list[SchemeRow] = []
    for item in scheme.items:
        rows.append(_item_row(item, words, 0))
        if isinstance(item.rule, Composite):
            rows.extend(_item_row(part, words, 1) for part in item.rule.items)
    rows.extend(_bonus_row(bonus, words) for bonus in given(scheme.bonuses, ()))
    return tuple(rows)


def total_weight(scheme: Scheme) -> Fraction:
    """Σ full marks of the items."""
    return sum((item.full.value for item in scheme.items), Fraction(0))


def _item_row(item: ScoreItem, words: SchemeWords, depth: int) -> SchemeRow:
    return SchemeRow(
        key=f"item:{item.id}",
        name=item.name,
        rule=words(f"rule_{_kind(item.rule)}"),
        amount=words.number(item.full),
        depth=depth,
        weight=None if depth else item.full.value,
        card=_item_card(item, words),
    )


def _kind(rule: ScoreRule) -> str:
    return str(rule.__struct_config__.tag)


def _item_card(item: ScoreItem, words: SchemeWords) -> Card:
    metric = given(item.metric, "")
    facts: list[tuple[str, str]] = []
    if metric:
        facts.append((words("fact_metric"), words.metric(metric)))
    facts.append((words("fact_rule"), words(f"rule_{_kind(item.rule)}")))
    facts.extend(_rule_facts(item.rule, words))
    cap = given(item.cap, _ONE)
    if cap.value != 1:
        facts.append((words("fact_cap"), words("cap", rate=words.rate(cap))))
    if not isinstance(item.rule, Composite | Deductions):
        facts.append((words("fact_no_data"), words(f"no_data_{given(item.no_data, 'block')}")))
    if metric:
        facts.append((words("fact_incomplete"), words(f"incomplete_{given(item.incomplete, 'block')}")))
    return Card(item.name, words("points", n=words.number(item.full)), tuple(facts), _tables(item, words))


def _rule_facts(rule: ScoreRule, words: SchemeWords) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    match rule:
        case Bands():
            facts.append((words("fact_better"), words(f"better_{better_of(rule.better)}")))
        case Attainment():
            facts.append((words("fact_better"), words(f"better_{better_of(rule.better)}")))
            if isinstance(rule.bands, UnsetType):
                facts.append((words("fact_formula"), words(f"formula_attainment_{better_of(rule.better)}")))
        case Peers():
            facts.append((words("fact_better"), words(f"better_{better_of(rule.better)}")))
            facts.append((words("fact_peers"), peers_text(rule.by, words)))
            if isinstance(rule.bands, UnsetType):
                facts.append((words("fact_formula"), words(f"formula_peers_{better_of(rule.better)}")))
            facts.append((words("fact_no_peers"), words(f"no_peers_{given(rule.no_peers, 'full')}")))
        case Manual():
            facts.append((words("fact_formula"), words("formula_manual")))
        case Linear() | Trend():
            facts.append((words("fact_formula"), words(f"formula_{_kind(rule)}")))
        case Deductions():
            facts.append((words("fact_formula"), words("formula_deductions")))
        case Composite():
            facts.append((words("fact_formula"), words("formula_composite")))
    return facts


def peers_text(by: tuple[str, ...], words: SchemeWords) -> str:
    """``("shop", "position")`` → 同店铺、同岗位的人."""
    if not by:
        return words("peers_everyone")
    return words("peers_of", keys=words("list_comma").join(words(f"peers_{key}") for key in by))


def _tables(item: ScoreItem, words: SchemeWords) -> tuple[RuleTable, ...]:
    metric = given(item.metric, "")
    match item.rule:
        case Bands(better=better, bands=bands, otherwise=otherwise):
            return (_bands(bands, otherwise, better_of(better), metric, words),)
        case Linear(points=points):
            return (_linear(points, metric, words),)
        case Trend():
            return (_trend(item.rule, words),)
        case Attainment(target=target, bands=bands, otherwise=otherwise):
            return _targets(target, metric, words) + _quotient_bands(bands, otherwise, "more", "target", words)
        case Peers(bands=bands, otherwise=otherwise, better=better):
            return _quotient_bands(bands, otherwise, better_of(better), "mean", words)
        case Manual(criteria=criteria):
            return _criteria(criteria, words)
        case Deductions(kinds=kinds):
            return (kinds_table(kinds, words, "deduct"),)
        case Composite(items=items, kinds=kinds):
            return _composite(items, kinds, words)


def _bands(bands: Steps, otherwise: Exact | UnsetType, better: str, metric: str, words: SchemeWords) -> RuleTable:
    ordered = sorted(bands, key=lambda row: row[0].value, reverse=better == "more")
    rows = [(words.figure(at, metric), words.number(points)) for at, points in ordered]
    edge = words.figure(ordered[-1][0], metric)
    rows.append((words(f"otherwise_{better}", edge=edge), words.number(given(otherwise, _ZERO))))
    note = words(f"bands_note_{better}", edge=words.figure(ordered[0][0], metric))
    heads = (words.unit_head(f"head_{better}", metric), words("head_points"))
    # The lowest step of "less is better" is the best one, so the rows already stand best first.
    who = words.who(metric, [at.value for at, _ in ordered], better)
    title = words("table_bands")
    return RuleTable(title, heads, tuple(rows), note, figures=True, who=who, who_head=words.who_head)


def _linear(points: Steps, metric: str, words: SchemeWords) -> RuleTable:
    ordered = sorted(points, key=lambda row: row[0].value)
    rows = tuple((words.figure(at, metric), words.number(value)) for at, value in ordered)
    heads = (words.unit_head("head_value", metric), words("head_points"))
    return RuleTable(words("table_linear"), heads, rows, figures=True)


def _trend(rule: Trend, words: SchemeWords) -> RuleTable:
    rows = tuple((words(f"trend_{way}"), words.number(getattr(rule, way))) for way in ("rise", "flat", "fall"))
    return RuleTable(words("table_trend"), (words("head_trend"), words("head_points")), rows, figures=True)


def _quotient_bands(
    bands: Steps | UnsetType, otherwise: Exact | UnsetType, better: str, of: str, words: SchemeWords
) -> tuple[RuleTable, ...]:
    if isinstance(bands, UnsetType):
        return ()
    ordered = sorted(bands, key=lambda row: row[0].value, reverse=better == "more")
    rows = [(words.rate(at), words.number(points)) for at, points in ordered]
    edge = words.rate(ordered[-1][0])
    rows.append((words(f"otherwise_{better}", edge=edge), words.number(given(otherwise, _ZERO))))
    heads = (words(f"head_{of}_{better}"), words("head_points"))
    return (RuleTable(words("table_bands"), heads, tuple(rows), figures=True),)


def _targets(target: Target, metric: str, words: SchemeWords) -> tuple[RuleTable, ...]:
    rows: list[tuple[str, str]] = []
    for level in ("by_grade_quarter", "by_grade", "by_quarter", "by_shop"):
        values: dict[str, Exact] | UnsetType = getattr(target, level)
        for key, value in given(values, {}).items():
            rows.append((words(f"target_{level}", of=key), words.figure(value, metric)))
    if not isinstance(target.value, UnsetType):
        rows.append((words("target_value"), words.figure(target.value, metric)))
    for grade, factor in given(target.grade_factor, {}).items():
        rows.append((words("target_grade_factor", of=grade), words("times", n=words.number(factor))))
    heads = (words("head_for"), words.unit_head("head_target", metric))
    note = words("targets_note") if rows else words("targets_none")
    return (RuleTable(words("table_targets"), heads, tuple(rows), note),)


def _criteria(criteria: tuple[Criterion, ...] | UnsetType, words: SchemeWords) -> tuple[RuleTable, ...]:
    if isinstance(criteria, UnsetType):
        return ()
    rows = tuple((part.name, words.number(part.full)) for part in criteria)
    return (RuleTable(words("table_criteria"), (words("head_criterion"), words("head_full")), rows),)


def _composite(items: tuple[ScoreItem, ...], kinds: Kinds | UnsetType, words: SchemeWords) -> tuple[RuleTable, ...]:
    rows = tuple((item.name, words(f"rule_{_kind(item.rule)}"), words.number(item.full)) for item in items)
    heads = (words("head_part"), words("head_rule"), words("head_full"))
    parts = RuleTable(words("table_parts"), heads, rows)
    taken = given(kinds, {})
    return (parts, kinds_table(taken, words, "deduct")) if taken else (parts,)


def kinds_table(kinds: Kinds, words: SchemeWords, way: str) -> RuleTable:
    """Incident kinds with their points each; ``way`` is deduct or add."""
    rows = tuple(
        (kind, words("points_of_sheet") if each is None else words.number(each)) for kind, each in kinds.items()
    )
    return RuleTable(words(f"table_kinds_{way}"), (words("head_kind"), words(f"head_each_{way}")), rows)


def _bonus_row(bonus: Bonus, words: SchemeWords) -> SchemeRow:
    cap = words.number(given(bonus.cap, Exact("10")))
    tables: list[RuleTable] = []
    if bonus.kinds:
        tables.append(kinds_table(bonus.kinds, words, "add"))
    if bonus.metrics:
        rows = tuple((words.metric(metric), words.number(each)) for metric, each in bonus.metrics.items())
        heads = (words("head_metric"), words("head_each_unit"))
        tables.append(RuleTable(words("table_metrics_add"), heads, rows))
    facts = (
        (words("fact_rule"), words("rule_bonus")),
        (words("fact_formula"), words("formula_bonus", cap=cap)),
    )
    card = Card(bonus.name, words("at_most_points", n=cap), facts, tuple(tables))
    return SchemeRow(key=f"bonus:{bonus.id}", name=bonus.name, rule=words("rule_bonus"), amount=f"+{cap}", card=card)
