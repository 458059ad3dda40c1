"""A scheme tried on a month before it is in force: what everybody would be scored and paid. Nothing is stored."""

from fractions import Fraction

import msgspec

from app.domain import payrun
from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.observations import MonthMetrics, month_metrics
from app.domain.pay_curve import PayCurve, pay_curve
from app.domain.payline import Payslip
from app.services.month_data import inputs_of, with_scheme
from app.storage.book import Book


class TrialMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month as schemes are tried on it: its inputs and everybody's figures."""

    month: PayMonth
    inputs: MonthInputs
    metrics: MonthMetrics


class Tried(msgspec.Struct, frozen=True):
    """One agent under the scheme as it was and as it is tried."""

    before: Payslip
    after: Payslip

    @property
    def change(self) -> Fen | None:
        """How much more is earned; None where either is not computed."""
        if self.before.gross is None or self.after.gross is None:
            return None
        return self.after.gross - self.before.gross


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody whom the scheme is for, the curve of one of them, and who has which figure: metric → (name, value)."""

    month: PayMonth
    people: tuple[Tried, ...]
    curve: PayCurve | None
    standing: dict[str, list[tuple[str, Fraction]]]

    @property
    def before(self) -> dict[str, Payslip]:
        """Everybody's payslip under the scheme as it was."""
        return {one.before.number: one.before for one in self.people}

    def of(self, number: str) -> Tried | None:
        """One agent's payslips."""
        return next((one for one in self.people if one.after.number == number), None)


def open_trial(book: Book, month: PayMonth) -> TrialMonth:
    """Read a month for trying schemes on it; of a sealed one what it was sealed with."""
    inputs = inputs_of(book, month)
    return TrialMonth(month=month, inputs=inputs, metrics=month_metrics(inputs))


def try_scheme(
    book: Book,
    on: TrialMonth,
    before: SchemeInForce,
    draft: SchemeInForce,
    number: str = "",
    metric: str = "",
    known: Trial | None = None,
) -> Trial:
    """Compute the month with ``before`` and with ``draft`` in force for their place, whatever month they start in.

    The curve is of the agent ``number`` (the first there is, if none of the people) over ``metric``. ``known`` is an
    earlier trial of another draft with the same ``before`` on the same month: that half is taken over.
    """
    now = with_scheme(book, on.inputs, draft)
    in_force = InForce(now, on.metrics)
    numbers = [one.agent.number for one in on.metrics.agents if _place(in_force.of(one.agent)) == _place(draft)]
    was = _slips(with_scheme(book, on.inputs, before), on.metrics) if known is None else known.before
    slips = _slips(now, on.metrics)
    people = tuple(Tried(was[one], slips[one]) for one in numbers if one in slips)
    chosen = number if number in numbers else next(iter(numbers), "")
    curve = pay_curve(payrun.scored_staff(now, on.metrics), chosen, metric, numbers) if chosen and metric else None
    return Trial(month=on.month, people=people, curve=curve, standing=_standing(on.metrics, set(numbers)))


def _slips(inputs: MonthInputs, metrics: MonthMetrics) -> dict[str, Payslip]:
    return {slip.number: slip for slip in payrun.compute(inputs, metrics=metrics).payslips}


def _place(scheme: SchemeInForce | None) -> tuple[str, str, str] | None:
    return (scheme.position, scheme.shop, scheme.team) if scheme else None


def _standing(metrics: MonthMetrics, numbers: set[str]) -> dict[str, list[tuple[str, Fraction]]]:
    found: dict[str, list[tuple[str, Fraction]]] = {}
    for one in metrics.agents:
        if one.agent.number not in numbers:
            continue
        for metric, measured in one.metrics.items():
            if measured.value is not None:
                found.setdefault(metric, []).append((one.agent.name, measured.value))
    return found
