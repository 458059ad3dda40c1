"""A year of an agent: months by work, tax by pay date, what was before the book counted once."""

from datetime import date
from fractions import Fraction

from app.domain.agent_year import Paid, agent_year
from app.domain.month import PayMonth
from app.domain.people import TaxOpening
from tests.documents.slips import payslip


def month(year: int, number: int, tax: int = 100, pay: date | None = None, state: str = "sealed") -> Paid:
    work = PayMonth(year, number)
    sums = {"special": 65100, "tax": tax}
    slip = payslip(gross=800000, deductions=65100 + tax + 5000, net=800000 - 65100 - tax - 5000, sums=sums)
    return Paid(month=work, pay_date=pay or work.shift(1).first.replace(day=15), state=state, payslip=slip)


def test_rows_are_months_of_work_with_their_sums() -> None:
    year = agent_year("A1", "林晓月", 2026, [month(2026, 3), month(2026, 1), month(2027, 1), month(2025, 12)], None)
    assert [row.month.number for row in year.rows] == [1, 3]
    assert year.row(2) is None
    assert (year.total("gross"), year.total("special"), year.total("tax"), year.total("others")) == (
        1600000, 130200, 200, 10000,
    )  # fmt: skip
    assert year.total("net") == sum(row.net for row in year.rows)
    assert all(row.gross - row.special - row.tax - row.others == row.net for row in year.rows)


def test_december_that_is_paid_in_january_belongs_to_the_next_tax_year() -> None:
    year = agent_year("A1", "x", 2026, [month(2025, 12, tax=7), month(2026, 1, tax=10), month(2026, 12, tax=90)], None)
    assert [row.tax_so_far for row in year.rows] == [17, 90]
    assert year.tax.withheld == 17 and year.tax.income == 1600000


def test_paid_in_the_same_month_december_stays_in_its_year() -> None:
    days = [date(2026, number, 28) for number in (11, 12)]
    year = agent_year("A1", "x", 2026, [month(2026, day.month, pay=day) for day in days], None)
    assert [row.tax_so_far for row in year.rows] == [100, 200]
    assert year.tax.withheld == 200


def test_what_was_before_the_book_counts_once() -> None:
    opening = TaxOpening(
        month=PayMonth(2026, 8), income=Fraction(56000), special=Fraction(4557), withheld=Fraction("59.76")
    )
    kept = [month(2026, 7, tax=5976), month(2026, 8, tax=10), month(2026, 9, tax=20)]
    year = agent_year("A1", "x", 2026, kept, opening)
    assert year.tax.withheld == 5976 + 30, "July is in the figures from before the book"
    assert year.tax.income == 5600000 + 1600000
    assert [row.tax_so_far for row in year.rows] == [5976, 5986, 6006]
    other = agent_year("A1", "x", 2027, [*kept, month(2027, 1, tax=3)], opening)
    assert (other.tax.withheld, [row.tax_so_far for row in other.rows]) == (3, [3])


def test_the_sums_before_the_book_of_a_year_without_any_month_in_it() -> None:
    opening = TaxOpening(month=PayMonth(2026, 8), income=Fraction(1), special=Fraction(0), withheld=Fraction(0))
    year = agent_year("A1", "x", 2026, [], opening)
    assert (year.rows, year.tax.income) == ((), 100)


def test_exempt_income_is_no_income_of_the_tax_year() -> None:
    kept = month(2026, 1)
    slip = payslip(gross=800000, deductions=0, net=800000, sums={"exempt": 50000})
    one = Paid(month=kept.month, pay_date=kept.pay_date, state="draft", payslip=slip)
    assert agent_year("A1", "x", 2026, [one], None).tax.income == 750000
