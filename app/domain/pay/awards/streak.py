"""An award for being the best of the peer group in each of several months running."""

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from app.domain.money import Fen, to_fen
from app.domain.month import PayMonth
from app.domain.pay.awards.conditions import failed_condition
from app.domain.pay.awards.entry import Entry, not_known, streak_months
from app.domain.pay.lines import Lines, not_yet_known
from app.domain.peers import group_of
from app.domain.periods import PeriodFigure, month_figure, period_trace, unit_over
from app.domain.pots import divided
from app.domain.scheme import Exact, given
from app.domain.trace import Trace


class _Top(msgspec.Struct, frozen=True):
    """Who was the best of the group in a month: nobody where it is not sealed or nobody had data.

    ``waits`` is a metric of this month that is not wholly known of somebody else of the group.
    """

    month: PayMonth
    best: Fraction | None = None
    numbers: frozenset[str] = frozenset()
    waits: str | None = None


def streak(entry: Entry, own: PeriodFigure) -> Lines:
    """Best or tied best in each of n months ending now; who holds it together shares the amount, or each has all.

    The group of a month is the one that the agent stood in then (RULES 26): who changes shops is not first again. A
    month that is not sealed, or without the agent, ends it.
    """
    months = _tops(entry, entry.number)
    params = {"months": str(len(months))}
    won = entry.once(lambda: _won(entry))
    if entry.number not in won:
        broken = [top.month for top in months if entry.number not in top.numbers]
        return entry.missed("award_streak_missed", params | {"month": str(broken[-1])})
    if months[-1].waits is not None:
        return not_yet_known(entry.item, months[-1].waits)
    name = "award_streak"
    if len(won) > 1:
        name = "award_streak_each" if given(entry.rule.ties, "share") == "each" else "award_streak_shared"
        params["tied"] = str(len(won))
    unit = unit_over(entry.rule.metric)
    tops = tuple(
        Trace("streak_top", top.best, unit, {"month": str(top.month), "tied": str(len(top.numbers))}) for top in months
    )
    return entry.won(won[entry.number], name, params, (period_trace(own, entry.staff, entry.number), *tops))


def _won(entry: Entry) -> dict[str, Fen]:
    """What each wins of today's group who was the best in all months."""
    amount = to_fen(given(entry.rule.amount, Exact("0")).value)
    best = sorted(_tops(entry, entry.number)[-1].numbers)
    holding = [number for number in best if all(number in top.numbers for top in _tops(entry, number))]
    if not holding or given(entry.rule.ties, "share") == "each":
        return dict.fromkeys(holding, amount)
    return divided(amount, {number: Fraction(1) for number in holding})


def _tops(entry: Entry, number: str) -> tuple[_Top, ...]:
    """The best of each month of the streak, in the groups that somebody of today's group stood in."""
    return tuple(_top_now(entry) if month == entry.staff.month else _top_then(entry, number, month)
                 for month in streak_months(entry.at.case.month, entry.rule))  # fmt: skip


def _top_now(entry: Entry) -> _Top:
    """The best of the group now among those who are known."""

    def top() -> _Top:
        numbers = [one.agent.number for one in staff.peers.members(entry.agent, entry.by)]
        unknown = {number: metric for number in numbers if (metric := not_known(entry, number)) is not None}
        found = _top(entry, staff.month, (number for number in numbers if number not in unknown))
        return msgspec.structs.replace(found, waits=next(iter(unknown.values()), None))

    staff = entry.staff
    return staff.once(("streak_top", entry.rule, staff.month, entry.group), top)


def _top_then(entry: Entry, number: str, month: PayMonth) -> _Top:
    """The best of a sealed month where the agent was then; nobody where there is no such month."""
    past = entry.staff.history.at(month)
    agent = None if past is None else past.agents.get(number)
    if past is None or agent is None:
        return _Top(month)
    peers = (one.number for one in entry.staff.past_peers(past, agent.place, entry.by))
    key = ("streak_top", entry.rule, month, group_of(agent.place, entry.by))
    return entry.staff.once(key, lambda: _top(entry, month, peers))


def _top(entry: Entry, month: PayMonth, peers: Iterable[str]) -> _Top:
    values: dict[str, Fraction] = {}
    for number in peers:
        figure = month_figure(entry.staff, number, entry.rule.metric, month)
        if figure is None or figure.value is None:
            continue
        if failed_condition(entry.staff, number, entry.rule, entry.span) is None:
            values[number] = figure.value
    if not values:
        return _Top(month)
    best = max(values.values()) if entry.better == "more" else min(values.values())
    return _Top(month, best, frozenset(number for number, value in values.items() if value == best))
