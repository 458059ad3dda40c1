"""What sealed months leave to later ones: figures, scores, sums, and what is still to be borne or paid back."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec

from app.domain.money import Fen, exact_ratio
from app.domain.month import PayMonth
from app.domain.people import Place
from app.domain.problem import JixinError, error


class PastFigure(msgspec.Struct, frozen=True, gc=False, array_like=True, eq=False):
    """A metric of a sealed month; numerator and denominator where the value can be pooled with others.

    ``marks`` says how many marks a typed mean is of: 0 for anything else.
    Of the thousands of figures that months leave a run asks for few: each is an exact number or the text that the book
    keeps of it, which is read when it is asked for.
    """

    given: Any
    upper: Any = None
    lower: Any = None
    incomplete: bool = False
    marks: int = 0

    @property
    def value(self) -> Fraction | None:
        """The exact value, None for no data; JixinError for a text that no book wrote."""
        return _number(self.given)

    @property
    def numerator(self) -> Fraction | None:
        """What the value is divided from."""
        return _number(self.upper)

    @property
    def denominator(self) -> Fraction | None:
        """What the value is divided by."""
        return _number(self.lower)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PastFigure) and self._exact == other._exact

    def __hash__(self) -> int:
        return hash(self._exact)

    @property
    def _exact(self) -> tuple[Fraction | int | None, ...]:
        return (self.value, self.numerator, self.denominator, self.incomplete, self.marks)


def _number(given: Fraction | str | None) -> Fraction | None:
    if not isinstance(given, str):
        return given
    try:
        return exact_ratio(given)
    except (ValueError, ZeroDivisionError) as fault:
        raise JixinError(error("book_damaged")) from fault


class PastAgent(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One agent of a sealed month. ``sums`` are those of the payslip (``Payslip.sums``), with ``gross``, in fen.

    ``paid`` holds the lines in fen, deductions below 0; ``rates`` the rates that commissions were paid at, by line.
    """

    number: str
    place: Place
    figures: dict[str, PastFigure] = {}
    score: Fraction | None = None
    sums: dict[str, Fen] = {}
    paid: dict[str, Fen] = {}
    rates: dict[str, Fraction] = {}
    tax_additional: Fraction = Fraction(0)
    tax_other: Fraction = Fraction(0)


class PastMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed month, its agents by number."""

    month: PayMonth
    pay_date: date
    agents: dict[str, PastAgent]


class OpeningBest(msgspec.Struct, frozen=True, kw_only=True):
    """The best figure of a month before the book's first, as the owner knows it.

    Of a position in a shop, "" for all of them.
    """

    month: PayMonth
    metric: str
    shop: str = ""
    position: str = ""
    value: Fraction


class PastIncident(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An incident of an earlier month, sealed or not."""

    number: str
    kind: str
    day: date


class History:
    """The sealed months before the one that is computed, oldest first; ``bests`` are of months that are not sealed."""

    def __init__(
        self, months: Iterable[PastMonth], incidents: Iterable[PastIncident], bests: Iterable[OpeningBest] = ()
    ) -> None:
        self.months = tuple(sorted(months, key=lambda one: one.month))
        self._by_month = {one.month: one for one in self.months}
        self.bests = tuple(one for one in bests if one.month not in self._by_month)
        self._incidents: dict[str, list[PastIncident]] = {}
        for incident in incidents:
            self._incidents.setdefault(incident.number, []).append(incident)

    def at(self, month: PayMonth) -> PastMonth | None:
        """The sealed month, None where it is not sealed."""
        return self._by_month.get(month)

    def of(self, number: str) -> Iterator[tuple[PastMonth, PastAgent]]:
        """The sealed months that the agent was paid in, oldest first."""
        for month in self.months:
            agent = month.agents.get(number)
            if agent is not None:
                yield month, agent

    def incidents(self, number: str, first: PayMonth) -> tuple[PastIncident, ...]:
        """The agent's incidents from the month ``first`` on, before the month that is computed."""
        return tuple(one for one in self._incidents.get(number, ()) if one.day >= first.first)
