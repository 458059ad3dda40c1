"""加班费: hours × base ÷ 21.75 ÷ 8 × rate, rounded once (PAY-RULES 4)."""

from typing import Any

import pytest

from tests.domain.build import agent, line
from tests.domain.pay.payday import BASE, amounts, paid, pending, sheet

RATES = {"weekday": "1.5", "rest": "2", "holiday": "3"}


def overtime(base: str = "base", **rates: str) -> dict[str, Any]:
    return line("x", {"type": "overtime", "base": base, "rates": RATES | rates})


def hours(weekday: str = "", rest: str = "", holiday: str = "") -> Any:
    columns = {"平时加班小时": weekday, "休息日加班小时": rest, "节假日加班小时": holiday}
    return sheet(**{column: value for column, value in columns.items() if value})


@pytest.mark.parametrize(
    ("base", "worked", "amount"),
    [
        ("21750", hours("2"), "375.00"),
        ("21750", hours(rest="3"), "750.00"),
        ("21750", hours(holiday="3"), "1125.00"),
        ("4500", hours("2"), "77.59"),  # the rounded hour would give 77.58
        ("4500", hours(holiday="8"), "620.69"),  # and 620.64
        ("4500", hours("2", "0", "8"), "698.28"),  # 27 × 4,500 ÷ 174 = 698.2758…, once
        ("21750", hours("0.5"), "93.75"),
        ("0.58", hours("1"), "0.01"),  # 0.005: half a fen
    ],
)
def test_hours_by_kind(base: str, worked: Any, amount: str) -> None:
    assert amounts(paid(BASE, overtime(), who=agent(base=base), marks=worked))["x"] == amount


def test_the_wage_may_be_base_and_performance() -> None:
    pay = (BASE, line("performance", {"type": "performance"}, missing="optional"), overtime("base_performance"))
    person = agent(base="3000", performance="1350")
    assert amounts(paid(*pay, who=person, marks=hours("8")))["x"] == "300.00"  # 4,350 ÷ 174 = 25
    required = (BASE, {**overtime("base_performance"), "missing": "required"})
    assert pending(paid(*required, who=agent(base="3000"), marks=hours("8"))) == ["no_performance_base"]


def test_the_base_is_whole_for_joiners_and_on_probation() -> None:
    joiner = agent(base="4350", hired="2026-10-20", regular_from="2027-01-01")
    assert amounts(paid(BASE, overtime(), who=joiner, marks=hours("2")))["x"] == "75.00"


@pytest.mark.parametrize("row", [(), sheet(出勤天数="22", 迟到次数="1")])
def test_without_any_hours_given_it_is_not_known(row: Any) -> None:
    slip = paid(BASE, overtime(), who=agent(base="3000"), marks=row)
    assert (amounts(slip), [trace.rule for trace in slip.not_given]) == ({"base": "3000.00"}, ["not_given"])
    required = {**overtime(), "missing": "required"}
    assert pending(paid(BASE, required, who=agent(base="3000"), marks=row)) == ["no_overtime_hours"]


def test_hours_of_zero_are_known() -> None:
    slip = paid(BASE, overtime(), who=agent(base="3000"), marks=hours("0"))
    assert (amounts(slip), slip.not_given) == ({"base": "3000.00"}, ())
