"""One agent who may win an award, and how the award is given or not."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from msgspec import UnsetType

from app.domain.money import Fen, yuan
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics
from app.domain.pay.awards.conditions import minimum_of
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, information
from app.domain.peers import group_of
from app.domain.periods import period_figure, period_months
from app.domain.scheme import Award, Better, PayItem, PeerKey, Period, better_of, given
from app.domain.staff import Staff
from app.domain.trace import Trace

T = TypeVar("T")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An agent whose scheme has the line. ``months`` are those of the value, ``span`` those of the conditions."""

    item: PayItem
    rule: Award
    at: Context
    months: tuple[PayMonth, ...]
    span: tuple[PayMonth, ...]

    @property
    def number(self) -> str:
        """The agent's number."""
        return self.agent.agent.number

    @property
    def agent(self) -> AgentMetrics:
        """The agent's month."""
        return self.at.case.metrics

    @property
    def staff(self) -> Staff:
        """Everybody else."""
        return self.at.staff

    @property
    def by(self) -> tuple[PeerKey, ...]:
        """What the peers have in common."""
        return given(self.rule.by, ("shop", "position"))

    @property
    def better(self) -> Better:
        """Whether more or less is better."""
        return better_of(self.rule.better)

    @property
    def group(self) -> tuple[str, ...]:
        """The name of the agent's peer group."""
        return group_of(self.agent.place, self.by)

    def once(self, make: Callable[[], T]) -> T:
        """What holds for the whole group is worked out once: it hangs on nothing but the rule and the group."""
        return self.staff.once(("award", id(self.rule), self.group), make)

    def name_of(self, number: str) -> str:
        """The name of somebody of this month; of who has left the number."""
        known = self.staff.metrics.get(number)
        return number if known is None else known.agent.name

    def won(self, fen: Fen, rule: str, params: dict[str, str], inputs: tuple[Trace, ...]) -> Lines:
        """The line of a winner: an earning, or only words where it is worth nothing in cash."""
        noncash = given(self.rule.noncash, "")
        params = {**self.said, **params} | ({"noncash": noncash} if noncash else {})
        if noncash and not fen:
            return Lines(lines=(information(self.item, rule, params, inputs),))
        return Lines(lines=(earning(self.item, yuan(fen), rule, params, inputs),))

    def missed(self, rule: str, params: dict[str, str]) -> Lines:
        """No line, and why there is none."""
        return Lines(not_given=(Trace(rule, None, "", {**self.said, "item": self.item.name, **params}),))

    @property
    def said(self) -> dict[str, str]:
        """What every sentence about the award may name."""
        return {"metric": self.rule.metric, "period": given(self.rule.period, "month")}


def entry_of(item: PayItem, rule: Award, at: Context) -> Entry:
    """The agent as one who may win the award.

    A streak looks at single months, and its conditions at the months of the period and of the streak.
    """
    month = at.case.month
    period: Period = given(rule.period, "month")
    whole = period_months(month, period)
    if rule.kind != "streak":
        return Entry(item=item, rule=rule, at=at, months=whole, span=whole)
    span = tuple(sorted({*whole, *streak_months(month, rule)}))
    return Entry(item=item, rule=rule, at=at, months=(month,), span=span)


def streak_months(month: PayMonth, rule: Award) -> tuple[PayMonth, ...]:
    """The consecutive months of a streak, ending with this one."""
    count = 1 if isinstance(rule.months, UnsetType) else int(rule.months.value)
    return tuple(month.shift(-back) for back in range(count - 1, -1, -1))


def not_known(entry: Entry, number: str) -> str | None:
    """A metric of somebody, of this month or its period, that their place rests on and that is not wholly known yet."""
    figures = (period_figure(entry.staff, number, metric, months) for metric, months in _ranked_on(entry))
    return next((figure.metric for figure in figures if figure.incomplete), None)


def own_not_known(entry: Entry) -> str | None:
    """The same of the agent, whose award rests on every month of a streak too."""
    if entry.rule.kind == "streak":
        for month in streak_months(entry.at.case.month, entry.rule):
            if period_figure(entry.staff, entry.number, entry.rule.metric, (month,)).incomplete:
                return entry.rule.metric
    return not_known(entry, entry.number)


def _ranked_on(entry: Entry) -> Iterator[tuple[str, tuple[PayMonth, ...]]]:
    """Every metric that a place rests on, and the months that it is added up over."""
    rule = entry.rule
    yield rule.metric, entry.months
    for condition in given(rule.conditions, ()):
        if not isinstance(condition.metric, UnsetType):
            yield condition.metric, entry.span
    minimum = minimum_of(rule)
    if minimum is not None:
        yield minimum.metric, entry.months
