"""What counts for an agent's income tax this year: the time before the book, sealed months, and this one (RULES 30).

A month belongs to the tax year that it is paid in: December's wage that is paid in January opens the next year.
"""

from datetime import date
from fractions import Fraction

import msgspec

from app.domain.history import PastAgent
from app.domain.money import yuan
from app.domain.month import PayMonth
from app.domain.pay.context import Context
from app.domain.pay.insurance import special_of
from app.domain.people import Agent, TaxOpening
from app.domain.scoring.outcome import ZERO


class Portion(msgspec.Struct, frozen=True, kw_only=True):
    """What a month, or (``opening``) the time before it at this employer, adds to the year's sums, in CNY."""

    month: PayMonth
    opening: bool = False
    income: Fraction
    exempt: Fraction = ZERO
    special: Fraction
    additional: Fraction
    other: Fraction
    withheld: Fraction = ZERO


def portions(at: Context) -> tuple[Portion, ...]:
    """Oldest first; the last one is this month as it stands before its tax."""
    year, opening = at.case.pay_date.year, _opening(at)
    found = [] if opening is None else [_before(opening)]
    found += [
        _sealed(month.month, past)
        for month, past in at.staff.history.of(at.case.agent.number)
        if month.pay_date.year == year and (opening is None or month.month >= opening.month)
    ]
    return (*found, _this_month(at))


def months_here(agent: Agent, tax_month: PayMonth) -> int:
    """Months at this employer in the tax year up to ``tax_month``, the month of hire and unpaid ones included.

    Hired before the year, or nobody knows when: from January on. Paid before the month of hire: 1.
    """
    if agent.hired is None or agent.hired.year < tax_month.year:
        return tax_month.number
    return max(1, tax_month.number - agent.hired.month + 1)


def misses_months(at: Context, found: tuple[Portion, ...]) -> bool:
    """Whether the agent was employed in earlier months of this tax year that nothing tells of."""
    first = found[0]
    if first.opening:
        return False
    paid_before = PayMonth.of(_pay_date(first.month, at)).shift(-1)
    employed_before = at.case.agent.days_employed(first.month.shift(-1)) is not None
    return employed_before and paid_before.year == at.case.pay_date.year


def _pay_date(month: PayMonth, at: Context) -> date:
    """When a month is paid: as sealed, this one as it is computed, of any other the month after it."""
    past = at.staff.history.at(month)
    if past is not None:
        return past.pay_date
    return at.case.pay_date if month == at.case.month else month.shift(1).first


def _opening(at: Context) -> TaxOpening | None:
    """The sums before the book, if the first month after them is paid in this tax year."""
    opening = at.case.agent.tax.opening
    if opening is None or opening.month > at.case.month:
        return None
    return opening if _pay_date(opening.month, at).year == at.case.pay_date.year else None


def _before(opening: TaxOpening) -> Portion:
    return Portion(
        month=opening.month,
        opening=True,
        income=opening.income,
        special=opening.special,
        additional=opening.additional,
        other=opening.other,
        withheld=opening.withheld,
    )


def _sealed(month: PayMonth, past: PastAgent) -> Portion:
    return Portion(
        month=month,
        income=yuan(past.sums.get("gross", 0)),
        exempt=yuan(past.sums.get("exempt", 0)),
        special=yuan(past.sums.get("special", 0)),
        additional=past.tax_additional,
        other=past.tax_other,
        withheld=yuan(past.sums.get("tax", 0)),
    )


def _this_month(at: Context) -> Portion:
    terms = at.case.agent.tax
    return Portion(
        month=at.case.month,
        income=yuan(at.gross),
        exempt=yuan(at.exempt),
        special=yuan(special_of(at)),
        additional=terms.additional,
        other=terms.other,
    )
