"""津贴: a fixed amount a month, attended day, night shift or year of service; dated."""

from datetime import date
from fractions import Fraction

from app.domain.metrics import DAYS_ATTENDED
from app.domain.money import short_text
from app.domain.month import PayMonth
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, figure, lacking
from app.domain.scheme import Allowance, PayItem, given
from app.domain.scoring.outcome import ZERO

_COUNTED = {"day": DAYS_ATTENDED, "night_shift": "night_shifts"}


def allowance(item: PayItem, rule: Allowance, at: Context) -> Lines:
    """20 days attended × 15 = 300.00. A month's amount is paid whole, to joiners and leavers too.

    Before ``from`` and after ``to`` (months, inclusive) there is no line.
    """
    case, month = at.case, str(at.case.month)
    if not given(rule.from_, month) <= month <= given(rule.to, month):
        return Lines()
    amount, params = rule.amount.value, {"amount": rule.amount.text}
    if rule.per == "month":
        return Lines(lines=(earning(item, amount, "allowance_month", params, ()),))
    if rule.per == "year_of_service":
        hired = case.agent.hired
        if hired is None:
            return lacking(item, "no_hire_date")
        years = years_of_service(hired, case.month)
        params |= {"count": str(years), "hired": hired.isoformat()}
        return Lines(lines=(earning(item, amount * years, "allowance_year_of_service", params, ()),))
    metric = counted_by(rule)
    counted = figure(item, case, metric)
    if isinstance(counted, Lines):
        return counted
    count = counted.value or ZERO
    params |= {"count": short_text(count)}
    trace = case.trace(metric)
    return Lines(lines=(earning(item, amount * count, f"allowance_{rule.per}", params, (trace,)),))


def counted_by(rule: Allowance) -> str:
    """The metric that the allowance is paid by; "" where it is paid by the month or by years."""
    return _COUNTED.get(rule.per, "")


def years_of_service(hired: date, month: PayMonth) -> Fraction:
    """Years completed on the month's last day: every day of the month of hire is reached by then, the 29th too."""
    return Fraction(month.year - hired.year - (month.number < hired.month))
