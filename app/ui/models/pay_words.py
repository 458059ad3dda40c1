"""A scheme in words: its pay items, grades and limits as rows and cards (RULES 21-26)."""

from msgspec import UnsetType

from app.domain.scheme import (
    AdjustmentRule,
    AdvanceRule,
    Attendance,
    Base,
    Commission,
    Distribution,
    Exact,
    Grade,
    Guarantee,
    IncidentMoney,
    IncomeTax,
    InsuranceRule,
    Loss,
    PayItem,
    PayRule,
    Performance,
    Piece,
    Points,
    Requirement,
    RoundingOff,
    Scheme,
    Steps,
    Supervisor,
    TeamPenalty,
    better_of,
    given,
)
from app.ui.models.pay_rule_words import rule_facts, rule_tables, short_text
from app.ui.models.scheme_view import Card, RuleTable, SchemeRow, SchemeView
from app.ui.models.scheme_words import SchemeWords, score_rows, total_weight
from app.wording import numbers


def scheme_view(scheme: Scheme, words: SchemeWords) -> SchemeView:
    """The whole scheme as the page shows it."""
    return SchemeView(
        name=scheme.name,
        description=given(scheme.description, ""),
        items=score_rows(scheme, words),
        pay=pay_rows(scheme, words),
        total=total_weight(scheme),
    )


def pay_rows(scheme: Scheme, words: SchemeWords) -> tuple[SchemeRow, ...]:
    """The pay items, then what else the scheme says: grades, overload, the highest score."""
    rows = [pay_row(item, words) for item in scheme.pay]
    grades = given(scheme.grades, {})
    if grades:
        rows.append(_grades_row(grades, words))
    overload = given(scheme.overload, None)
    if overload is not None:
        per_day = words.number(overload.per_day)
        metrics = words("list_else").join(words.metric(metric) for metric in overload.metrics)
        facts = ((words("fact_formula"), words("formula_overload", metrics=metrics, n=per_day)),)
        rows.append(_extra("overload", words("overload"), words("overload_rule", n=per_day), facts, words))
    cap = given(scheme.score_cap, None)
    if cap is not None:
        facts = ((words("fact_formula"), words("formula_score_cap", n=words.number(cap))),)
        rows.append(_extra("score_cap", words("score_cap"), words("points", n=words.number(cap)), facts, words))
    return tuple(rows)


def _extra(key: str, name: str, rule: str, facts: tuple[tuple[str, str], ...], words: SchemeWords) -> SchemeRow:
    return SchemeRow(key=key, name=name, rule=rule, card=Card(name, "", facts))


def pay_row(item: PayItem, words: SchemeWords) -> SchemeRow:
    facts = [(words("fact_rule"), words(f"pay_{_kind(item.rule)}")), *_facts(item.rule, words)]
    if not isinstance(item.rule, IncidentMoney | AdjustmentRule):
        facts.append((words("fact_missing"), words("missing_required" if item.required else "missing_optional")))
    if given(item.tax_exempt, False):
        facts.append((words("fact_tax"), words("tax_exempt")))
    card = Card(item.name, "", tuple(facts), _tables(item.rule, words))
    return SchemeRow(
        key=f"pay:{item.code}",
        name=item.name,
        rule=_short(item.rule, words),
        sign=_sign(item.rule),
        card=card,
    )


def _kind(rule: PayRule) -> str:
    return str(rule.__struct_config__.tag)


def _sign(rule: PayRule) -> str:
    if isinstance(rule, IncidentMoney | AdjustmentRule | Guarantee | Distribution):
        return "±"
    taken = Attendance | TeamPenalty | Loss | InsuranceRule | IncomeTax | AdvanceRule | RoundingOff
    return numbers.MINUS if isinstance(rule, taken) else "+"


def _short(rule: PayRule, words: SchemeWords) -> str:
    match rule:
        case Commission(rate=Exact() as rate):
            return words("short_commission", amount=words.metric(rule.amount), rate=words.rate(rate))
        case Commission():
            tier = words.metric(given(rule.tier_metric, ""))
            return words("short_commission_tiers", amount=words.metric(rule.amount), tier=tier)
        case Piece():
            return words("short_piece", metric=words.metric(rule.metric))
        case Points():
            return words("short_points", yuan=words.number(rule.yuan))
        case _:
            return short_text(rule, words)


def _facts(rule: PayRule, words: SchemeWords) -> list[tuple[str, str]]:
    match rule:
        case Base():
            return _base_facts(rule, words)
        case Performance():
            prorate = words("prorate_yes" if given(rule.prorate, False) else "prorate_no")
            formula = (words("fact_formula"), words("formula_performance"))
            y = (words("fact_y"), _amount_text("y", rule.amount, words))
            return [formula, y, (words("fact_prorate"), prorate)]
        case Commission() | Piece() | Points():
            return [(words("fact_formula"), _formula(rule, words))]
        case _:
            return rule_facts(rule, words)


def _base_facts(rule: Base, words: SchemeWords) -> list[tuple[str, str]]:
    rate = given(rule.probation_rate, Exact("0.8"))
    return [
        (words("fact_formula"), _amount_text("base", rule.amount, words)),
        (words("fact_prorate"), words(f"prorate_{given(rule.prorate, 'calendar')}")),
        (words("fact_probation"), words("probation", rate=words.rate(rate))),
    ]


def _formula(rule: Commission | Piece | Points, words: SchemeWords) -> str:
    match rule:
        case Commission():
            return _commission_text(rule, words)
        case Piece():
            return words(f"formula_piece_{given(rule.mode, 'whole')}", metric=words.metric(rule.metric))
        case Points():
            metric = words.metric(given(rule.metric, "kpi_points"))
            return words("formula_points", metric=metric, yuan=words.number(rule.yuan))


def _amount_text(name: str, amount: Exact | UnsetType, words: SchemeWords) -> str:
    if isinstance(amount, UnsetType):
        return words(f"amount_{name}_none")
    return words(f"amount_{name}", amount=words.number(amount))


def _commission_text(rule: Commission, words: SchemeWords) -> str:
    amount = words.metric(rule.amount)
    if not isinstance(rule.rate, UnsetType):
        return words("formula_commission_rate", amount=amount, rate=words.rate(rule.rate))
    tier = words.metric(given(rule.tier_metric, ""))
    return words(f"formula_commission_{given(rule.mode, 'whole')}", amount=amount, tier=tier)


def _tables(rule: PayRule, words: SchemeWords) -> tuple[RuleTable, ...]:
    match rule:
        case Commission(tier_metric=str() as metric, tiers=tuple() as tiers):
            return (_steps(tiers, metric, "rate", "tiers", words),)
        case Piece(metric=metric, steps=steps):
            return (_steps(steps, metric, "price", "steps", words),)
        case Supervisor(tier_metric=metric, tiers=tiers):
            return (_steps(tiers, metric, "rate", "tiers", words),)
        case _:
            return rule_tables(rule, words)


def _steps(steps: Steps, metric: str, value: str, name: str, words: SchemeWords) -> RuleTable:
    ordered = sorted(steps, key=lambda row: row[0].value, reverse=True)
    rows = [
        (words.figure(at, metric), words.rate(each) if value == "rate" else words.number(each)) for at, each in ordered
    ]
    heads = (words.unit_head("head_more", metric), words(f"head_{value}"))
    note = words("bands_note_more", edge=words.figure(ordered[0][0], metric))
    title = words(f"table_{name}", metric=words.metric(metric))
    who = words.who(metric, [at.value for at, _ in ordered], "more")
    if who:
        below = words("otherwise_more", edge=words.figure(ordered[-1][0], metric))
        rows, who = ([*rows, (below, "–")], who) if who[-1] != words("nobody") else (rows, who[:-1])
    return RuleTable(title, heads, tuple(rows), note, figures=True, who=who, who_head=words.who_head)


def _grades_row(grades: dict[str, Grade], words: SchemeWords) -> SchemeRow:
    rows = tuple(
        (name, _or_dash(grade.base, words), _or_dash(grade.performance, words)) for name, grade in grades.items()
    )
    heads = (words("head_grade"), words("head_base"), words("head_y"))
    table = RuleTable(words("table_grades"), heads, rows)
    facts = ((words("fact_formula"), words("formula_grades")),)
    card = Card(words("grades"), "", facts, (table, *_asked(grades, words)))
    count = words("grades_rule", names=words("list_comma").join(grades))
    return SchemeRow(key="grades", name=words("grades"), rule=count, card=card)


def _asked(grades: dict[str, Grade], words: SchemeWords) -> tuple[RuleTable, ...]:
    """What each grade asks to enter and to stay, and what failing costs."""
    rows: list[tuple[str, str]] = []
    for name, grade in grades.items():
        for way, asked in (("enter", given(grade.enter, ())), ("stay", given(grade.stay, ()))):
            rows.extend((words(f"grade_{way}", grade=name), _requirement(one, words)) for one in asked)
        if not isinstance(grade.penalty_factor, UnsetType):
            rows.append(
                (words("grade_fails", grade=name), words("times_performance", factor=words.rate(grade.penalty_factor)))
            )
    heads = (words("head_grade"), words("head_asked"))
    return (RuleTable(words("table_requirements"), heads, tuple(rows)),) if rows else ()


def _requirement(asked: Requirement, words: SchemeWords) -> str:
    months = words.number(given(asked.months, Exact("1")))
    if not isinstance(asked.mean_score, UnsetType):
        return words("asked_mean_score", months=months, at=words.number(asked.mean_score))
    if not isinstance(asked.months_employed, UnsetType):
        return words("asked_months_employed", at=words.number(asked.months_employed))
    if not isinstance(asked.no_incidents, UnsetType):
        return words("asked_no_incidents", months=months, kinds=words("list_comma").join(asked.no_incidents))
    metric, at = given(asked.metric, ""), given(asked.at, Exact("0"))
    if not metric:
        return words("asked_mark", item=given(asked.mark, ""), at=words.number(at))
    name = "at_least" if better_of(asked.better) == "more" else "at_most"
    return words(name, metric=words.metric(metric), at=words.figure(at, metric))


def _or_dash(value: Exact | UnsetType, words: SchemeWords) -> str:
    return "–" if isinstance(value, UnsetType) else words.number(value)
