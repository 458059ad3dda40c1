"""An award for the first places of a peer group."""

from collections import Counter
from fractions import Fraction

import msgspec

from app.domain.money import Fen, to_fen
from app.domain.pay.awards.conditions import failed_condition, failed_minimum
from app.domain.pay.awards.entry import Entry, not_known
from app.domain.pay.lines import Lines, not_yet_known
from app.domain.periods import PeriodFigure, period_figure, period_trace, unit_over
from app.domain.pots import places, prizes
from app.domain.scheme import given
from app.domain.trace import Trace, quantity


class _Ranking(msgspec.Struct, frozen=True):
    """The places of those whose figures are known, how many share each of them, who wins how much, the first by name.

    ``waits`` is a metric of somebody else of the group that is not wholly known: who wins may still be overtaken.
    """

    places: dict[str, int]
    equals: Counter[int]
    won: dict[str, Fen]
    first: tuple[Trace, ...]
    waits: str | None


def rank(entry: Entry, own: PeriodFigure) -> Lines:
    """Second of five with amounts 500 and 300 → 300.00. Equals share the amounts of their places, or each has all."""
    ranking = entry.once(lambda: _ranking(entry))
    place = ranking.places.get(entry.number)
    if place is None:  # a company among persons
        return Lines()
    unit, count = unit_over(own.metric), str(len(ranking.places))
    params = {"value": quantity(str(own.value), unit), "place": str(place), "count": count}
    if entry.number not in ranking.won:
        return entry.missed("award_place", params | {"paid": str(len(given(entry.rule.amounts, ())))})
    if ranking.waits is not None:
        return not_yet_known(entry.item, ranking.waits)
    name = "award_rank"
    if ranking.equals[place] > 1:
        name = "award_rank_each" if given(entry.rule.ties, "share") == "each" else "award_rank_shared"
        params["tied"] = str(ranking.equals[place])
    group = Trace("ranking", None, "", {"group": "|".join(entry.group), "count": count}, ranking.first)
    return entry.won(ranking.won[entry.number], name, params, (period_trace(own, entry.staff, entry.number), group))


def _ranking(entry: Entry) -> _Ranking:
    """Everybody of the group takes a place, also who is not paid by such a line."""
    rule, amounts = entry.rule, [to_fen(amount.value) for amount in given(entry.rule.amounts, ())]
    values: dict[str, Fraction] = {}
    waits: str | None = None
    for member in entry.staff.peers.members(entry.agent, entry.by):
        number = member.agent.number
        unknown = not_known(entry, number)
        value = period_figure(entry.staff, number, rule.metric, entry.months).value
        if unknown is not None:
            waits = waits or unknown
        elif value is not None and _qualified(entry, number):
            values[number] = value
    found = places(values, entry.better)
    won = prizes(found, amounts, shared=given(rule.ties, "share") == "share")
    return _Ranking(found, Counter(found.values()), won, _first(entry, values, found, len(amounts) + 1), waits)


def _qualified(entry: Entry, number: str) -> bool:
    staff, rule = entry.staff, entry.rule
    failure = failed_condition(staff, number, rule, entry.span)
    return failure is None and failed_minimum(staff, number, rule, entry.months) is None


def _first(entry: Entry, values: dict[str, Fraction], found: dict[str, int], count: int) -> tuple[Trace, ...]:
    """The first few: a tree does not repeat a group of thousands under each of its lines."""
    unit = unit_over(entry.rule.metric)
    return tuple(
        Trace("ranked", values[number], unit, {"place": str(found[number]), "name": entry.name_of(number)})
        for number in sorted(found, key=lambda number: (found[number], number))[:count]
    )
