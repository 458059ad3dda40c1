"""What an agent would have been paid at other values of one metric: the curve, its jumps and its cliffs.

The month stays as it was; of a conversion the sales move with it, the price per buyer held.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import msgspec

from app.domain.case import Case
from app.domain.metrics import kind_of, metric_of, unit_of
from app.domain.money import Fen
from app.domain.pay.context import Context
from app.domain.pay.items import all_lines
from app.domain.pay.near_miss import tables
from app.domain.peers import Peers
from app.domain.scheme import Linear, given
from app.domain.scoring.score import score
from app.domain.staff import Staff

SALES = ("inquiry_paid_users", "paid_users", "inquiry_sales_amount", "sales_amount", "net_sales_amount")
"""What moves in proportion to a conversion."""

_CONVERSIONS = ("inquiry_conversion", "reception_conversion")
_PRICES = (("inquiry_sales_amount", "inquiry_paid_users"), ("sales_amount", "paid_users"))
_SAMPLES = 24
_ROUNDS = 3
"""So many jumps are found between two places."""
_HAIR = Fraction(1, 1_000_000_000)
_ROUNDING: Fen = 200
"""A difference up to this much is the rounding of points, no jump."""
_CLIFF = Fraction(1, 10)

Point = tuple[Fraction, Fen]


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """Pay that jumps at a threshold, from ``below`` to ``above`` of it (fen, gross)."""

    at: Fraction
    below: Fen
    above: Fen

    @property
    def share(self) -> Fraction:
        """The jump as a share of the smaller pay, 1 where that is nothing."""
        least = min(abs(self.below), abs(self.above))
        return Fraction(abs(self.above - self.below), least) if least else Fraction(1)

    @property
    def cliff(self) -> bool:
        """Whether it is a tenth of the pay or more."""
        return self.share >= _CLIFF


class PayCurve(msgspec.Struct, frozen=True, kw_only=True):
    """Gross pay over one metric: unbroken pieces, jumps between them, where the agent and the others stand.

    ``held`` are the figures that stay while the sales move with a conversion: how many asked, the price per buyer.
    """

    metric: str
    pieces: tuple[tuple[Point, ...], ...]
    jumps: tuple[Jump, ...]
    here: Point
    others: tuple[tuple[str, Fraction], ...]
    held: tuple[tuple[str, Fraction], ...] = ()

    @property
    def cliffs(self) -> tuple[Jump, ...]:
        """The jumps that are a tenth of the pay or more."""
        return tuple(jump for jump in self.jumps if jump.cliff)


def pay_curve(staff: Staff, number: str, metric: str, people: Sequence[str]) -> PayCurve | None:
    """The curve of one agent; None where the agent has no figure of the metric, or is not computed.

    ``people`` are the numbers of those whose figures stand under the curve. ``staff`` is scored.
    """
    case = staff.cases.get(number)
    measured = case.measured(metric) if case else None
    if case is None or measured is None or measured.value is None or kind_of(metric) == "level":
        return None
    moved = _moved(case, metric, measured.value)
    others = tuple(_others(staff, metric, people))
    edges = _edges(case, metric, moved)
    low, high = _span([value for _, value in others] + [measured.value], edges, metric)
    places = _places(low, high, [*edges, measured.value])
    found = _drawn(lambda at: _gross(staff, _moved_to(case, metric, at, moved)), places)
    if found is None:
        return None
    here = next(point for point in found if point[0] == measured.value)
    pieces, jumps = _broken(found, edges)
    return PayCurve(
        metric=metric, pieces=pieces, jumps=jumps, here=here, others=others, held=_held(case, metric, moved)
    )


def _others(staff: Staff, metric: str, people: Sequence[str]) -> Iterator[tuple[str, Fraction]]:
    for number in people:
        case = staff.cases.get(number)
        measured = case.measured(metric) if case else None
        if case is not None and measured is not None and measured.value is not None:
            yield case.agent.name, measured.value


def _moved(case: Case, metric: str, value: Fraction) -> dict[str, Fraction]:
    """What moves with the metric: figure → how much of it belongs to 1 of the metric."""
    if metric not in _CONVERSIONS or not value:
        return {}
    measured = ((name, case.measured(name)) for name in SALES)
    return {name: one.value / value for name, one in measured if one is not None and one.value is not None}


def _held(case: Case, metric: str, moved: dict[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    """How many were asked or received, and what one buyer spent; () where no sales move."""
    if not moved:
        return ()
    asked = metric_of(metric).parts[0].denominator[0][1]
    names = {asked: case.measured(asked), "average_order_value": case.measured("average_order_value")}
    found = [(name, one.value) for name, one in names.items() if one is not None and one.value is not None]
    price = [moved[pays] / moved[buys] for pays, buys in _PRICES if moved.get(pays) and moved.get(buys)]
    if price and all(name != "average_order_value" for name, _ in found):
        found.append(("average_order_value", price[0]))
    return tuple(found)


def _moved_to(case: Case, metric: str, at: Fraction, moved: dict[str, Fraction]) -> Case:
    changed = case.with_value(metric, at)
    for name, each in moved.items():
        changed = changed.with_value(name, each * at)
    return changed


def _edges(case: Case, metric: str, moved: dict[str, Fraction]) -> list[Fraction]:
    """Every value of the metric at which a rule turns."""
    found: set[Fraction] = set()
    for name, _, thresholds in tables(case):
        if name == metric:
            found.update(thresholds)
        elif moved.get(name):
            found.update(threshold / moved[name] for threshold in thresholds)
    for item in case.scheme.every_item:
        if isinstance(item.rule, Linear) and given(item.metric, "") == metric:
            found.update(at.value for at, _ in item.rule.points)
    return sorted(found)


def _span(values: Sequence[Fraction], edges: Sequence[Fraction], metric: str) -> tuple[Fraction, Fraction]:
    """From a little under the least to a little over the greatest of all that is of interest."""
    of_interest = [*values, *(edge for edge in edges if edge > 0)]
    least, most = min(of_interest), max(of_interest)
    margin = (most - least) / 8 or abs(most) / 4 or Fraction(1)
    low = least - margin if least < 0 else max(Fraction(0), least - margin)
    high = most + margin
    return low, min(high, max(most, Fraction(1))) if unit_of(metric) == "ratio" else high


def _places(low: Fraction, high: Fraction, edges: Sequence[Fraction]) -> list[Fraction]:
    """Where the pay is worked out: evenly, and at and right beside every edge."""
    step = (high - low) / _SAMPLES
    found = {low + step * at for at in range(_SAMPLES + 1)}
    for edge in edges:
        if low <= edge <= high:
            found.update(at for at in (edge - _HAIR, edge, edge + _HAIR) if low <= at <= high)
    return sorted(found)


def _gross(staff: Staff, case: Case) -> Fen | None:
    """What the case would be paid among the others as they are; None where something is missing."""
    number = case.agent.number
    everyone = [case.metrics if one.agent.number == number else one for one in staff.everyone]
    cases = [case if one.agent.number == number else one for one in staff.cases.values()]
    then = staff.among(everyone, cases, Peers(everyone, cases))
    scored = score(case, then.peers)
    if scored.pending:
        return None
    then.scores.update({**staff.scores, number: scored})
    lines = all_lines(Context(case, scored, then))
    return None if lines.pending else Context(case, scored, then, lines.lines).gross


def _drawn(gross: Callable[[Fraction], Fen | None], places: Sequence[Fraction]) -> list[Point] | None:
    """The pay at the places, and on both sides of every jump between them; None where something cannot be paid.

    A place in a team or among others is won where nobody typed a threshold: such a jump is found by halving.
    """
    amounts = {at: gross(at) for at in places}
    for _ in range(_ROUNDS):
        for left, right in _steep(amounts):
            _halve(amounts, gross, left, right)
    known = [(at, fen) for at, fen in sorted(amounts.items()) if fen is not None]
    return known if len(known) == len(amounts) else None


def _halve(
    amounts: dict[Fraction, Fen | None], gross: Callable[[Fraction], Fen | None], left: Fraction, right: Fraction
) -> None:
    """Close in on the jump between two places, or find that there is none."""
    while right - left > _HAIR:
        middle = (left + right) / 2
        amounts[middle] = gross(middle)
        first, second = _rise(amounts, left, middle), _rise(amounts, middle, right)
        if max(first, second) <= _ROUNDING:
            return
        left, right = (left, middle) if first >= second else (middle, right)


def _steep(amounts: dict[Fraction, Fen | None]) -> list[tuple[Fraction, Fraction]]:
    """Neighbours between which the pay rises or falls much faster than it mostly does."""
    wide = [pair for pair in pairwise(sorted(amounts)) if pair[1] - pair[0] > _HAIR]
    slopes = sorted(_rise(amounts, left, right) / (right - left) for left, right in wide)
    usual = slopes[len(slopes) // 2] if slopes else Fraction(0)
    return [
        (left, right)
        for left, right in wide
        if _rise(amounts, left, right) > max(_ROUNDING, usual * (right - left) * 3 / 2)
    ]


def _rise(amounts: dict[Fraction, Fen | None], left: Fraction, right: Fraction) -> Fraction:
    return Fraction(abs((amounts[right] or 0) - (amounts[left] or 0)))


def _broken(
    points: Sequence[Point], edges: Collection[Fraction]
) -> tuple[tuple[tuple[Point, ...], ...], tuple[Jump, ...]]:
    """The points as unbroken pieces, and the jumps between two points that are a hair apart."""
    pieces: list[tuple[Point, ...]] = []
    jumps: list[Jump] = []
    piece: list[Point] = []
    for point in points:
        if piece and point[0] - piece[-1][0] <= _HAIR and abs(point[1] - piece[-1][1]) > _ROUNDING:
            last = piece[-1]
            jumps.append(Jump(at=point[0] if point[0] in edges else last[0], below=last[1], above=point[1]))
            pieces.append(tuple(piece))
            piece = []
        piece.append(point)
    return (*pieces, tuple(piece)), tuple(jumps)
