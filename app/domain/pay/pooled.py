"""One figure of several people: sums added, ratios and means re-divided, everything else averaged (RULES 17, 23)."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from app.domain.measured import Measured
from app.domain.metrics import kind_of, unit_of
from app.domain.money import short_text
from app.domain.people import Agent
from app.domain.trace import Trace


class Person(msgspec.Struct, frozen=True):
    """Somebody and a figure of theirs."""

    agent: Agent
    measured: Measured

    @property
    def parts(self) -> tuple[Fraction, Fraction] | None:
        """The figure's numerator and denominator, None where only the quotient is known."""
        one = self.measured
        return None if one.numerator is None or one.denominator is None else (one.numerator, one.denominator)


class Pooled(msgspec.Struct, frozen=True):
    """The people's figure; None: nobody has data, or one of several has nothing to weigh it with (``unweighed``)."""

    value: Fraction | None
    trace: Trace
    unweighed: bool = False


def divides(metric: str) -> bool:
    """Whether the people's figure is Σ ÷ Σ and so needs the parts of each."""
    return kind_of(metric) in ("ratio", "mean")


def pooled(metric: str, people: Sequence[Person]) -> Pooled:
    """The figure of those who have data. 40 of 100 and 30 of 150 → 70 ÷ 250 = 28 %."""
    params = {"metric": metric, "count": str(len(people))}
    inputs = tuple(person_trace(metric, person) for person in people)
    values = [person.measured.value or Fraction(0) for person in people]
    total = sum(values, Fraction(0))
    if kind_of(metric) == "additive" and people:
        return Pooled(total, Trace("people_sum", total, unit_of(metric), params, inputs))
    if len(people) < 2 or not divides(metric):
        mean = total / len(people) if people else None
        return Pooled(mean, Trace("people_mean", mean, unit_of(metric), params, inputs))
    parts = [part for person in people if (part := person.parts) is not None]
    upper, lower = (sum((part[side] for part in parts), Fraction(0)) for side in (0, 1))
    if len(parts) < len(people) or not lower:
        return Pooled(None, Trace("no_data", None, "", {"metric": metric}), unweighed=True)
    params |= {"numerator": short_text(upper), "denominator": short_text(lower)}
    return Pooled(upper / lower, Trace("people_ratio", upper / lower, unit_of(metric), params, inputs))


def person_trace(metric: str, person: Person) -> Trace:
    """Whose figure it is, with its cells."""
    params = {"metric": metric, "name": person.agent.name, "number": person.agent.number}
    return Trace("person", person.measured.value, unit_of(metric), params, (), person.measured.every_source)
