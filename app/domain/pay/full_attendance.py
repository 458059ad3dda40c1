"""全勤奖: an amount for a whole month without leave, lateness or absence."""

from app.domain.metrics import ATTENDANCE
from app.domain.money import short_text
from app.domain.pay.attendance_row import ABSENT, EARLY, LATE, PERSONAL_LEAVE, SICK_LEAVE, AttendanceRow
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.scheme import FullAttendance, PayItem
from app.domain.trace import Trace


def full_attendance(item: PayItem, rule: FullAttendance, at: Context) -> Lines:
    """Paid whole or not at all; incidents are not asked. An empty cell of the row is no leave."""
    case = at.case
    row = AttendanceRow(case)
    if not row:
        return lacking(item, "no_attendance_row")
    if not case.agent.employed_whole(case.month):
        return Lines(not_given=(Trace("not_whole_month", None, "", {"item": item.name}),))
    for column in (PERSONAL_LEAVE, SICK_LEAVE, ABSENT, LATE, EARLY):
        if row[column]:
            metric = f"{ATTENDANCE}{column}"
            params = {"item": item.name, "metric": metric, "count": short_text(row[column])}
            return Lines(not_given=(Trace("not_full_attendance", None, "", params, (case.trace(metric),)),))
    return Lines(lines=(earning(item, rule.amount.value, "full_attendance", {}, ()),))
