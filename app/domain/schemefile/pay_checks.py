"""What can be wrong with a pay item whose rule looks at one agent's month."""

import re
from collections.abc import Iterator

from msgspec import UnsetType

from app.domain.problem import Problem, error, warning
from app.domain.scheme import (
    AdjustmentRule,
    AdvanceRule,
    Allowance,
    Attendance,
    Base,
    Commission,
    FullAttendance,
    Guarantee,
    IncidentMoney,
    IncomeTax,
    InsuranceRule,
    Loss,
    Overtime,
    PayItem,
    Performance,
    Piece,
    Points,
    RoundingOff,
    Rule,
    Scheme,
    given,
)
from app.domain.schemefile.common import (
    ladder_faults,
    metric_fault,
    negative_fault,
    negative_steps,
    repeated,
    share_fault,
)
from app.domain.schemefile.team_checks import team_faults

_CODE = re.compile(r"[a-z0-9_]+(:[a-z0-9_]+)?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_OWN_CODES = frozenset({"performance:grade", "social_insurance", "housing_fund", "adjustment"})

_ONCE = (InsuranceRule, IncomeTax, Loss, AdvanceRule, IncidentMoney, AdjustmentRule)
"""A second line of these would take the same tax or debt, or pay the same money of the month, again."""

_RARELY_TWICE = (Attendance, RoundingOff)
"""A second line of these takes the same days or the same fen again."""


def code_faults(scheme: Scheme) -> Iterator[Problem]:
    """Codes that stand twice, or that the program gives to a line of its own beside an item's."""
    codes = [item.code for item in scheme.pay]
    own: set[str] = set()
    for item in scheme.pay:
        match item.rule:
            case Performance():
                own.add("performance:grade")
            case IncidentMoney():
                own.add(f"{item.code.partition(':')[0]}:fine")
            case InsuranceRule():
                own |= {"social_insurance", "housing_fund"} - {item.code}
            case _:
                pass
    yield from repeated([*codes, *own], "scheme_code_twice")


def rule_twice_faults(scheme: Scheme) -> Iterator[Problem]:
    """Rules that may stand only once in a scheme, and those where a second one is to be confirmed."""
    seen: set[type[Rule]] = set()
    for index, item in enumerate(scheme.pay):
        kind = type(item.rule)
        if kind in seen:
            where = {"path": f"$.pay[{index}].rule", "value": str(kind.__struct_config__.tag)}
            if kind in _ONCE:
                yield error("scheme_rule_twice", **where)
            elif kind in _RARELY_TWICE:
                yield warning("scheme_rule_again", **where)
        seen.add(kind)


def pay_faults(item: PayItem, path: str, scheme: Scheme) -> Iterator[Problem]:
    """The faults of a pay item and of its rule."""
    if not _CODE.fullmatch(item.code):
        yield error("scheme_code_bad", path=f"{path}.code", value=item.code)
    where = f"{path}.rule"
    match item.rule:
        case Commission():
            yield from _commission_faults(item.rule, where)
        case Piece():
            yield from metric_fault(item.rule.metric, f"{where}.metric")
            yield from ladder_faults(item.rule.steps, f"{where}.steps")
            yield from negative_steps(item.rule.steps, f"{where}.steps")
        case Points():
            yield from metric_fault(given(item.rule.metric, "kpi_points"), f"{where}.metric")
            yield from negative_fault(item.rule.yuan, f"{where}.yuan")
        case Guarantee():
            yield from _guarantee_faults(item.rule, where, scheme)
        case Allowance():
            yield from _allowance_faults(item.rule, where)
        case Loss(kinds=()):
            yield error("scheme_steps_empty", path=f"{where}.kinds")
        case _:
            yield from _amount_faults(item.rule, where)
    yield from team_faults(item.rule, where)


def _amount_faults(rule: Rule, path: str) -> Iterator[Problem]:
    match rule:
        case Base():
            yield from negative_fault(rule.amount, f"{path}.amount")
            yield from share_fault(rule.probation_rate, f"{path}.probation_rate")
        case Performance() | FullAttendance():
            yield from negative_fault(rule.amount, f"{path}.amount")
        case Attendance():
            yield from negative_fault(rule.late_price, f"{path}.late_price")
            yield from share_fault(rule.sick_rate, f"{path}.sick_rate")
        case Overtime():
            for name in ("weekday", "rest", "holiday"):
                yield from negative_fault(getattr(rule.rates, name), f"{path}.rates.{name}")
        case _:
            pass


def _commission_faults(rule: Commission, path: str) -> Iterator[Problem]:
    yield from metric_fault(rule.amount, f"{path}.amount")
    yield from negative_fault(rule.rate, f"{path}.rate")
    fixed = not isinstance(rule.rate, UnsetType)
    tiered = not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType)
    half = isinstance(rule.tiers, UnsetType) != isinstance(rule.tier_metric, UnsetType)
    if fixed == tiered or half:
        yield error("scheme_rate_or_tiers", path=path)
        return
    marginal = given(rule.mode, "whole") == "marginal"
    if marginal and (fixed or rule.tier_metric != rule.amount):
        yield error("scheme_marginal", path=f"{path}.mode")
    if not isinstance(rule.tiers, UnsetType) and not isinstance(rule.tier_metric, UnsetType):
        yield from metric_fault(rule.tier_metric, f"{path}.tier_metric")
        yield from ladder_faults(rule.tiers, f"{path}.tiers")
        yield from negative_steps(rule.tiers, f"{path}.tiers")


def _allowance_faults(rule: Allowance, path: str) -> Iterator[Problem]:
    yield from negative_fault(rule.amount, f"{path}.amount")
    months = {"from": rule.from_, "to": rule.to}
    for name, month in months.items():
        if not isinstance(month, UnsetType) and not _MONTH.fullmatch(month):
            yield error("scheme_month_bad", path=f"{path}.{name}", value=month)
            return
    if not isinstance(rule.from_, UnsetType) and not isinstance(rule.to, UnsetType) and rule.to < rule.from_:
        yield error("scheme_months_reversed", path=path)


def _guarantee_faults(rule: Guarantee, path: str, scheme: Scheme) -> Iterator[Problem]:
    limited = not isinstance(rule.at_least, UnsetType) or not isinstance(rule.at_most, UnsetType)
    of_lines = not isinstance(rule.of, UnsetType)
    larger = not isinstance(rule.larger_of, UnsetType)
    if of_lines == larger or limited != of_lines:
        yield error("scheme_guarantee_bad", path=path)
        return
    least, most = given(rule.at_least, None), given(rule.at_most, None)
    if least is not None and most is not None and most.value < least.value:
        yield error("scheme_limits_reversed", path=path)
    known = {item.code for item in scheme.pay} | _OWN_CODES
    groups = {"of": given(rule.of, ())}
    for index, group in enumerate(given(rule.larger_of, ())):
        groups[f"larger_of[{index}]"] = group
    for where, group in groups.items():
        for index, code in enumerate(group):
            if code.removesuffix(":fine") not in known and not code.startswith("adjustment"):
                yield warning("scheme_code_unknown", path=f"{path}.{where}[{index}]", value=code)
