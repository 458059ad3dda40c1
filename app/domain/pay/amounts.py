"""Whose amount a base or performance line starts from, and what part of the month counts (RULES 26)."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.metrics import DAYS_ATTENDED
from app.domain.money import decimal_text
from app.domain.pay.lines import Lines, lacking
from app.domain.people import Amount, PayFrom
from app.domain.scheme import Base, Exact, PayItem, Performance, given
from app.domain.trace import Trace

PAID_DAYS = Fraction(87, 4)
"""21.75 paid days a month (人社部发〔2025〕2号: 261 ÷ 12)."""

ONE, ONE_DAY = Fraction(1), timedelta(days=1)


def own_amount(case: Case, kind: str, fallback: Exact | UnsetType, probation: Fraction = ONE) -> Trace | None:
    """The amount of the agent, else of the grade, else of the scheme; ``kind`` is base or performance.

    One that changed within the month is the mean over the days employed, days on probation counted at that rate.
    """
    agent = case.agent
    changes = agent.pay_changes.get(kind, ())
    if changes:
        return _by_days(case, kind, changes, fallback, probation)
    return _amount(case, kind, agent.base if kind == "base" else agent.performance, fallback)


def _by_days(
    case: Case, kind: str, changes: Sequence[PayFrom], fallback: Exact | UnsetType, probation: Fraction
) -> Trace | None:
    """3,000, from the 16th of October 3,500: (3,000 × 15 + 3,500 × 16) ÷ 31; None where some day has no amount."""
    first, last = _days_employed(case)
    ends = [*(change.first - ONE_DAY for change in changes[1:]), last]
    spans = [(max(first, change.first), min(last, end)) for change, end in zip(changes, ends, strict=True)]
    parts = [
        (span, _amount(case, kind, change.amount, fallback))
        for change, span in zip(changes, spans, strict=True)
        if span[0] <= span[1]
    ]
    if any(amount is None for _, amount in parts):
        return None
    days = [_counted(case, span, probation) for span, _ in parts]
    if not sum(days):
        days = [_counted(case, span, ONE) for span, _ in parts]
    values = [amount.value or Fraction(0) for _, amount in parts if amount is not None]
    mean = sum((value * count for value, count in zip(values, days, strict=True)), Fraction(0)) / sum(days)
    inputs = tuple(_of_days(span, amount) for span, amount in parts if amount is not None)
    return Trace(f"{kind}_by_days", mean, "CNY", {}, inputs)


def _of_days(span: tuple[date, date], amount: Trace) -> Trace:
    first, last = span
    params = {"first": str(first), "last": str(last), "days": str((last - first).days + 1)}
    return Trace("amount_of_days", amount.value, "CNY", params, (amount,))


def _counted(case: Case, span: tuple[date, date], probation: Fraction) -> Fraction:
    """The days of the span, those on probation at its rate."""
    early = _probation_days(case, *span)
    return (span[1] - span[0]).days + 1 - early + early * probation


def _amount(case: Case, kind: str, own: Amount | None, fallback: Exact | UnsetType) -> Trace | None:
    agent = case.agent
    if own is not None:
        sources = () if own.source is None else (own.source,)
        return Trace(f"{kind}_of_agent", own.value, "CNY", {}, (), sources)
    grade = given(case.scheme.grades, {}).get(agent.grade)
    if grade is not None:
        amount = grade.base if kind == "base" else grade.performance
        if not isinstance(amount, UnsetType):
            return Trace(f"{kind}_of_grade", amount.value, "CNY", {"grade": agent.grade})
    if isinstance(fallback, UnsetType):
        return None
    return Trace(f"{kind}_of_scheme", fallback.value, "CNY")


def whole_base(case: Case) -> Trace | None:
    """The base before pro-rating and probation, None where nobody gave one."""
    rule = next((item.rule for item in case.scheme.pay if isinstance(item.rule, Base)), None)
    return own_amount(case, "base", rule.amount if rule else msgspec.UNSET)


def whole_performance(case: Case) -> Trace | None:
    """The amount Y that performance pay is a share of, None where nobody gave one."""
    rule = next((item.rule for item in case.scheme.pay if isinstance(item.rule, Performance)), None)
    return own_amount(case, "performance", rule.amount if rule else msgspec.UNSET)


class Employed(msgspec.Struct, frozen=True):
    """How much of the month counts: ``share`` of the amount, for joiners, leavers and probation."""

    share: Fraction
    trace: Trace | None


def employed_share(item: PayItem, rule: Base, case: Case) -> Employed | Lines:
    """The share of the month that counts, or what it waits for: an attendance row."""
    first, last = _days_employed(case)
    month = case.month
    probation = _probation_days(case, first, last)
    whole = first == month.first and last == month.last
    if whole and not probation:
        return Employed(Fraction(1), None)
    rate = given(rule.probation_rate, Exact("0.8"))
    worked = (last - first).days + 1
    counted = worked - probation + probation * rate.value
    params = {"probation_days": str(probation), "rate": rate.text}
    if whole or given(rule.prorate, "calendar") == "calendar":
        params |= {"days": str(worked), "month_days": str(month.days)}
        share = counted / Fraction(month.days)
        return Employed(share, Trace(_part_name("calendar", probation), share, "ratio", params))
    attended = case.measured(DAYS_ATTENDED)
    if attended is None or attended.value is None:
        return lacking(item, "no_attendance")
    present = min(Fraction(1), attended.value / PAID_DAYS)
    params |= {"days": decimal_text(attended.value), "month_days": "21.75", "employed": str(worked)}
    share = present * counted / worked
    inputs = (case.trace(DAYS_ATTENDED),)
    return Employed(share, Trace(_part_name("attendance", probation), share, "ratio", params, inputs))


def _part_name(method: str, probation: int) -> str:
    return f"employed_{method}_probation" if probation else f"employed_{method}"


def _days_employed(case: Case) -> tuple[date, date]:
    return case.agent.days_employed(case.month) or (case.month.first, case.month.last)


def _probation_days(case: Case, first: date, last: date) -> int:
    """Days employed before 转正日期; nobody without one is on probation."""
    regular = case.agent.regular_from
    if regular is None or regular <= first:
        return 0
    return (min(last, regular - timedelta(days=1)) - first).days + 1
