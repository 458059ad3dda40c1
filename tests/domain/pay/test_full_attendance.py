"""全勤奖: the whole month without leave, lateness or absence."""

import pytest

from tests.domain.build import agent, incident, line
from tests.domain.pay.payday import amounts, paid, pending, sheet

FULL = line("x", {"type": "full_attendance", "amount": "200"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"出勤天数": "22"}, True),
        ({"应出勤天数": "22"}, True),
        ({"出勤天数": "22", "事假天数": "0", "迟到次数": "0"}, True),
        ({"出勤天数": "21", "应出勤天数": "22"}, True),  # asked are the five columns, not the days
        ({"平时加班小时": "3"}, True),
        ({"出勤天数": "22", "事假天数": "0.5"}, False),
        ({"出勤天数": "22", "病假天数": "1"}, False),
        ({"出勤天数": "22", "旷工天数": "1"}, False),
        ({"出勤天数": "22", "迟到次数": "1"}, False),
        ({"出勤天数": "22", "早退次数": "1"}, False),
    ],
)
def test_nothing_under_the_five_columns(row: dict[str, str], expected: bool) -> None:
    slip = paid(FULL, marks=sheet(**row))
    assert amounts(slip) == ({"x": "200.00"} if expected else {})
    assert [trace.rule for trace in slip.not_given] == ([] if expected else ["not_full_attendance"])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"hired": "2026-10-01", "left": "2026-10-31"}, True), ({"hired": "2026-10-02"}, False),
        ({"left": "2026-10-30"}, False),
    ],
)  # fmt: skip
def test_only_who_is_employed_the_whole_month(dates: dict[str, str], expected: bool) -> None:
    slip = paid(FULL, who=agent(**dates), marks=sheet(出勤天数="20"))
    assert amounts(slip) == ({"x": "200.00"} if expected else {})


def test_incidents_are_not_asked() -> None:
    assert amounts(paid(FULL, marks=sheet(出勤天数="22"), incidents=(incident("迟到"),))) == {"x": "200.00"}


def test_without_a_row_it_is_not_known() -> None:
    slip = paid(FULL)
    assert (amounts(slip), [trace.rule for trace in slip.not_given]) == ({}, ["not_given"])
    assert pending(paid({**FULL, "missing": "required"})) == ["no_attendance_row"]
