"""How many people are missing to the next threshold of a conversion, and what it would have paid (RULES 33).

Compared for ratios of people, orders or cases of which more is better: of those RULES 33 gives the formula. Not compared,
since no document gives one: sums and ladders (is the base today's?), seconds, and fewer of something.
"""

from dataclasses import replace
from fractions import Fraction
from math import ceil

from tests.oracle.case import Case, Now
from tests.oracle.exact import better, fen, number
from tests.oracle.groups import reaches
from tests.oracle.pay_awards import meets
from tests.oracle.pay_own import own_lines
from tests.oracle.score import leaves, score
from tests.oracle.score_rules import target_of
from tests.oracle.world import Plain

COMPARED = ("inquiry_conversion", "reception_conversion", "resolution_rate", "refund_saved_rate", "error_rate")
WITHIN = Fraction(5, 100)

Miss = tuple[Fraction, int, dict[str, int]]  # threshold, how many more, gain in fen by line


def near_misses(now: Now, case: Case) -> dict[str, Miss]:
    """By metric."""
    return {metric: found for metric in COMPARED if (found := near_miss(now, case, metric)) is not None}


def near_miss(now: Now, case: Case, metric: str) -> Miss | None:
    """The nearest threshold of any rule on the metric with all its gains together; None: none near, or no gain."""
    figure = case.figure(metric)
    if figure is None or figure.incomplete or figure.value is None or figure.top is None or figure.bottom is None:
        return None
    value = figure.value
    above = [at for at in thresholds(now, case, metric) if at > value]
    if not above or min(above) - value > WITHIN * min(above):
        return None
    at = min(above)
    gains = gains_at(now, case, metric, at)
    if sum(gains.values()) <= 0:
        return None
    return at, ceil(ceil(at * figure.bottom) - figure.top), gains


def thresholds(now: Now, case: Case, metric: str) -> list[Fraction]:
    """Tiers that are on the metric, what a month's award asks, bands of items; those on a target times the target."""
    assert case.scheme
    found: list[Fraction] = []
    for item in case.scheme["pay"]:
        rule = item["rule"]
        if rule["type"] == "commission" and rule.get("tier_metric") == metric and rule.get("mode", "whole") == "whole":
            found += [number(at) for at, _ in rule["tiers"]]
        elif is_reaching(rule, metric):
            found.append(number(rule["at"]))
    for item in leaves(case.scheme["items"]):
        rule = item["rule"]
        if item.get("metric") != metric or better(rule) == "less" or rule.get("bands") is None:
            continue
        target = target_of(now, case, item) if rule["type"] == "attainment" else Fraction(1)
        if rule["type"] in ("bands", "attainment") and target is not None and target > 0:
            found += [number(at) * target for at, _ in rule["bands"]]
    return found


def is_reaching(rule: Plain, metric: str) -> bool:
    """An award of the month for reaching something of the metric."""
    of_month = rule["type"] == "award" and rule["kind"] == "threshold" and rule.get("period", "month") == "month"
    return of_month and rule["metric"] == metric and better(rule) == "more"


def gains_at(now: Now, case: Case, metric: str, at: Fraction) -> dict[str, int]:
    """What the agent's own lines would pay more, today's amounts and everybody else as they are."""
    assert case.scheme
    figures = dict(case.seen.figures) | {metric: replace(case.seen.figures[metric], value=at)}
    then = replace(
        case, seen=replace(case.seen, figures=figures), points={}, score=None, blocks=[], lines={}, rules_done=set()
    )
    score(now, then)
    own_lines(now, then)
    if then.blocked:
        return {}
    kinds = {item["code"]: item["rule"]["type"] for item in case.scheme["pay"]}
    found = {
        code: amount - case.lines[code][1]
        for code, (_, amount) in then.lines.items()
        if kinds.get(code) in ("performance", "commission") and code in case.lines
    }
    for item in case.pay_items("award"):
        rule = item["rule"]
        if is_reaching(rule, metric) and reaches(at, number(rule["at"]), "more") and meets(now, case.number, rule):
            found[item["code"]] = fen(number(rule["amount"])) - case.lines.get(item["code"], ("", 0))[1]
    return {code: gain for code, gain in found.items() if gain}
