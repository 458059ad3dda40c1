"""强制分布: the persons of a peer group by score into classes of given shares (RULES 25)."""

from fractions import Fraction

import msgspec
from msgspec import UnsetType

from app.domain.money import decimal_text, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.pay.performance import printed_performance
from app.domain.peers import group_of
from app.domain.pots import places
from app.domain.scheme import ClassShare, Distribution, PayItem
from app.domain.trace import Trace


class _Classes(msgspec.Struct, frozen=True):
    """The places of a group by score, and how many belong into each class."""

    places: dict[str, int]
    counts: tuple[int, ...]


def distribution(item: PayItem, rule: Distribution, at: Context) -> Lines:
    """Twenty people, 金 15 %: the first three. A class gives an amount, or (f − 1) × the printed performance pay.

    Persons without a score are neither counted nor paid.
    """
    case = at.case
    if at.scored.pending or case.metrics.place.kind != "person":
        return Lines()
    if at.scored.total is None:
        return lacking(item, "no_score")
    group = group_of(case.metrics.place, rule.by)
    found = at.staff.once(("distribution", rule, group), lambda: _classes(rule, at))
    place = found.places[case.agent.number]
    one = rule.classes[_class_at(place, found.counts)]
    params = {
        "class": one.name,
        "place": str(place),
        "count": str(len(found.places)),
        "group": "|".join(group),
    }
    inputs = (Trace("printed_score", at.scored.total, "points"), *_class_traces(rule, found))
    if not isinstance(one.amount, UnsetType):
        return Lines(lines=(earning(item, one.amount.value, "distribution", params, inputs),))
    paid = printed_performance(at)
    if paid is None or isinstance(one.factor, UnsetType):
        return lacking(item, "no_performance_line")
    params |= {"factor": one.factor.text, "performance": decimal_text(yuan(paid), 2)}
    amount = (one.factor.value - 1) * yuan(paid)
    return Lines(lines=(earning(item, amount, "distribution_factor", params, inputs),))


def class_counts(people: int, classes: tuple[ClassShare, ...]) -> tuple[int, ...]:
    """⌊n·p + ½⌋ from the top, as far as there are people; the last class takes the rest: 10 by 15 % … → 2, …"""
    counts: list[int] = []
    for one in classes[:-1]:
        counts.append(min((2 * people * one.share.value + 1) // 2, people - sum(counts)))
    return (*counts, people - sum(counts))


def _classes(rule: Distribution, at: Context) -> _Classes:
    scores: dict[str, Fraction] = {}
    for member in at.staff.peers.members(at.case.metrics, rule.by):
        score = at.staff.scores.get(member.agent.number)
        if member.place.kind == "person" and score is not None and score.total is not None:
            scores[member.agent.number] = score.total
    return _Classes(places(scores), class_counts(len(scores), rule.classes))


def _class_at(place: int, counts: tuple[int, ...]) -> int:
    """The class of a place; equals have one place, the best of theirs, so they take the better class."""
    end = 0
    for index, count in enumerate(counts):
        end += count
        if place <= end:
            return index
    return len(counts) - 1


def _class_traces(rule: Distribution, found: _Classes) -> tuple[Trace, ...]:
    """How many belong into each class; who ties at its end comes on top."""
    return tuple(
        Trace("distribution_class", Fraction(count), "people", {"class": one.name, "share": one.share.text})
        for one, count in zip(rule.classes, found.counts, strict=True)
    )
