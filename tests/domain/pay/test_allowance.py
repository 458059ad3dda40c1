"""津贴: a month, attended day, night shift, completed year of service; dated."""

from typing import Any

import pytest

from tests.domain.build import agent, day, line, mark
from tests.domain.pay.payday import amounts, paid, pending, sheet


def allowance(per: str, amount: str = "100", **more: str) -> dict[str, Any]:
    return line("x", {"type": "allowance", "amount": amount, "per": per, **more})


@pytest.mark.parametrize(
    ("per", "amount", "marks", "expected"),
    [
        ("month", "300", (), "300.00"),
        ("month", "0.125", (), "0.13"),
        ("day", "15", sheet(出勤天数="20"), "300.00"),
        ("day", "15", sheet(出勤天数="20.5"), "307.50"),
        ("day", "0.33", sheet(出勤天数="20.5"), "6.77"),  # 6.765
        ("day", "15", sheet(出勤天数="0"), "0.00"),
        ("night_shift", "50", (mark("night_shifts", "3"), mark("night_shifts", "2")), "250.00"),
    ],
)
def test_amount_for_each(per: str, amount: str, marks: tuple[Any, ...], expected: str) -> None:
    assert amounts(paid(allowance(per, amount), marks=marks)) == {"x": expected}


@pytest.mark.parametrize("dates", [{"hired": "2026-10-31"}, {"left": "2026-10-01"}])
def test_a_months_amount_is_not_pro_rated(dates: dict[str, str]) -> None:
    assert amounts(paid(allowance("month"), who=agent(**dates))) == {"x": "100.00"}


@pytest.mark.parametrize(
    ("hired", "years"),
    [
        ("2025-10-31", 1), ("2025-10-01", 1), ("2025-11-01", 0), ("2026-10-05", 0), ("2020-02-29", 6),
        ("2016-10-15", 10), ("2016-12-31", 9),
    ],
)  # fmt: skip
def test_years_are_completed_on_the_months_last_day(hired: str, years: int) -> None:
    assert amounts(paid(allowance("year_of_service", "30"), who=agent(hired=hired))) == {"x": f"{years * 30}.00"}


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from": "2026-10"}, True), ({"from": "2026-11"}, False), ({"to": "2026-10"}, True), ({"to": "2026-09"}, False),
        ({"from": "2026-06", "to": "2026-09"}, False), ({"from": "2025-12", "to": "2027-01"}, True),
    ],
)  # fmt: skip
def test_it_is_paid_from_a_month_to_a_month_inclusive(span: dict[str, str], expected: bool) -> None:
    assert amounts(paid(allowance("month", **span))) == ({"x": "100.00"} if expected else {})


@pytest.mark.parametrize(
    ("per", "code"), [("day", "no_data"), ("night_shift", "no_data"), ("year_of_service", "no_hire_date")]
)
def test_what_is_missing_blocks_only_a_required_line(per: str, code: str) -> None:
    slip = paid(allowance(per))
    assert (amounts(slip), [trace.rule for trace in slip.not_given]) == ({}, ["not_given"])
    assert pending(paid({**allowance(per), "missing": "required"})) == [code]


def test_outside_its_months_nothing_is_missing() -> None:
    assert amounts(paid({**allowance("day", **{"from": "2027-01"}), "missing": "required"})) == {}


def test_shifts_that_are_not_all_known_block() -> None:
    rows = (day("night_shifts", "2", "01"), day("night_shifts", None, "02"))
    assert pending(paid(allowance("night_shift"), observations=rows)) == ["not_yet_known"]
