"""Which target an agent has to reach: the precedence of RULES 16."""

from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.scheme import Exact, Target, given

_NO_TABLES = (msgspec.UNSET,) * 4


class FoundTarget(msgspec.Struct, frozen=True):
    """A target and where it stands: agent, grade_quarter, grade, quarter, shop, position, everyone or scheme."""

    value: Fraction
    level: str
    key: str


def target_of(case: Case, metric: str, rule: Target) -> FoundTarget | None:
    """The agent's target of a metric, the grade's factor applied; None where there is none or it is not above 0."""
    found = _first(case, metric, rule)
    if found is None:
        return None
    factor = given(rule.grade_factor, {}).get(case.agent.grade)
    if factor is not None and found.level != "agent":
        found = FoundTarget(found.value * factor.value, found.level, found.key)
    return found if found.value > 0 else None


def _first(case: Case, metric: str, rule: Target) -> FoundTarget | None:
    agent, month = case.agent, case.month
    quarter = month.quarter
    book = {(target.level, target.key): target.value for target in case.targets if target.metric == metric}
    alone = given(rule.value, None)
    tables = (rule.by_grade_quarter, rule.by_grade, rule.by_quarter, rule.by_shop)
    if alone is not None and not book and tables == _NO_TABLES:
        return FoundTarget(alone.value, "scheme", "")
    shop = case.metrics.main_shop
    ways: tuple[tuple[str, str, Fraction | None], ...] = (
        ("agent", agent.number, book.get(("agent", agent.number))),
        ("grade_quarter", f"{agent.grade}/{quarter}", _quarterly(rule.by_grade_quarter, f"{agent.grade}/", quarter)),
        ("grade", agent.grade, book.get(("grade", agent.grade))),
        ("grade", agent.grade, _of(rule.by_grade, agent.grade)),
        ("quarter", quarter, _quarterly(rule.by_quarter, "", quarter)),
        ("shop", shop, book.get(("shop", shop))),
        ("shop", shop, _of(rule.by_shop, shop)),
        ("position", agent.position, book.get(("position", agent.position))),
        ("everyone", "", book.get(("everyone", ""))),
        ("scheme", "", None if alone is None else alone.value),
    )
    return next((FoundTarget(value, level, key) for level, key, value in ways if value is not None), None)


def _of(table: dict[str, Exact] | msgspec.UnsetType, key: str) -> Fraction | None:
    found = None if isinstance(table, msgspec.UnsetType) else table.get(key)
    return None if found is None else found.value


def _quarterly(table: dict[str, Exact] | msgspec.UnsetType, prefix: str, quarter: str) -> Fraction | None:
    """The quarter of the year, else the quarter of every year: ``P2/2026Q4`` before ``P2/Q4``."""
    if isinstance(table, msgspec.UnsetType):
        return None
    found = _of(table, prefix + quarter)
    return _of(table, prefix + quarter[4:]) if found is None else found
