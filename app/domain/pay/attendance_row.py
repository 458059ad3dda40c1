"""The agent's row of the attendance sheet."""

from fractions import Fraction

from app.domain.case import Case
from app.domain.metrics import ATTENDANCE
from app.domain.scoring.outcome import ZERO

PERSONAL_LEAVE, SICK_LEAVE, ABSENT = "事假天数", "病假天数", "旷工天数"
LATE, EARLY = "迟到次数", "早退次数"
ATTENDED, DUE = "出勤天数", "应出勤天数"
OVERTIME = {"weekday": "平时加班小时", "rest": "休息日加班小时", "holiday": "节假日加班小时"}
"""The column of each kind of overtime, in hours."""


class AttendanceRow:
    """The figures of the row by column. An empty cell of a row counts as 0; no figure at all is no row."""

    def __init__(self, case: Case) -> None:
        self._figures = case.metrics.metrics

    def __bool__(self) -> bool:
        return any(one.value is not None and name.startswith(ATTENDANCE) for name, one in self._figures.items())

    def __contains__(self, column: str) -> bool:
        return self._value(column) is not None

    def __getitem__(self, column: str) -> Fraction:
        return self._value(column) or ZERO

    def _value(self, column: str) -> Fraction | None:
        found = self._figures.get(f"{ATTENDANCE}{column}")
        return None if found is None else found.value
