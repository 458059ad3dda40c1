"""An award for being the best of the peer group in each of several months running."""

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from app.domain.money import Fen, to_fen
from app.domain.month import PayMonth
from app.domain.pay.awards.conditions import failed_condition
from app.domain.pay.awards.entry import Entry, streak_months
from app.domain.pay.lines import Lines
from app.domain.periods import PeriodFigure, month_figure, period_trace, unit_over
from app.domain.pots import divided
from app.domain.scheme import Exact, given
from app.domain.trace import Trace


class _Top(msgspec.Struct, frozen=True):
    """Who was the best of the group in a month: nobody where it is not sealed or nobody had data."""

    month: PayMonth
    best: Fraction | None = None
    numbers: frozenset[str] = frozenset()


class _Streak(msgspec.Struct, frozen=True):
    """The best of each month, and what each wins who is among them in all."""

    tops: tuple[_Top, ...]
    won: dict[str, Fen]


def streak(entry: Entry, own: PeriodFigure) -> Lines:
    """Best or tied best in each of n months ending now; who holds it together shares the amount, or each has all.

    A month that is not sealed, or without the agent among the peers, ends it.
    """
    found = entry.once(lambda: _streak(entry))
    params = {"months": str(len(found.tops))}
    if entry.number not in found.won:
        broken = [top.month for top in found.tops if entry.number not in top.numbers]
        return entry.missed("award_streak_missed", params | {"month": str(broken[-1])})
    name = "award_streak"
    if len(found.won) > 1:
        name = "award_streak_each" if given(entry.rule.ties, "share") == "each" else "award_streak_shared"
        params["tied"] = str(len(found.won))
    unit = unit_over(entry.rule.metric)
    tops = tuple(
        Trace("streak_top", top.best, unit, {"month": str(top.month), "tied": str(len(top.numbers))})
        for top in found.tops
    )
    return entry.won(found.won[entry.number], name, params, (period_trace(own, entry.staff, entry.number), *tops))


def _streak(entry: Entry) -> _Streak:
    amount = to_fen(given(entry.rule.amount, Exact("0")).value)
    tops = tuple(_top(entry, month) for month in streak_months(entry.at.case.month, entry.rule))
    holding = sorted(number for number in tops[-1].numbers if all(number in top.numbers for top in tops))
    if not holding or given(entry.rule.ties, "share") == "each":
        return _Streak(tops, dict.fromkeys(holding, amount))
    return _Streak(tops, divided(amount, {number: Fraction(1) for number in holding}))


def _top(entry: Entry, month: PayMonth) -> _Top:
    values: dict[str, Fraction] = {}
    for number in _peers(entry, month):
        figure = month_figure(entry.staff, number, entry.rule.metric, month)
        if figure is None or figure.value is None:
            continue
        if failed_condition(entry.staff, number, entry.rule, entry.span) is None:
            values[number] = figure.value
    if not values:
        return _Top(month)
    best = max(values.values()) if entry.better == "more" else min(values.values())
    return _Top(month, best, frozenset(number for number, value in values.items() if value == best))


def _peers(entry: Entry, month: PayMonth) -> Iterator[str]:
    if month == entry.staff.month:
        yield from (one.agent.number for one in entry.staff.peers.members(entry.agent, entry.by))
        return
    past = entry.staff.history.at(month)
    if past is not None:
        yield from (one.number for one in entry.staff.past_peers(past, entry.agent, entry.by))
