"""Twelve months of one agent: what was paid when, the sums, and what counts for the tax year so far."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.money import Fen, to_fen
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.domain.people import TaxOpening


class Paid(msgspec.Struct, frozen=True, kw_only=True):
    """A kept payslip with the day and the state (draft, reviewed, sealed) of its month."""

    month: PayMonth
    pay_date: date
    state: str
    payslip: Payslip


class YearRow(msgspec.Struct, frozen=True, kw_only=True):
    """A month that was computed for the agent, in fen; ``special`` is insurance and fund, ``others`` what else is off.

    ``tax_so_far`` is what was withheld in the tax year of its pay date up to and with this month.
    """

    month: PayMonth
    pay_date: date
    state: str
    score: Fraction | None
    gross: Fen
    special: Fen
    tax: Fen
    others: Fen
    net: Fen
    tax_so_far: Fen


class TaxSum(msgspec.Struct, frozen=True, kw_only=True):
    """The tax year by pay date, in fen, months before the book included: income, insurance and fund, withheld."""

    income: Fen = 0
    special: Fen = 0
    withheld: Fen = 0


class AgentYear(msgspec.Struct, frozen=True, kw_only=True):
    """The year of one agent: a row per month of work that was computed, and the tax of what is paid in the year."""

    number: str
    name: str
    year: int
    rows: tuple[YearRow, ...]
    tax: TaxSum

    def row(self, number: int) -> YearRow | None:
        """The row of the month ``number`` (1 … 12), None where there is none."""
        return next((row for row in self.rows if row.month.number == number), None)

    def total(self, field: str) -> Fen:
        """The sum of a field of the rows."""
        return sum(getattr(row, field) for row in self.rows)


def agent_year(number: str, name: str, year: int, paid: Iterable[Paid], opening: TaxOpening | None) -> AgentYear:
    """The year from everything that was kept of the agent, in any order; blocked payslips pay nothing."""
    kept = sorted((one for one in paid if one.payslip.computed), key=lambda one: one.month)
    before = _before(opening, kept)
    rows = tuple(_row(one, kept, before) for one in kept if one.month.year == year)
    counted = [one.payslip for one in kept if one.pay_date.year == year and _counts(one, before)]
    start = before[1] if before is not None and before[0].year == year else TaxSum()
    tax = TaxSum(
        income=start.income + sum((slip.gross or 0) - slip.sums.get("exempt", 0) for slip in counted),
        special=start.special + sum(slip.sums.get("special", 0) for slip in counted),
        withheld=start.withheld + sum(slip.sums.get("tax", 0) for slip in counted),
    )
    return AgentYear(number=number, name=name, year=year, rows=rows, tax=tax)


_Before = tuple[date, TaxSum, PayMonth]


def _before(opening: TaxOpening | None, kept: list[Paid]) -> _Before | None:
    """The sums before the book with the day on which the first month after them is paid."""
    if opening is None:
        return None
    day = next((one.pay_date for one in kept if one.month == opening.month), opening.month.shift(1).first)
    sums = TaxSum(income=to_fen(opening.income), special=to_fen(opening.special), withheld=to_fen(opening.withheld))
    return day, sums, opening.month


def _counts(one: Paid, before: _Before | None) -> bool:
    """Whether the month is not in the sums before the book already."""
    return before is None or before[0].year != one.pay_date.year or one.month >= before[2]


def _row(one: Paid, kept: list[Paid], before: _Before | None) -> YearRow:
    slip = one.payslip
    special, tax = slip.sums.get("special", 0), slip.sums.get("tax", 0)
    same = [other for other in kept if other.pay_date.year == one.pay_date.year and other.month <= one.month]
    opened = before[1].withheld if before is not None and before[0].year == one.pay_date.year else 0
    return YearRow(
        month=one.month,
        pay_date=one.pay_date,
        state=one.state,
        score=slip.score,
        gross=slip.gross or 0,
        special=special,
        tax=tax,
        others=(slip.deductions or 0) - special - tax,
        net=slip.net or 0,
        tax_so_far=opened + sum(other.payslip.sums.get("tax", 0) for other in same if _counts(other, before)),
    )
