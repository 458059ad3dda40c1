"""The pay rules of awards, teams and the payday in words: a short one for the row, the facts and tables of the card."""

from msgspec import UnsetType

from app.domain.scheme import (
    SCORE,
    Allowance,
    Attendance,
    Award,
    Condition,
    Contest,
    Distribution,
    Exact,
    FullAttendance,
    Guarantee,
    Loss,
    Overtime,
    PayRule,
    RoundingOff,
    Supervisor,
    TeamGoal,
    TeamPenalty,
    better_of,
    given,
)
from app.ui.models.scheme_view import RuleTable
from app.ui.models.scheme_words import SchemeWords, peers_text

Facts = list[tuple[str, str]]


def short_text(rule: PayRule, words: SchemeWords) -> str:
    """One line for the list: 询单转化率前 2 名."""
    match rule:
        case Award():
            return _award(rule, words)
        case TeamGoal():
            return words("short_team_goal", metric=_measure(rule.metric, words), amount=words.number(rule.amount))
        case Contest():
            return words("short_contest", metric=_measure(rule.metric, words))
        case TeamPenalty():
            return words("short_team_penalty", kind=rule.kind, amount=words.number(rule.amount))
        case Distribution():
            return words("short_distribution", names=words("list_comma").join(one.name for one in rule.classes))
        case Supervisor():
            return words("short_supervisor", amount=words.metric(rule.amount))
        case _:
            return _payday_short(rule, words)


def _payday_short(rule: PayRule, words: SchemeWords) -> str:
    match rule:
        case Allowance():
            return words(f"short_allowance_{rule.per}", amount=words.number(rule.amount))
        case FullAttendance():
            return words("short_full_attendance", amount=words.number(rule.amount))
        case Loss():
            return words("short_loss", kinds=words("list_comma").join(rule.kinds))
        case Guarantee():
            return _guarantee("short", rule, words)
        case RoundingOff():
            return words(f"short_rounding_off_{rule.to}")
        case Overtime(rates=rates):
            shown = " / ".join(words.number(each) for each in (rates.weekday, rates.rest, rates.holiday))
            return words("short_overtime", rates=shown)
        case _:
            return words(f"short_{rule.__struct_config__.tag}")


def rule_facts(rule: PayRule, words: SchemeWords) -> Facts:
    """The card's facts: how the line is worked out, and every choice that the rule leaves open."""
    formula = words("fact_formula")
    match rule:
        case Award():
            return _award_facts(rule, words)
        case TeamGoal():
            return [(formula, words("formula_team_goal")), _sharing(given(rule.share, "equal"), words)]
        case Contest():
            ties = (words("fact_ties"), words(f"ties_{given(rule.ties, 'share')}"))
            return [(formula, words("formula_contest")), ties, _sharing(given(rule.share, "equal"), words)]
        case TeamPenalty():
            share = words("culprit_share", share=words.rate(rule.culprit_share))
            return [(formula, words("formula_team_penalty")), (words("fact_culprit"), share)]
        case Distribution():
            return [(formula, words("formula_distribution")), (words("fact_peers"), peers_text(rule.by, words))]
        case Supervisor():
            rate = (
                words("profit_rate_of_shop")
                if isinstance(rule.profit_rate, UnsetType)
                else words.rate(rule.profit_rate)
            )
            text = words("formula_supervisor", amount=words.metric(rule.amount), tier=words.metric(rule.tier_metric))
            return [(formula, text), (words("fact_profit_rate"), rate)]
        case Attendance():
            return _attendance_facts(rule, words)
        case Overtime():
            return [(formula, words(f"formula_overtime_{rule.base}"))]
        case Allowance():
            return _allowance_facts(rule, words)
        case Guarantee():
            return [(formula, _guarantee("formula", rule, words))]
        case _:
            return [(formula, words(f"formula_{rule.__struct_config__.tag}"))]


def rule_tables(rule: PayRule, words: SchemeWords) -> tuple[RuleTable, ...]:
    """Amounts by place, targets by team, classes."""
    match rule:
        case Award(amounts=tuple() as amounts):
            return (_places(amounts, (), words),)
        case Contest(amounts=amounts, noncash=noncash):
            return (_places(amounts, given(noncash, ()), words),)
        case TeamGoal(targets=dict() as targets, metric=metric):
            rows = tuple((team, words.figure(target, metric)) for team, target in targets.items())
            return (RuleTable(words("table_targets"), (words("head_for"), words("head_target")), rows),)
        case Distribution(classes=classes):
            rows = tuple(
                (one.name, words.rate(one.share), _class_amount(one.amount, one.factor, words)) for one in classes
            )
            heads = (words("head_class"), words("head_share"), words("head_amount"))
            return (RuleTable(words("table_classes"), heads, rows),)
        case _:
            return ()


def _measure(metric: str, words: SchemeWords) -> str:
    return words("the_score") if metric == SCORE else words.metric(metric)


def _award(rule: Award, words: SchemeWords) -> str:
    metric = _measure(rule.metric, words)
    match rule.kind:
        case "rank":
            return words("short_award_rank", metric=metric, n=str(len(given(rule.amounts, ()))))
        case "record":
            return words("short_award_record", metric=metric)
        case "streak":
            return words("short_award_streak", metric=metric, n=words.number(given(rule.months, Exact("1"))))
        case "threshold":
            at = words.figure(given(rule.at, Exact("0")), rule.metric)
            return words(f"short_award_threshold_{better_of(rule.better)}", metric=metric, at=at)


def _award_facts(rule: Award, words: SchemeWords) -> Facts:
    against = f"_{given(rule.against, 'previous')}" if rule.kind == "record" else ""
    facts = [(words("fact_formula"), words(f"formula_award_{rule.kind}{against}"))]
    if not isinstance(rule.amount, UnsetType):
        facts.append((words("fact_amount"), words("yuan", amount=words.number(rule.amount))))
    if not isinstance(rule.noncash, UnsetType):
        facts.append((words("fact_noncash"), rule.noncash))
    if not isinstance(rule.by, UnsetType):
        facts.append((words("fact_peers"), peers_text(rule.by, words)))
    facts.append((words("fact_period"), words(f"period_{given(rule.period, 'month')}")))
    if rule.kind in ("rank", "streak"):
        facts.append((words("fact_ties"), words(f"ties_{given(rule.ties, 'share')}")))
    facts.extend((words("fact_condition"), _condition(one, words)) for one in given(rule.conditions, ()))
    minimum = given(rule.minimum, None)
    if minimum is not None:
        at = words.figure(minimum.at, minimum.metric)
        facts.append((words("fact_minimum"), words("at_least", metric=words.metric(minimum.metric), at=at)))
    return facts


def _condition(condition: Condition, words: SchemeWords) -> str:
    if not isinstance(condition.no_incidents, UnsetType):
        return words("no_incidents", kinds=words("list_comma").join(condition.no_incidents))
    metric = given(condition.metric, "")
    name = "at_least" if better_of(condition.better) == "more" else "at_most"
    return words(name, metric=words.metric(metric), at=words.figure(given(condition.at, Exact("0")), metric))


def _sharing(share: str, words: SchemeWords) -> tuple[str, str]:
    return words("fact_sharing"), words(f"sharing_{share}")


def _attendance_facts(rule: Attendance, words: SchemeWords) -> Facts:
    divisor = words(f"divisor_{rule.divisor}") if rule.divisor.isalpha() else words("divisor_days", n=rule.divisor)
    facts = [
        (words("fact_formula"), words(f"formula_attendance_{rule.method}")),
        (words("fact_divisor"), divisor),
        (words("fact_sick"), words.rate(given(rule.sick_rate, Exact("1")))),
    ]
    if not isinstance(rule.late_price, UnsetType):
        facts.append((words("fact_late"), words("yuan", amount=words.number(rule.late_price))))
    return facts


def _allowance_facts(rule: Allowance, words: SchemeWords) -> Facts:
    facts = [(words("fact_formula"), words(f"formula_allowance_{rule.per}", amount=words.number(rule.amount)))]
    if not isinstance(rule.from_, UnsetType) or not isinstance(rule.to, UnsetType):
        months = words("months_from_to", first=given(rule.from_, "…"), last=given(rule.to, "…"))
        facts.append((words("fact_months"), months))
    return facts


def _guarantee(kind: str, rule: Guarantee, words: SchemeWords) -> str:
    comma = words("list_comma")
    if not isinstance(rule.larger_of, UnsetType):
        groups = [comma.join(group) for group in rule.larger_of]
        return words(f"{kind}_larger_of", one=groups[0], two=groups[1])
    lines = comma.join(given(rule.of, ()))
    limits = [
        words(f"{kind}_{name}", lines=lines, amount=words.number(limit))
        for name, limit in (("at_least", rule.at_least), ("at_most", rule.at_most))
        if not isinstance(limit, UnsetType)
    ]
    return comma.join(limits)


def _places(amounts: tuple[Exact, ...], noncash: tuple[str | None, ...], words: SchemeWords) -> RuleTable:
    texts = [*noncash, *([None] * (len(amounts) - len(noncash)))]
    rows = tuple(
        (words("place", n=str(place)), " ".join(part for part in (words.number(amount), text) if part))
        for place, (amount, text) in enumerate(zip(amounts, texts, strict=True), start=1)
    )
    return RuleTable(words("table_places"), (words("head_place"), words("head_amount")), rows)


def _class_amount(amount: Exact | UnsetType, factor: Exact | UnsetType, words: SchemeWords) -> str:
    if not isinstance(amount, UnsetType):
        return words.number(amount)
    return words("times_performance", factor=words.rate(given(factor, Exact("1"))))
