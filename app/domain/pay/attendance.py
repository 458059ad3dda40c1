"""考勤: wage not earned on days absent, and a price for each lateness, in one earning below 0 (RULES 4).

Inputs are asked for only where days are deducted: who was never absent needs neither a base nor days due.
"""

from fractions import Fraction

from app.domain.metrics import ATTENDANCE
from app.domain.money import decimal_text, short_text, yuan
from app.domain.pay.amounts import whole_base
from app.domain.pay.attendance_row import ABSENT, ATTENDED, DUE, LATE, PERSONAL_LEAVE, SICK_LEAVE, AttendanceRow
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.payline import Flag
from app.domain.scheme import Attendance, Base, Exact, PayItem, given
from app.domain.scoring.outcome import ZERO
from app.domain.trace import Trace


def attendance(item: PayItem, rule: Attendance, at: Context) -> Lines:
    """3,000, 11 of 22 days absent, ÷ 21.75: deduct −1,517.24, attended −1,482.76."""
    row = AttendanceRow(at.case)
    if not row:
        return lacking(item, "no_attendance_row")
    days = _days_lost(item, rule, at, row)
    if isinstance(days, Lines):
        return days
    parts = tuple(part for part in (days, _lateness(rule, at, row)) if part is not None)
    total = sum((part.value or ZERO for part in parts), ZERO)
    if not total:
        return Lines()
    capped = any(part.rule == "absence_capped" for part in parts)
    flags = (Flag(code="attendance_capped", params={"item": item.name}),) if capped else ()
    return Lines(lines=(earning(item, total, "attendance", {}, parts),), flags=flags)


def _lateness(rule: Attendance, at: Context, row: AttendanceRow) -> Trace | None:
    """迟到 × its price, taken off besides and never capped by the base."""
    price = given(rule.late_price, Exact("0"))
    if not price.value or not row[LATE]:
        return None
    params = {"count": short_text(row[LATE]), "price": price.text}
    return Trace("lateness", -row[LATE] * price.value, "CNY", params, (at.case.trace(f"{ATTENDANCE}{LATE}"),))


def _days_lost(item: PayItem, rule: Attendance, at: Context, row: AttendanceRow) -> Trace | Lines | None:
    if not _days_absent(rule, row) or _paid_by_days(at):
        return None
    base = whole_base(at.case)
    if base is None or base.value is None:
        return lacking(item, "no_base")
    divisor = _divisor(rule, at, row)
    if not divisor:
        return lacking(item, "no_days_due")
    if rule.method == "attended" and ATTENDED not in row:
        return lacking(item, "no_attendance")
    method = _attended if rule.method == "attended" else _absent
    return method(rule, at, row, base, divisor)


def _days_absent(rule: Attendance, row: AttendanceRow) -> Fraction:
    """事假 + 旷工 + the unpaid part of 病假; who was only on paid sick leave was not absent and has the whole base."""
    return row[PERSONAL_LEAVE] + row[ABSENT] + row[SICK_LEAVE] * (1 - given(rule.sick_rate, Exact("1")).value)


def _paid_by_days(at: Context) -> bool:
    """Whether the base was already paid by days attended: a joiner's or leaver's, where the scheme says so."""
    by_days = any(
        isinstance(item.rule, Base) and given(item.rule.prorate, "calendar") == "attendance"
        for item in at.case.scheme.pay
    )
    return by_days and not at.case.agent.employed_whole(at.case.month)


def _divisor(rule: Attendance, at: Context, row: AttendanceRow) -> Fraction:
    """Days that a whole base is for, 0 where the sheet does not say them."""
    if rule.divisor == "calendar":
        return Fraction(at.case.month.days)
    return row[DUE] if rule.divisor == "workdays" else Fraction(rule.divisor)


def _printed_base(at: Context) -> Fraction:
    return yuan(sum(at.amount_of(item.code) for item in at.case.scheme.pay if isinstance(item.rule, Base)))


def _absent(rule: Attendance, at: Context, row: AttendanceRow, base: Trace, divisor: Fraction) -> Trace:
    """Days absent × whole base ÷ divisor, at most the printed base."""
    days = _days_absent(rule, row)
    sick = days - row[PERSONAL_LEAVE] - row[ABSENT]
    lost, printed = days * (base.value or ZERO) / divisor, _printed_base(at)
    inputs = (*_figures(at, row, PERSONAL_LEAVE, ABSENT), *_sick(rule, at, row, sick, "sick_unpaid"), base)
    params = _params(days, base, divisor)
    if lost <= printed:
        return Trace("absence", -lost, "CNY", params, inputs)
    params["printed"] = decimal_text(printed, 2)
    return Trace("absence_capped", -printed, "CNY", params, inputs)


def _attended(rule: Attendance, at: Context, row: AttendanceRow, base: Trace, divisor: Fraction) -> Trace | None:
    """What days attended × whole base ÷ divisor fall short of the printed base."""
    sick = row[SICK_LEAVE] * given(rule.sick_rate, Exact("1")).value
    days, printed = row[ATTENDED] + sick, _printed_base(at)
    missing = days * (base.value or ZERO) / divisor - printed
    if missing >= 0:
        return None
    inputs = (*_figures(at, row, ATTENDED), *_sick(rule, at, row, sick, "sick_paid"), base)
    params = _params(days, base, divisor) | {"printed": decimal_text(printed, 2)}
    return Trace("attended_days", missing, "CNY", params, inputs)


def _params(days: Fraction, base: Trace, divisor: Fraction) -> dict[str, str]:
    return {"days": short_text(days), "base": short_text(base.value or ZERO), "divisor": short_text(divisor)}


def _figures(at: Context, row: AttendanceRow, *columns: str) -> tuple[Trace, ...]:
    return tuple(at.case.trace(f"{ATTENDANCE}{column}") for column in columns if row[column])


def _sick(rule: Attendance, at: Context, row: AttendanceRow, days: Fraction, name: str) -> tuple[Trace, ...]:
    """Days of sick leave as they count: the unpaid or the paid part of each."""
    if not row[SICK_LEAVE]:
        return ()
    params = {"days": short_text(row[SICK_LEAVE]), "rate": given(rule.sick_rate, Exact("1")).text}
    return (Trace(name, days, "days", params, _figures(at, row, SICK_LEAVE)),)
