"""What can be wrong with a pay rule that looks at several agents, teams or months."""

from collections.abc import Iterator

from msgspec import UnsetType

from app.domain.problem import Problem, error
from app.domain.scheme import Award, Contest, Distribution, Rule, Supervisor, TeamGoal, TeamPenalty, given
from app.domain.schemefile.common import (
    by_fault,
    condition_faults,
    count_fault,
    ladder_faults,
    metric_fault,
    missing_fault,
    negative_fault,
    negative_steps,
    repeated,
    share_fault,
)


def team_faults(rule: Rule, path: str) -> Iterator[Problem]:
    """The faults of such a rule; none for any other."""
    match rule:
        case Award():
            yield from _award_faults(rule, path)
        case TeamGoal():
            yield from metric_fault(rule.metric, f"{path}.metric")
            yield from negative_fault(rule.amount, f"{path}.amount")
            if isinstance(rule.target, UnsetType) and isinstance(rule.targets, UnsetType):
                yield error("scheme_field_missing", path=path, value="target")
        case Contest():
            yield from _contest_faults(rule, path)
        case TeamPenalty():
            yield from negative_fault(rule.amount, f"{path}.amount")
            yield from share_fault(rule.culprit_share, f"{path}.culprit_share")
        case Distribution():
            yield from _distribution_faults(rule, path)
        case Supervisor():
            yield from metric_fault(rule.amount, f"{path}.amount")
            yield from metric_fault(rule.tier_metric, f"{path}.tier_metric")
            yield from negative_fault(rule.profit_rate, f"{path}.profit_rate")
            yield from ladder_faults(rule.tiers, f"{path}.tiers")
            yield from negative_steps(rule.tiers, f"{path}.tiers")
        case _:
            pass


def _award_faults(rule: Award, path: str) -> Iterator[Problem]:
    yield from metric_fault(rule.metric, f"{path}.metric", score=True)
    if rule.kind == "rank":
        yield from missing_fault(rule.amounts, f"{path}.amounts")
        if rule.amounts == ():
            yield error("scheme_steps_empty", path=f"{path}.amounts")
    else:
        yield from missing_fault(rule.amount, f"{path}.amount")
    for index, amount in enumerate(given(rule.amounts, ())):
        yield from negative_fault(amount, f"{path}.amounts[{index}]")
    yield from negative_fault(rule.amount, f"{path}.amount")
    yield from by_fault(given(rule.by, ()), f"{path}.by")
    if rule.kind != "threshold":
        yield from missing_fault(rule.by, f"{path}.by")
    else:
        yield from missing_fault(rule.at, f"{path}.at")
    if rule.kind == "streak":
        yield from count_fault(rule.months, f"{path}.months")
    for index, condition in enumerate(given(rule.conditions, ())):
        yield from condition_faults(condition, f"{path}.conditions[{index}]")
    minimum = given(rule.minimum, None)
    if minimum is not None:
        yield from metric_fault(minimum.metric, f"{path}.minimum.metric")


def _contest_faults(rule: Contest, path: str) -> Iterator[Problem]:
    yield from metric_fault(rule.metric, f"{path}.metric", score=True)
    if not rule.amounts:
        yield error("scheme_steps_empty", path=f"{path}.amounts")
    for index, amount in enumerate(rule.amounts):
        yield from negative_fault(amount, f"{path}.amounts[{index}]")
    if len(given(rule.noncash, ())) > len(rule.amounts):
        yield error("scheme_too_many", path=f"{path}.noncash", expected=str(len(rule.amounts)))


def _distribution_faults(rule: Distribution, path: str) -> Iterator[Problem]:
    yield from by_fault(rule.by, f"{path}.by")
    if not rule.classes:
        yield error("scheme_steps_empty", path=f"{path}.classes")
    for index, one in enumerate(rule.classes):
        where = f"{path}.classes[{index}]"
        yield from share_fault(one.share, f"{where}.share")
        if isinstance(one.amount, UnsetType) == isinstance(one.factor, UnsetType):
            yield error("scheme_amount_or_factor", path=where)
        yield from negative_fault(one.factor, f"{where}.factor")
    if sum(one.share.value for one in rule.classes) > 1:
        yield error("scheme_shares_above_whole", path=f"{path}.classes")
    yield from repeated([one.name for one in rule.classes], "scheme_name_twice")
