"""加班费: hours × base ÷ 21.75 ÷ 8 × rate (劳动法 art. 44), rounded once at the end, never by the hour."""

from fractions import Fraction

from app.domain.metrics import ATTENDANCE
from app.domain.money import short_text
from app.domain.pay.amounts import PAID_DAYS, whole_base, whole_performance
from app.domain.pay.attendance_row import OVERTIME, AttendanceRow
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.scheme import Exact, Overtime, PayItem
from app.domain.scoring.outcome import ZERO
from app.domain.trace import Trace

HOURS_A_DAY = 8


def overtime(item: PayItem, rule: Overtime, at: Context) -> Lines:
    """4,500: 2 hours × 1.5 → 77.59, 8 hours × 3 → 620.69. The base is whole, neither pro-rated nor on probation."""
    row = AttendanceRow(at.case)
    if not any(column in row for column in OVERTIME.values()):
        return lacking(item, "no_overtime_hours")
    parts = _parts(rule, at, row)
    if not parts:
        return Lines()
    base = whole_base(at.case)
    if base is None or base.value is None:
        return lacking(item, "no_base")
    wages = (base,)
    if rule.base == "base_performance":
        performance = whole_performance(at.case)
        if performance is None or performance.value is None:
            return lacking(item, "no_performance_base")
        wages = (base, performance)
    hours = sum((part.value or ZERO for part in parts), ZERO)
    wage = sum((amount.value or ZERO for amount in wages), ZERO)
    params = {"hours": short_text(hours), "wage": short_text(wage)}
    return Lines(lines=(earning(item, hours * wage / PAID_DAYS / HOURS_A_DAY, "overtime", params, (*parts, *wages)),))


def _parts(rule: Overtime, at: Context, row: AttendanceRow) -> tuple[Trace, ...]:
    """The hours of each kind as they count, those with any."""
    rates = {"weekday": rule.rates.weekday, "rest": rule.rates.rest, "holiday": rule.rates.holiday}
    return tuple(
        _part(f"overtime_{kind}", at, OVERTIME[kind], row[OVERTIME[kind]], rate)
        for kind, rate in rates.items()
        if row[OVERTIME[kind]]
    )


def _part(name: str, at: Context, column: str, hours: Fraction, rate: Exact) -> Trace:
    params = {"hours": short_text(hours), "rate": rate.text}
    return Trace(name, hours * rate.value, "number", params, (at.case.trace(f"{ATTENDANCE}{column}"),))
