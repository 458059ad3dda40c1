"""Income tax of residents' wages by cumulative withholding (累计预扣法): the table and the three ways of deducting.

Source: 个人所得税扣缴申报管理办法（试行）, 国家税务总局公告2018年第61号, art. 6, in force since 2019-01-01.
"""

from fractions import Fraction

import msgspec

from app.domain.money import Fen, to_fen, yuan

MONTHLY = Fraction(5_000)
"""Deducted for each month (减除费用, CNY)."""

YEARLY = Fraction(60_000)


class Bracket(msgspec.Struct, frozen=True):
    """A grade of the table: the cumulative taxable income it reaches (inclusive, None: any), rate, quick deduction."""

    up_to: Fraction | None
    rate: Fraction
    quick: Fraction


BRACKETS = (
    Bracket(Fraction(36_000), Fraction(3, 100), Fraction(0)),
    Bracket(Fraction(144_000), Fraction(10, 100), Fraction(2_520)),
    Bracket(Fraction(300_000), Fraction(20, 100), Fraction(16_920)),
    Bracket(Fraction(420_000), Fraction(25, 100), Fraction(31_920)),
    Bracket(Fraction(660_000), Fraction(30, 100), Fraction(52_920)),
    Bracket(Fraction(960_000), Fraction(35, 100), Fraction(85_920)),
    Bracket(None, Fraction(45, 100), Fraction(181_920)),
)


def bracket_of(taxable: Fraction) -> Bracket:
    """36,000 is still at 3 %, 960,000.01 is at 45 %."""
    return next(one for one in BRACKETS if one.up_to is None or taxable <= one.up_to)


def allowance_months(mode: str, tax_month: int, months_here: int) -> int:
    """How many months' 5,000 are deducted by now.

    ``ordinary``: the months at this employer in the tax year. ``first``, the first wage of the year (2020 No.13): all
    months since January. ``prior60k``, at most 60,000 in the whole year before (2020 No.19): the year's twelve at once.
    """
    return {"first": tax_month, "prior60k": int(YEARLY / MONTHLY)}.get(mode, months_here)


def cumulative_tax(taxable: Fraction) -> Fraction:
    """The year's tax by now (CNY, exact) on the cumulative taxable income; 0 where that is not above 0."""
    bracket = bracket_of(taxable)
    return max(Fraction(0), taxable * bracket.rate - bracket.quick)


def withheld_now(taxable: Fraction, withheld: Fraction) -> Fen:
    """What is withheld this month: the year's tax by now, half-up to the fen, less what was ``withheld`` (CNY).

    Never below 0: nothing is paid back during the year, the formula catches up later.
    """
    return max(0, to_fen(yuan(to_fen(cumulative_tax(taxable))) - withheld))
