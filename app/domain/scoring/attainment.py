"""目标完成率: actual against the agent's target."""

from fractions import Fraction

from app.domain.case import Case
from app.domain.scheme import Attainment, ScoreItem, given
from app.domain.scoring.outcome import Outcome, by_policy
from app.domain.scoring.quotient import quotient
from app.domain.targets import target_of
from app.domain.trace import Trace


def attainment(item: ScoreItem, rule: Attainment, case: Case, value: Fraction, trace: Trace) -> Outcome:
    """w × actual ÷ target, capped; without a target above 0 the item's policy for no data (RULES 16)."""
    metric = given(item.metric, "")
    target = target_of(case, metric, rule.target)
    if target is None:
        return by_policy(item, "no_target", trace, {"metric": metric})
    found = Trace("target", target.value, trace.unit, {"level_word": target.level, "key": target.key})
    return quotient(item, rule, value, target.value, "attainment", (trace, found))
