"""主管提成: the amount of the people led × profit rate × rate by their pooled conversion (RULES 27)."""

from collections.abc import Sequence

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.measured import Measured
from app.domain.money import exact, short_text
from app.domain.observations import AgentMetrics
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking, waiting
from app.domain.pay.pooled import Person, divides, pooled
from app.domain.pay.tiers import tier_of
from app.domain.payline import Flag
from app.domain.scheme import PayItem, Supervisor
from app.domain.scoring.outcome import ZERO
from app.domain.staff import Staff
from app.domain.trace import Trace

PROFIT_RATE = "profit_rate"
"""The shop's setting: an exact decimal text."""


class _Led(msgspec.Struct, frozen=True):
    """The people who have both figures, with each, and who has not."""

    amounts: tuple[Person, ...]
    tiers: tuple[Person, ...]
    left_out: tuple[Trace, ...]


def supervisor(item: PayItem, rule: Supervisor, at: Context) -> Lines:
    """100,000 of the people led × 40 % profit × 3 % at 30 % of all their inquiries → 1,200.00. Below 0 pays 0.

    Who lacks either figure is left out of both sums, and named.
    """
    people = people_led(at.case, at.staff)
    if not people:
        return lacking(item, "nobody_led")
    led = _with_both(item, rule, people, at.staff)
    if isinstance(led, Lines):
        return led
    reached = pooled(rule.tier_metric, led.tiers)
    if reached.value is None:
        return lacking(item, "no_data_of_people", metric=rule.amount, other=rule.tier_metric)
    profit = _profit_rate(rule, at.case)
    if profit is None or profit.value is None:
        return lacking(item, "no_profit_rate", shop=at.case.shop.name)
    amount = pooled(rule.amount, led.amounts)
    total = sum((person.measured.value or ZERO for person in led.amounts), ZERO)
    flags = (Flag(code="negative_base", params={"item": item.name, "metric": rule.amount}),) if total < 0 else ()
    total = max(ZERO, total)
    rate, tier = tier_of(reached.value, rule.tier_metric, rule.tiers, reached.trace)
    params = {
        "metric": rule.amount,
        "amount": short_text(total),
        "profit_rate": short_text(profit.value),
        "rate": rate.text,
    }
    inputs = (amount.trace, profit, tier, *led.left_out)
    line = earning(item, total * profit.value * rate.value, "supervisor", params, inputs)
    return Lines(lines=(line,), flags=flags)


def people_led(case: Case, staff: Staff) -> list[AgentMetrics]:
    """The persons of the supervisor's 小组, without one those of the supervisor's shops; never the supervisor.

    The people of a company count, whether anybody is paid by a scheme or not.
    """
    agent = case.agent
    places = [f"team={agent.team}"] if agent.team else [f"shop={shop}" for shop in agent.shops]
    groups = staff.once(("people_led",), lambda: _groups(staff.everyone))
    found = {one.agent.number: one for place in places for one in groups.get(place, ())}
    return [found[number] for number in sorted(found) if number != agent.number]


def _groups(everyone: Sequence[AgentMetrics]) -> dict[str, list[AgentMetrics]]:
    groups: dict[str, list[AgentMetrics]] = {}
    for one in everyone:
        if one.agent.kind != "person":
            continue
        for place in (f"team={one.agent.team}", *(f"shop={shop}" for shop in one.agent.shops)):
            groups.setdefault(place, []).append(one)
    return groups


def _with_both(item: PayItem, rule: Supervisor, people: Sequence[AgentMetrics], staff: Staff) -> _Led | Lines:
    """Splits off who lacks a figure; everything waits while one is not known in full."""
    amounts: list[Person] = []
    tiers: list[Person] = []
    left_out: list[Trace] = []
    for one in people:
        amount, tier = staff.measured(one, rule.amount), staff.measured(one, rule.tier_metric)
        for metric, measured in ((rule.amount, amount), (rule.tier_metric, tier)):
            if measured is not None and measured.incomplete:
                return waiting(item, "not_yet_known", metric=metric, name=one.agent.name)
        if amount is None or tier is None or amount.value is None or not _counts(rule.tier_metric, tier):
            left_out.append(Trace("person_left_out", None, "", {"name": one.agent.name, "number": one.agent.number}))
            continue
        amounts.append(Person(one.agent, amount))
        tiers.append(Person(one.agent, tier))
    return _Led(tuple(amounts), tuple(tiers), tuple(left_out))


def _counts(metric: str, measured: Measured) -> bool:
    """Whether the figure can be pooled with others: a ratio or a mean needs its parts."""
    parts = measured.numerator is not None and measured.denominator is not None
    return measured.value is not None and (parts or not divides(metric))


def _profit_rate(rule: Supervisor, case: Case) -> Trace | None:
    """The rule's own rate, else the shop's setting; there is no default."""
    if not isinstance(rule.profit_rate, UnsetType):
        return Trace("profit_rate_of_scheme", rule.profit_rate.value, "rate")
    setting = case.shop.settings.get(PROFIT_RATE, "")
    return Trace("profit_rate_of_shop", exact(setting), "rate", {"shop": case.shop.name}) if setting else None
