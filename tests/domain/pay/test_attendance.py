"""考勤: days not earned by two methods and five divisors, and a price for lateness (RULES 4, PAY-RULES 4)."""

from typing import Any

import pytest

from tests.domain.build import agent, line
from tests.domain.pay.payday import BASE, amounts, flags, paid, pending, sheet, the_line

PERSON = agent(base="3000")


def attendance(method: str, divisor: str = "21.75", **more: Any) -> dict[str, Any]:
    return line("x", {"type": "attendance", "divisor": divisor, "method": method, **more})


def left_of_base(slip: Any) -> str:
    """What is left of the base in the end, as the tables of the law books print it."""
    return f"{slip.gross / 100:.2f}"


# workdays of the month, absent, deduct (what the formula gives), attended, by real workdays; salary 3,000
TRAP = [
    ("23", "22", "-34.48", "137.93", "130.43"),
    ("23", "23", "-172.41", "0.00", "0.00"),
    ("20", "20", "241.38", "0.00", "0.00"),
    ("22", "11", "1482.76", "1517.24", "1500.00"),
    ("22", "1", "2862.07", "2896.55", "2863.64"),
]


@pytest.mark.parametrize(("workdays", "absent", "deduct", "attended", "real"), TRAP)
def test_the_trap_of_21_75(workdays: str, absent: str, deduct: str, attended: str, real: str) -> None:
    """Deducting goes below 0 in a month of 23 workdays and stops at 0, which is flagged."""
    there = str(int(workdays) - int(absent))
    row = {"marks": sheet(应出勤天数=workdays, 出勤天数=there, 事假天数=absent), "who": PERSON}
    by_deducting = paid(BASE, attendance("deduct"), **row)
    assert left_of_base(by_deducting) == ("0.00" if deduct.startswith("-") else deduct)
    assert ("attendance_capped" in flags(by_deducting)) == deduct.startswith("-")
    assert left_of_base(paid(BASE, attendance("attended"), **row)) == attended
    assert left_of_base(paid(BASE, attendance("deduct", "workdays"), **row)) == real
    assert left_of_base(paid(BASE, attendance("attended", "workdays"), **row)) == real


@pytest.mark.parametrize(
    ("divisor", "lost"),
    [("21.75", "-137.93"), ("26", "-115.38"), ("30", "-100.00"), ("calendar", "-96.77"), ("workdays", "-142.86")],
)
def test_a_day_by_each_divisor(divisor: str, lost: str) -> None:
    slip = paid(BASE, attendance("deduct", divisor), who=PERSON, marks=sheet(应出勤天数="21", 事假天数="1"))
    assert amounts(slip)["x"] == lost


@pytest.mark.parametrize(
    ("row", "sick_rate", "deduct", "attended"),
    [
        ({"事假天数": "1", "旷工天数": "2", "出勤天数": "19"}, None, "-300.00", "-1100.00"),
        ({"病假天数": "2", "出勤天数": "28"}, None, None, None),  # the whole wage is kept
        ({"病假天数": "2", "出勤天数": "28"}, "0.6", "-80.00", "-80.00"),
        ({"病假天数": "2", "出勤天数": "28"}, "0", "-200.00", "-200.00"),
        ({"病假天数": "2", "事假天数": "1", "出勤天数": "27"}, "0.8", "-140.00", "-140.00"),
        ({"事假天数": "0.5", "出勤天数": "29.5"}, None, "-50.00", "-50.00"),
        ({"出勤天数": "20"}, None, None, None),  # nobody was absent
        ({"出勤天数": "20", "迟到次数": "3", "早退次数": "2"}, None, None, None),
    ],
)
def test_days_by_kind_of_absence(
    row: dict[str, str], sick_rate: str | None, deduct: str | None, attended: str | None
) -> None:
    """A base of 3,000 ÷ 30: 100 a day."""
    more = {} if sick_rate is None else {"sick_rate": sick_rate}
    for method, lost in (("deduct", deduct), ("attended", attended)):
        found = amounts(paid(BASE, attendance(method, "30", **more), who=PERSON, marks=sheet(**row)))
        assert found.get("x") == lost


def test_lateness_comes_off_besides_and_after_the_cap() -> None:
    row = sheet(应出勤天数="23", 旷工天数="23", 出勤天数="0", 迟到次数="3", 早退次数="9")
    slip = paid(BASE, attendance("deduct", late_price="10.5"), who=PERSON, marks=row)
    assert amounts(slip) == {"base": "3000.00", "x": "-3031.50"}
    late = paid(BASE, attendance("attended", late_price="10.5"), who=PERSON, marks=sheet(迟到次数="2"))
    assert amounts(late)["x"] == "-21.00"


def test_the_line_is_rounded_once() -> None:
    """137.931034… + 0.005 = 137.936 → 137.94, not 137.93 + 0.01 by parts."""
    slip = paid(BASE, attendance("deduct", late_price="0.005"), who=PERSON, marks=sheet(事假天数="1", 迟到次数="1"))
    assert amounts(slip)["x"] == "-137.94"


def test_half_a_fen_goes_away_from_zero() -> None:
    slip = paid(BASE, attendance("deduct", "30"), who=agent(base="0.15"), marks=sheet(事假天数="1"))
    assert amounts(slip)["x"] == "-0.01"  # 0.005


@pytest.mark.parametrize(
    ("row", "expected"), [({"出勤天数": "10", "事假天数": "2"}, {"base": "1379.31"}),
                          ({"出勤天数": "10", "事假天数": "2", "迟到次数": "1"}, {"base": "1379.31", "x": "-5.00"})],
)  # fmt: skip
def test_who_is_paid_by_days_attended_loses_no_days_again(row: dict[str, str], expected: dict[str, str]) -> None:
    base = line("base", {"type": "base", "prorate": "attendance"})
    joiner = agent(base="3000", hired="2026-10-16")
    slip = paid(base, attendance("deduct", late_price="5"), who=joiner, marks=sheet(**row))
    assert amounts(slip) == expected


def test_the_whole_base_is_taken_by_the_day_and_the_printed_one_is_the_most() -> None:
    """A joiner of 16 of 31 days: 3,100 → 1,600 printed; 3 days ÷ 31 are 300, 20 days are capped."""
    joiner = agent(base="3100", hired="2026-10-16")
    three = paid(BASE, attendance("deduct", "calendar"), who=joiner, marks=sheet(事假天数="3"))
    assert amounts(three) == {"base": "1600.00", "x": "-300.00"}
    twenty = paid(BASE, attendance("deduct", "calendar"), who=joiner, marks=sheet(旷工天数="20"))
    assert amounts(twenty) == {"base": "1600.00", "x": "-1600.00"}
    assert "attendance_capped" in flags(twenty)


def test_attended_never_pays_more_than_the_base() -> None:
    slip = paid(BASE, attendance("attended"), who=PERSON, marks=sheet(出勤天数="22", 事假天数="1"))
    assert amounts(slip) == {"base": "3000.00"}


@pytest.mark.parametrize(
    ("row", "method", "divisor", "code"),
    [
        ({}, "deduct", "21.75", "no_attendance_row"),
        ({"事假天数": "1"}, "deduct", "workdays", "no_days_due"),
        ({"事假天数": "1", "应出勤天数": "0"}, "deduct", "workdays", "no_days_due"),
        ({"事假天数": "1"}, "attended", "21.75", "no_attendance"),
    ],
)
def test_what_is_missing(row: dict[str, str], method: str, divisor: str, code: str) -> None:
    item = attendance(method, divisor)
    slip = paid(BASE, item, who=PERSON, marks=sheet(**row))
    assert (amounts(slip), [trace.rule for trace in slip.not_given]) == ({"base": "3000.00"}, ["not_given"])
    assert pending(paid(BASE, {**item, "missing": "required"}, who=PERSON, marks=sheet(**row))) == [code]


def test_without_a_base_there_is_nothing_to_divide() -> None:
    item = {**attendance("deduct"), "missing": "required"}
    assert pending(paid(item, marks=sheet(事假天数="1"))) == ["no_base"]
    assert amounts(paid(item, marks=sheet(出勤天数="22"))) == {}


def test_the_trace_tells_method_divisor_and_days() -> None:
    row = sheet(事假天数="1", 病假天数="2", 出勤天数="20", 迟到次数="1")
    slip = paid(BASE, attendance("deduct", "26", sick_rate="0.6", late_price="10"), who=PERSON, marks=row)
    absence, late = the_line(slip, "x").trace.inputs
    assert (absence.rule, absence.params) == ("absence", {"days": "1.8", "base": "3000", "divisor": "26"})
    assert [part.rule for part in absence.inputs] == ["typed", "sick_unpaid", "base_of_agent"]
    assert (late.rule, late.params) == ("lateness", {"count": "1", "price": "10"})


@pytest.mark.parametrize("method", ["deduct", "attended"])
@pytest.mark.parametrize(
    ("sick_rate", "personal", "absent"),
    [(None, "0", False), ("1", "0", False), ("0.8", "0", True), ("0", "0", True), ("1", "1", True)],
)
def test_paid_sick_leave_alone_is_no_absence(
    method: str, sick_rate: str | None, personal: str, *, absent: bool
) -> None:
    """absent = 事假 + 旷工 + the unpaid part of 病假; without absence the whole base, whatever was attended."""
    more = {} if sick_rate is None else {"sick_rate": sick_rate}
    row = sheet(应出勤天数="22", 出勤天数="15", 病假天数="3", 事假天数=personal)
    found = amounts(paid(BASE, attendance(method, **more), who=PERSON, marks=row))
    assert ("x" in found) == absent
