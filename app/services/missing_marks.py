"""What people still have to give for a month: marks, figures that no sheet has, attendance."""

from collections.abc import Iterator

import msgspec
from msgspec import UnsetType

from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs
from app.domain.metrics import DAYS_ATTENDED, INCIDENTS, divided_among
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics, MonthMetrics, month_metrics
from app.domain.people import COMPANY_MEMBER
from app.domain.scheme import (
    SCORE,
    Allowance,
    Attendance,
    Award,
    Base,
    Commission,
    Contest,
    FullAttendance,
    Manual,
    Overtime,
    PayRule,
    Piece,
    Points,
    Scheme,
    ScoreItem,
    TeamGoal,
    given,
)
from app.importing.formats import load_formats
from app.services.month_data import inputs_of
from app.storage.book import Book


class MissingMark(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that an agent's scheme waits for and only a person can give.

    ``item`` is the score item's id (``id/criterion`` for a part) or, with ``metric``, the metric's; ``name`` is the
    name of the score item or pay line that waits for it.
    """

    number: str
    agent: str
    item: str
    name: str
    metric: bool = False


def missing_marks(book: Book, month: PayMonth) -> tuple[MissingMark, ...]:
    """What is still to be given by hand, per agent and item, in order of the agents' numbers."""
    inputs = inputs_of(book, month)
    return missing_of(inputs, month_metrics(inputs))


def missing_of(inputs: MonthInputs, metrics: MonthMetrics) -> tuple[MissingMark, ...]:
    """The same of inputs that are at hand, with the metrics worked out from them."""
    month = inputs.month
    typed = {(mark.number, mark.item) for mark in inputs.marks}
    waived = {(waiver.number, waiver.code) for waiver in inputs.waivers}
    from_sheets = _given_by_sheets(inputs)
    found: list[MissingMark] = []
    in_force = InForce(inputs, metrics)
    for one in metrics.agents:
        agent = one.agent
        scheme = in_force.of(agent)
        if scheme is None or agent.position == COMPANY_MEMBER:
            continue
        needs = (*_marks(scheme.scheme), *_metrics(scheme.scheme, one, month, from_sheets))
        for code, need in needs:
            whole = f"item:{need.item.partition('/')[0]}"
            done = not need.metric and ({(agent.number, whole), (agent.number, f"item:{need.item}")} & typed)
            if not done and (agent.number, code) not in waived:
                found.append(msgspec.structs.replace(need, number=agent.number, agent=agent.name))
    return tuple(dict.fromkeys(found))


def _given_by_sheets(inputs: MonthInputs) -> frozenset[str]:
    """The metrics of the known exports and of the month's own files, and the ratios that follow from them."""
    formats = load_formats()
    given = {observation.metric for observation in inputs.observations}
    for layout in formats.layouts:
        for columns in (layout.columns, formats.columns):
            given |= {metric for metric, headers in columns.items() if set(headers) & set(layout.typical)}
    ratios = {
        metric.id
        for metric in divided_among(inputs.own_metrics)
        for parts in metric.parts
        if given.issuperset(name for _, name in (*parts.numerator, *parts.denominator))
    }
    return frozenset(given | ratios)


def _marks(scheme: Scheme) -> Iterator[tuple[str, MissingMark]]:
    for item in scheme.every_item:
        if isinstance(item.rule, Manual):
            criteria = given(item.rule.criteria, ())
            for part in [f"{item.id}/{one.name}" for one in criteria] or [item.id]:
                yield item.id, MissingMark(number="", agent="", item=part, name=item.name)


def _metrics(
    scheme: Scheme, agent: AgentMetrics, month: PayMonth, from_sheets: frozenset[str]
) -> Iterator[tuple[str, MissingMark]]:
    for code, name, metric in (*_scored(scheme.every_item), *_paid(scheme, agent, month)):
        measured = agent.metrics.get(metric)
        if metric in from_sheets or metric.startswith(INCIDENTS) or measured is not None:
            continue
        yield code, MissingMark(number="", agent="", item=metric, name=name, metric=True)


def _scored(items: tuple[ScoreItem, ...]) -> Iterator[tuple[str, str, str]]:
    for item in items:
        if not isinstance(item.metric, UnsetType):
            yield item.id, item.name, item.metric


def _paid(scheme: Scheme, agent: AgentMetrics, month: PayMonth) -> Iterator[tuple[str, str, str]]:
    """The metrics of pay lines; attendance for a base only for who joined or left within the month."""
    whole = agent.agent.days_employed(month) == (month.first, month.last)
    for line in scheme.pay:
        for metric in _asked(line.rule, whole=whole):
            yield line.code, line.name, metric


def _asked(rule: PayRule, *, whole: bool) -> tuple[str, ...]:
    match rule:
        case Commission(amount=amount, tier_metric=str() as tier):
            return amount, tier
        case Commission(amount=metric) | Piece(metric=metric):
            return (metric,)
        case Award(metric=metric) | TeamGoal(metric=metric) | Contest(metric=metric):
            return () if metric == SCORE else (metric,)
        case Points():
            return (given(rule.metric, "kpi_points"),)
        case Allowance(per="night_shift"):
            return ("night_shifts",)
        case Attendance() | Overtime() | FullAttendance() | Allowance(per="day"):
            return (DAYS_ATTENDED,)
        case Base(prorate="attendance") if not whole:
            return (DAYS_ATTENDED,)
        case _:
            return ()
